"""The floor, the hands and what facilitators do (§8, §9, §10)."""

import pytest

from circle import keys
from circle.client import Client, Membership
from harness import refused
from test_sealed import give


def floor(client):
    f = client.log.floor
    return f.state, f.seat


def seats(*clients):
    return tuple(client.log.seat for client in clients)


def events(client, verb):
    return [message.params for message in client.log.shown if message.verb == verb]


def test_s8_4_the_first_line_accepts_an_offer(three):
    """§7.2, §8.4: WHY spoke; §8.2: the turn stays."""
    three.founder.on_floor("CALL", three.ben.log.seat)
    three.settle()
    turn = three.ben.log.floor.turn
    three.ben.say("here I am")
    three.settle()
    assert floor(three.cem) == ("held", three.ben.log.seat)
    assert (three.cem.log.floor.turn, three.cem.log.floor.why) == (turn, "spoke")


def test_s7_2_while_it_is_offered_a_facilitator_has_one_line(three):
    """§7.2: one line; and the offer stays."""
    three.founder.on_floor("CALL", three.ben.log.seat)
    three.settle()
    three.founder.say("Ben, would you like to begin?")
    with refused("not-your-turn"):
        three.founder.say("It is yours.")
    three.settle()
    assert floor(three.cem) == ("offered", three.ben.log.seat)
    three.ben.say("Yes.")
    three.settle()
    assert three.cem.log.texts() == ["Ben, would you like to begin?", "Yes."]


def test_s8_4_an_offer_is_passed(three):
    """§8.4: PASS declines and is never counted."""
    three.ben.act("HAND", "up")
    three.founder.on_floor("CALL")
    three.settle()
    turn = three.ben.log.floor.turn
    three.ben.on_floor("PASS")
    three.settle()
    assert floor(three.cem) == ("home", 0)
    assert three.cem.log.floor.turn > turn
    assert three.cem.log.floor.why == "passed"


def test_s8_4_an_offer_is_put_off(three):
    """§8.4, §10.3: HAND later puts the hand behind those who wait now."""
    three.ben.act("HAND", "up")
    three.cem.act("HAND", "up")
    three.founder.on_floor("CALL")
    three.settle()
    three.ben.act("HAND", "later")
    three.settle()
    assert floor(three.founder) == ("home", 0)
    assert three.founder.log.floor.order == seats(three.cem, three.ben)
    assert three.founder.log.floor.why == "later"


def test_s8_5_after_a_share_somebody_else_comes_first(three):
    """§8.5, §10.2: the count of shares rises, fewer shares come first."""
    give(three, three.ben)
    three.ben.say("a share")
    three.ben.act("HAND", "up")
    three.ben.on_floor("DONE")
    three.cem.act("HAND", "up")
    three.settle()
    assert events(three.founder, "HAND")[-1][2] == ",".join(
        map(str, seats(three.cem, three.ben)))
    dan = three.join("Dan")
    assert dan.log.seats[three.ben.log.seat].shares == 1
    assert dan.log.seats[three.cem.log.seat].shares == 0


def test_s8_5_a_pass_without_a_line_is_no_share(three):
    """§8.5."""
    give(three, three.ben)
    three.ben.on_floor("PASS")
    three.settle()
    dan = three.join("Dan")
    assert dan.log.seats[three.ben.log.seat].shares == 0


def test_s8_6_after_a_share_comes_the_boundary(make_room):
    """§8.6: nobody is offered the stick meanwhile; the call is carried out at its end."""
    room = make_room(rules=("fair", "called", 2, 0))
    ben, cem = room.join("Ben"), room.join("Cem")
    cem.act("HAND", "up")
    give(room, ben)
    ben.say("a share")
    ben.on_floor("DONE")
    room.settle()
    assert floor(cem) == ("home", 0)
    room.founder.on_floor("CALL")
    room.until(lambda: any(note[0] == "waiting" for note in room.founder.notes))
    assert floor(cem) == ("home", 0)
    room.until(lambda: floor(cem) == ("offered", cem.log.seat))


