"""The wall clock jumps by a day, and the relay stands still (SPEC §11.1): nobody loses anything.

The clock jumps for the relay alone, by a library that is compiled here and loaded before it."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from tools.figures import wait_until
from tools.ledger import Ledger
from tools.relay import CROWDED, Relay
from tools.result import Skip
from tools.witness import Gathering

SOURCE = pathlib.Path(__file__).parents[1] / "tools" / "clockshift.c"
DAY = 86_400


def arguments(parser):
    parser.add_argument("--stop", type=float, default=5, help="seconds that the relay stands still")
    parser.add_argument("--look", type=float, default=3, help="seconds to wait after each jump")


def compiled(directory):
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        raise Skip("no C compiler")
    library = os.path.join(directory, "clockshift.so")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


class Watching:
    """A circle with a holder, a hand, and somebody whose link is lost while all this happens."""

    def __init__(self, relay, result):
        self.relay, self.result = relay, result
        self.circle, self.ledger = Gathering(relay), Ledger()
        self.people = self.circle.gather(4)
        self.holder, self.waiting = self.people[1:3]
        self.circle.raises(self.waiting)
        self.turn = self.circle.gives_stick(self.holder)
        self.queue = self.circle.fay.queue()
        self.places = {person: person.now() for person in self.people}
        self.speak()

    def speak(self):
        self.ledger.say(self.holder, self.turn)
        self.ledger.settle(self.people)

    def expired(self):
        """What a clock took away: seats, the stick, an offer, a hand."""
        fay = self.circle.fay
        floors = [event for event in fay.seen(self.places[fay], event="floor")
                  if event["turn"] != self.turn]
        left = fay.seen(self.places[fay], event="left")
        return len(floors) + len(left) + (fay.queue() != self.queue)

    def judge(self):
        self.speak()
        self.result.zero(expired=self.expired())
        ended = [person for person in self.people if person.seen(event="ended")]
        self.result.zero(shown_out=len(ended))
        self.ledger.judge(self.people, self.result)


def clock_is_shifted(library, clock):
    """Whether the library does what it says, in a program that everybody has."""
    clock.write_text(str(DAY))
    seen = subprocess.run(["date", "+%s"], capture_output=True, text=True, check=True,
                          env={**os.environ, "LD_PRELOAD": library, "TORTURE_CLOCK": str(clock)})
    clock.write_text("0")
    return abs(int(seen.stdout) - time.time() - DAY) < 60


def run(options, result):
    with tempfile.TemporaryDirectory(prefix="circle-clock-") as directory:
        library, clock = compiled(directory), pathlib.Path(directory, "clock")
        result.least(1, control=clock_is_shifted(library, clock))
        preload = {"LD_PRELOAD": library, "TORTURE_CLOCK": str(clock)}
        with Relay(CROWDED, environment=preload) as relay:
            watching = Watching(relay, result)
            maps = pathlib.Path(f"/proc/{relay.process.pid}/maps").read_text()
            result.least(1, loaded="clockshift.so" in maps)
            for jump in (DAY, -DAY, 0):
                clock.write_text(str(jump))
                time.sleep(options.look)
                watching.speak()
            relay.process.send_signal(signal.SIGSTOP)
            time.sleep(options.stop)
            relay.process.send_signal(signal.SIGCONT)
            stopped = watching.ledger.say(watching.holder, watching.turn)
            wait_until(lambda: watching.circle.fay.has_heard(stopped), 40)
            result.tell(stopped_s=options.stop, jumps=3)
            watching.judge()
            watching.circle.close()
