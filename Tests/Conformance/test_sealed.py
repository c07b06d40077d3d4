"""A sealed circle: lines, whispers, acknowledgements, coming back (§5, §6, §7)."""

import pytest

from circle.client import Client, Failed, Membership
from circle.log import Log, Missed
from circle.wire import Message
from harness import refused


def numbers(client):
    return [message.number("n") for message in client.log.shown]


def give(room, holder):
    """Gives the stick to ``holder``."""
    room.founder.on_floor("CALL", holder.log.seat)
    room.settle()
    holder.on_floor("ACCEPT")
    room.settle()


def test_s7_3_everyone_opens_a_line_of_the_holder(three):
    """§7.2, §7.3, §8.4, §9.7, §10.1: raise, call, accept, speak, and all can read it."""
    three.ben.act("HAND", "up")
    three.settle()
    assert three.founder.log.floor.state == "home"
    three.founder.on_floor("CALL")
    three.settle()
    for client in three.clients:
        floor = client.log.floor
        assert (floor.state, floor.seat, floor.why) == ("offered", three.ben.log.seat, "next")
    three.ben.on_floor("ACCEPT")
    three.ben.say("I miss him every morning.")
    three.settle()
    for client in three.clients:
        assert client.log.texts() == ["I miss him every morning."]
        assert client.log.heard[0].seat == three.ben.log.seat
        assert not client.log.alarms


def test_s5_9_names_are_sealed_for_the_members(three):
    """§5.1, §5.9: every member can read every name."""
    for client in three.clients:
        assert sorted(s.name for s in client.log.seats.values()) == ["Ana", "Ben", "Cem"]


def test_s7_3_lines_of_every_class_arrive(three):
    """§3.7: 64, 256, 1,024 and 4,096 bytes; 4,000 bytes of text at most."""
    give(three, three.ben)
    texts = ["", "a" * 62, "b" * 63, "c" * 254, "d" * 255, "e" * 1022, "f" * 1023, "\u00e4" * 2000]
    for text in texts:
        three.ben.say(text)
    three.settle()
    for client in three.clients:
        assert client.log.texts() == texts
        assert [len(heard.payload) for heard in client.log.heard] == [
            140, 140, 396, 396, 1420, 1420, 5516, 5516]


def test_s7_2_who_does_not_hold_is_refused(three):
    """§7.2: `not-your-turn PLACE`, and nothing of it reaches anybody."""
    give(three, three.ben)
    with refused("not-your-turn", 0):
        three.cem.say("I am not heard")
    three.cem.act("HAND", "up")
    with refused("not-your-turn", 1):
        three.cem.say("nor am I now")
    with refused("not-your-turn"):
        three.founder.say("nor the facilitator")
    three.settle()
    assert not any(client.log.heard for client in three.clients)


def test_s7_1_a_line_under_an_old_turn_is_refused(three):
    """§7.1: `stale`, whoever sends it; §8.2: the turn rises when a share ends."""
    give(three, three.ben)
    turn = three.ben.log.floor.turn
    three.ben.say("one")
    three.ben.on_floor("DONE")
    three.settle()
    assert three.ben.log.floor.turn > turn
    with refused("stale"):
        three.ben.say("too late", turn)
    with refused("stale"):
        three.founder.say("of the past", turn)
    with refused("stale"):
        three.founder.say("of the future", three.ben.log.floor.turn + 1)
    three.settle()
    assert three.cem.log.texts() == ["one"]


def test_s6_3_a_line_sent_again_under_its_id_is_heard_once(three):
    """§6.3: the same answer again, and no second event."""
    give(three, three.ben)
    id = three.ben.send_words("LINE", "once")
    line = three.ben.unanswered[id]
    first = three.ben.answer(id)
    for _ in range(3):
        del three.ben.answers[id]
        three.ben.raw(line)
        assert three.ben.answer(id).params == first.params
    three.settle()
    assert three.cem.log.texts() == ["once"]


