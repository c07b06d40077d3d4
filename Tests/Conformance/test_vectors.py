"""The bytes that must come out, and those that must be refused (Protocol/vectors)."""

import dataclasses
import hashlib
import pathlib
import re

import pytest

from circle import keys, proofs
from circle.keys import Refusal, b64, unb64
from circle.log import Log, Seat
from circle.plan import read_plan
from circle.wire import decode, encode

VECTORS = pathlib.Path(__file__).parents[2] / "Protocol" / "vectors"


def rows(name):
    for line in (VECTORS / name).read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")


V = dict(rows("sealing.tsv"))
BAD = list(rows("sealing-bad.tsv"))


def h(name):
    return bytes.fromhex(V[name])


SECRET, CIRCLE, SALT = h("invitation secret"), h("circle"), h("salt")
SEAT = keys.private_key(h("seat seed"))
KEY = keys.words_key(h("chain key 3"))


def context(kind=keys.LINE, turn=17, number=58, audience=b""):
    return keys.words_context(CIRCLE, 3, keys.public(SEAT), kind, turn, number, audience)


def test_s3_3_keys_are_derived_alike():
    """§3.1, §3.3: X, the ticket, the box key and the chain."""
    assert keys.derive(SECRET, "circle/1 ticket") == h("ticket seed")
    assert keys.public(keys.ticket_key(SECRET)) == h("ticket key")
    assert keys.derive(SECRET, "circle/1 box") == h("box key")
    assert keys.public(keys.private_key(h("relay seed"))) == h("relay key")
    assert keys.public(SEAT) == h("seat key")
    key = h("chain key 0")
    for _ in range(3):
        key = keys.next_key(key)
    assert key == h("chain key 3")
    assert keys.words_key(key) == h("words key 3")


@pytest.mark.parametrize("name, host, port, kind", [
    ("link", "relay.example", 6980, 1), ("link, founding", "relay.example", 6980, 2),
    ("link, IPv4", "192.0.2.7", 1, 1), ("link, IPv6", "2001:db8::7", 65535, 1)])
def test_s3_4_links_are_read_and_written_alike(name, host, port, kind):
    """§3.4: the same link from the same parts, and the parts from the link."""
    link = keys.Link(host, port, CIRCLE, V["pin"], kind, SECRET)
    assert str(link) == V[name]
    assert keys.read_link(V[name]) == link
    assert keys.pin_of(h("relay key")) == V["pin"]


BOX = keys.Box("sealed", 3, h("chain key 3"), h("seat key"), "member", V["title"])


@pytest.mark.parametrize("name, box, more", [
    ("box", BOX, ()),
    ("box, schedule", dataclasses.replace(BOX, schedule=V["schedule"]), ()),
    ("box, timekeeper", dataclasses.replace(BOX, role="timekeeper"), ()),
    ("box, greeter", dataclasses.replace(BOX, role="greeter"), ()),
    ("box, open circle", keys.Box("open", 9, None, h("seat key"), "facilitator", ""), ())])
def test_s3_6_boxes_are_sealed_and_opened_alike(name, box, more):
    """§3.5, §3.6."""
    assert b64(keys.seal_box(SECRET, CIRCLE, box, SALT, more)) == V[name]
    assert keys.open_box(SECRET, CIRCLE, unb64(V[name])) == box


def test_s3_6_an_optional_entry_of_a_box_is_passed_over():
    """§3.6, §3.10: from 0x80 on an unknown entry is skipped, and what is no schedule."""
    for name in ("box, optional entry", "box, schedule of 97 bytes",
                 "box, schedule that is not UTF-8"):
        assert keys.open_box(SECRET, CIRCLE, unb64(V[name])) == BOX


@pytest.mark.parametrize("name, kind, text, place", [
    ("line", keys.LINE, "text", {}),
    ("name payload", keys.NAME, "name", {"turn": 0, "number": 0}),
    ("whisper payload", keys.WHISPER, "whisper",
     {"turn": 0, "number": 59, "audience": keys.to_seat(h("other seat key"))})])
