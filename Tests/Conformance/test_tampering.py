"""Sealed lines that are not what they say: every receiver refuses them (§3.7, §7.3, §7.5)."""

import pytest

from circle import keys
from harness import refused
from test_sealed import give


@pytest.fixture
def held(three):
    """Ben holds the stick and has said one good line."""
    give(three, three.ben)
    three.ben.say("a good line")
    three.settle()
    three.payload = three.ben.log.heard[0].payload
    return three


def send(client, payload, turn=None, ours=True):
    """A LINE with a payload of the test's choice."""
    if ours:
        client.log.sent[client.last_id + 1] = payload
    return client.act("LINE", payload, turn=turn or client.log.floor.turn)


def nobody_shows_it(room, payload):
    room.settle()
    for client in room.clients:
        last = client.log.heard[-1]
        assert last.payload == payload
        assert last.text is None and last.problem == "unreadable"
        assert client.log.texts() == ["a good line"]
    room.ben.say("and another")
    room.settle()
    for client in room.clients:
        assert client.log.texts() == ["a good line", "and another"]


def test_s7_5_a_payload_under_a_new_id_is_refused_by_every_receiver(held):
    """§7.5: the id is in the context."""
    send(held.ben, held.payload)
    nobody_shows_it(held, held.payload)


def test_s7_5_a_payload_under_another_turn_is_refused_by_every_receiver(held):
    """§7.5: the turn is in the context."""
    held.ben.on_floor("DONE")
    held.settle()
    give(held, held.ben)
    payload = held.ben.seal_words("of an old turn", held.ben.log.floor.turn - 1,
                                  held.ben.last_id + 1)
    send(held.ben, payload)
    nobody_shows_it(held, payload)


def test_s7_5_a_payload_of_another_seat_is_refused_by_every_receiver(held):
    """§7.5: the author's key is in the context, from the receiver's own roster."""
    id = held.ben.log.heard[0].id
    held.ben.on_floor("DONE")
    held.settle()
    give(held, held.cem)
    held.cem.last_id = id - 1
    payload = held.payload
    assert send(held.cem, payload).number("id") == id
    held.ben, held.cem = held.cem, held.ben
    nobody_shows_it(held, payload)


def test_s6_3_a_payload_under_the_same_id_is_the_same_act(held):
    """§6.3."""
    first = held.ben.answers[held.ben.log.heard[0].id]
    line = f"@id={first.tags['id']};turn={held.ben.log.floor.turn} LINE {held.payload}"
    del held.ben.answers[first.number("id")]
    held.ben.raw(line)
    assert held.ben.answer(first.number("id")).params == first.params
    held.settle()
    assert held.cem.log.texts() == ["a good line"]
    assert len(held.cem.log.heard) == 1


@pytest.mark.parametrize("change", [
    lambda p: p[:-1], lambda p: p[:-4], lambda p: p + "AAAA", lambda p: p[:139], lambda p: "A",
    lambda p: "B" + p[1:], lambda p: "AA" + p[2:],
    lambda p: p * 2], ids=["cut by 1", "cut by 4", "longer", "short", "one letter",
                           "suite 4", "suite 0", "twice"])
def test_s7_3_a_payload_of_another_length_or_suite_is_size(held, change):
    """§7.3: the relay checks the length and the first byte."""
    with refused("size"):
        send(held.ben, change(held.payload))
    held.settle()
    assert len(held.cem.log.heard) == 1


def test_s7_3_the_relay_does_not_look_into_the_rest_and_receivers_do(held):
    """§7.3, §7.5: one bit of the words, of the salt or of the tag."""
    for at in (5, 60, -2):
        good = held.ben.seal_words("one bit", held.ben.log.floor.turn, held.ben.last_id + 1)
        raw = bytearray(keys.unb64(good))
        raw[at] ^= 1
        send(held.ben, keys.b64(raw))
    held.settle()
    for client in held.clients:
        assert client.log.texts() == ["a good line"]
        assert [h.problem for h in client.log.heard[1:]] == ["unreadable"] * 3


def test_s7_6_a_line_is_no_whisper_and_a_whisper_no_line(held):
    """§7.6: the audience and the kind are sealed in."""
    ben, id = held.ben, held.ben.last_id + 1
    whisper = ben.seal_words("for the facilitators", 0, id, "facilitators")
    send(ben, whisper)
    line = ben.seal_words("for everybody", ben.log.floor.turn, ben.last_id + 1)
    ben.log.sent[ben.last_id + 1] = line
    ben.act("WHISPER", "facilitators", line)
    held.settle()
    for client in held.clients:
        assert client.log.texts() == ["a good line"]
        assert all(h.text is None for h in client.log.heard[1:])
    assert [len(client.log.heard) for client in held.clients] == [3, 3, 2]


def test_s7_6_a_whisper_for_one_is_not_shown_by_another(held):
    """§7.6: sealed for Cem, sent to Ben."""
    ana = held.founder
    for_cem = ana.seal_words("for Cem alone", 0, ana.last_id + 1, str(held.cem.log.seat))
    ana.log.sent[ana.last_id + 1] = for_cem
    ana.act("WHISPER", held.ben.log.seat, for_cem)
    for_all = ana.seal_words("for the facilitators", 0, ana.last_id + 1, "facilitators")
    ana.log.sent[ana.last_id + 1] = for_all
    ana.act("WHISPER", held.ben.log.seat, for_all)
    held.settle()
    assert [h.text for h in held.ben.log.heard[1:]] == [None, None]
    assert len(held.cem.log.heard) == 1


def test_s7_5_a_line_under_my_seat_that_i_never_sent_is_an_alarm(held):
    """§7.5."""
    payload = held.ben.seal_words("not mine", held.ben.log.floor.turn, held.ben.last_id + 1)
    send(held.ben, payload, ours=False)
    held.settle()
    assert len(held.ben.log.alarms) == 1
    assert held.ben.log.texts() == ["a good line"]
    assert held.cem.log.texts() == ["a good line", "not mine"]


def test_s7_5_text_in_a_sealed_circle_is_an_alarm_and_never_comes(held):
    """§7.3, §7.5: the relay refuses it; if it came, the client would be alarmed."""
    with refused("form"):
        held.ben.act("LINE", text="in the clear", turn=held.ben.log.floor.turn)
    held.settle()
    assert len(held.cem.log.heard) == 1
    message = held.cem.log.shown[-1]
    message.text, message.tags["n"] = "in the clear", str(held.cem.log.last + 1)
    held.cem.log.event(message)
    assert len(held.cem.log.alarms) == 1
    assert held.cem.log.texts() == ["a good line"]


def test_s12_3_what_a_line_holds_cannot_move_the_cursor(held):
    """§2.6, §12.3: a sealed text is shown with what it must not hold written out."""
    for text in ("a\x1b[2Jb", "\u202eabc", "a\nCem: b", "a\u2067b"):
        held.ben.say(text)
    held.settle()
    assert held.cem.log.texts()[1:] == ["a<U+001B>[2Jb", "<U+202E>abc", "a<U+000A>Cem: b",
                                        "a<U+2067>b"]
