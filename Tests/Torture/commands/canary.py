"""Every line holds a word nobody else could have said; where does it come to lie? (SPEC §5.2, §12.1)

The relay crashes in the middle of talk, several times. Everything it writes to what is not the
network is traced; its files are searched after each crash, its memory after the end of the last
meeting, when it must have been wiped. While a meeting goes on, the relay's memory holds recent
lines as they travelled; that is what the control finds."""

import os
import pathlib
import secrets
import signal
import subprocess
import tempfile
import time

from tools.canary import (Needles, hits_in_files, hits_in_memory, hits_in_trace, tracing)
from tools.relay import CROWDED, TALKATIVE, Relay
from tools.table import Table

CRASHES = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT)
# As in Deploy/circle-relay.service, whose promises are judged here.
SERVICE = {"GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0", "SWIFT_BACKTRACE": "enable=no"}
EMPTY_S = 2


def arguments(parser):
    parser.add_argument("--words", choices=["sealed", "open", "both"], default="both")
    parser.add_argument("--lines", type=int, default=25, help="in each meeting")
    parser.add_argument("--crashes", type=int, default=3)
    parser.add_argument("--remnants", type=int, default=0,
                        help="pieces that may be left in memory; the specification says none")


class Talking:
    """A relay under the tracer, and what was said to it."""

    def __init__(self, words, directory, lines):
        self.words, self.lines, self.rounds = words, lines, 0
        # Of all meetings; what is looked for in memory is of the last one.
        self.plain, self.sealed = Needles(), Needles()
        self.trace = pathlib.Path(directory, f"trace-{words}")
        self.relay = Relay(TALKATIVE | CROWDED | {"empty.seconds": EMPTY_S},
                           within=tracing(self.trace), environment=SERVICE)

    def word(self):
        word = "canary" + secrets.token_hex(10)
        self.plain.add(word[6:])
        return word

    def name(self):
        """Names, too, are nobody's business."""
        name = "".join("bcdfghjkmnpqrtvwxz"[number % 18] for number in secrets.token_bytes(14))
        self.plain.add(name.capitalize())
        return name.capitalize()

    def meeting(self):
        """A circle in which all that is said is searched for later."""
        self.rounds += 1
        table = Table(self.relay, f"canary-{self.words}-{self.rounds}", self.words, members=2)
        table.join(self.name())
        for _ in range(self.lines):
            table.holder.say(self.word())
        table.founder.whisper(table.holder.log.seat, self.word())
        table.settle()
        for client in table.clients:
            for payload in client.log.sent.values() if self.words == "sealed" else ():
                self.sealed.add_payload(payload)
        return table

    def crash(self, number):
        """In the middle of talk: a line is on its way."""
        table = self.meeting()
        table.holder.send_words("LINE", self.word())
        self.relay.kill(CRASHES[number % len(CRASHES)])
        table.close()
        hits = hits_in_files(self.all(), self.places())
        self.relay.start()
        return hits

    def all(self):
        both = Needles()
        both.pieces = self.plain.pieces | self.sealed.pieces
        return both

    def places(self):
        """What the relay keeps, what it said, and cores, should there be any."""
        cores = [path for folder in (os.getcwd(), self.relay.directory, "/tmp", "/var/crash")
                 if os.path.isdir(folder) for path in pathlib.Path(folder).glob("core*")
                 if path.is_file()]
        return [*self.relay.files(), *cores]

    def stays_in_memory(self):
        """The last meeting: hits while it lasts, and after everybody has left it."""
        before = self.all().pieces
        table, process = self.meeting(), self.relay.process.pid
        said, plain = Needles(), Needles()
        said.pieces = self.all().pieces - before
        plain.pieces = self.plain.pieces - before
        during, plain = hits_in_memory(said, process), hits_in_memory(plain, process)
        for client in table.here():
            client.leave()
        time.sleep(EMPTY_S + 3)
        for client in table.clients:
            client.connection.close()
        time.sleep(0.5)
        return during, plain, hits_in_memory(said, process)

    def plant(self, directory):
        """The control of the trace: a program that does write such a word."""
        word = self.word()
        subprocess.run([*tracing(self.trace), "dd", f"of={directory}/planted", "status=none"],
                       input=word.encode(), check=True)
        time.sleep(0.3)
        planted = Needles()
        planted.add(word[6:])
        return hits_in_trace(planted, self.trace)[0], hits_in_files(
            planted, [pathlib.Path(directory, "planted")])[0]


def search(words, options, result):
    def figure(name, value):
        return {f"{words}_{name}": value}
    with tempfile.TemporaryDirectory(prefix="circle-canary-") as directory:
        talking = Talking(words, directory, options.lines)
        with talking.relay:
            found = [talking.crash(number) for number in range(options.crashes)]
            during, plain, after = talking.stays_in_memory()
            in_files, where = hits_in_files(talking.all(), talking.places())
            in_trace, writes = hits_in_trace(talking.all(), talking.trace)
        trace_control, file_control = talking.plant(directory)
    result.tell(**figure("lines", talking.rounds * options.lines), **figure("crashes", len(found)),
                **figure("writes", writes))
    result.zero(**figure("disk_hits", in_files + in_trace + sum(hits for hits, _ in found)))
    result.most(options.remnants, **figure("memory_hits", after))
    if words == "sealed":
        result.zero(**figure("plain_in_memory", plain))
    result.least(1, **figure("memory_control", during), **figure("trace_control", trace_control),
                 **figure("file_control", file_control))
    for name in {*where, *(name for _, names in found for name in names)}:
        result.fails(f"words in {name}")


def run(options, result):
    for words in ("sealed", "open") if options.words == "both" else (options.words,):
        search(words, options, result)
