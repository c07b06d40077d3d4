"""Kills the relay at the K-th write of a story, for each K: three people, hands, stick, words.

A tracer counts the calls that the journal makes from the beginning of the story, and kills the
relay on its way into the K-th. It is started again at once, and everybody goes on with the story."""

import collections
import pathlib
import random
import tempfile
import threading

from people import until
from tools.ledger import Ledger
from tools.relay import CROWDED, TALKATIVE, Relay, detach, strace
from tools.result import Result
from tools.witness import Gathering


def arguments(parser):
    parser.add_argument("--syscall", default="pwrite64", help="with which the journal writes")
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--to", dest="last", type=int, help="by default all of the story")
    parser.add_argument("--indices", type=int, default=4, help="at most so many of them; 0: all")


class Story:
    """A small evening: three people, their hands, two shares."""

    def __init__(self, relay):
        self.relay, self.ledger = relay, Ledger()
        # Without windows for first hands, which a crash forgets (SPEC §10.6, §5.13).
        self.circle = Gathering(relay, queue="fifo")
        self.people = self.circle.gather(3)
        self.fay, self.ana, self.bo = self.people
        self.queue_changes = 0

    def play(self):
        """Every step waits for what it must lead to, crash or not."""
        for person in (self.ana, self.bo):
            self.circle.raises(person)
        before = self.queue_of(2)
        for person, place in ((self.ana, 0), (self.bo, 1)):
            speaker, turn = self.circle.calls_next()
            self.queue_changes += self.seat(speaker) != before[place]
            for _ in range(3):
                self.hear(speaker, turn)
            self.circle.ends_share(speaker, turn)
        self.hear(self.fay, self.fay.turn())

    def queue_of(self, count):
        """The hands as Fay knows them, once she knows of so many."""
        until(lambda: len(self.fay.queue()) == count, lambda: "a hand is missing")
        return self.fay.queue()

    def seat(self, person):
        return person.seen(event="seated")[-1]["seat"]

    def hear(self, author, turn):
        text = self.ledger.say(author, turn)
        for person in self.people:
            person.hears(text)


class Reviving(threading.Thread):
    """Starts the relay again when it has been killed."""

    def __init__(self, relay):
        super().__init__(daemon=True)
        self.relay, self.is_over = relay, threading.Event()

    def run(self):
        while not self.is_over.wait(0.002):
            if not self.relay.is_running():
                self.relay.reap()
                self.relay.start()
                return

    def end(self):
        self.is_over.set()
        self.join(30)


def evening():
    """A relay and a story of its own: clients that were cut off often wait long (SPEC §11.7)."""
    return Relay(TALKATIVE | CROWDED, shards=1)


def writes(syscall):
    """How many such calls one thread makes while the story is played."""
    with tempfile.TemporaryDirectory(prefix="circle-step-") as directory, evening() as relay:
        log, story = pathlib.Path(directory, "calls"), Story(relay)
        with story.circle:
            tracer = strace(relay, "-e", f"trace={syscall}", log=log)
            story.play()
            detach(tracer)
        calls = [line.split()[0] for line in log.read_text().splitlines() if f"{syscall}(" in line]
    return max((calls.count(thread) for thread in set(calls)), default=0)


def crash_at(syscall, index):
    """Plays the story, in which the relay is killed and started again; answers the figures."""
    figures = Result(f"step-{index}")
    with evening() as relay:
        story = Story(relay)
        with story.circle:
            tracer = strace(relay, "-e", f"trace={syscall}",
                            "-e", f"inject={syscall}:signal=SIGKILL:when={index}")
            reviving = Reviving(relay)
            reviving.start()
            try:
                story.play()
                # Once more, for what only shows later.
                story.play()
            finally:
                reviving.end()
                detach(tracer)
            story.ledger.judge(story.people, figures)
            figures.zero(queue_changes=story.queue_changes)
            figures.tell(kills=relay.crashes)
    return figures.figures


def run(options, result):
    count = writes(options.syscall)
    indices = range(options.first, (options.last or count) + 1)
    if options.indices and len(indices) > options.indices:
        indices = sorted(random.Random(options.seed).sample(indices, options.indices))
    result.tell(syscall=options.syscall, indices=len(indices))
    result.least(1, writes=count)
    sums = collections.Counter()
    for index in indices:
        try:
            figures = crash_at(options.syscall, index)
        except AssertionError as failure:
            result.fails(f"index {index}: {str(failure)[:500]}")
            continue
        sums.update(figures)
        if broken := {name: value for name, value in figures.items()
                      if value and name not in ("lines", "members", "kills")}:
            result.fails(f"index {index}: {broken}")
    # The very last calls may come in another order or not at all.
    result.least(max(1, len(indices) - 1), kills=sums.pop("kills", 0))
    result.tell(lines=sums.pop("lines", 0), members=sums.pop("members", 0))
    result.zero(**sums)
