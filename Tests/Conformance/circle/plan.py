"""What a meeting is made of: agreements, options and phases (§14.1, §14.2)."""

import re
from dataclasses import dataclass, field

from .keys import Refusal, b64, unb64

KINDS = ("gather", "read", "agree", "round", "lead", "share", "open", "few", "silence",
         "closing", "fellowship")
PHASES_MAX = 32
NUMBER = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)


def number(least, most, or_zero=False):
    """A reader of numbers within a range."""
    def read(text):
        if not NUMBER.fullmatch(text):
            raise Refusal("plan", text)
        value = int(text)
        if not least <= value <= most and not (or_zero and value == 0):
            raise Refusal("plan", text)
        return value
    return read


def word(*words):
    """A reader of words of a fixed vocabulary."""
    def read(text):
        if text not in words:
            raise Refusal("plan", text)
        return text
    return read


# Key: its reader and its default, in the order in which keys are written. Where the kind or the
# circle gives the default there is none here, and what was given is always written.
PHASE_KEYS = {
    "for": (number(0, 14_400), 0),
    "limit": (number(15, 3_600, or_zero=True), None),
    "queue": (word("fair", "strict", "fifo"), None),
    "passing": (word("called", "auto", "popcorn"), None),
    "boundary": (number(0, 120), None),
    "order": (word("ring", "shuffle"), "ring"),
    "facilitator": (word("first", "last"), "first"),
    "split": (word("yes"), None),
    "response": (word("never", "asked", "always"), "never"),
    "response-limit": (number(15, 3_600), 120),
    "responders": (number(1, 10), 3),
    "marks": (word("off", "after", "live"), "after"),
    "sticks": (number(2, 4), 2),
    "words": (word("no"), None),
}
OPTION_KEYS = {
    "door": (word("open", "knock"), "open"),
    "late": (word("boundary", "at-once"), "boundary"),
    "entry": (number(0, 14_400), 0),
    "raid": (number(0, 30), 6),
    "bell": (word("keepers", "all"), "keepers"),
    "seats": (number(0, 200), 0),
    "facilitators": (number(0, 200), 1),
    "quorum": (number(0, 200), 2),
}


@dataclass
class Phase:
    kind: str
    keys: dict = field(default_factory=dict)    # what is not at its default


@dataclass
class Plan:
    """``phases`` is empty for a circle without a plan."""
    phases: list = field(default_factory=list)
    options: dict = field(default_factory=dict)
    agreements: bytes | None = None             # their hash (§20.2)

    def words(self):
        """AGREEMENTS, OPTIONS and PHASES."""
        options = write_keys(self.options, OPTION_KEYS) if self.phases else []
        phases = [";".join([phase.kind, *write_keys(phase.keys, PHASE_KEYS)])
                  for phase in self.phases]
        return [b64(self.agreements) if self.agreements else "-",
                ";".join(options) or "-", ",".join(phases) or "-"]


def read_plan(agreements, options, phases):
    """The plan in three parameters; ``form`` and ``plan`` are what a relay refuses them with."""
    try:
        agreed = None if agreements == "-" else unb64(agreements, 20)
    except Refusal:
        raise Refusal("form", "agreements") from None
    if phases == "-":
        if options != "-":
            raise Refusal("plan", "options without phases")
        return Plan(agreements=agreed)
    parts = phases.split(",")
    if len(parts) > PHASES_MAX:
        raise Refusal("plan", "too many phases")
    found = {} if options == "-" else read_keys(options.split(";"), OPTION_KEYS)
    return Plan([read_phase(part) for part in parts], found, agreed)


def read_phase(text):
    kind, *pairs = text.split(";")
    if kind not in KINDS:
        raise Refusal("plan", "kind")
    return Phase(kind, read_keys(pairs, PHASE_KEYS))


def read_keys(pairs, known):
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or key not in known or key in found:
            raise Refusal("plan", key)
        found[key] = known[key][0](value)
    return {key: value for key, value in found.items() if value != known[key][1]}


def write_keys(keys, known):
    return [f"{key}={keys[key]}" for key in known
            if key in keys and keys[key] != known[key][1]]
