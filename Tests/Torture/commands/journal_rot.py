"""One byte of the journal is another one when the relay starts again (SPEC §5.17).

It starts. Then either the meeting goes on with exactly its numbers, or everybody is told that it
begins anew; nothing in between."""

import collections
import random
import time

from tools.figures import wait_until
from tools.ledger import Ledger, meetings
from tools.relay import CROWDED, TALKATIVE, Relay
from tools.witness import Gathering


def arguments(parser):
    parser.add_argument("--flips", type=int, default=6)


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
    """One relay, one meeting, one flip: clients that were cut off often wait long (SPEC §11.7)."""

    def __init__(self, relay, dice):
        self.relay, self.dice = relay, dice
        self.circle, self.ledger = Gathering(relay), Ledger()
        self.people = self.circle.gather(3)
        self.figures = collections.Counter()

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
            return False
        time.sleep(0.2)
        return self.relay.is_running()

    def flips(self):
        self.share()
        last = [self.place(person) for person in self.people]
        self.relay.kill()
        files = self.relay.journal()
        if not files:
            return
        flip(files, self.dice)
        self.figures["flips"] += 1
        if not self.begins():
            self.figures["trap"] += 1
            return
        self.figures["deaf"] += not self.hears_fay()
        after = [self.place(person) for person in self.people]
        anew = [new[0] - old[0] for old, new in zip(last, after)]
        self.figures["begun_anew"] += any(anew)
        # All are in the same meeting, and numbers go on where nobody is told that it begins anew.
        self.figures["silent_rollback"] += len(set(anew)) != 1
        self.figures["silent_rollback"] += sum(
            not is_new and new[1] <= old[1] for is_new, old, new in zip(anew, last, after))
        self.figures["silent_rollback"] += self.ledger.disagreements(self.people)
        self.figures["silent_rollback"] += self.ledger.twice(self.people)

    @staticmethod
    def place(person):
        """Which meeting somebody is in, and at what number."""
        all_of_them = meetings(person)
        return len(all_of_them), all_of_them[-1][-1]["n"]

    def hears_fay(self):
        """Fay speaks at home, until everybody hears it."""
        for _ in range(4):
            text = self.ledger.say(self.circle.fay)
            if wait_until(lambda: all(p.has_heard(text) for p in self.people), 5):
                return True
        return False


def run(options, result):
    dice, sums = random.Random(options.seed), collections.Counter()
    for number in range(options.flips):
        with Relay(TALKATIVE | CROWDED) as relay:
            rotting = Rotting(relay, dice)
            with rotting.circle:
                try:
                    rotting.flips()
                except AssertionError as failure:
                    result.fails(f"flip {number}: {str(failure)[:500]}")
            sums.update(rotting.figures)
    result.least(options.flips, flips=sums["flips"])
    result.tell(begun_anew=sums["begun_anew"])
    result.zero(trap=sums["trap"], deaf=sums["deaf"], silent_rollback=sums["silent_rollback"])
