"""The relay is killed and starts again: the log goes on (§5.11 to §5.17, §4.8, §6.3, §11.8)."""

import shutil
import time

import pytest

from circle.client import Client, Failed, Membership
from circle.keys import Refusal, b64
from circle.log import Log
from circle.wire import Message
from harness import refused
from test_sealed import give, numbers


@pytest.fixture(params=["sealed", "open"])
def kind(request):
    return request.param


@pytest.fixture
def meet(make_relay, make_room):
    """Ana, Ben and Cem, who have shown and acknowledged all; Ben holds the stick, or nobody."""
    def meet(kind="sealed", holds=True, rules=("fair", "called", 0, 0), **settings):
        room = make_room(kind, make_relay(**settings), rules=rules)
        room.ana = room.founder
        room.ben, room.cem = room.join("Ben"), room.join("Cem")
        if holds:
            give(room, room.ben)
        for client in room.clients:
            client.ack()
        room.settle()
        return room
    return meet


@pytest.fixture
def three(meet, kind):
    return meet(kind)


def crash(room, *back):
    """Kill and start; who is named comes back, in this order."""
    room.relay.restart()
    room.close()
    for client in back:
        client.back()


def since(client, verb):
    """The verbs that came since the client last sat down."""
    sat = max(at for at, m in enumerate(client.received) if m.params[:1] == ["SIT"])
    return [m for m in client.received[sat:] if m.verb == verb]


def event(client, verb):
    return [m for m in client.log.shown if m.verb == verb]


# -- What stands (§5.12, §5.13) --


def test_s5_13_a_restart_does_not_end_the_log(three):
    """§5.13: number, seats and events go on, without a state and without a hole."""
    three.ben.say("before")
    three.settle()
    number, seats, last = (three.ana.log.number, [c.log.seat for c in three.clients],
                           three.ana.log.last)
    crash(three, *three.clients)
    three.settle()
    three.ben.say("after")
    three.settle()
    assert [c.log.seat for c in three.clients] == seats
    for client in three.clients:
        assert client.log.number == number == int(client.welcome.params[2])
        assert client.log.texts() == ["before", "after"]
        assert not since(client, "STATE") and not client.log.gaps and not client.anew
        assert numbers(client) == sorted(set(numbers(client)))
        assert not client.log.alarms
        assert event(client, "LINE")[-1].number("n") > last


def test_s5_13_the_holder_speaks_on_with_words_typed_before(three):
    """§5.13, §8.2: the floor stands, and the turn under which Enter was pressed is in time."""
    three.ben.say("It was")
    three.settle()
    floor, events = three.ben.log.floor, len(event(three.cem, "FLOOR"))
    crash(three, *three.clients)
    three.ben.say("a long winter.", floor.turn)
    with refused("not-your-turn"):
        three.cem.say("I know", floor.turn)
    three.settle()
    for client in three.clients:
        assert client.log.floor == floor
        assert client.log.texts() == ["It was", "a long winter."]
    assert len(event(three.cem, "FLOOR")) == events


def test_s5_13_hands_and_their_order_stand(meet, kind):
    """§5.13, §10.2: who shared less comes first, then who raised earlier."""
    room = meet(kind)
    dan = room.join("Dan")
    room.ben.say("a share")
    room.ben.on_floor("DONE")
    room.settle()
    for client in (room.ben, dan, room.cem):
        client.act("HAND", "up")
    order = (dan.log.seat, room.cem.log.seat, room.ben.log.seat)
    room.settle()
    crash(room, room.ben, room.cem, dan, room.ana)
    room.cem.act("HAND", "up")      # is up already
    eve = room.join("Eve")          # sees the state
    assert eve.log.floor.order == order
    assert eve.log.seats[room.ben.log.seat].shares == 1
    room.ana.on_floor("CALL")
    room.settle()
    assert (eve.log.floor.state, eve.log.floor.seat) == ("offered", dan.log.seat)
    assert eve.log.floor.order == order[1:]


def test_s5_13_roles_listening_closed_hands_and_an_urgent_hand_stand(three):
    """§5.13, §10.7, §10.8, §10.9: for those who were there, and in the state of a newcomer."""
    three.ana.act("ROLE", three.cem.log.seat, "guardian")
    three.cem.act("LISTEN", "on")
    three.cem.act("HAND", "urgent")
    three.ana.act("HANDS", "close")
    three.settle()
    crash(three, three.cem, three.ana, three.ben)
    assert three.cem.welcome.params[0] == "guardian"
    dan = three.join("Dan")
    seat = dan.log.seats[three.cem.log.seat]
    assert (seat.role, seat.listening) == ("guardian", True)
    assert dan.log.hands == "closed"
    with refused("hands-closed"):
        dan.act("HAND", "up")
    three.ana.act("HANDS", "open")
    with refused("urgent-used"):
        three.cem.act("HAND", "urgent")