def test_s7_7_help_is_accepted_in_every_state(three):
    """§7.7, §9.6: home, offered, held, space, open; facilitators and the author see it."""
    def call_for_help():
        before = len(events(three.founder, "HELP"))
        for _ in range(200):        # at any rate up to 1 a second
            try:
                three.cem.act("HELP")
                break
            except Exception as failed:
                assert failed.code == "slow-down", failed
                three.step(int(failed.detail[0]) / 1000)
        three.settle()
        assert len(events(three.founder, "HELP")) == before + 1
        assert len(events(three.cem, "HELP")) == before + 1
        assert not events(three.ben, "HELP")
    call_for_help()
    three.founder.on_floor("CALL", three.ben.log.seat)
    three.settle()
    call_for_help()
    three.ben.on_floor("ACCEPT")
    call_for_help()
    three.founder.act("BELL", "on")
    call_for_help()
    three.founder.act("BELL", "off", three.founder.log.floor.space)
    three.settle()
    three.founder.on_floor("HOME", "now")
    three.settle()
    three.founder.on_floor("CROSSTALK", "on")
    call_for_help()
    assert events(three.founder, "HELP")[-1] == [str(three.cem.log.seat)]


def test_s8_10_the_bell_makes_room_for_silence(three):
    """§8.10, §7.2: no words but two lines of facilitators; then the floor of before."""
    gil = three.join("Gil", "guardian")
    give(three, three.ben)
    before = three.cem.log.floor
    with refused("role"):
        three.cem.act("BELL", "on")
    gil.act("BELL", "on", 30)
    three.settle()
    space = three.cem.log.floor
    assert (space.state, space.turn, space.limit, space.why) == ("space", before.turn, 30, "bell")
    assert three.founder.act("BELL", "on", 300).params == ["BELL", "0"]
    with refused("space-held"):
        three.ben.say("not now")
    for text in ("one", "two"):
        three.founder.say(text)
    with refused("space-held"):
        three.founder.say("three")
    three.ben.act("BELL", "ask")
    three.until(lambda: ["pause-asked", str(three.ben.log.seat)] in three.founder.notes
                and ["pause-asked", str(three.ben.log.seat)] in gil.notes)
    with refused("stale"):
        gil.act("BELL", "off", space.space + 1)
    gil.act("BELL", "off", space.space)
    three.settle()
    after = three.cem.log.floor
    assert (after.state, after.seat, after.turn) == ("held", three.ben.log.seat, before.turn)
    assert (after.space, after.why) == (0, "quiet-over")
    three.ben.say("now")
    three.settle()
    assert three.cem.log.texts() == ["one", "two", "now"]
    for seconds in (14, 601):
        with refused("form"):
            gil.act("BELL", "on", seconds)


def test_s9_7_the_stick_is_not_called_out_of_a_space(three):
    """§9.7: `space-held`, `stick-out`, `floor-open`, `no-hands`, `no-such-seat`, `listening`."""
    founder = three.founder
    with refused("no-hands"):
        founder.on_floor("CALL")
    with refused("no-such-seat"):
        founder.on_floor("CALL", 99)
    with refused("role"):
        three.ben.on_floor("CALL")
    with refused("role"):
        three.ben.on_floor("CALL", 3)
    three.ben.act("HAND", "up")
    founder.act("BELL", "on")
    three.settle()
    with refused("space-held"):
        founder.on_floor("CALL")
    founder.act("BELL", "off", founder.log.floor.space)
    three.settle()
    founder.on_floor("CROSSTALK", "on")
    three.settle()
    with refused("floor-open"):
        founder.on_floor("CALL")
    founder.on_floor("CROSSTALK", "off")
    three.settle()
    give(three, three.ben)
    with refused("stick-out"):
        founder.on_floor("CALL", three.cem.log.seat)
    founder.on_floor("HOME", "now")
    three.settle()
    lea = three.join("Lea", "listener")
    with refused("listening"):
        founder.on_floor("CALL", lea.log.seat)


