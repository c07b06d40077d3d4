"""The transcripts of the protocol, told to a real relay over TLS.

`Protocol/transcripts/README.md` says how they are read. Stories that need a clock that can be moved
are told to the pure core only.
"""

import itertools
import pathlib

import pytest

from circle.client import PATIENCE, Client, Membership
from circle.keys import b64
from circle.wire import decode

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Protocol" / "transcripts"
BLIND = b64(bytes(16))
ACTS = set("LINE WHISPER HELP HAND HANDS CALL ACCEPT PASS DONE GIVE HOME EXTEND BELL CROSSTALK "
           "PRESENCE LISTEN ROLE REMOVE PHASE AGREE RESPONSE MARK CAUTION SIGNAL QUIET CHAIR DOOR "
           "ADMIT HOLD STEP ASIDE SIDE BUDDY".split())
ASKS = set("SUPPLY INVITE UNINVITE INVITES RULES PLAN PAGE NAME BALANCE SLIP CARD".split())
WORDS = set("LINE WHISPER CAUTION SUPPLY".split())
labels = itertools.count(1)


def stories():
    for path in sorted(FOLDER.glob("*.txt")):
        if not any(line.startswith("wait ") for line in path.read_text().splitlines()):
            yield path


class Story:
    def __init__(self, relay, path):
        self.relay = relay
        self.people, self.steps, self.heard, self.ids = {}, [], {}, {}
        self.in_state, self.links = set(), {}
        rules, roles, words = ("fair", "called", 0, 300), [], "open"
        plan, later = None, []
        for line in path.read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            first, rest = line.split(maxsplit=1)
            if first == "rules":
                rules = rest.split()
            elif first == "words":
                words = rest
            elif first == "plan":
                plan = rest.split()
            elif first == "people":
                roles = [person.split() for person in rest.split(",")]
            elif first == "later":
                later = [person.split() for person in rest.split(",")]
            else:
                self.steps.append((first, *rest.split(maxsplit=1)))
        link = relay.circle(f"story-{next(labels)}", words)
        founder = Client(Membership.of(link))
        founder.found(link, roles[0][0], rules=rules, plan=plan)
        self.people[roles[0][0]] = founder
        for name, role in roles[1:]:
            self.links[name] = founder.invite(role)
            self.arrive(name)
        for name, role in later:
            self.links[name] = founder.invite(role)
        self.settle()
        for name, client in self.people.items():
            client.acking = client.supplying = False
            self.heard[name] = len(client.received)
            self.ids[name] = 1

    def arrive(self, name):
        client = self.people[name] = Client(Membership.of(self.links[name]))
        client.join(self.links[name], name)
        client.acking = client.supplying = False
        self.heard[name], self.ids[name] = 0, 1

    def settle(self):
        """Everybody here has been given all there is."""
        for client in self.people.values():
            if client.connection.closed:
                continue
            client.pongs.clear()
            client.raw("PING")
            try:
                client.until(lambda: client.pongs and client.log.last >= client.pongs[-1])
            except TimeoutError:
                # Who has left is answered no more.
                if not client.connection.closed:
                    raise

    def next(self, name):
        """The next line that matters, without tags, without the sentence of a refusal, and with the
        word KEY for a key."""
        client = self.people[name]
        while self.heard[name] < len(client.received):
            message = client.received[self.heard[name]]
            self.heard[name] += 1
            if message.verb == "STATE":
                self.in_state.add(name)
            if message.verb == "READY":
                self.in_state.discard(name)
            if message.verb in ("STABLE", "PONG", "READY") or name in self.in_state:
                continue
            parts = [message.verb, *message.params]
            if message.verb in ("JOIN", "KNOCK", "LEAF"):
                parts[2] = "KEY"
            if message.text is not None and message.verb != "FAIL":
                parts.append(":" + message.text)
            return " ".join(parts)
        return None

    def expect(self, name, wanted, is_for_all):
        """Who is not here any more is told nothing more of what is for all."""
        client = self.people[name]
        heard = self.next(name)
        for _ in range(PATIENCE * 20):
            if heard is not None or client.connection.closed:
                break
            client.step(0.05)
            heard = self.next(name)
        if is_for_all and heard is None and client.connection.closed:
            return
        assert heard == wanted, f"{name} heard {heard!r} instead of {wanted!r}"

    def say(self, name, line):
        head, _, words = line.partition(" :")
        tags = [head.split()[0][1:]] if head.startswith("@") else []
        body = head.split(maxsplit=1)[1] if tags else head
        verb = body.split()[0]
        if verb in ACTS:
            tags.append(f"id={self.ids[name]}")
            self.ids[name] += 1
        elif verb in ASKS:
            self.people[name].last_ask += 1
            tags.append(f"id={self.people[name].last_ask}")
        if verb in WORDS and words:
            tags.append(f"blind={BLIND}")
        if words:
            body += " :" + words
        self.people[name].raw(("@" + ";".join(tags) + " " if tags else "") + body)

    def restart(self):
        """The relay is killed and starts again; everybody had been given all there was."""
        self.settle()
        self.relay.restart()
        for client in self.people.values():
            client.cut()

    def tell(self):
        for who, mark, *rest in self.steps:
            if mark == ">":
                self.say(who, rest[0])
            elif mark == "<":
                for name in list(self.people) if who == "*" else [who]:
                    self.expect(name, rest[0], is_for_all=who == "*")
            elif mark == "comes":
                self.arrive(who)
            elif mark == "restarts":
                self.restart()
            elif mark == "lost":
                self.people[who].cut()
            elif mark == "back":
                self.people[who].back()
        self.settle()
        for name in self.people:
            assert self.next(name) is None, f"{name} was given more than the story tells"


@pytest.mark.parametrize("path", list(stories()), ids=lambda path: path.stem)
def test_a_story_happens_over_tls_as_it_is_told(relay, path):
    Story(relay, path).tell()