def test_s5_13_a_space_stands_and_the_floor_beneath_it(three):
    """§5.13, §8.10: the stick is with its holder when the silence is over."""
    floor = three.ben.log.floor
    three.ana.act("BELL", "on", 60)
    three.settle()
    crash(three, *three.clients)
    with refused("space-held"):
        three.ben.say("too early", floor.turn)
    three.ana.act("BELL", "off", three.ana.log.floor.space)
    three.ben.say("in time", floor.turn)
    three.settle()
    assert three.cem.log.floor.state == "held"
    assert three.cem.log.floor.turn == floor.turn
    assert three.cem.log.texts() == ["in time"]


def test_s5_13_a_call_that_waited_for_the_boundary_is_forgotten(meet):
    """§5.13, §8.6: the boundary begins anew, and at its end nobody is offered the stick."""
    room = meet(rules=("fair", "called", 1, 0))
    room.ben.say("a share")
    room.ben.on_floor("DONE")
    room.settle()
    room.ana.on_floor("CALL", room.cem.log.seat)
    assert room.ana.notes[-1][0] == "waiting"
    crash(room, *room.clients)
    end = time.monotonic() + 1.5
    room.until(lambda: time.monotonic() > end)
    assert room.cem.log.floor.state == "home"
    room.ana.on_floor("CALL", room.cem.log.seat)
    room.settle()
    assert room.cem.log.floor.state == "offered"


def test_s8_9_the_stick_is_kept_for_a_holder_who_stays_away(meet):
    """§5.13, §8.9: its connection ended with the relay; its grace begins at the restart."""
    room = meet()
    turn = room.ben.log.floor.turn
    crash(room, room.ana, room.cem)
    room.until(lambda: room.cem.log.floor.state == "adrift")
    assert room.cem.log.seats[room.ben.log.seat].presence == "adrift"
    room.ben.back()
    room.ben.say("and on", turn)
    room.settle()
    assert room.cem.log.floor.state == "held"
    assert room.cem.log.texts() == ["and on"]


def test_s5_12_the_epoch_rises_with_every_run(three):
    """§4.8, §5.12: at a crash and at a farewell; and everybody is told the same."""
    seen = [three.ana.welcome.number("epoch")]
    for end in (three.relay.kill, three.relay.stop, three.relay.kill):
        end()
        three.relay.start()
        three.close()
        for client in three.clients:
            client.back()
        epochs = {client.welcome.number("epoch") for client in three.clients}
        assert len(epochs) == 1
        seen += epochs
    assert seen == sorted(set(seen))


def test_s5_12_a_client_does_not_sit_down_under_a_lower_epoch(three):
    """§5.12, on the client's side."""
    three.cem.cut()
    three.cem.log.epoch += 1
    with pytest.raises(Refusal, match="epoch-fell"):
        three.cem.back()
    assert three.cem.connection.closed
    three.cem.log.epoch -= 1
    three.cem.back()


def test_s5_11_the_record_holds_no_words_and_no_names(meet):
    """§5.11: not even where the relay can read them."""
    room = meet("open")
    room.ben.say("forgetmenot forgetmenot")
    room.ben.whisper("facilitators", "touchmenot touchmenot")
    room.join("Rosemary")
    room.settle()
    crash(room, *room.clients)
    room.settle()
    assert room.relay.journals()
    for path in room.relay.runtime.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in (b"forgetmenot", b"touchmenot", b"Rosemary", b"127.0.0.1"):
                assert word not in data, path.name


# -- Acts (§6.3, §6.4) --


def test_s6_3_what_was_accepted_before_the_crash_is_not_done_again(three):
    """§4.8, §6.3: LASTID is right, and the same id gets the same OK with the same number."""
    three.cem.act("HAND", "up")
    three.ben.say("once")
    line_id, hand_id = three.ben.last_id, three.cem.last_id
    heard = three.ben.log.kept[three.ben.log.seat, line_id]
    line = f"@id={line_id};turn={three.ben.log.floor.turn}"
    line += f";blind={heard.blind} LINE :{heard.words}" if heard.blind else f" LINE {heard.words}"
    was = {c: c.answers.pop(id) for c, id in ((three.ben, line_id), (three.cem, hand_id))}
    three.settle()
    crash(three, *three.clients)
    assert int(three.ben.welcome.params[4]) == line_id
    assert int(three.cem.welcome.params[4]) == hand_id
    three.ben.raw(line)
    three.cem.raw(f"@id={hand_id} HAND up")
    assert three.ben.answer(line_id).params == was[three.ben].params
    assert three.cem.answer(hand_id).params == was[three.cem].params
    three.settle()
    for client in three.clients:
        assert client.log.texts() == ["once"]
        assert len(event(client, "HAND")) == 1


