"""Keys, links, boxes and sealed words: §3 of the specification.

Everything here is a function of its arguments, except that fresh random bytes come from the
system. What cannot be read is a ``Refusal`` whose code says what to tell the person.
"""

import base64
import hashlib
import re
import secrets
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand


class Refusal(Exception):
    """Something that must not be used; ``code`` is the reason in one word."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


# -- Bytes ----------------------------------------------------------------------------------------

def lp(value):
    """LP(x), §3.1: the length as u16, then the bytes."""
    return struct.pack(">H", len(value)) + value


def u8(number):
    return struct.pack(">B", number)


def u64(number):
    return struct.pack(">Q", number)


def b64(value):
    """base64url without padding, §2.8."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def unb64(text, length=None):
    """Reads b64 and refuses everything that ``b64`` would not have written (§2.8)."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text, re.ASCII) or len(text) % 4 == 1:
        raise Refusal("base64")
    value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(value) != text or length not in (None, len(value)):
        raise Refusal("base64")
    return value


def derive(key, label, *more):
    """X(k, label, a, …), §3.1."""
    info = lp(label.encode()) + b"".join(lp(a) for a in more)
    return HKDFExpand(SHA256(), 32, info).derive(key)


# -- Keys (§3.3) ----------------------------------------------------------------------------------

def private_key(seed):
    return Ed25519PrivateKey.from_private_bytes(seed)


def public(key):
    """The 32 bytes of the public half."""
    return key.public_key().public_bytes_raw()


def verified(key, signature, message):
    """Whether ``signature`` by the public key ``key`` covers ``message``."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def pin_of(relay_key):
    return b64(hashlib.sha256(relay_key).digest())


def ticket_key(secret):
    """The Ed25519 key that an invitation's secret stands for."""
    return private_key(derive(secret, "circle/1 ticket"))


def next_key(key):
    """K[i+1] from K[i]."""
    return derive(key, "circle/1 next")


def words_key(key):
    """The words key of log L from K[L]."""
    return derive(key, "circle/1 words")


# -- Links (§3.4) ---------------------------------------------------------------------------------

INVITATION, FOUNDING = 1, 2


