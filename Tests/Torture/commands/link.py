"""A link that is down for a minute, with the stick in the hand of the one behind it (SPEC §8.9, §6.4).

What was typed meanwhile is heard once, under the same turn. With --away somebody else stays away
longer than the grace and is owed a turn."""

import time

from commands.holder import GRACE_MARGIN_S, GRACE_S, LinkDown, watch
from tools.figures import wait_until
from tools.network import be_alone
from tools.relay import CROWDED, Relay

BACK_MAX_S = 35     # the longest pause between two tries (SPEC §11.7), and a little


def arguments(parser):
    parser.add_argument("--down", type=float, default=60, help="seconds")
    parser.add_argument("--away", type=float, default=0, help="seconds of the other, above 90; "
                        "0 leaves them out")


def comes_back(one, result):
    """Types while the link is down, and waits until it is heard."""
    one.holder.type("said into the dark")
    place = one.fay.now()
    one.end()
    plugged = time.monotonic()
    wait_until(lambda: one.fay.has_heard("said into the dark", place), BACK_MAX_S)
    result.most(BACK_MAX_S, back_s=time.monotonic() - plugged)
    one.circle.says(one.holder, "and in the light")
    heard = one.fay.texts(one.place)
    result.least(1, same_turn=one.fay.turn() == one.turn and not one.fay.seen(
        one.place, event="floor", state="home"))
    result.zero(lost=sum(text not in heard for text in ("said into the dark", "and in the light")),
                dup=len(heard) - len(set(heard)),
                left=len(one.fay.seen(one.place, event="left")),
                drafts=len(one.holder.seen(event="draft-kept")))


def stays_away(one, began, seconds, result):
    watch([one], began + max(seconds, GRACE_S + GRACE_MARGIN_S) - time.monotonic(),
          lambda: one.home is not None)
    time.sleep(max(0, began + seconds - time.monotonic()))
    result.least(GRACE_S - 2, home_s=one.home)
    result.least(1, owed=one.is_owed())


def run(options, result):
    be_alone()
    with Relay(CROWDED, address="0.0.0.0") as relay:
        circles = [LinkDown(relay, back) for back in (True, False)[:1 + (options.away > 0)]]
        try:
            for one in circles:
                one.vanish()
            began = time.monotonic()
            watch(circles, options.down, lambda: False)
            result.tell(down_s=options.down, notice_s=circles[0].notice)
            comes_back(circles[0], result)
            for one in circles[1:]:
                stays_away(one, began, options.away, result)
        finally:
            for one in circles:
                one.close()