def test_s6_4_what_was_not_answered_is_heard_once(three):
    """§6.3, §6.4: acts that were not answered are sent again, and known again."""
    ids = [three.ben.send_words("LINE", f"line {k}") for k in range(8)]
    time.sleep(0.01)
    crash(three, *three.clients)
    for id in ids:
        if id in three.ben.unanswered:
            three.ben.answer(id)
    three.settle()
    three.ben.say("and on")
    three.settle()
    for client in three.clients:
        assert client.log.texts() == [f"line {k}" for k in range(8)] + ["and on"]
        assert not client.log.alarms


def test_s6_3_of_acts_that_were_not_answered_the_refused_are_told_from_the_accepted(three):
    """§6.3, §6.4: a refused one below LASTID is `duplicate`, and the others are OK again."""
    good = three.ben.send_words("LINE", "accepted")
    bad = three.ben.send_words("LINE", "of another turn", three.ben.log.floor.turn + 1)
    last = three.ben.send_words("LINE", "accepted too")
    lines = dict(three.ben.unanswered)
    for id in (good, last):
        three.ben.answer(id)
    with refused("stale"):
        three.ben.answer(bad)
    for id in lines:
        del three.ben.answers[id]
    three.ben.unanswered = lines        # as if nothing had been answered
    crash(three, three.ben)
    three.ben.answer(good)
    with refused("duplicate"):
        three.ben.answer(bad)
    three.ben.answer(last)
    three.ana.back()
    three.cem.back()
    three.settle()
    assert three.cem.log.texts() == ["accepted", "accepted too"]


def test_s6_4_crash_upon_crash_nothing_is_lost_or_doubled(three):
    """§5.11, §6.4: five crashes in the middle of talk."""
    wanted, count = [], len(event(three.ana, "HAND"))
    for crashes in range(5):
        for k in range(5):
            wanted.append(f"{crashes}.{k}")
            three.ben.send_words("LINE", wanted[-1])
        three.cem.send("HAND", "down" if crashes % 2 else "up")
        time.sleep(0.004 * crashes)
        crash(three, *three.clients)
        three.until(lambda: not three.ben.unanswered and not three.cem.unanswered)
    three.settle()
    for client in three.clients:
        assert client.log.texts() == wanted
        assert len(event(client, "HAND")) == count + 5
        assert not client.log.alarms


def test_s11_8_what_was_not_answered_becomes_drafts_after_a_set_back(meet):
    """§11.8, on the client's side: it is not sent again."""
    room = meet()
    room.cem.cut()
    room.ben.send_words("LINE", "was accepted")
    room.settle()
    id = room.ben.last_id + 1
    room.ben.cut()
    room.ben.last_id += 1
    room.ben.log.typed[id], room.ben.unanswered[id] = "stopped the relay", f"@id={id} HELP"
    room.ben.set_back = time.monotonic()
    room.ben.back()
    room.settle()
    assert room.ben.log.drafts == ["stopped the relay"]
    assert not event(room.ana, "HELP") and not room.ben.unanswered


# -- Words come back (§5.15) --


def test_s5_15_the_author_brings_what_nobody_else_was_shown(three):
    """§5.15: accepted before the crash, shown to others after it."""
    three.ben.say("half a sentence")
    n = int(three.ben.answers[three.ben.last_id].params[1])
    place = (n, three.ben.log.seat, three.ben.last_id)
    crash(three, three.cem, three.ana, three.ben)
    three.settle()
    assert place in three.ben.needs
    assert place not in three.ana.needs + three.cem.needs
    for client in three.clients:
        assert client.log.texts() == ["half a sentence"]
        assert not event(client, "LOST")
        assert not client.log.alarms
    assert event(three.cem, "LINE") == event(three.ana, "LINE")


def test_s5_15_another_member_brings_them_when_the_author_stays_away(three):
    """§5.15: Ana was shown the line, Cem was not."""
    three.ben.say("for all of you")
    three.ana.until(lambda: three.ana.log.texts())
    n = int(three.ben.answers[three.ben.last_id].params[1])
    crash(three, three.cem, three.ana)
    three.until(lambda: three.cem.log.texts())
    assert (n, three.ben.log.seat, three.ben.last_id) in three.ana.needs
    assert three.cem.log.texts() == ["for all of you"]
    three.ben.back()
    three.settle()
    assert three.ben.log.texts() == ["for all of you"]


def test_s5_15_another_is_asked_when_the_author_says_nothing(meet):
    """§5.15: the author first, and another if nothing came within 4 seconds."""
    room = meet()
    room.ben.say("for all of you")
    room.ana.until(lambda: room.ana.log.texts())
    room.ben.supplying = False
    crash(room, room.ben, room.ana, room.cem)
    began = time.monotonic()
    room.until(lambda: room.ben.needs and room.cem.log.texts())
    assert 3 < time.monotonic() - began < 6
    assert room.ana.needs[-1] == room.ben.needs[-1]


