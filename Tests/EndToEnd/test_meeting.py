"""A meeting of twelve people at terminals, over real TLS, with one more who does not keep the rules.

Twelve shares; twenty interruptions typed in clients, which all become drafts; twenty sent raw by an
authenticated client without the stick, and lines under old and coming turns at every hand-over,
which are all refused. Nothing of them reaches anybody, and all twelve saw the same events under the
same numbers, each by its own output.
"""

import hashlib
import random
import re
import tempfile

import pytest

from circle.client import Client, Failed, Membership
from circle.keys import read_link
from harness import Relay
from people import Person, run

NAMES = "Fay Ana Bo Cy Dee Eli Flo Gus Hal Ida Jo Kim".split()


class Meeting:
    def __init__(self, relay, queue):
        self.directory = tempfile.TemporaryDirectory(prefix="circle-meeting-")
        founding = str(relay.circle(queue))
        said = run(self.directory.name, "Fay", "found", founding, "--name", "Fay", "--title",
                   "Tuesday", "--boundary", "0s", "--queue", queue)
        self.invitation = re.search(r"circle://\S+", said)[0]
        self.people = {"Fay": Person(self.directory.name, "Fay", "tuesday")}
        for name in NAMES[1:]:
            self.people[name] = Person(self.directory.name, name, self.invitation)
        self.fay = self.people["Fay"]
        for person in self.people.values():
            person.await_(event="seated")
        # Somebody with a client of their own, who was let in like all the others.
        link = read_link(self.invitation)
        self.raw = Client(Membership.of(link))
        self.raw.join(link, "Zoe")
        self.raw_refused = 0
        for person in self.people.values():
            person.await_(event="joined", name="Zoe")

    def raises(self, name):
        before = len(self.people[name].seen(event="hand", hand="up"))
        self.people[name].type("hand")
        self.people[name].await_(before + 1, event="hand", hand="up")

    def turn(self):
        return self.fay.seen(event="floor")[-1]["turn"]

    def calls_next(self):
        """The facilitator calls; answers who is offered the stick, and by which event."""
        before = len(self.fay.seen(event="floor", state="offered"))
        self.fay.type("next")
        offer = self.fay.await_(before + 1, event="floor", state="offered")
        return offer["name"], offer

    def shares(self, name, offer, text):
        person = self.people[name]
        person.await_(event="floor", state="offered", turn=offer["turn"])
        person.type(text)
        for listener in self.people.values():
            listener.await_(event="said", text=text)

    def is_done(self, name, offer):
        self.people[name].type("done")
        self.fay.await_(event="floor", state="home", turn=offer["turn"] + 1)

    def raw_line(self, text, turn):
        """A sealed line of one who has no right to speak."""
        self.raw.step()
        try:
            self.raw.say(text, turn)
        except Failed as failure:
            assert failure.code in ("not-your-turn", "stale"), failure
            self.raw_refused += 1

    def digest(self, person):
        """One hash over the numbered events of one client's own output, from the last arrival on."""
        last = max(event["n"] for event in self.fay.seen(event="joined"))
        kept = [(event["n"], event["event"], event.get("seat"), event.get("turn"),
                 event.get("state"), event.get("why"), event.get("text"))
                for event in person.events if event.get("n", 0) > last
                and event["event"] in ("said", "floor")]
        assert [event[0] for event in kept] == sorted({event[0] for event in kept})
        return hashlib.sha256(repr(kept).encode()).hexdigest(), len(kept)

    def close(self):
        for person in self.people.values():
            person.close()
        self.raw.cut()


@pytest.fixture(params=["fair", "strict"])
def meeting(request):
    relay = Relay()
    meeting = Meeting(relay, request.param)
    meeting.queue = request.param
    yield meeting
    meeting.close()
    relay.remove()


def test_twelve_people_hold_a_meeting(meeting):
    """§7.1 §7.2 §8 §10: see above."""
    dice = random.Random(12)
    order = NAMES[1:]
    dice.shuffle(order)
    for name in order:
        meeting.raises(name)
    meeting.raises("Fay")
    order.append("Fay")
    typed = 0
    for round, expected in enumerate(order):
        # Under a turn that is coming.
        meeting.raw_line(f"raw too early {round}", meeting.turn() + 1)
        name, offer = meeting.calls_next()
        assert name == expected, "hands are offered the stick in the order in which they went up"
        meeting.shares(name, offer, f"This is what I have to say, {round}.")
        for _ in range(2 if typed < 20 else 0):
            interrupter = dice.choice([other for other in NAMES if other != name])
            person = meeting.people[interrupter]
            text = f"typed interruption {typed}"
            person.type(text)
            person.await_(event="draft-kept", text=text)
            typed += 1
        for number in range(2):
            meeting.raw_line(f"raw interruption {round} {number}", offer["turn"])
        meeting.is_done(name, offer)
        # At the instant of the hand-over, under the turn that has just ended.
        meeting.raw_line(f"raw too late {round}", offer["turn"])
        if round == 0:
            # Has shared, and now waits behind everybody who has not, in either order.
            meeting.raises(name)
    assert typed == 20
    assert meeting.raw_refused == 4 * len(order) == 48
    if meeting.queue == "strict":
        # Zoe has neither shared nor passed: no second share by order before that.
        meeting.fay.type("next")
        meeting.fay.await_(event="refused", code="first-hands")
    else:
        # The second hand gets its turn after a window for a first one.
        meeting.fay.type("next")
        meeting.fay.await_(event="note", note="window")

    digests = set()
    for person in meeting.people.values():
        person.await_(event="floor", state="home", turn=meeting.turn())
        texts = [event["text"] for event in person.seen(event="said")]
        assert texts == [f"This is what I have to say, {n}." for n in range(12)], person.name
        digests.add(meeting.digest(person))
    assert len(digests) == 1
    assert digests.pop()[1] == 4 * 12


def test_a_stale_line_of_a_client_comes_back_as_a_draft(meeting):
    """§7.1: typed under a turn that ended on its way to the relay, it is kept and never carried over."""
    meeting.raises("Ana")
    name, offer = meeting.calls_next()
    ana = meeting.people["Ana"]
    meeting.shares(name, offer, "I begin.")
    # The facilitator takes the stick home while Ana, who has not seen it, types on.
    meeting.fay.type("home!")
    for number in range(10):
        ana.type(f"and then {number}")
    meeting.fay.await_(event="floor", state="home", turn=offer["turn"] + 1)
    for number in range(10):
        text = f"and then {number}"
        heard = meeting.fay.seen(event="said", text=text)
        if not heard:
            ana.await_(event="draft-kept", text=text)
    home = meeting.fay.await_(event="floor", state="home", turn=offer["turn"] + 1)["n"]
    for person in meeting.people.values():
        assert not [event for event in person.seen(event="said") if event["n"] > home]