def test_s6_4_after_a_cut_the_holder_goes_on_under_the_same_turn(three):
    """§6.4, §8.2, §8.9: re-sent ids are accepted once, the turn stays."""
    give(three, three.ben)
    turn = three.ben.log.floor.turn
    ids = [three.ben.send_words("LINE", f"line {k}") for k in range(4)]
    lines = dict(three.ben.unanswered)
    three.ben.cut()             # before any answer was read
    three.until(lambda: three.cem.log.heard)
    three.ben.back()
    for id in ids:
        if id in three.ben.unanswered:
            three.ben.answer(id)
    for id in ids:              # and once more, though everything was accepted
        three.ben.raw(lines[id])
    three.settle()
    assert three.ben.log.floor.turn == turn
    assert (three.ben.log.floor.state, three.ben.log.floor.seat) == ("held", three.ben.log.seat)
    for client in three.clients:
        texts = client.log.texts()
        assert texts == [f"line {k}" for k in range(4)]
        assert not client.log.alarms
    three.ben.say("and on")
    three.settle()
    assert three.cem.log.texts()[-1] == "and on"


def test_s5_4_who_comes_back_gets_what_was_missed_and_nothing_twice(three):
    """§5.4, §5.5: from HAVE on, without a state."""
    give(three, three.ben)
    three.ben.say("before")
    three.settle()
    three.cem.cut()
    three.ben.say("meanwhile")
    three.cem.back()
    three.ben.say("after")
    three.settle()
    assert three.cem.log.texts() == ["before", "meanwhile", "after"]
    assert numbers(three.cem) == sorted(set(numbers(three.cem)))
    assert not three.cem.log.gaps


def test_s5_6_a_newcomer_gets_nothing_said_before(three):
    """§5.6: the state first, and no word from before its JOIN."""
    give(three, three.ben)
    three.ben.say("before Dan")
    three.settle()
    dan = three.join("Dan")
    three.ben.say("with Dan")
    three.settle()
    assert dan.log.texts() == ["with Dan"]
    assert dan.log.shown[0].verb == "JOIN"
    assert not any(m.verb == "LINE" and m.number("n") <= dan.log.shown[0].number("n")
                   for m in dan.received)
    assert {n: s.name for n, s in dan.log.seats.items()} == {1: "Ana", 2: "Ben", 3: "Cem",
                                                            4: "Dan"}
    ours, theirs = three.ben.log.floor, dan.log.floor
    assert (theirs.turn, theirs.state, theirs.seat, theirs.order) == (
        ours.turn, ours.state, ours.seat, ours.order)


def test_s5_6_with_have_0_it_begins_after_what_was_acknowledged(three):
    """§5.6: somebody who returns with HAVE 0 gets what it never acknowledged."""
    give(three, three.ben)
    three.ben.say("one")
    three.settle()
    three.cem.ack()
    three.settle()
    three.cem.acking = False
    three.ben.say("two")
    three.settle()
    three.cem.cut()
    m = three.cem.member
    three.cem.log = Log(m.circle, m.log, m.mode, three.cem.log.words_key, three.cem.log.own_key)
    three.cem.back()
    three.settle()
    assert three.cem.log.texts() == ["two"]
    assert "STATE" in [message.verb for message in three.cem.received]


def test_s5_5_an_event_already_shown_is_ignored(three):
    """§5.5, on the client's side: the same n twice changes nothing; a hole is a miss."""
    give(three, three.ben)
    three.ben.say("once")
    three.settle()
    log = three.cem.log
    last = log.shown[-1]
    assert log.event(last) is False
    assert log.texts() == ["once"]
    hole = Message(last.verb, last.params, {"n": str(log.last + 2)})
    with pytest.raises(Missed):
        log.event(hole)
    hole.tags["prev"] = str(log.last - 1)
    with pytest.raises(Missed):
        log.event(hole)
    assert log.texts() == ["once"]


def test_s7_5_an_id_that_was_heard_is_not_shown_again(three):
    """§7.5, on the client's side: the very payload under the next number."""
    give(three, three.ben)
    three.ben.say("once")
    three.settle()
    log = three.cem.log
    line = log.shown[-1]
    again = Message(line.verb, line.params, {"n": str(log.last + 1)})
    assert log.event(again), "it counts as shown"
    assert (log.heard[-1].text, log.heard[-1].problem) == (None, "old-id")
    assert log.texts() == ["once"]
    three.clients.remove(three.cem)     # its log is not the relay's any more
    three.cem.cut()


