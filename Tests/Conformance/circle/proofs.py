"""Who is at the other end: the relay's greeting and the client's proof (§4.1 to §4.4)."""

from dataclasses import dataclass

from .keys import Refusal, b64, lp, pin_of, public, unb64, verified

BINDING = "tls-exporter"


@dataclass(frozen=True)
class Hello:
    nonce: bytes
    keys: tuple
    signatures: tuple


def read_hello(line):
    """The form of ``HELLO circle/1 NONCE KEY:SIG[,KEY:SIG]``."""
    try:
        verb, version, nonce, pairs, *more = line.split(" ")
        pairs = [pair.split(":") for pair in pairs.split(",")]
        if (verb, version) != ("HELLO", "circle/1") or len(pairs) > 2 or "" in more:
            raise Refusal("form")
        return Hello(unb64(nonce, 32), tuple(unb64(key, 32) for key, _ in pairs),
                     tuple(unb64(signature, 64) for _, signature in pairs))
    except (ValueError, Refusal):
        raise Refusal("form") from None


def hello_message(binding, hello):
    return (lp(b"circle/1 hello") + lp(BINDING.encode()) + lp(binding) + lp(hello.nonce)
            + b"".join(lp(key) for key in hello.keys))


def check_hello(line, binding, pins):
    """The pins to keep from now on, if this is the relay that ``pins`` stand for (§4.2)."""
    hello = read_hello(line)
    message = hello_message(binding, hello)
    known = [pair for pair in zip(hello.keys, hello.signatures) if pin_of(pair[0]) in pins]
    if not known or not all(verified(key, signature, message) for key, signature in known):
        raise Refusal("wrong-relay")
    return tuple(pin_of(key) for key in hello.keys)


def proof_message(label, binding, hello, way, circle, seat_key, ticket_key):
    parts = (label, BINDING.encode(), binding, hello.encode(), way.encode(), circle, seat_key,
             ticket_key)
    return b"".join(lp(part) for part in parts)


def auth_line(way, circle, binding, hello, seat, ticket=None):
    """The one line that answers the greeting (§4.3)."""
    ticket_key = public(ticket) if ticket else b""
    common = (binding, hello, way, circle, public(seat), ticket_key)
    words = ["AUTH", way, b64(circle), BINDING, b64(public(seat)),
             b64(seat.sign(proof_message(b"circle/1 auth", *common)))]
    if ticket:
        words += [b64(ticket_key),
                  b64(ticket.sign(proof_message(b"circle/1 redeem", *common)))]
    return "@id=1 " + " ".join(words)


def check_auth(line, binding, hello):
    """What a relay does first with such a line (§4.5, steps 1 and 2); here for the vectors."""
    try:
        _, verb, way, circle, kind, seat, seat_proof, *rest = line.split(" ")
        circle, seat, seat_proof = unb64(circle, 8), unb64(seat, 32), unb64(seat_proof, 64)
        if verb != "AUTH" or kind != BINDING or way not in ("found", "join", "back"):
            raise Refusal("form")
        if len(rest) != (0 if way == "back" else 2):
            raise Refusal("form")
        ticket, ticket_proof = (unb64(rest[0], 32), unb64(rest[1], 64)) if rest else (b"", b"")
    except (ValueError, Refusal):
        raise Refusal("form") from None
    common = (binding, hello, way, circle, seat, ticket)
    if not verified(seat, seat_proof, proof_message(b"circle/1 auth", *common)):
        raise Refusal("proof")
    if rest and not verified(ticket, ticket_proof, proof_message(b"circle/1 redeem", *common)):
        raise Refusal("proof")
    return way, circle, seat, ticket