def test_s5_15_other_words_are_a_mismatch_and_the_true_ones_are_still_taken(three):
    """§5.15, §3.9: whoever brings them, one bit is enough; and so is another blind."""
    three.ben.say("these words")
    n, place = (int(three.ben.answers[three.ben.last_id].params[1]),
                (three.ben.log.seat, three.ben.last_id))
    kept = three.ben.log.kept[place]
    three.ben.supplying = False
    crash(three, three.cem, three.ben)
    other = kept.words[:-4] + ("AAAA" if kept.words[-4:] != "AAAA" else "BBBB")
    wrong = [(other, kept.blind)]
    if kept.blind:
        wrong += [(kept.words, b64(bytes(16))), ("", kept.blind), (kept.words + " ", kept.blind)]
    else:
        wrong += [("AAAA", None), (three.ben.seal_words("other", 1, 999), None)]
    for words, blind in wrong:
        for client in (three.ben, three.cem):
            with refused("mismatch"):
                client.supply(n, words, blind)
    assert not three.cem.log.texts()
    three.ben.supply(n, kept.words, kept.blind)
    three.ana.back()
    three.settle()
    for client in three.clients:
        assert client.log.texts() == ["these words"]


def test_s5_15_what_follows_missing_words_waits_and_comes_in_order(three):
    """§5.15: for those who are behind; hands, turns and new words go on for the others."""
    three.ben.say("one")
    three.ana.until(lambda: three.ana.log.texts())
    three.ben.supplying = three.ana.supplying = False
    crash(three, three.cem, three.ana, three.ben)
    three.ben.say("two")
    three.ben.act("HAND", "up")
    three.cem.act("HAND", "up")
    three.ben.on_floor("DONE")
    three.until(lambda: three.ana.log.floor.state == "home" and three.ana.log.texts()[1:])
    three.until(lambda: three.ben.needs)
    assert three.ana.log.texts() == ["one", "two"]
    assert not three.cem.log.texts() and three.cem.log.floor.state == "held"
    n, *place = three.ben.needs[-1]
    kept = three.ben.log.kept[tuple(place)]
    three.ben.supply(n, kept.words, kept.blind)
    three.settle()
    assert three.cem.log.texts() == ["one", "two"]
    assert three.cem.log.shown[-1] == three.ana.log.shown[-1]
    assert three.cem.log.floor == three.ana.log.floor
    assert three.cem.log.floor.state == "home"


def test_s5_15_a_hundred_lines_come_back_to_one_who_was_away(three):
    """§5.15: at the pace of the members, and in order."""
    three.cem.cut()
    wanted = [f"line {k}" for k in range(100)]
    for text in wanted:
        three.ben.say(text)
    three.settle()
    crash(three, *three.clients)
    three.until(lambda: len(three.cem.log.heard) == 100)
    assert three.cem.log.texts() == wanted


def test_s5_15_who_fell_behind_the_ring_gets_what_it_holds_after_a_restart_too(meet):
    """§5.10, §5.15: as without a restart."""
    room = meet(ring_events=128)
    room.cem.cut()
    for k in range(140):
        room.ben.say(f"line {k}")
    room.settle()
    crash(room, *room.clients)
    room.settle()
    assert room.cem.log.gaps
    assert room.cem.log.texts()[-1:] == ["line 139"]
    assert not event(room.ana, "LOST")


def test_s5_13_all_circles_of_a_relay_go_on(make_relay, make_room):
    """§5.13: sealed and open ones, in every shard."""
    relay = make_relay()
    rooms = [make_room(kind, relay) for kind in ("sealed", "open") * 3]
    for room in rooms:
        room.ben = room.join("Ben")
        give(room, room.ben)
        room.ben.say("before")
    relay.restart()
    for room in rooms:
        room.close()
        room.founder.back()
        room.ben.back()
        room.ben.say("after")
        room.settle()
        assert room.founder.log.texts() == ["before", "after"]


def test_s5_13_a_farewell_of_the_relay_does_not_end_the_log_either(three):
    """§5.13, §11.6: BYE, and then as after a crash."""
    three.ben.say("before")
    three.relay.stop()
    three.until(lambda: all(c.connection.closed for c in three.clients))
    assert {c.ending.verb for c in three.clients} == {"BYE"}
    three.relay.start()
    for client in three.clients:
        client.back()
    three.ben.say("after")
    three.settle()
    for client in three.clients:
        assert client.log.texts() == ["before", "after"]


def test_s5_14_nobody_can_make_words_or_names_that_look_lost(three):
    """§5.14, §5.16: `*` comes from the relay alone."""
    code = "size" if three.ben.member.mode == "sealed" else "form"
    with refused(code):
        three.ben.act("LINE", "*", turn=three.ben.log.floor.turn)
    with refused(code):
        three.ben.act("WHISPER", "facilitators", "*")
    three.cem.cut()
    three.cem.connect("back")
    with refused(code):
        three.cem.ask("SIT", three.cem.log.number, three.cem.log.last, "*")
    three.cem.back()