def test_s9_5_an_old_turn_is_stale_whoever_sends_it(three):
    """§9.5."""
    give(three, three.ben)
    with refused("stale"):
        three.cem.act("CALL", turn=three.cem.log.floor.turn - 1)


def test_s8_11_in_crosstalk_everybody_but_listeners_speaks(three):
    """§8.11, §7.2."""
    lea = three.join("Lea", "listener")
    three.founder.on_floor("CROSSTALK", "on")
    three.settle()
    assert floor(three.ben) == ("open", 0)
    for client in (three.founder, three.ben, three.cem):
        client.say(f"I am {client.name}")
    with refused("listening"):
        lea.say("I may not")
    for k in range(4):
        three.ben.say(f"more {k}")
    with refused("slow-down"):
        three.ben.say("too much")
    three.founder.on_floor("CROSSTALK", "off")
    three.settle()
    with refused("not-your-turn"):
        three.ben.say("closed")
    three.settle()
    said = ["I am Ana", "I am Ben", "I am Cem", *(f"more {k}" for k in range(4))]
    assert all(client.log.texts() == said for client in three.clients)


def test_s8_11_crosstalk_needs_the_stick_at_home_and_a_facilitator(three):
    """§8.11."""
    with refused("role"):
        three.ben.on_floor("CROSSTALK", "on")
    give(three, three.ben)
    with refused("stick-out"):
        three.founder.on_floor("CROSSTALK", "on")


# The author of the urgent hand gets the event, too.
def test_s10_8_an_urgent_hand_goes_to_the_facilitators_and_its_author_only(three):
    """§10.8."""
    three.ben.act("HAND", "urgent")
    three.settle()
    assert events(three.founder, "URGENT") == [[str(three.ben.log.seat)]]
    assert events(three.ben, "URGENT") == [[str(three.ben.log.seat)]]
    assert not events(three.cem, "URGENT")


def test_s10_8_an_urgent_hand_changes_no_order_and_is_used_once(three):
    """§10.8."""
    three.cem.act("HAND", "up")
    three.ben.act("HAND", "urgent")
    with refused("urgent-used"):
        three.ben.act("HAND", "urgent")
    three.settle()
    assert events(three.founder, "URGENT") == [[str(three.ben.log.seat)]]
    assert not events(three.cem, "URGENT")
    assert events(three.founder, "HAND")[-1] == [str(three.cem.log.seat), "up",
                                                 str(three.cem.log.seat)]


def test_s8_13_the_holder_gives_the_stick_on(three):
    """§8.13: it ends the share and offers; the one named may pass."""
    give(three, three.ben)
    three.ben.say("over to Cem")
    three.settle()
    with refused("not-holding"):
        three.cem.on_floor("GIVE", three.ben.log.seat)
    three.ben.on_floor("GIVE", three.cem.log.seat)
    three.until(lambda: floor(three.founder) == ("offered", three.cem.log.seat))
    three.settle()
    assert three.founder.log.floor.why == "given"
    three.cem.on_floor("PASS")
    three.settle()
    assert floor(three.founder) == ("home", 0)


def test_s10_1_hands_keep_their_place(three):
    """§10.1: up when it is up already keeps the earlier place; down gives it up."""
    three.ben.act("HAND", "up")
    three.cem.act("HAND", "up")
    assert three.ben.act("HAND", "up").params == ["HAND", "0"]
    three.settle()
    assert events(three.cem, "HAND")[-1][2] == ",".join(map(str, seats(three.ben, three.cem)))
    three.ben.act("HAND", "down")
    three.ben.act("HAND", "up")
    three.settle()
    assert events(three.cem, "HAND")[-1][2] == ",".join(map(str, seats(three.cem, three.ben)))