def test_s5_10_who_falls_behind_the_ring_gets_a_gap(make_relay, make_room):
    """§5.6, §5.10: GAP says which events are gone, then the state; nobody is cut off."""
    room = make_room(at=make_relay(ring_events=128))
    ben, cem = room.join("Ben"), room.join("Cem")
    give(room, ben)
    had = cem.log.last
    cem.cut()
    for k in range(300):
        ben.say(f"line {k}")
    cem.back()
    room.settle()
    assert len(cem.log.gaps) == 1
    first, last = cem.log.gaps[0]
    assert first == had + 1
    verbs = [message.verb for message in cem.received]
    assert verbs.index("GAP") < len(verbs) - verbs[::-1].index("STATE")
    assert [n for n in numbers(cem) if n > had] == list(range(last + 1, cem.log.last + 1))
    assert cem.log.texts()[-1] == "line 299"
    assert cem.log.last == room.founder.log.last


def test_s5_7_stable_after_everybody_has_acknowledged(three):
    """§5.7: STABLE n when every present member has acknowledged up to n."""
    give(three, three.ben)
    three.ben.say("kept until it is stable")
    three.settle()
    n = three.ben.log.heard[0].n
    three.cem.acking = False
    for client in (three.founder, three.ben):
        client.ack()
    three.settle()
    assert three.ben.stable < n
    three.cem.acking = True
    three.cem.ack()
    three.until(lambda: all(client.stable >= n for client in three.clients))


def test_s5_7_acknowledging_what_was_not_sent_closes(three):
    """§5.7."""
    three.cem.raw(f"ACK {three.cem.log.last + 1000}")
    three.until(lambda: three.cem.connection.closed)
    three.settle()


def test_s7_6_a_whisper_to_the_facilitators_reaches_nobody_else(three):
    """§7.6, §5.4: its audience and its author; the others' prev shows the hole is none."""
    three.ben.whisper("facilitators", "I cannot stay long")
    three.founder.whisper(three.ben.log.seat, "That is all right")
    three.ben.act("HAND", "up")
    three.settle()
    for client in (three.ben, three.founder):
        assert [h.text for h in client.log.heard] == ["I cannot stay long", "That is all right"]
    assert not three.cem.log.heard
    assert not any("WHISPER" == message.verb for message in three.cem.received)
    hand = next(m for m in three.cem.log.shown if m.verb == "HAND")
    assert hand.number("prev") == hand.number("n") - 3
    hand = next(m for m in three.ben.log.shown if m.verb == "HAND")
    assert hand.number("prev") is None


def test_s7_6_members_whisper_to_facilitators_only(three):
    """§7.6: TO is a seat only from a facilitator."""
    with refused("role"):
        three.ben.whisper(three.cem.log.seat, "psst")
    three.settle()
    assert not three.cem.log.heard


def test_s5_4_a_whisper_at_the_end_of_the_log_is_no_hole_after_a_return(three):
    """§5.4, §11.5: PONG tells the end of one's own view."""
    three.ben.whisper("facilitators", "quietly")
    three.settle()
    three.cem.cut()
    three.ben.whisper("facilitators", "again")
    three.cem.back()
    three.settle()
    three.ben.act("HAND", "up")
    three.settle()
    assert three.cem.log.last == three.ben.log.last


def test_s6_3_an_old_id_with_another_request_does_not_act(three):
    """§6.3: an id not above the last accepted one never acts again."""
    three.ben.act("HAND", "up")
    id = three.ben.last_id
    del three.ben.answers[id]
    three.ben.raw(f"@id={id} HAND down")
    try:
        three.ben.answer(id)
    except Failed as failed:
        assert failed.code == "duplicate"
    three.settle()
    hands = [m.params[1] for m in three.founder.log.shown if m.verb == "HAND"]
    assert hands == ["up"]


def test_s5_1_a_wrong_log_is_told_the_right_one(room):
    """§5.1: `log NUMBER`."""
    link = room.founder.invite()
    ben = Client(Membership.of(link))
    ben.redeem(link)
    number = ben.member.log
    ben.log = Log(ben.member.circle, number, "sealed", room.founder.log.words_key, b"")
    for wrong in (number + 1, number + 77):
        with refused("log", number):
            ben.ask("SIT", wrong, 0, ben.seal_name("Ben"))
    ben.log = None
    ben.sit("Ben")
    assert ben.log.number == number
    ben.cut()