def test_s5_15_a_whisper_comes_back_and_others_neither_see_it_nor_wait(three):
    """§5.15, §7.6: the audience is the same as before."""
    three.ben.whisper("facilitators", "softly")
    three.ben.say("aloud")
    three.ben.supplying = False
    crash(three, three.ben, three.ana, three.cem)
    three.until(lambda: three.ben.needs)
    whisper = three.ben.needs[0]
    three.ben._supply(*whisper)
    three.until(lambda: len(three.ben.needs) == 2)
    three.ben._supply(*three.ben.needs[1])
    three.settle()
    assert [h.text for h in three.ana.log.heard] == ["softly", "aloud"]
    assert [h.text for h in three.cem.log.heard] == ["aloud"]
    assert whisper not in three.cem.needs
    assert not any(m.verb == "WHISPER" for m in three.cem.received)


def test_s5_15_a_missing_whisper_holds_nobody_who_is_not_to_hear_it(three):
    """§5.15: Cem goes on while the facilitator waits."""
    three.ben.whisper("facilitators", "softly")
    three.ben.supplying = False
    crash(three, three.ben, three.ana, three.cem)
    three.ben.say("aloud")
    three.until(lambda: three.cem.log.texts())
    assert not three.ana.log.heard
    three.ben._supply(*three.ben.needs[0])
    three.settle()
    assert [h.text for h in three.ana.log.heard] == ["softly", "aloud"]


def test_s5_15_what_nobody_asked_for_is_ok_and_changes_nothing(three):
    """§5.15, §6.2: a number of the past, of another event, and of the future."""
    three.ben.say("a line")
    three.settle()
    last = three.ana.log.last
    kept = three.ben.log.kept[three.ben.log.seat, three.ben.last_id]
    for n in (1, kept.n, kept.n - 1, last + 1, 4_294_967_295):
        assert three.cem.supply(n, kept.words, kept.blind).params == ["SUPPLY", str(n)]
        three.cem.supply(n, "*")
    three.settle()
    crash(three, *three.clients)
    three.settle()
    for n in (1, kept.n, three.ana.log.last + 1):
        three.cem.supply(n, kept.words, kept.blind)
    three.settle()
    assert three.ana.log.texts() == ["a line"]
    assert len(event(three.ana, "LINE")) == 1


def test_s11_2_a_flood_of_words_brought_is_slowed(three):
    """§11.2, §5.15: `slow-down MILLISECONDS`; and the others do not feel it."""
    first = three.cem.last_ask + 1
    for _ in range(1000):
        three.cem.last_ask += 1
        three.cem.raw(f"@id={three.cem.last_ask} SUPPLY 1 *")
    three.until(lambda: three.cem.last_ask in three.cem.answers)
    answers = [three.cem.answers[id] for id in range(first, three.cem.last_ask + 1)]
    slowed = [m for m in answers if m.verb == "FAIL"]
    assert slowed and {m.params[1] for m in slowed} == {"slow-down"}
    assert all(int(m.params[2]) > 0 for m in slowed)
    three.ben.say("undisturbed")
    three.settle()
    assert three.cem.log.texts() == ["undisturbed"]


def test_s6_5_words_are_brought_by_those_who_sit(three):
    """§6.5: SUPPLY before SIT is `not-now`, asked for or not."""
    three.ben.say("half a sentence")
    n = int(three.ben.answers[three.ben.last_id].params[1])
    kept = three.ben.log.kept[three.ben.log.seat, three.ben.last_id]
    crash(three, three.cem)
    three.ben.connect("back")
    with refused("not-now"):
        three.ben.supply(n, kept.words, kept.blind)
    three.ben.cut()
    assert not three.cem.log.texts()
    three.ben.back()
    three.ana.back()
    three.settle()
    assert three.cem.log.texts() == ["half a sentence"]


def test_s2_3_what_is_brought_has_its_form(three):
    """§5.15, §2.3: a number, and words of one kind or the other."""
    for line in ("SUPPLY", "SUPPLY 1", "SUPPLY x *", "SUPPLY 1 * *", "SUPPLY 01 *",
                 "SUPPLY 4294967296 *", "SUPPLY 1 :text without blind"):
        three.ben.last_ask += 1
        three.ben.raw(f"@id={three.ben.last_ask} {line}")
        with refused("form"):
            three.ben.answer(three.ben.last_ask)


# -- Words are lost (§5.16) --


def test_s5_16_lost_at_once_when_all_are_back_and_none_has_them(three):
    """§5.16: a lost line for those who come, a draft for its author."""
    three.ben.say("gone")
    id = three.ben.last_id
    n = int(three.ben.answers[id].params[1])
    three.ben.log.kept.clear()
    crash(three, *three.clients)
    began = time.monotonic()
    three.until(lambda: all(event(c, "LOST") for c in three.clients))
    assert time.monotonic() - began < 2
    three.ben.say("and on")
    three.settle()
    for client in three.clients:
        assert event(client, "LOST")[0].params == [str(n)]
        assert not client.log.alarms
    for client in (three.ana, three.cem):
        lost = client.log.heard[0]
        assert (lost.n, lost.seat, lost.id, lost.text, lost.problem) == (
            n, three.ben.log.seat, id, None, "lost")
        assert client.log.texts() == ["and on"]
    assert three.ben.log.drafts == ["gone"]
    assert not three.cem.log.drafts