def test_s10_7_hands_are_closed_and_opened(three):
    """§10.7: `hands-closed`; those that are up stay."""
    three.ben.act("HAND", "up")
    with refused("role"):
        three.ben.act("HANDS", "close")
    three.founder.act("HANDS", "close")
    with refused("hands-closed"):
        three.cem.act("HAND", "up")
    dan = three.join("Dan")
    assert dan.log.hands == "closed"
    assert dan.log.floor.order == seats(three.ben)
    three.founder.act("HANDS", "open")
    three.cem.act("HAND", "up")
    three.settle()
    assert [c.log.hands for c in three.clients] == ["open"] * 4


def test_s10_9_listening_takes_the_hand_down_and_a_hand_ends_listening(three):
    """§10.9, §5.9."""
    three.ben.act("HAND", "up")
    three.ben.act("LISTEN", "on")
    three.settle()
    assert three.cem.log.seats[three.ben.log.seat].listening
    assert events(three.cem, "HAND")[-1][1:] == ["down", "-"]
    three.ben.act("HAND", "up")
    three.settle()
    assert not three.cem.log.seats[three.ben.log.seat].listening
    three.ben.act("PRESENCE", "away")
    three.settle()
    assert three.cem.log.seats[three.ben.log.seat].presence == "away"


def test_s9_3_roles_are_given_and_taken(three):
    """§9.3: by facilitators; cofacilitators among the three lower ones."""
    fay = three.join("Fay", "cofacilitator")
    ben, cem = seats(three.ben, three.cem)
    three.founder.act("ROLE", ben, "guardian")
    three.settle()
    assert {client.log.seats[ben].role for client in three.clients} == {"guardian"}
    three.ben.act("BELL", "on")
    fay.act("ROLE", cem, "listener")
    with refused("listening"):
        three.cem.act("HAND", "up")
    for role in ("cofacilitator", "facilitator"):
        with refused("role"):
            fay.act("ROLE", cem, role)
    with refused("role"):
        fay.act("ROLE", three.founder.log.seat, "member")
    with refused("role"):
        three.ben.act("ROLE", cem, "member")
    three.ben.cut()
    three.ben.back()
    assert three.ben.member.role == "guardian"


def test_s9_3_the_removed_is_cut_at_once_and_refused_for_ever(three):
    """§9.3: `FAIL * removed`; the stick comes home; LEAVE SEAT removed."""
    give(three, three.ben)
    three.ben.say("before")
    seat = three.ben.log.seat
    with refused("role"):
        three.cem.act("REMOVE", seat)
    three.founder.act("REMOVE", seat)
    three.until(lambda: three.ben.connection.closed)
    assert three.ben.ending.params[:2] == ["*", "removed"]
    three.settle()
    assert floor(three.cem) == ("home", 0)
    assert events(three.cem, "LEAVE") == [[str(seat), "removed"]]
    for _ in range(2):
        with refused("removed"):
            three.ben.back()
    three.relay.stop()
    three.relay.start()
    with refused("removed"):
        three.ben.back()
    for client in (three.founder, three.cem):
        client.back()


def test_s9_3_nobody_removes_themselves(three):
    """§9.3."""
    with pytest.raises(Exception) as caught:
        three.founder.act("REMOVE", three.founder.log.seat)
    assert hasattr(caught.value, "code"), caught.value
    three.settle()
    assert not three.founder.connection.closed


def test_s8_12_the_stick_is_brought_home(three):
    """§8.12: asked first, then now; an offer taken back keeps the hand's place."""
    three.ben.act("HAND", "up")
    three.cem.act("HAND", "up")
    three.founder.on_floor("CALL")
    three.settle()
    three.founder.on_floor("HOME", "now")
    three.settle()
    assert floor(three.cem) == ("home", 0)
    assert three.cem.log.floor.order == seats(three.ben, three.cem)
    give(three, three.ben)
    three.ben.say("a line stays")
    three.founder.on_floor("HOME", "ask")
    three.until(lambda: any(note[0] == "home-asked" for note in three.ben.notes))
    three.founder.on_floor("HOME", "now")
    three.settle()
    assert three.cem.log.floor.why == "home"
    assert three.cem.log.texts() == ["a line stays"]
    with refused("role"):
        three.ben.on_floor("HOME", "now")


