"""A member whose client stands still (kill -STOP) does not delay the others (SPEC §11.4, §5.10).

Once it goes on, it has heard everything, or is told from which number to which it has not."""

import os
import signal
import tempfile
import time

from tools.figures import wait_until
from tools.relay import TALKATIVE, Relay
from tools.talk import Talk
from tools.witness import Witness

CATCH_UP_MAX_S = 60


def arguments(parser):
    parser.add_argument("--seconds", type=float, default=10, help="of standing still")
    parser.add_argument("--every", type=float, default=0.05, help="seconds between lines")
    parser.add_argument("--length", type=int, default=800)


def missing(witness, last):
    """Numbers from its first line on that this client neither showed nor said were missing."""
    first = witness.seen(event="said")[0]["n"]
    shown = {event["n"] for event in witness.events if "n" in event}
    gaps = [(event["first"], event["last"]) for event in witness.seen(event="gap")]
    return [n for n in range(first, last + 1)
            if n not in shown and not any(low <= n <= high for low, high in gaps)]


def run(options, result):
    with Relay(TALKATIVE) as relay, tempfile.TemporaryDirectory() as directory:
        talk = Talk(relay, every=options.every, length=options.length, guests=2)
        still, awake = (Witness(directory, name, link)
                        for name, link in zip(("Sam", "Ada"), talk.links))
        for one in (still, awake):
            one.await_(event="said")
        since = time.monotonic()
        time.sleep(4)
        began = time.monotonic()
        os.kill(still.pid, signal.SIGSTOP)
        time.sleep(options.seconds)
        until = time.monotonic()
        os.kill(still.pid, signal.SIGCONT)

        def last(one):
            return max((e["n"] for e in one.events[-50:] if "n" in e), default=0)
        goal = last(awake)
        caught_up = wait_until(lambda: last(still) >= goal, CATCH_UP_MAX_S)
        took = time.monotonic() - until
        talk.close()
        gaps = still.seen(event="gap")
        result.tell(stopped_s=options.seconds, gaps=len(gaps), lines=len(talk.samples) // 6,
                    catch_up_s=took, awake_left=len(awake.seen(event="lost")),
                    lost_links=len(still.seen(event="lost")))
        result.zero(not_caught_up=not caught_up, silently_missing=len(missing(still, goal)),
                    awake_missing=len(missing(awake, goal)))
        talk.judge(result, (since, began), (began, until))
        for one in (still, awake):
            one.close()