def test_s5_1_a_name_takes_64_bytes(room):
    """§5.1, §3.7: another length is `size`."""
    link = room.founder.invite()
    ben = Client(Membership.of(link))
    ben.redeem(link)
    for payload in ("A" * 139, "A" * 141, "A" * 396, "C" + "A" * 139):
        with refused("size"):
            ben.ask("SIT", ben.member.log, 0, payload)
    ben.cut()


def test_s6_5_the_wrong_time_is_not_now(room):
    """§6.5: before SIT, and a second AUTH."""
    link = room.founder.invite()
    ben = Client(Membership.of(link))
    ben.redeem(link)
    for line in ("@id=1 HAND up", "@id=2 HELP", "@id=3;turn=1 CALL"):
        id = int(line[4])
        ben.raw(line)
        with refused("not-now"):
            ben.answer(id)
    ben.answers.clear()
    ben.sit("Ben")
    with refused("not-now"):
        ben.act("AUTH", "back", "AAAAAAAAAAA", "tls-exporter", "A" * 43, "A" * 86)
    ben.act("HAND", "up")
    ben.cut()


def test_s2_9_an_unknown_verb_and_a_wrong_number_of_parameters(three):
    """§2.9: `FAIL * unknown-verb`; `form` for too few or too many."""
    with refused("unknown-verb") as caught:
        three.ben.act("SING", "loudly")
    assert caught.value.verb == "*"
    for verb, *params in (("HAND",), ("HAND", "up", "now"), ("HELP", "me"), ("DONE", "1")):
        with refused("form"):
            three.ben.act(verb, *params, turn=1)


def test_s2_4_unknown_tags_are_ignored(three):
    """§2.4."""
    three.ben.act("HAND", "up", **{"x-new": "a,b/c.d_e-f"})


def test_s9_5_a_turn_is_needed_and_must_be_the_current_one(three):
    """§9.5: `stale TURN STATE SEAT`, and nothing changes."""
    give(three, three.ben)
    floor = three.founder.log.floor
    for client, words in ((three.ben, ["DONE"]), (three.ben, ["PASS"]), (three.ben, ["ACCEPT"]),
                          (three.ben, ["GIVE", 3]), (three.founder, ["CALL"]),
                          (three.founder, ["CALL", 3]), (three.founder, ["HOME", "now"]),
                          (three.founder, ["EXTEND"]), (three.founder, ["CROSSTALK", "on"])):
        with refused("stale", floor.turn, "held", three.ben.log.seat):
            client.act(*words, turn=floor.turn - 1)
        with pytest.raises(Failed):
            client.act(*words)
    three.settle()
    assert three.founder.log.floor == floor


def test_s5_9_leave_is_a_farewell(three):
    """§1.3, §5.8: LEAVE SEAT left, at once; the key comes back to its former seat."""
    seat = three.ben.log.seat
    three.ben.leave()
    three.until(lambda: three.ben.connection.closed)
    three.until(lambda: three.cem.log.seats[seat].presence == "gone")
    assert three.cem.log.shown[-1].params == [str(seat), "left"]
    three.ben.back()
    three.settle()
    assert three.ben.log.seat == seat
    assert three.cem.log.seats[seat].presence == "here"


def test_s11_6_the_relay_says_when_it_goes(make_relay, make_room):
    """§11.6: BYE MILLISECONDS, and then the end."""
    relay = make_relay()
    room = make_room(at=relay)
    relay.process.terminate()
    room.until(lambda: room.founder.connection.closed)
    assert room.founder.ending.verb == "BYE"
    assert int(room.founder.ending.params[0]) >= 0


def test_s11_5_a_ping_is_answered_with_the_end_of_ones_view(three):
    """§11.5: PONG END."""
    three.ben.pongs.clear()
    three.ben.raw("PING")
    three.until(lambda: three.ben.pongs)
    assert three.ben.pongs == [three.ben.log.last]