def test_s9_4_rules_are_not_changed_in_a_meeting(three):
    """§9.4: `in-meeting`."""
    with refused("in-meeting"):
        three.founder.ask("RULES", "fair", "auto", 0, 0)


def test_s9_4_rules_have_their_ranges(make_room):
    """§9.4: by a facilitator, before the meeting."""
    room = make_room(sit=False)
    founder = room.founder
    founder.connect("found", keys.ticket_key(room.link.secret))
    founder.member.founder = keys.public(founder.member.seat)
    founder.member.key = bytes(range(32))
    for rules in (("fair", "called", 121, 0), ("fair", "called", 0, 59),
                  ("fair", "called", 0, 1801), ("free", "called", 0, 0), ("fair", "never", 0, 0)):
        with refused("form"):
            founder.ask("RULES", *rules)
    for rules in (("strict", "auto", 120, 1800), ("fifo", "called", 0, 60)):
        founder.ask("RULES", *rules)
    link = founder.invite()
    ben = Client(Membership.of(link))
    room.clients.append(ben)
    ben.redeem(link)
    with refused("role"):
        ben.ask("RULES", "fair", "auto", 0, 0)
    ben.sit("Ben")
    room.until(lambda: ben.ready)
    assert ben.log.rules == ["fifo", "called", "0", "60"]


def test_s10_10_with_auto_the_first_hand_is_offered_the_stick(make_room):
    """§10.10."""
    room = make_room(rules=("fifo", "auto", 0, 0))
    ben, cem = room.join("Ben"), room.join("Cem")
    ben.act("HAND", "up")
    cem.act("HAND", "up")
    room.until(lambda: floor(cem) == ("offered", ben.log.seat))
    assert cem.log.floor.why == "auto"
    ben.say("mine")
    ben.on_floor("DONE")
    room.until(lambda: floor(cem) == ("offered", cem.log.seat))


def test_s10_5_in_strict_circles_all_come_before_anybody_comes_twice(make_room):
    """§10.5, §9.7: `first-hands`."""
    room = make_room(rules=("strict", "called", 0, 0))
    ben, cem = room.join("Ben"), room.join("Cem")
    give(room, ben)
    ben.say("first")
    ben.on_floor("DONE")
    ben.act("HAND", "up")
    room.settle()
    with refused("first-hands"):
        room.founder.on_floor("CALL")
    cem.act("HAND", "up")
    room.founder.on_floor("CALL")
    room.settle()
    assert floor(ben) == ("offered", cem.log.seat)


def test_s8_9_a_holder_who_is_gone_keeps_the_stick_for_a_while(three):
    """§8.9: adrift, then held again under the same turn."""
    give(three, three.ben)
    turn = three.ben.log.floor.turn
    three.ben.cut()
    three.cem.cut()
    ana, cem = three.founder, three.cem.log.seat
    three.until(lambda: floor(ana) == ("adrift", three.ben.log.seat)
                and ana.log.seats[cem].presence == "adrift", 30)
    assert ana.log.floor.turn == turn
    three.ben.back()
    three.settle()
    assert floor(ana) == ("held", three.ben.log.seat)
    assert (ana.log.floor.turn, ana.log.floor.why) == (turn, "back")
    three.ben.say("the same turn")
    ana.on_floor("HOME", "now")
    three.settle()
    with refused("not-here"):       # §9.7
        ana.on_floor("CALL", cem)
    three.cem.back()
    three.settle()
    assert ana.log.seats[cem].presence == "here"
    assert three.cem.log.texts() == ["the same turn"]


# The relay offers the stick to a seat that said PRESENCE away.
def test_s9_7_who_is_away_can_be_called(three):
    """§9.7: connected is enough; the offer waits and lapses by itself."""
    three.cem.act("PRESENCE", "away")
    three.founder.on_floor("CALL", three.cem.log.seat)
