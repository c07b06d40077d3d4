"""Numbers out of many samples."""

import math
import time


def percentile(samples, share):
    """The smallest sample that at least this share of all does not exceed; None without any."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


def milliseconds(seconds):
    return None if seconds is None else round(seconds * 1000, 1)


def ratio(one, other):
    return None if one is None or not other else one / other


def wait_until(true, patience):
    """Whether something became so in time."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
