"""Slow strangers: half handshakes, half proofs, half lines, a byte now and then (SPEC §1.4, §2.2)."""

import time

from circle.client import Client, Membership
from circle.keys import read_link
from circle.tls import Closed, Connection
from tools.crowd import Addresses, Silent, client_hello
from tools.figures import milliseconds, percentile
from tools.relay import TALKATIVE, Relay
from tools.talk import Talk

# What each may last, with room for a clock that is looked at late.
MARGIN = 5
HANDSHAKE_MAX, PROOF_MAX, LINE_MAX = 20 + MARGIN, 10 + MARGIN, 20 + MARGIN
LINGER = 30
JOIN_MAX_MS = 5_000
SIT_EVERY = 2.5
TRICKLE = 2.0


def arguments(parser):
    parser.add_argument("--n", type=int, default=90)
    parser.add_argument("--lines", type=int, default=8, help="of them, members with half a line")
    parser.add_argument("--joins", type=int, default=8)


class HalfHandshake:
    limit = HANDSHAKE_MAX

    def __init__(self, port, source):
        self.silent, self.rest = Silent(port, source), client_hello()
        self.began = time.monotonic()
        self.silent.send(self.rest[:len(self.rest) // 2])
        self.rest = self.rest[len(self.rest) // 2:]

    def trickle(self):
        # Never the last byte.
        self.silent.send(self.rest[:1] if len(self.rest) > 1 else b"")
        self.rest = self.rest[1:] or self.rest

    def lasted(self):
        return self.silent.ended and self.silent.ended - self.began

    def is_closed(self):
        return self.silent.is_closed()

    def close(self):
        self.silent.close()


class HalfProof:
    """TLS is done, the greeting is there, and the answer never ends."""
    limit = PROOF_MAX
    begin = b"@id=1 AUTH join "

    def __init__(self, port, source):
        self.connection = Connection("127.0.0.1", port, source=source)
        self.start()

    def start(self):
        self.began, self.ended = time.monotonic(), None
        self.connection.send(self.begin)

    def trickle(self):
        try:
            if not self.connection.closed:
                self.connection.send(b"A")
        except Closed:
            pass

    def is_closed(self):
        if self.ended is None:
            self.connection.read(0)
            self.ended = time.monotonic() if self.connection.closed else None
        return self.ended is not None

    def lasted(self):
        return self.ended and self.ended - self.began

    def close(self):
        self.connection.close()


class HalfLine(HalfProof):
    """Somebody who was let in and begins a line."""
    limit = LINE_MAX
    begin = b"@id=1;turn=1 LINE "

    def __init__(self, link, source):
        link = read_link(link)
        client = Client(Membership.of(link))
        client.source = source
        client.redeem(link)
        self.connection = client.connection
        self.start()


def gather(relay, talk, options):
    addresses = Addresses(8)
    some = [HalfLine(talk.links.pop(), addresses.next()) for _ in range(options.lines)]
    for number in range(options.n - options.lines):
        kind = HalfProof if number % 2 else HalfHandshake
        some.append(kind(relay.port, addresses.next()))
    return some


class Honest:
    """People who come in meanwhile, one after the other."""

    def __init__(self, links):
        self.links, self.times, self.failed, self.members = links, [], 0, []

    def comes(self):
        began = time.monotonic()
        link = read_link(self.links.pop())
        client = Client(Membership.of(link))
        try:
            client.join(link, f"Guest {len(self.links)}")
            client.until(lambda: client.ready)
            self.times.append(time.monotonic() - began)
            self.members.append(client)
        except Exception:
            self.failed += 1


def run(options, result):
    with Relay(TALKATIVE) as relay:
        talk = Talk(relay, guests=options.lines + options.joins)
        time.sleep(3)
        began = time.monotonic()
        some = gather(relay, talk, options)
        honest, joined = Honest(talk.links), began
        trickled = 0
        while time.monotonic() < began + LINGER:
            now = time.monotonic()
            if not sum(not one.is_closed() for one in some):
                break
            if now > joined + SIT_EVERY and honest.links:
                joined = now
                honest.comes()
            if now > trickled + TRICKLE:
                trickled = now
                for one in some:
                    one.trickle()
            time.sleep(0.05)
        until = time.monotonic()
        talk.close()
        result.tell(n=len(some), joins=len(honest.times))
        result.zero(left=sum(not one.is_closed() for one in some),
                    late=sum((one.lasted() or LINGER) > one.limit for one in some),
                    joins_failed=honest.failed)
        for kind in (HalfHandshake, HalfProof, HalfLine):
            lasted = [one.lasted() for one in some if type(one) is kind and one.lasted()]
            result.tell(**{f"{kind.__name__.lower()}_max_s": max(lasted, default=None)})
        result.most(JOIN_MAX_MS, join_p99_ms=milliseconds(percentile(honest.times, 0.99)))
        talk.judge(result, (talk.since, began), (began, until))
        for one in [*some, *(client.connection for client in honest.members)]:
            one.close()
