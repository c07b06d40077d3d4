"""Attendance slips (§21.4), as they travel and as a person keeps them."""

import datetime
import re
from dataclasses import dataclass

from .keys import Refusal, b64, lp, pin_of, public, unb64, verified

FILE_BYTES_MAX = 1024


@dataclass(frozen=True)
class Slip:
    day: datetime.date
    minutes: int
    number: bytes


def write_text(slip):
    rows = ["circle/1 attendance", slip.day.isoformat(), str(slip.minutes), b64(slip.number)]
    return "\n".join(rows).encode()


def read_text(text):
    """The four rows, exactly as they were signed."""
    title, *rows = text.decode("utf-8", "replace").split("\n")
    if title != "circle/1 attendance":
        newer = re.fullmatch(r"circle/.* attendance", title)
        raise Refusal("newer-client" if newer else "not-a-slip")
    try:
        day, minutes, number = rows
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII) or day < "1970":
            raise Refusal("form", "day")
        if not re.fullmatch(r"0|[1-9]\d{0,9}", minutes, re.ASCII) or int(minutes) >= 2 ** 32:
            raise Refusal("form", "minutes")
        return Slip(datetime.date.fromisoformat(day), int(minutes), unb64(number, 16))
    except (ValueError, Refusal):
        raise Refusal("form") from None


def sign(slip, identity):
    """The relay's part: ``KEY.SIG``."""
    message = lp(b"circle/1 slip") + lp(write_text(slip))
    return f"{b64(public(identity))}.{b64(identity.sign(message))}"


def check(text, proof, separator="."):
    """The slip, and the pin of the key that signed it."""
    slip = read_text(text)
    try:
        key, signature = proof.split(separator)
        key, signature = unb64(key, 32), unb64(signature, 64)
    except (ValueError, Refusal):
        raise Refusal("form") from None
    if not verified(key, signature, lp(b"circle/1 slip") + lp(text)):
        raise Refusal("proof")
    return slip, pin_of(key)


def write_file(text, proof):
    """The four rows and ``KEY SIG``, each ended by LF."""
    return text + b"\n" + proof.replace(".", " ").encode() + b"\n"


def check_file(content):
    """As ``check``; ends of rows as other systems write them are passed over."""
    rows = [row.rstrip(b" \r") for row in content.split(b"\n")]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    text, proof = b"\n".join(rows[:4]), rows[4:]
    read_text(text)
    if len(proof) != 1 or len(content) > FILE_BYTES_MAX:
        raise Refusal("form", "rows")
    return check(text, proof[0].decode("utf-8", "replace"), " ")