def test_s5_16_lost_after_20_seconds_when_their_author_stays_away(make_relay, make_room):
    """§5.16: a line and a whisper, each for its own audience; later words change nothing."""
    relay, missing = make_relay(), {}
    rooms = [make_room(kind, relay) for kind in ("sealed", "open")]
    for room in rooms:
        room.ana, room.ben, room.cem = room.founder, room.join("Ben"), room.join("Cem")
        give(room, room.ben)
        room.ben.whisper("facilitators", "softly")
        room.ben.say("aloud")
        missing[room] = [room.ben.log.kept[room.ben.log.seat, room.ben.last_id - k]
                         for k in (1, 0)]
    relay.restart()
    for room in rooms:
        room.close()
        room.ana.back()
        room.cem.back()
    began = time.monotonic()
    for room in rooms:
        whisper, line = missing[room]
        room.until(lambda: event(room.cem, "LOST"), 25)
        assert 18 < time.monotonic() - began < 23
        room.ben.back()
        room.settle()
        assert [int(m.params[0]) for m in event(room.ana, "LOST")] == [whisper.n, line.n]
        assert [int(m.params[0]) for m in event(room.cem, "LOST")] == [line.n]
        assert [h.problem for h in room.ana.log.heard] == ["lost", "lost"]
        assert [h.problem for h in room.cem.log.heard] == ["lost"]
        assert not any(m.verb == "WHISPER" for m in room.cem.received)
        assert room.ben.log.drafts == ["softly", "aloud"]
        room.ben.supply(line.n, line.words, line.blind)
        room.ben.say("aloud")
        room.settle()
        assert room.cem.log.texts() == ["aloud"]


def test_s5_16_words_still_missing_at_the_next_crash_are_lost_or_found_once(three):
    """§5.16: LOST is an event like others: it stands at the next restart."""
    three.ben.say("gone")
    kept = dict(three.ben.log.kept)
    three.ben.log.kept.clear()
    crash(three, three.ana, three.cem)
    crash(three, *three.clients)
    three.until(lambda: event(three.cem, "LOST"))
    three.ben.log.kept.update(kept)
    crash(three, *three.clients)
    three.settle()
    for client in three.clients:
        assert len(event(client, "LOST")) == 1
    assert three.cem.log.heard[0].problem == "lost"
    assert len(three.cem.log.heard) == 1


def stable(room):
    """Ben has said three lines that nobody keeps any more."""
    for k in range(3):
        room.ben.say(f"line {k}")
    room.settle()
    for client in room.clients:
        client.ack()
    room.until(lambda: not any(client.log.kept for client in room.clients))


def test_s5_16_what_was_stable_is_not_lost_because_somebody_stays_away(meet):
    """§5.7, §5.16: everybody has heard it."""
    room = meet()
    stable(room)
    crash(room, room.ana, room.ben)
    end = time.monotonic() + 21
    room.until(lambda: time.monotonic() > end, 25)
    room.cem.back()
    room.settle()
    assert not any(event(client, "LOST") for client in room.clients)
    assert not room.ben.log.drafts


def test_s5_16_what_was_stable_is_not_lost_because_a_client_forgot_it(meet):
    """§5.6, §5.7, §5.16: HAVE 0 begins after what was acknowledged."""
    room = meet()
    stable(room)
    crash(room, room.ana, room.ben)
    m, log = room.cem.member, room.cem.log
    room.cem.log = Log(m.circle, m.log, m.mode, log.words_key, log.own_key)
    room.cem.back()
    end = time.monotonic() + 1
    room.until(lambda: time.monotonic() > end)
    room.settle()
    assert not any(event(client, "LOST") for client in room.clients)
    assert not room.ben.log.drafts


# -- Names (§5.14) --


def test_s5_14_names_come_back_with_their_people(three):
    """§5.14: `*` for a newcomer until then; those who knew them keep them."""
    crash(three, three.ana)
    dan = three.join("Dan")
    seats = [c.log.seat for c in three.clients[:3]]
    assert [dan.log.seats[n].name for n in seats] == ["Ana", None, None]
    assert [m.params[5] for m in since(dan, "SEAT") if m.params[0] == str(seats[1])] == ["*"]
    three.ben.back()
    three.settle()
    assert [dan.log.seats[n].name for n in seats] == ["Ana", "Ben", None]
    assert [three.ana.log.seats[n].name for n in seats] == ["Ana", "Ben", "Cem"]
    three.cem.back()
    three.settle()
    for client in three.clients:
        assert [client.log.seats[n].name for n in seats] == ["Ana", "Ben", "Cem"]
        assert [int(m.params[0]) for m in event(client, "NAME")] in (seats, seats[1:])
    three.cem.cut()
    three.cem.back()            # no longer the first time in this epoch
    three.settle()
    assert len(event(three.ana, "NAME")) == 3