@dataclass(frozen=True)
class Link:
    host: str       # without the brackets of IPv6
    port: int
    circle: bytes
    pin: str
    kind: int
    secret: bytes

    def __str__(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        front = f"circle://{host}:{self.port}/{b64(self.circle)}?pin=sha256:{self.pin}"
        body = u8(self.kind) + self.secret
        return f"{front}#{b64(body + link_check(front, body))}"


def link_check(front, body):
    return hashlib.sha256(front.encode() + b"#" + body).digest()[:3]


def read_link(text):
    """A link, refused before anything is connected to (§3.4)."""
    if not text.startswith("circle://"):
        raise Refusal("not-a-link")
    front, _, fragment = text.partition("#")
    try:
        raw = unb64(fragment)
    except Refusal:
        raise Refusal("damaged-link") from None
    body, check = raw[:-3], raw[-3:]
    if len(raw) < 4 or not secrets.compare_digest(check, link_check(front, body)):
        raise Refusal("damaged-link", "check")
    if body[0] not in (INVITATION, FOUNDING):
        raise Refusal("newer-client")
    if "?" not in front or not front.partition("?")[2].startswith("pin="):
        raise Refusal("no-pin")
    parts = re.fullmatch(
        r"circle://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):([1-9][0-9]{0,4})"
        r"/([A-Za-z0-9_-]+)\?pin=sha256:([A-Za-z0-9_-]+)", front)
    if not parts or len(body) != 33 or int(parts[2]) > 65535:
        raise Refusal("damaged-link")
    try:
        circle = unb64(parts[3], 8)
        unb64(parts[4], 32)
    except Refusal:
        raise Refusal("damaged-link") from None
    return Link(parts[1].strip("[]"), int(parts[2]), circle, parts[4], body[0], body[1:])


# -- Sealing (§3.5) -------------------------------------------------------------------------------

SUITE = 1


def seal(key, context, body, salt=None):
    """``salt`` is given by tests of the vectors and by nobody else."""
    salt = salt or secrets.token_bytes(24)
    cipher = AESGCM(derive(key, "circle/1 seal", salt))
    return u8(SUITE) + salt + cipher.encrypt(bytes(12), body, context)


def unseal(key, context, payload):
    if not payload:
        raise Refusal("unreadable", "empty")
    if payload[0] != SUITE:
        raise Refusal("newer-client", "suite")
    if len(payload) < 1 + 24 + 16:
        raise Refusal("unreadable", "short")
    try:
        cipher = AESGCM(derive(key, "circle/1 seal", payload[1:25]))
        return cipher.decrypt(bytes(12), payload[25:], context)
    except InvalidTag:
        raise Refusal("unreadable", "tag") from None


def entries(body):
    """``type u8 ‖ LP(value)``, one after another."""
    at = 0
    while at < len(body):
        if at + 3 > len(body):
            raise Refusal("unreadable", "entry without a length")
        kind, size = struct.unpack_from(">BH", body, at)
        at += 3 + size
        if at > len(body):
            raise Refusal("unreadable", "entry too long")
        yield kind, body[at - size:at]


# -- Boxes (§3.6) ---------------------------------------------------------------------------------

MODES = {1: "sealed", 2: "open"}
ROLES = {1: "member", 2: "listener", 3: "guardian", 4: "cofacilitator", 5: "facilitator",
         6: "timekeeper", 7: "greeter"}
MODE_NUMBERS = {name: number for number, name in MODES.items()}
ROLE_NUMBERS = {name: number for number, name in ROLES.items()}


@dataclass(frozen=True)
class Box:
    mode: str
    index: int
    key: bytes | None       # K[index]; None in an open circle
    founder: bytes
    role: str
    title: str
    schedule: str = ""      # as somebody wrote it (§3.10)


def box_context(circle, ticket):
    return lp(b"circle/1 box") + lp(circle) + lp(ticket)


def seal_box(secret, circle, box, salt=None, more=()):
    values = [(1, u8(MODE_NUMBERS[box.mode])), (2, u64(box.index))]
    values += [(3, box.key)] if box.key else []
    values += [(4, box.founder), (5, u8(ROLE_NUMBERS[box.role])), (6, box.title.encode())]
    values += [(0x80, box.schedule.encode()), *more] if box.schedule else more
    body = b"".join(u8(kind) + lp(value) for kind, value in values)
    context = box_context(circle, public(ticket_key(secret)))
    return seal(derive(secret, "circle/1 box"), context, body, salt)


def open_box(secret, circle, payload):
    if len(payload) > 1024:
        raise Refusal("unreadable", "large")
    context = box_context(circle, public(ticket_key(secret)))
    body = unseal(derive(secret, "circle/1 box"), context, payload)
    found, last = {}, 0
    for kind, value in entries(body):
        if kind <= last:
            raise Refusal("unreadable", "order")
        if 6 < kind < 0x80:
            raise Refusal("newer-client", "entry")
        found[kind], last = value, kind
    sizes = {1: 1, 2: 8, 3: 32, 4: 32, 5: 1}
    if any(len(found[kind]) != size for kind, size in sizes.items() if kind in found):
        raise Refusal("unreadable", "length of an entry")
    if not {1, 2, 4, 5, 6} <= found.keys() or len(found[6]) > 128:
        raise Refusal("unreadable", "an entry is missing")
    if found[1][0] not in MODES or found[5][0] not in ROLES:
        raise Refusal("newer-client", "mode or role")
    mode = MODES[found[1][0]]
    if (mode == "sealed") != (3 in found):
        raise Refusal("unreadable", "key and mode")
    return Box(mode, int.from_bytes(found[2], "big"), found.get(3), found[4],
               ROLES[found[5][0]], utf8(found[6]), schedule_of(found.get(0x80, b"")))


def schedule_of(value):
    """One that cannot be a schedule is passed over."""
    return value.decode() if len(value) <= 96 and value.isascii() else ""


def utf8(value):
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise Refusal("unreadable", "not UTF-8") from None


# -- Words (§3.7) ---------------------------------------------------------------------------------

LINE, NAME, WHISPER, PAGE = 1, 2, 3, 4
CLASSES = (64, 256, 1024, 4096)
TEXT_LIMIT, NAME_LIMIT = 4000, 60


def words_context(circle, log, seat_key, kind, turn=0, number=0, audience=b""):
    return (lp(b"circle/1 words") + lp(circle) + lp(u64(log)) + lp(seat_key) + lp(u8(kind))
            + lp(u64(turn)) + lp(u64(number)) + lp(audience))


def to_facilitators():
    """The audience of a whisper to the facilitators."""
    return b"\x01"


def to_seat(seat_key):
    """The audience of a whisper to one seat."""
    return b"\x02" + seat_key


def pack_words(text, kind, extensions=()):
    raw = text.encode()
    if len(raw) > (NAME_LIMIT if kind == NAME else TEXT_LIMIT):
        raise Refusal("size")
    body = struct.pack(">H", len(raw)) + raw
    body += b"".join(u8(number) + lp(value) for number, value in extensions)
    sizes = [size for size in CLASSES[:1 if kind == NAME else None] if size >= len(body)]
    if not sizes:
        raise Refusal("size")
    return body.ljust(sizes[0], b"\0")


def unpack_words(body, kind):
    """The text of a body whose form is exactly what ``pack_words`` may have written."""
    if len(body) not in CLASSES[:1 if kind == NAME else None]:
        raise Refusal("unreadable", "class")
    size = int.from_bytes(body[:2], "big")
    if size > (NAME_LIMIT if kind == NAME else TEXT_LIMIT) or 2 + size > len(body):
        raise Refusal("unreadable", "text length")
    at = 2 + size
    while at < len(body) and body[at]:
        if at + 3 > len(body):
            raise Refusal("unreadable", "extension without a length")
        at += 3 + int.from_bytes(body[at + 1:at + 3], "big")
    if at > len(body) or any(body[at:]):
        raise Refusal("unreadable", "extensions or padding")
    if len(body) != next(size for size in CLASSES if size >= at):
        raise Refusal("unreadable", "a smaller class would do")
    return utf8(body[2:2 + size])


def seal_words(key, context, text, kind, salt=None, extensions=()):
    return b64(seal(key, context, pack_words(text, kind, extensions), salt))


def open_words(key, context, payload, kind):
    try:
        raw = unb64(payload)
    except Refusal:
        raise Refusal("unreadable", "base64") from None
    return unpack_words(unseal(key, context, raw), kind)


# -- Agreements and slips (§20.2, §21.4) ----------------------------------------------------------

def agreements_hash(circle, text):
    return hashlib.sha256(
        lp(b"circle/1 agreements") + lp(circle) + lp(text.encode())).digest()[:20]


def read_slip(text, proof, pins):
    """Date, minutes and number of a slip that an identity with one of the pins has signed."""
    key, dot, signature = proof.partition(".")
    raw, key = unb64(text), unb64(key, 32)
    if not dot or pin_of(key) not in pins \
            or not verified(key, unb64(signature, 64), lp(b"circle/1 slip") + lp(raw)):
        raise Refusal("proof")
    parts = re.fullmatch(r"circle/1 attendance\n([0-9]{4}-[0-9]{2}-[0-9]{2})\n"
                         r"(0|[1-9][0-9]{0,9})\n([A-Za-z0-9_-]{22})", utf8(raw), re.ASCII)
    if not parts:
        raise Refusal("form")
    return parts[1], int(parts[2]), unb64(parts[3], 16)


# -- Checks (§3.9) --------------------------------------------------------------------------------

def check_of(payload):
    """The check of a sealed line, §3.9, over the payload's bytes."""
    return hashlib.sha256(payload).digest()[:20]


def open_check_of(blind, text):
    return hashlib.sha256(lp(b"circle/1 open") + lp(blind) + lp(text.encode())).digest()[:20]