def test_s3_7_words_are_sealed_and_opened_alike(name, kind, text, place):
    """§3.7."""
    made = context(kind, **place)
    assert made == h(name.replace(" payload", "") + " context")
    assert keys.seal_words(KEY, made, V[text], kind, SALT) == V[name]
    assert keys.open_words(KEY, made, V[name], kind) == V[text]


def test_s20_1_pages_and_agreements_come_out_alike():
    """§20.1, §20.2."""
    text = h("agreements").decode()
    made = context(keys.PAGE, 2, 0)
    assert made == h("page context")
    assert keys.seal_words(KEY, made, text, keys.PAGE, SALT) == V["page payload"]
    assert keys.open_words(KEY, made, V["page payload"], keys.PAGE) == text
    assert keys.agreements_hash(CIRCLE, text) == h("agreements hash")


def test_s3_7_the_audience_of_the_facilitators():
    """§3.7: one byte."""
    made = context(keys.WHISPER, 0, 59, keys.to_facilitators())
    assert made == h("facilitators context")


def test_s3_7_unknown_extensions_are_skipped():
    """§3.7."""
    assert keys.open_words(KEY, context(), V["line with extensions"], keys.LINE) == V["text"]


def test_s3_7_the_largest_line():
    """§3.7: 4,000 bytes of text take the largest class."""
    made = keys.seal_words(KEY, context(), "\u00e4" * 2000, keys.LINE, SALT)
    assert len(made) == 5516
    assert hashlib.sha256(made.encode()).hexdigest() == V[
        "SHA-256 of the line of 2000 times U+00E4"]


def test_s4_1_greetings():
    """§4.1, §4.2: what the relay signs, and which pins are kept."""
    first, second = (keys.private_key(h(n)) for n in ("relay seed", "next relay seed"))
    for name, signers in (("HELLO", [first]), ("HELLO, two identities", [first, second])):
        empty = proofs.Hello(h("nonce"), tuple(keys.public(k) for k in signers), ())
        message = proofs.hello_message(h("exporter"), empty)
        pairs = ",".join(f"{b64(keys.public(k))}:{b64(k.sign(message))}" for k in signers)
        assert f"HELLO circle/1 {b64(h('nonce'))} {pairs}" == V[name]
        assert proofs.check_hello(V[name], h("exporter"), (V["pin"],)) == tuple(
            keys.pin_of(keys.public(k)) for k in signers)


@pytest.mark.parametrize("name, way", [
    ("AUTH", "join"), ("AUTH, found", "found"), ("AUTH, back", "back")])
def test_s4_4_proofs(name, way):
    """§4.3, §4.4."""
    ticket = None if way == "back" else keys.ticket_key(SECRET)
    line = proofs.auth_line(way, CIRCLE, h("exporter"), V["HELLO"], SEAT, ticket)
    assert line == V[name]
    assert len(line) <= 1022
    assert proofs.check_auth(line, h("exporter"), V["HELLO"])[0] == way


def test_s3_9_checks():
    """§3.9."""
    assert keys.check_of(unb64(V["line"])).hex() == V["check"]
    assert keys.open_check_of(h("blind"), V["text"]).hex() == V["open check"]


# -- Lines (lines-good.tsv, lines-bad.tsv) --

def unescaped(text):
    """The bytes that a line stands for, as the head of the file says."""
    def byte(found):
        if found[1]:
            return chr(int(found[1], 16))
        return chr(int(found[2], 16)) * int(found[3]) if found[2] else "\\"
    escapes = re.compile(r"\\(?:x([0-9A-F]{2})|\{([0-9A-F]{2})\*([0-9]+)\}|\\)")
    return escapes.sub(byte, text.encode().decode("latin-1")).encode("latin-1")


LINES = [(sender, unescaped(line), unescaped(last)) for sender, line, last in
         rows("lines-good.tsv")]
BAD_LINES = [(sender, unescaped(line), answer) for sender, line, answer in rows("lines-bad.tsv")]
FROM_RELAY = [row[1:] for row in LINES if row[0] == "relay"]


@pytest.mark.parametrize("line, canonical", FROM_RELAY, ids=range(len(FROM_RELAY)))
def test_s2_3_lines_of_a_relay_are_read(line, canonical):
    """§2.3: and written again as they were."""
    assert encode(decode(canonical)).encode() == canonical
    assert decode(line).verb == decode(canonical).verb or b"UNKNOWN" in canonical


