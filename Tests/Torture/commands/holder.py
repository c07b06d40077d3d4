"""The holder vanishes: by a reset, with a dead link, with a client that stands still (SPEC §8.9).

Six circles at once, two for each way: one holder comes back before the grace ends, and speaks on
under the same turn; the other stays away until the stick is home, and is owed a turn."""

import dataclasses
import os
import signal
import subprocess
import time

from circle.keys import read_link
from tools.figures import wait_until
from tools.network import Far, be_alone
from tools.relay import CROWDED, Relay
from tools.witness import Gathering

# Silence of 15 seconds, a look at the clock, and a machine that is busy.
NOTICE_MAX_S = 20
GRACE_S, GRACE_MARGIN_S = 90, 15
BACK_AFTER_S = 30


def arguments(parser):
    parser.add_argument("--back-after", type=float, default=BACK_AFTER_S)
    parser.add_argument("--quick", action="store_true",
                        help="leaves out those who stay away until the grace ends")


class Vanishing:
    """A circle whose holder sits far away."""

    def __init__(self, relay, comes_back):
        self.circle, self.far, self.comes_back = Gathering(relay), Far(), comes_back
        link = dataclasses.replace(read_link(self.circle.invitation), host=self.far.near)
        self.holder = self.circle.comes("Ana", str(link), within=self.far.within)
        self.other = self.circle.comes("Bo")
        self.fay, self.notice, self.home = self.circle.fay, None, None
        self.circle.raises(self.other)
        self.turn = self.circle.gives_stick(self.holder)
        self.circle.says(self.holder, "I begin.")

    def vanish(self):
        self.since, self.place = time.monotonic(), self.fay.now()
        self.begin()

    def floor(self, **wanted):
        return self.fay.seen(self.place, event="floor", turn=self.turn, **wanted)

    def see(self):
        """Notes when the circle was told."""
        if self.notice is None and (seen := self.floor(state="adrift")):
            self.notice = seen[0]["at"] - self.since
        if self.home is None and (seen := self.fay.seen(self.place, event="floor", why="grace")):
            self.home = seen[0]["at"] - self.since

    def return_(self):
        """Whether the holder speaks on under the same turn."""
        place = self.fay.now()
        self.end()
        self.holder.type("I go on.")
        kept = wait_until(lambda: self.fay.has_heard("I go on.", place), 30)
        return kept and self.fay.turn() == self.turn and not self.fay.seen(
            self.place, event="floor", state="home")

    def is_owed(self):
        """Whether the stick is offered to them before the hand that was up all the time."""
        self.end()
        if not wait_until(lambda: self.fay.seen(self.place, event="presence", name="Ana",
                                                presence="here"), 60):
            return False
        _, turn = self.circle.calls_next()
        return self.holder.await_(event="floor", state="offered", turn=turn).get("me", False)

    def close(self):
        self.end()
        self.circle.close()
        self.far.close()


class Stopped(Vanishing):
    name = "stop"

    def begin(self):
        os.kill(self.holder.pid, signal.SIGSTOP)

    def end(self):
        os.kill(self.holder.pid, signal.SIGCONT)


class LinkDown(Vanishing):
    name = "down"

    def begin(self):
        self.far.pull()

    def end(self):
        self.far.plug()


class Reset(Stopped):
    """The connection is reset, and the client cannot come again until it is woken."""
    name = "reset"

    def begin(self):
        super().begin()
        subprocess.run([*self.far.within, "ss", "--kill", "--tcp", "state", "established"],
                       stdout=subprocess.DEVNULL, check=True)


def watch(circles, seconds, done):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for one in circles:
            one.see()
        if done():
            return
        time.sleep(0.05)


def run(options, result):
    be_alone()
    with Relay(CROWDED, address="0.0.0.0") as relay:
        ways = [(kind, back) for kind in (Reset, LinkDown, Stopped)
                for back in ((True,) if options.quick else (True, False))]
        circles = [kind(relay, back) for kind, back in ways]
        try:
            judge(circles, options, result)
        finally:
            for one in circles:
                one.close()


def judge(circles, options, result):
    for one in circles:
        one.vanish()
    began = time.monotonic()
    watch(circles, NOTICE_MAX_S + 5, lambda: all(one.notice is not None for one in circles))
    for kind in (Reset, LinkDown, Stopped):
        notices = [one.notice or 999.0 for one in circles if type(one) is kind]
        result.most(NOTICE_MAX_S, **{f"{kind.name}_notice_s": max(notices)})
    watch(circles, began + options.back_after - time.monotonic(), lambda: False)
    back = [one for one in circles if one.comes_back]
    kept = {one.name: one.return_() for one in back}
    result.tell(back_after_s=options.back_after)
    for name, is_kept in kept.items():
        result.least(1, **{f"{name}_kept": is_kept})
    away = [one for one in circles if not one.comes_back]
    watch(away, began + GRACE_S + GRACE_MARGIN_S - time.monotonic(),
          lambda: all(one.home is not None for one in away))
    for one in away:
        result.least(GRACE_S - 2, **{f"{one.name}_home_s": one.home})
        result.most(GRACE_S + GRACE_MARGIN_S, **{f"{one.name}_home_s": one.home})
        result.least(1, **{f"{one.name}_owed": one.is_owed()})
