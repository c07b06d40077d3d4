"""One byte of the journal is another one when the relay starts again (SPEC §5.17).

It starts. Then either the meeting goes on with exactly its numbers, or everybody is told that it
begins anew; nothing in between."""

import random
import time

from people import until
from tools.figures import wait_until
from tools.ledger import Ledger, meetings
from tools.relay import CROWDED, TALKATIVE, Relay
from tools.witness import Gathering


def arguments(parser):
    parser.add_argument("--flips", type=int, default=4)


def flip(files, dice):
    """Mostly where something was written, now and then in what is still empty."""
    path = dice.choice(files)
    data = bytearray(path.read_bytes())
    written = len(data.rstrip(b"\0")) or len(data)
    place = dice.randrange(written if dice.random() < 0.8 else len(data))
    data[place] ^= 1 << dice.randrange(8)
    with open(path, "r+b") as file:
        file.seek(place)
        file.write(data[place:place + 1])


class Rotting:
    def __init__(self, relay, dice):
        self.relay, self.dice = relay, dice
        self.circle, self.ledger = Gathering(relay), Ledger()
        self.people = self.circle.gather(3)
        self.traps = self.deaf = self.rollbacks = self.flips = self.anew = 0

    def share(self):
        """A share, so that there is something to forget."""
        ana = self.people[1]
        turn = self.circle.gives_stick(ana)
        for _ in range(3):
            self.ledger.say(ana, turn)
        self.ledger.settle(self.people)
        self.circle.ends_share(ana, turn)

    def begins(self):
        """Whether the relay starts, and stays."""
        try:
            self.relay.start()
        except RuntimeError:
            self.traps += 1
            return False
        time.sleep(0.2)
        self.traps += not self.relay.is_running()
        return self.relay.is_running()

    def round(self):
        self.share()
        before = [len(meetings(person)) for person in self.people]
        last = [meetings(person)[-1][-1]["n"] for person in self.people]
        self.relay.kill()
        files = self.relay.journal()
        if files:
            flip(files, self.dice)
            self.flips += 1
        if not self.begins():
            return False
        self.ask_who_is_there()
        anew = [len(meetings(person)) - count for person, count in zip(self.people, before)]
        self.anew += any(anew)
        # All are in the same meeting, and numbers that are not told to begin anew go on.
        self.rollbacks += len(set(anew)) != 1
        for person, number, is_new in zip(self.people, last, anew):
            self.rollbacks += not is_new and meetings(person)[-1][-1]["n"] <= number
        return True

    def ask_who_is_there(self):
        """Fay speaks at home, until everybody hears it."""
        def is_heard():
            text = self.ledger.say(self.circle.fay)
            return wait_until(lambda: all(p.has_heard(text) for p in self.people), 5)
        self.deaf += not any(is_heard() for _ in range(4))


def run(options, result):
    with Relay(TALKATIVE | CROWDED) as relay:
        rotting = Rotting(relay, random.Random(options.seed))
        with rotting.circle:
            until(lambda: all(person.turn() is not None for person in rotting.people))
            try:
                while rotting.flips < options.flips and rotting.round() and rotting.flips:
                    pass
            except AssertionError as failure:
                result.fails(str(failure)[:500])
            result.least(options.flips, flips=rotting.flips)
            result.tell(begun_anew=rotting.anew)
            result.zero(trap=rotting.traps, deaf=rotting.deaf,
                        silent_rollback=rotting.rollbacks
                        + rotting.ledger.disagreements(rotting.people)
                        + rotting.ledger.twice(rotting.people))
