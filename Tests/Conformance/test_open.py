"""An open circle: the relay sees the text, and checks it (§2.6, §2.7, §7.4)."""

import pytest

from circle.client import Client, Membership
from circle.keys import b64, unb64
from harness import refused
from test_sealed import give


@pytest.fixture
def three(make_room):
    room = make_room("open")
    room.ben, room.cem = room.join("Ben"), room.join("Cem")
    return room


def test_s7_4_a_line_of_an_open_circle_has_its_text_and_its_blind(three):
    """§7.4."""
    assert three.founder.welcome.params[1] == "open"
    give(three, three.ben)
    three.ben.say("What I say : here, ist für alle — 語")
    three.settle()
    for client in three.clients:
        assert client.log.texts() == ["What I say : here, ist für alle — 語"]
        line = next(m for m in client.log.shown if m.verb == "LINE")
        assert line.params == [str(three.ben.log.seat), "2", str(three.ben.log.floor.turn)]
        assert len(unb64(line.tags["blind"], 16)) == 16
        assert not client.log.alarms


def test_s7_4_the_blind_has_16_bytes(three):
    """§7.4: without it, or with another length, a line breaks the form."""
    give(three, three.ben)
    turn = three.ben.log.floor.turn
    for tags in ({}, {"blind": "AAAA"}, {"blind": b64(bytes(15))}, {"blind": "A" * 21 + "B"}):
        with refused("form"):
            three.ben.act("LINE", text="blind", turn=turn, **tags)
    three.settle()
    assert not three.cem.log.heard


def test_s7_6_a_whisper_in_an_open_circle(three):
    """§7.6."""
    three.ben.whisper("facilitators", "softly")
    three.founder.whisper(three.ben.log.seat, "gladly")
    three.settle()
    assert [h.text for h in three.founder.log.heard] == ["softly", "gladly"]
    assert [h.text for h in three.ben.log.heard] == ["softly", "gladly"]
    assert not three.cem.log.heard


FORBIDDEN = {
    "tab": "a\tb", "escape": "a\x1b[2Jb", "C1": "a\x85b", "delete": "a\x7fb",
    "line separator": "a\u2028b", "paragraph separator": "a\u2029b", "BOM": "a\ufeffb",
    "noncharacter": "a\ufdd0b", "noncharacter at the end": "a\U0010ffffb",
    "tag": "a\U000e0041b", "language tag": "\U000e0001", "Arabic letter mark": "a\u061cb",
    "left-to-right mark": "a\u200eb", "right-to-left mark": "a\u200fb",
    "override": "a\u202eb", "embedding": "a\u202ab\u202c", "isolate left open": "a\u2067b",
    "isolate closed only": "a\u2069b", "isolates crossed": "\u2069\u2066",
    "nine marks": "a" + "\u0301" * 9}


@pytest.mark.parametrize("case", FORBIDDEN)
def test_s2_6_text_that_must_not_be_is_refused(case, three):
    """§2.6: `text`, and nobody hears it."""
    give(three, three.ben)
    with refused("text"):
        three.ben.say(FORBIDDEN[case])
    three.settle()
    assert not three.cem.log.heard


def test_s2_6_text_that_may_be_is_delivered(three):
    """§2.6."""
    texts = [" ", "  a  ", ":", "@id=1 LINE", "a" + "\u0301" * 8, "\u2067\u05d0\u2069",
             "\u2066a\u2067b\u2069\u2069", "👩\u200d👩\u200d👧", "\u200b", "\U0001f1e6", "ﷺ",
             "\u0915\u094d\u200d\u0937", "x" * 4000]
    give(three, three.ben)
    for text in texts:
        three.ben.say(text)
    three.settle()
    assert three.cem.log.texts() == texts


# The relay refuses it with `form`, though a sealed empty text is delivered.
def test_s2_6_an_empty_text_is_none(three):
    """§2.6: `form`."""
    give(three, three.ben)
    with refused("form"):
        three.ben.say("")


@pytest.mark.parametrize("raw", [b"\xff", b"\xc0\x80", b"\xe2\x82", b"\xed\xa0\x80",
                                 b"\xf4\x90\x80\x80", b"ok\r", b"\x00"])
def test_s2_6_what_is_no_utf_8_is_refused(raw, three):
    """§2.6: overlong forms, surrogates, half characters."""
    give(three, three.ben)
    three.ben.last_id += 1
    head = f"@id={three.ben.last_id};turn={three.ben.log.floor.turn};blind={'A' * 22} LINE :"
    three.ben.raw(head.encode() + raw)
    with refused("text"):
        three.ben.answer(three.ben.last_id)
    three.settle()
    assert not three.cem.log.heard


def test_s2_6_text_has_at_most_4000_bytes(three):
    """§2.6: `size`."""
    give(three, three.ben)
    with refused("size"):
        three.ben.say("x" * 4001)
    with refused("size"):
        three.ben.say("ä" * 2000 + "x")
    three.settle()
    assert not three.cem.log.heard


@pytest.mark.parametrize("name", [
    "Ana", "ANA", "Áná", "ana", "Ａｎａ", "relay", "System", "HOST", "Moderator", "facilitator", "",
    "a" * 25, "two  spaces", " front", "back ", "a_b", "a/b", "\u0301a", "a\u0301\u0301\u0301",
    "Pаul", "αb", "emoji😀", "a\u202eb", "a\u200d", "\u200da", "line\tbreak", "ä" * 24 + "b"])
def test_s2_7_names_that_are_refused(name, make_room):
    """§2.7: `name` (or `text` for what no text may hold)."""
    room = make_room("open")
    link = room.founder.invite()
    with pytest.raises(Exception) as caught:
        Client(Membership.of(link)).join(link, name)
    assert getattr(caught.value, "code", None) in ("name", "text"), caught.value


@pytest.mark.parametrize("taken, other", [
    ("Ben", "BEN"), ("Bill", "B1ll"), ("Morn", "Mom"), ("Otto", "0tto"), ("Susi", "5usi"),
    ("Zoë", "Zoe"), ("Øle", "Ole"), ("Lia", "Iia")])
def test_s2_7_names_that_look_alike_are_refused(taken, other, make_room):
    """§2.7: folding."""
    room = make_room("open")
    room.join(taken)
    link = room.founder.invite()
    with refused("name"):
        Client(Membership.of(link)).join(link, other)


@pytest.mark.parametrize("name", [
    "Jean-Luc O'Neill Jr.", "Ünal 2", "मीरा", "李小龍", "Αθηνά", "Борис", "ab" * 12, "x",
    "ක්\u200dෂ", "B. B."])
def test_s2_7_names_that_may_be(name, make_room):
    """§2.7."""
    room = make_room("open")
    joined = room.join(name)
    assert room.founder.log.seats[joined.log.seat].name == name
