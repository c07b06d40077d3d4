"""Lines that are none, from the one who may speak (SPEC §2.2, §2.3, §2.6)."""

import random
import time

from circle.tls import Closed
from circle.wire import Malformed
from tools.relay import TALKATIVE, Relay
from tools.table import Table

# A reader holds 8 KiB of a line; the rest is what a library and an allocator move about.
RSS_MAX_KIB = 1024
MEBIBYTE = 1 << 20


def arguments(parser):
    parser.add_argument("--n", type=int, default=300, help="lines with bytes that may not be")
    parser.add_argument("--endless", type=int, nargs="*", default=[1, 4],
                        help="MiB without an end of line")


BYTES = (b"\x00", b"\r", b"\x1b[2J", b"\x07", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80",
         b"\xff\xfe", b"\x80", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85",
         b"\xf0\x9f\x92", b"\x7f", b"\t", b"\xf3\xa0\x80\x81", b"e" + b"\xcc\x81" * 9)


class Speaker:
    """The holder, who comes back whenever the relay has shown them out."""

    def __init__(self, table):
        self.table, self.client = table, table.holder
        self.verdicts = self.ends = self.accepted = 0

    def send(self, line):
        """Bytes with an end of line; waits for the verdict, or the end."""
        # A refused act leaves its id free for the next one.
        self.client.answers.clear()
        self.client.ending = None
        try:
            self.client.connection.send(line + b"\n")
            end = time.monotonic() + 5
            while time.monotonic() < end:
                self.client.step(0.02)
                if self.client.answers or self.client.ending:
                    break
        except (Closed, Malformed):
            pass
        heard = bool(self.client.answers or self.client.ending)
        self.verdicts += heard
        for id, answer in self.client.answers.items():
            if answer.verb == "OK":
                self.accepted += 1
                self.client.last_id = max(self.client.last_id, id)
        self.client.answers.clear()
        if self.client.connection.closed or not heard:
            self.ends += 1
            self.come_back()

    def come_back(self):
        self.client.cut()
        self.client.unanswered.clear()
        self.client.back()
        self.table.settle()

    def endless(self, size):
        """So many bytes without an end, or as many as are taken; answers how many went out."""
        sent, chunk = 0, b"x" * 16_384
        try:
            while sent < size and not self.client.connection.closed:
                self.client.connection.send(chunk, deadline=5)
                sent += len(chunk)
                self.client.step()
        except (Closed, Malformed):
            pass
        self.come_back()
        return sent


def bent_lines(table, dice, count):
    """Lines that would be heard but for a few bytes."""
    for number in range(count):
        line = table.line(table.holder, f"bad {number} here").encode()
        bad = dice.choice(BYTES)
        place = line.index(b"LINE") + 5 + dice.randrange(len(line) - line.index(b"LINE") - 5)
        yield line[:place] + bad + line[place:]


def whole_lines(table):
    """Lines with a flaw of form."""
    good = table.line(table.holder, "bad form").encode()
    tags, rest = good.split(b" ", 1)
    yield b"@id=0;turn=1 " + rest
    yield b"@id=4294967296 " + rest
    yield tags + b";id=9 " + rest
    yield tags + b"  " + rest
    yield rest
    yield tags + b" line" + rest[4:]
    yield tags + b" LINE" + b" a" * 16
    if table.holder.member.mode == "sealed":
        yield good + b"=" + b" extra" * 15
        yield good[:-1]
    yield good.replace(b" ", b"\x00", 1)
    yield b"@" + b";".join(b"t%d=1" % number for number in range(17)) + b" " + rest
    yield good + b"x" * (8_193 - len(good))


def torment(relay, words, options, result, dice):
    table = Table(relay, f"bad-{words}", words)
    speaker, rss = Speaker(table), relay.rss()
    tried = 0
    for line in [*bent_lines(table, dice, options.n), *whole_lines(table)]:
        tried += 1
        speaker.send(line)
        if table.holder.log.floor.state != "held":
            table.take_stick()
    endless = [speaker.endless(size * MEBIBYTE) for size in options.endless]
    table.settle()
    delivered = sum("bad" in (text or "") for client in table.others(table.holder)
                    for text in client.log.texts())
    delivered += sum(heard.text is None for client in table.others(table.holder)
                     for heard in client.log.heard)
    table.take_stick()
    table.holder.say("Now a good one.")
    table.settle()
    result.tell(**{f"{words}_tried": tried + len(endless), f"{words}_verdicts": speaker.verdicts,
                   f"{words}_ended": speaker.ends,
                   f"{words}_endless_kib": sum(endless) // 1024})
    result.zero(**{f"{words}_delivered": delivered, f"{words}_accepted": speaker.accepted,
                   f"{words}_unheard": len(table.clients) - table.hears("Now a good one.")})
    result.most(RSS_MAX_KIB, **{f"{words}_rss_growth_kib": relay.rss() - rss})
    table.close()


def run(options, result):
    dice = random.Random(options.seed)
    with Relay(TALKATIVE | {"gate.failures": 100_000}) as relay:
        for words in ("sealed", "open"):
            torment(relay, words, options, result, dice)
        result.zero(crash=not relay.is_running())