@pytest.mark.parametrize("line, canonical", FROM_RELAY, ids=range(len(FROM_RELAY)))
def test_s5_3_lines_of_a_relay_are_taken(line, canonical):
    """§5.3, §14.3 to §20.1: no event or part of the state stops a client."""
    message = decode(line)
    log = Log(CIRCLE, 3, "open" if message.text else "sealed", KEY, keys.public(SEAT))
    if message.verb not in ("JOIN", "SEAT", "KNOCK"):
        log.seats = {n: Seat(n, h("seat key"), "member") for n in [*range(1, 10), 65535]}
    if "n" in message.tags:
        log.last = message.number("n") - 1 if message.number("prev") is None \
            else message.number("prev")
        assert log.event(message)
        assert log.last == message.number("n")
    else:
        log.apply_state(message)


def test_s14_to_s20_what_lines_of_a_relay_come_to():
    """§14.3, §16.4, §16.6, §17.2, §18.3, §19.1, §19.5, §20.1."""
    log = Log(CIRCLE, 3, "open", None, keys.public(SEAT), seat=1)
    log.seats = {n: Seat(n, bytes(31) + bytes([n]), "member") for n in range(1, 6)}
    key = b64(bytes(32))
    for line in ("PLAN - door=knock round;for=600,share", "PHASE 2 1 round 600 start",
                 "CHAIR 1 came", "DOOR knock start 0", "PAGE 0 1", f"KNOCK 9 {key} member :Fay",
                 "OUT 4 on", "APART 4 side 1", "BUDDY 2 3 asked", "BUDDY 3 2 on", "AGREE 2",
                 "MARKED 2 hug", "MARKS 3 0 1 2 3", "QUIET 5 on",
                 "FLOOR 9 few 0 stick 5 120 0 2.8,3.9"):
        log.apply_state(decode(line))
    assert [phase.kind for phase in log.plan.phases] == ["round", "share"]
    assert (log.phase.number, log.phase.place, log.phase.kind) == (2, 1, "round")
    assert (log.chair, log.door, log.pages) == (1, "knock", {0: 1})
    assert log.knocks[9].name == "Fay" and log.known(9).key == bytes(32)
    assert (log.out, log.apart) == ({4}, {4: ("side", 1)})
    assert log.buddies == {(2, 3): "asked", (3, 2): "on"}
    assert (log.agreed, log.quieted) == ({2}, {5})
    assert (log.marked, log.marks) == (
        [(2, "hug")], [(3, {"heard": 0, "with-you": 1, "thank-you": 2, "hug": 3})])
    assert (log.floor.turn_of(3), log.floor.turn_of(4)) == (9, 9)
    assert log.floor.turn_of(2) == 8
    for line in (f"JOIN 9 {key} member :Fay", "OUT 4 off", "APART 4 in", "BUDDY 2 3 off",
                 "PHASE 3 2 share 0 next"):
        log.apply_state(decode(line))
    assert (log.knocks, log.out, log.apart, log.buddies) == ({}, set(), {}, {})
    assert (log.quieted, log.seats[9].presence) == (set(), "here")
    with pytest.raises(Refusal):
        log.apply_state(decode(f"KNOCK 2 {key} member :Fay"))


PLANS = [(decode(line).params, decode(canonical).params) for _, line, canonical in LINES
         if b" PLAN " in b" " + line and b"FAIL" not in line]
NO_PLANS = [decode(line).params for sender, line, answer in BAD_LINES
            if answer.endswith("FAIL PLAN plan")]


@pytest.mark.parametrize("given, written", PLANS, ids=range(len(PLANS)))
def test_s14_1_plans_are_read_and_written_alike(given, written):
    """§14.1, §14.2: one form, whatever was given."""
    assert read_plan(*given[:3]).words() == written
    assert read_plan(*written) == read_plan(*given[:3])


@pytest.mark.parametrize("params", NO_PLANS, ids=range(len(NO_PLANS)))
def test_s14_1_what_is_no_plan_is_refused(params):
    """§14.1: an unknown key, a key twice, a value out of its range."""
    with pytest.raises(Refusal) as caught:
        read_plan(*params)
    assert caught.value.code == "plan"