def test_s5_14_a_name_of_the_time_before_is_none_and_changes_none(three):
    """§5.14: JOIN and NAME with `*`, for one who had not been shown them."""
    three.cem.cut()
    dan = three.join("Dan")
    crash(three, three.ana, three.ben, three.cem)
    three.settle()
    join = event(three.cem, "JOIN")[-1]
    assert (join.params[3:], join.text) == (["*"], None)
    assert three.cem.log.seats[dan.log.seat].name is None
    assert three.ana.log.seats[dan.log.seat].name == "Dan"
    dan.back()
    three.settle()
    assert three.cem.log.seats[dan.log.seat].name == "Dan"


def test_s2_7_a_name_like_one_that_is_not_back_yet(meet):
    """§2.7, §5.14: the relay of an open circle does not know it; it MUST NOT be two in the end."""
    room = meet("open")
    crash(room, room.ana)
    link = room.ana.invite()
    dan = Client(Membership.of(link))
    room.clients.append(dan)
    dan.join(link, "Ben")
    try:
        room.ben.back()
    except Failed as failed:
        assert failed.code == "name"
        room.ben.sit("Ben B.")
    room.settle()
    names = [s.name for s in room.ana.log.seats.values()]
    assert len(names) == len(set(names)), names


# -- A log that cannot go on (§5.17) --


