"""Nobody is heard without the right to speak, in any state of the floor (§7.2)."""

import pytest

from circle.client import Failed
from test_floor import floor
from test_sealed import give

EACH = 20       # lines of each who has no right, in each state


def attempts(client, turns):
    """Lines of one client, four on the way at a time; all of them must be refused."""
    sent = 0
    while sent < EACH:
        ids = [client.send_words("LINE", f"of {client.name}", turn) for turn in turns]
        for id in ids:
            with pytest.raises(Failed) as caught:
                client.answer(id)
            assert caught.value.code in ("not-your-turn", "space-held", "listening", "stale"), (
                caught.value)
        sent += len(ids)
    return sent


@pytest.mark.parametrize("words", ["sealed", "open"])
def test_s7_2_of_300_lines_without_a_right_none_is_delivered(words, make_room):
    """§7.2, §7.1: in home, offered, held, adrift, space and open; nowhere, in whole or in part."""
    room = make_room(words)
    ana, ben, cem = room.founder, room.join("Ben"), room.join("Cem")
    gil, lea = room.join("Gil", "guardian"), room.join("Lea", "listener")
    sent, seen, right = 0, [], []

    def interrupt(*clients):
        nonlocal sent
        state = ana.log.floor.state
        seen.append(state)
        now = ana.log.floor.turn
        for client in clients:
            sent += attempts(client, [now, max(1, now - 1), now + 1, now])
        room.settle()
        assert ana.log.floor.state == state
        for client in room.here():
            assert client.log.texts() == right, (state, client.name)

    def speak(client, text):
        client.say(text)
        right.append(text)

    interrupt(ben, cem, gil, lea)
    ben.act("HAND", "up")
    ana.on_floor("CALL")
    room.settle()
    interrupt(cem, gil, lea)
    speak(ben, "Ben's first line")
    room.settle()
    interrupt(ana, cem, gil, lea)
    gil.act("BELL", "on")
    room.settle()
    speak(ana, "one of the facilitator")
    speak(ana, "and another")
    interrupt(ana, ben, cem, gil, lea)
    gil.act("BELL", "off", ana.log.floor.space)
    room.settle()
    ben.cut()
    room.until(lambda: floor(ana)[0] == "adrift", 30)
    interrupt(ana, cem, gil, lea)
    ben.back()
    room.settle()
    speak(ben, "I am back")
    ben.on_floor("DONE")
    room.settle()
    ana.on_floor("CROSSTALK", "on")
    room.settle()
    interrupt(lea)
    speak(cem, "together")
    ana.on_floor("CROSSTALK", "off")
    room.settle()
    assert set(seen) == {"home", "offered", "held", "space", "adrift", "open"}
    assert sent >= 300
    lines = [[(m.number("n"), m.params, m.text) for m in client.log.shown if m.verb == "LINE"]
             for client in room.clients]
    assert all(line == lines[0] for line in lines)
    assert len(lines[0]) == len(right)
    assert not any(client.log.alarms for client in room.clients)
