"""Peers that renew their keys without end (SPEC §1.2)."""

import threading
import time

from circle.client import Client, Membership
from circle.keys import read_link
from tools.figures import milliseconds
from tools.libssl import NOT_REQUESTED, REQUESTED, Gone, Updating
from tools.relay import TALKATIVE, Relay
from tools.talk import Talk

IN_A_ROW = 32
# What the kernel may take of a flood before the end of the connection comes back.
FLOOD = 200_000
GONE_MAX_MS = 5_000


def arguments(parser):
    parser.add_argument("--seconds", type=float, default=4, help="of flood")
    parser.add_argument("--floods", type=int, default=4, help="peers at once")


def admitted(link):
    """A member's key, once let in."""
    client = Client(Membership.of(read_link(link)))
    client.redeem(read_link(link))
    client.cut()
    return client.member


def flood(port, member, kind, source):
    """One connection until it is ended; answers records, milliseconds, and whether it ended."""
    peer = Updating(port, source)
    if member:
        assert " WELCOME " in " " + peer.prove(member)
    began, count = time.monotonic(), 0
    try:
        while count < FLOOD:
            peer.update(kind)
            count += 1
        ended = peer.is_gone(5)
    except Gone:
        ended = True
    took = time.monotonic() - began
    peer.close()
    return count, took, ended


def within_bounds(port, member):
    """Updates with something said between them are allowed; answers how many were taken."""
    peer = Updating(port)
    peer.prove(member)
    count = 0
    try:
        for _ in range(10):
            for _ in range(IN_A_ROW - 2):
                peer.update()
                count += 1
            peer.send_line("PING")
            peer.read_line()
    except Gone:
        pass
    peer.close()
    return count


class Flooding(threading.Thread):
    """Floods, comes again, and floods."""

    def __init__(self, port, member, kind, number, until):
        super().__init__(daemon=True)
        self.port, self.member, self.kind, self.until = port, member, kind, until
        self.source, self.floods, self.why = f"127.3.0.{number + 1}", [], None

    def run(self):
        try:
            while time.monotonic() < self.until:
                self.floods.append(flood(self.port, self.member, self.kind, self.source))
        except Exception as failure:
            self.why = repr(failure)


def run(options, result):
    with Relay(TALKATIVE) as relay:
        talk = Talk(relay, guests=options.floods + 1)
        members = [admitted(link) for link in talk.links]
        time.sleep(4)
        allowed = within_bounds(relay.port, members.pop())
        began = time.monotonic()
        threads = [Flooding(relay.port, members[number] if number % 2 else None,
                            (NOT_REQUESTED, REQUESTED)[number // 2 % 2], number,
                            began + options.seconds)
                   for number in range(options.floods)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        until = time.monotonic()
        floods = [each for thread in threads for each in thread.floods]
        result.tell(floods=len(floods), records_max=max((f[0] for f in floods), default=None))
        result.most(GONE_MAX_MS,
                    gone_max_ms=milliseconds(max((f[1] for f in floods), default=None)))
        result.zero(not_ended=sum(not f[2] for f in floods) + sum(t.is_alive() for t in threads),
                    crash=not relay.is_running())
        result.least(options.floods, ended=sum(f[2] for f in floods))
        result.least(10 * (IN_A_ROW - 2), allowed=allowed)
        for thread in threads:
            if thread.why:
                result.fails(thread.why)
        talk.close()
        talk.judge(result, (talk.since, began), (began, until))