def damage(relay):
    """One bit in the middle of what is written in each journal."""
    for path in relay.journals():
        data = bytearray(path.read_bytes())
        data[len(data.rstrip(b"\0")) // 2] ^= 1
        path.write_bytes(data)


def remove(relay):
    for path in relay.journals():
        path.unlink()


@pytest.mark.parametrize("harm", [damage, remove], ids=["damaged", "removed"])
def test_s5_17_a_record_that_is_not_whole_makes_a_new_log(harm, three):
    """§5.17: the next number, NOTE anew, and what was not answered goes to the drafts (§6.4)."""
    three.ben.say("of the old log")
    three.settle()
    number, epoch = three.ana.log.number, three.ana.log.epoch
    three.ben.send_words("LINE", "never answered")
    three.relay.kill()
    harm(three.relay)
    three.relay.start()
    three.close()
    for client in (three.cem, three.ana, three.ben):
        client.back()
    three.settle()
    for client in three.clients:
        assert client.log.number == number + 1
        assert client.anew
        assert client.log.epoch > epoch
        assert client.log.floor.state == "home"
        assert {s.name for s in client.log.seats.values()} == {"Ana", "Ben", "Cem"}
    give(three, three.ben)
    three.ben.say("of the new log")
    three.settle()
    assert three.cem.log.texts() == ["of the new log"]
    assert three.ben.log.drafts == ["never answered"]


def test_s5_17_nothing_left_of_the_record_makes_a_new_log(three):
    """§3.2, §5.12: as after a reboot; the number does not fall, nor does the epoch."""
    number, epoch = three.ana.log.number, three.ana.log.epoch
    three.relay.kill()
    for path in three.relay.runtime.iterdir():
        shutil.rmtree(path)
    time.sleep(1)
    three.relay.start()
    three.close()
    for client in three.clients:
        client.back()
    three.settle()
    assert {client.log.number for client in three.clients} == {number + 1}
    assert three.ana.log.epoch > epoch


def test_s5_17_a_seat_that_was_shown_more_than_the_log_holds(three):
    """§5.17: the first time it sits down in an epoch; those who were seated come back too."""
    number = three.ana.log.number
    three.relay.restart()
    three.close()
    three.ana.back()
    three.ben.back()
    three.cem.log.last += 10
    with pytest.raises((Failed, TimeoutError)):
        three.cem.back()
    three.until(lambda: three.ana.connection.closed and three.ben.connection.closed)
    for client in three.clients:
        client.back()
    three.settle()
    for client in three.clients:
        assert (client.log.number, client.anew) == (number + 1, True)
    three.ana.say("we begin again")
    three.settle()
    assert three.cem.log.texts() == ["we begin again"]


# -- A second crash (§5.11 to §5.16) --


def test_s5_13_a_second_crash_during_recovery(three):
    """§5.13, §5.15: whatever came back in between."""
    three.ben.say("one")
    three.ana.until(lambda: three.ana.log.texts())
    three.ben.say("two")
    three.cem.cut()
    crash(three, three.cem, three.ana)      # the author has not come yet
    three.until(lambda: three.cem.log.texts() == ["one"])
    crash(three, three.ana)                 # nor now
    crash(three, three.cem, three.ben)
    three.ben.say("three")
    three.ana.back()
    three.settle()
    for client in three.clients:
        assert client.log.texts() == ["one", "two", "three"]
        assert not event(client, "LOST")
        assert sorted(s.name for s in client.log.seats.values()) == ["Ana", "Ben", "Cem"]


def test_s5_15_words_brought_back_are_lost_again_in_the_next_crash_and_brought_again(three):
    """§5.15, §5.7: who was shown them keeps them until they are STABLE."""
    three.cem.acking = False
    three.ben.say("again and again")
    crash(three, three.ana, three.ben)
    three.settle()
    assert three.ana.log.texts() == ["again and again"]
    crash(three, three.ana, three.cem)      # Ana brings what Ben brought to her
    three.until(lambda: three.cem.log.texts())
    assert three.cem.log.texts() == ["again and again"]


def test_s5_3_a_second_restart_shows_the_events_of_the_first_run_as_they_were(meet):
    """§5.3, §5.11: hands, orders, spaces, roles; who saw them at once and who sees them late."""
    room = meet()
    room.ana.acking = False
    last = room.ana.log.last
    room.ben.act("HAND", "up")
    room.cem.act("HAND", "up")
    room.cem.act("HAND", "later")
    room.ben.on_floor("DONE")
    room.ben.act("LISTEN", "on")
    crash(room, room.cem)
    crash(room, room.ben)
    crash(room, room.ana, room.ben, room.cem)
    room.settle()
    late = {m.number("n"): m for m in room.ana.log.shown if m.number("n") > last}
    for client in (room.ben, room.cem):
        for message in client.log.shown:
            n = message.number("n")
            if n in late and message.verb != "NAME":
                assert late[n].params == message.params


# -- Acknowledging (§5.7) --


def test_s5_7_after_a_restart_words_become_stable_again(three):
    """§5.7: HAVE counts, ACK counts; then nobody keeps words any more."""
    three.ben.say("before")
    crash(three, *three.clients)
    three.ben.say("after")
    three.settle()
    for client in three.clients:
        client.ack()
    n = three.ben.log.heard[-1].n
    three.until(lambda: all(client.stable >= n for client in three.clients))
    assert not any(client.log.kept for client in three.clients)


def test_s5_7_what_one_who_is_away_was_not_shown_is_not_stable_after_a_restart(three):
    """§5.7, §5.15: a seat that nobody sits on counts."""
    three.cem.cut()
    three.ben.say("kept for Cem")
    three.settle()
    n = three.ben.log.heard[-1].n
    crash(three, three.ana, three.ben)
    three.settle()
    for client in (three.ana, three.ben):
        client.ack()
    three.settle()
    assert three.ben.stable < n and three.ana.stable < n
    three.cem.back()
    three.settle()
    three.cem.ack()
    three.until(lambda: three.ben.stable >= n)
    assert three.cem.log.texts() == ["kept for Cem"]


def test_s5_7_acknowledging_what_was_not_sent_closes_after_a_restart_too(three):
    """§5.7: also what waits behind missing words."""
    three.ben.say("missing")
    three.ben.supplying = False
    crash(three, three.ben, three.cem)
    n = int(three.ben.answers[three.ben.last_id].params[1])
    three.cem.acking = False
    three.cem.raw(f"ACK {n}")
    three.until(lambda: three.cem.connection.closed)
    three.ben.say("and on")
    assert not three.ben.connection.closed


def test_s5_6_with_have_0_after_a_restart(three):
    """§5.6: a client that forgot everything gets the state, and what was lost is not shown twice."""
    three.ben.say("one")
    three.settle()
    m = three.cem.member
    crash(three, three.ana, three.ben)
    three.cem.log = Log(m.circle, m.log, m.mode, three.cem.log.words_key, three.cem.log.own_key)
    three.cem.back()
    three.ben.say("two")
    three.settle()
    assert since(three.cem, "STATE")
    assert three.cem.log.texts() in (["two"], ["one", "two"])
    assert three.cem.log.floor == three.ana.log.floor


# -- What the relay tells (§5.17, §5.18) --


def test_s5_18_a_client_knows_whether_the_meeting_is_kept(three):
    """§5.18, on the client's side."""
    three.cem._take(b"NOTE unkept")
    assert three.cem.unkept
    three.cem._take(b"NOTE nudge")
    assert three.cem.unkept
    three.cem._take(b"NOTE kept")
    assert not three.cem.unkept


def test_s7_5_a_lost_line_under_my_seat_that_i_never_sent_is_an_alarm(three):
    """§7.5, §5.16, on the client's side."""
    log = three.cem.log
    line = Message("LINE", [str(log.seat), "999", "1", "*"], {"n": str(log.last + 1)})
    assert log.event(line)
    assert len(log.alarms) == 1
    three.clients.remove(three.cem)     # its log is not the relay's any more
    three.cem.cut()
