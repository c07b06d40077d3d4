"""Kills the relay, again and again, while thirty people talk (SPEC §5.11 to §5.16).

Real relay, real clients. A holder says a line a second; the stick goes round; hands wait. The relay
is killed and started with the same directories. Half of the kills or more come while a line is on
its way: between the key that sends it and the moment when everybody has acknowledged it."""

import random
import time

from people import until
from tools.figures import milliseconds, percentile, wait_until
from tools.ledger import Ledger
from tools.network import be_alone, kill_sockets
from tools.relay import CROWDED, ON_DISK, TALKATIVE, Relay
from tools.witness import Gathering, Witness

# A line is stable once everybody has acknowledged it, which they do after 2 seconds or 8 events.
IN_FLIGHT = 0.5
# The longest pause between two tries (SPEC §11.7), and a little: when crashes come faster than a
# client calls a connection good, its pauses grow.
BACK_MAX_MS = 40_000


def arguments(parser):
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--members", type=int, default=10)
    parser.add_argument("--rate", type=float, default=1.0, help="lines a second")
    parser.add_argument("--every", default="3..5", help="seconds between kills, FROM..TO")
    parser.add_argument("--words", choices=["sealed", "open"], default="sealed")
    parser.add_argument("--queue", choices=["fair", "fifo"], default="fair",
                        help="fifo has no windows for first hands, and is faster")
    parser.add_argument("--fault", choices=["kill", "sockets"], default="kill",
                        help="sockets: a control, in which only all connections end")
    parser.add_argument("--disk", action="store_true",
                        help="the journal lies on the disk, and every record is synced")


class Story:
    """The circle, its holder, the hands behind them, and somebody who looks at the queue."""

    def __init__(self, relay, options, dice):
        self.relay, self.dice, self.rate, self.fault = relay, dice, options.rate, options.fault
        self.circle = Gathering(relay, options.words, queue=options.queue)
        self.people = self.circle.gather(options.members)
        self.ledger = Ledger()
        for person in dice.sample(self.people[1:], min(8, len(self.people) - 1)):
            self.circle.raises(person)
        self.holder, self.turn = self.circle.calls_next()
        self.next_line, self.typed_at = 0, 0
        self.in_flight = self.unheard = self.queue_changes = self.holder_changes = 0
        self.guest_link = self.circle.invites("--uses", "1")
        self.back = []

    def speak(self):
        self.typed_at = time.monotonic()
        return self.ledger.say(self.holder, self.turn)

    def talk(self, until_time):
        """A line whenever one is due."""
        while (now := time.monotonic()) < until_time:
            if now >= self.next_line:
                self.next_line = max(now, self.next_line + 1 / self.rate)
                self.speak()
            time.sleep(max(0, min(self.next_line, until_time) - time.monotonic()))

    def relays_queue(self):
        """The hands as the relay tells somebody who comes without any memory of this meeting."""
        guest = Witness(self.circle.directory, "Zoe", self.guest_link, home="guest")
        try:
            guest.await_(event="seated")
            until(lambda: guest.turn() is not None)
            return guest.queue()
        finally:
            guest.close()
            self.guest_link = "tuesday"

    def kill(self):
        before, floor = self.relays_queue(), self.last_floor()
        self.talk(time.monotonic() + 1 / self.rate)
        if self.dice.random() < 0.75:
            last = self.speak()
            time.sleep(self.dice.choice([0, 0.001, 0.003, 0.01, 0.03, 0.2]))
        else:
            time.sleep(self.dice.random() / self.rate)
            last = self.ledger.typed[-1].text
        killed = self.strike()
        self.in_flight += killed - self.typed_at < IN_FLIGHT
        self.unheard += not self.holder.has_heard(last)
        if self.fault == "kill":
            self.relay.start()
        self.speech_is_back(killed)
        self.queue_changes += self.relays_queue() != before
        self.queue_changes += self.circle.fay.queue() != before
        self.holder_changes += self.last_floor() != floor

    def strike(self):
        """Answers when."""
        if self.fault == "kill":
            return self.relay.kill()
        self.relay.crashes += 1
        kill_sockets(self.relay.port)
        return time.monotonic()

    def last_floor(self):
        floor = self.circle.fay.seen(event="floor")[-1]
        return floor["state"] in ("held", "offered"), floor["turn"], floor.get("seat")

    def speech_is_back(self, killed):
        """Types on; the time until everybody has heard something said after the crash."""
        text = self.speak()
        is_back = wait_until(lambda: all(person.has_heard(text) for person in self.people),
                             BACK_MAX_MS / 1000)
        assert is_back, "nobody could be heard again"
        heard = max(person.hears(text)["at"] for person in self.people)
        self.back.append(heard - killed)

    def pass_on(self):
        """The holder ends, raises a hand again, and the first of the queue speaks."""
        self.ledger.settle(self.people)
        expected = self.circle.fay.queue()
        self.circle.ends_share(self.holder, self.turn)
        self.circle.raises(self.holder)
        self.holder, self.turn = self.circle.calls_next()
        seat = self.holder.seen(event="seated")[-1]["seat"]
        self.queue_changes += bool(expected) and seat != expected[0]


def run_kills(story, options):
    least, most = map(float, options.every.split(".."))
    for number in range(options.kills):
        story.talk(time.monotonic() + story.dice.uniform(least, most) / 2)
        if number % 3 == 1:
            story.pass_on()
        story.talk(time.monotonic() + story.dice.uniform(least, most) / 2)
        story.kill()


def run(options, result):
    if options.fault == "sockets":
        be_alone()
    # Faster than people may be, so that no line waits for its pace when it is to be on its way.
    settings = TALKATIVE | CROWDED | {"seats.max": 200} | (ON_DISK if options.disk else {})
    with Relay(settings) as relay:
        story = Story(relay, options, random.Random(options.seed))
        try:
            run_kills(story, options)
        except AssertionError as failure:
            result.fails(str(failure)[:500])
        finally:
            result.tell(kills=relay.crashes)
            result.least((options.kills + 1) // 2, in_flight=story.in_flight)
            result.tell(unheard=story.unheard)
            story.ledger.judge(story.people, result)
            result.figures["stick_violations"] += story.holder_changes
            result.zero(stick_violations=result.figures["stick_violations"],
                        queue_changes=story.queue_changes)
            result.tell(back_p50_ms=milliseconds(percentile(story.back, 0.5)))
            result.most(BACK_MAX_MS, back_p99_ms=milliseconds(percentile(story.back, 0.99)))
            story.circle.close()