def test_s20_2_the_hash_of_the_agreements():
    """§20.2: another text or another circle has another hash."""
    agreed = keys.agreements_hash(CIRCLE, "Be kind.")
    parts = b"\x00\x13circle/1 agreements\x00\x08" + CIRCLE + b"\x00\x08Be kind."
    assert agreed == hashlib.sha256(parts).digest()[:20]
    assert agreed != keys.agreements_hash(CIRCLE, "Be kind!")
    assert agreed != keys.agreements_hash(bytes(8), "Be kind.")


def test_s21_4_slips():
    """§21.4: under the relay's signature, and in no other form."""
    relay = keys.private_key(h("relay seed"))

    def slip(text, signer=relay):
        signature = signer.sign(keys.lp(b"circle/1 slip") + keys.lp(text))
        return b64(text), f"{b64(keys.public(signer))}.{b64(signature)}"
    number = b64(bytes(range(16)))
    good = f"circle/1 attendance\n2026-11-24\n61\n{number}".encode()
    assert keys.read_slip(*slip(good), (V["pin"],)) == ("2026-11-24", 61, bytes(range(16)))
    text, proof = slip(good)
    for bad in ((text, proof[:-4] + "AAAA"), (b64(good + b"\n"), proof), slip(good, SEAT),
                slip(good + b"\n"), slip(good.replace(b"61", b"061")), (text, proof.replace(".", ""))):
        with pytest.raises(Refusal):
            keys.read_slip(*bad, (V["pin"],))


def test_s20_1_pages_have_a_kind_of_their_own():
    """§3.7, §20.1: a page cannot be taken for a line, nor one page for another."""
    made = keys.words_context(CIRCLE, 3, keys.public(SEAT), keys.PAGE, 2)
    sealed = keys.seal_words(KEY, made, "Row one\nRow two", keys.PAGE)
    assert keys.open_words(KEY, made, sealed, keys.PAGE) == "Row one\nRow two"
    for kind, turn in ((keys.PAGE, 3), (keys.LINE, 2)):
        other = keys.words_context(CIRCLE, 3, keys.public(SEAT), kind, turn)
        with pytest.raises(Refusal):
            keys.open_words(KEY, other, sealed, keys.PAGE)


def read(reader, value, differing):
    """Reads a bad value as the vectors' README says."""
    x = dict(pair.split("=", 1) for pair in differing.split(";")) if differing != "-" else {}

    def given(name, usual):
        return bytes.fromhex(x[name]) if name in x else usual
    circle, exporter = given("circle", CIRCLE), given("exporter", h("exporter"))
    if reader == "base64":
        return unb64(value)
    if reader == "link":
        return keys.read_link(value)
    if reader == "box":
        return keys.open_box(given("invitation", SECRET), circle, unb64(value))
    if reader == "line":
        audience = x.get("audience", "")
        if audience:
            audience = (keys.to_facilitators() if audience == "facilitators"
                        else keys.to_seat(bytes.fromhex(audience)))
        kind = int(x.get("kind", keys.LINE))
        place = keys.words_context(circle, int(x.get("log", 3)), given("seat key", h("seat key")),
                                   kind, int(x.get("turn", 17)), int(x.get("id", 58)),
                                   audience or b"")
        return keys.open_words(given("words key", KEY), place, value, kind)
    if reader == "hello":
        both = (V["pin"], keys.pin_of(keys.public(keys.private_key(h("next relay seed")))))
        pins = {"none": (), "both": both}.get(x.get("pins"), both[:1])
        return proofs.check_hello(value, exporter, pins)
    if reader == "auth":
        return proofs.check_auth(value, exporter, x.get("greeting", V["HELLO"]))
    raise AssertionError(reader)


@pytest.mark.parametrize("case, reader, differing, refusal, value", BAD, ids=[r[0] for r in BAD])
def test_s3_s4_what_must_be_refused(case, reader, differing, refusal, value):
    """§2.8, §3.4 to §3.7, §4.2, §4.5."""
    with pytest.raises(Refusal) as caught:
        read(reader, value, differing)
    assert caught.value.code == refusal
