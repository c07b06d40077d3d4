"""Coming in: greeting, proofs, tickets, keys (§4, §9.1, §9.2)."""

import shutil
import time

import pytest

from circle import keys
from circle.client import Client, Failed, Membership
from circle.keys import Refusal, b64, public
from circle.proofs import auth_line
from circle.tls import Closed, Connection
from circle.wire import decode
from harness import refused


def ticket(link):
    return keys.ticket_key(link.secret)


def fresh_secret():
    return keys.secrets.token_bytes(32)


def answer_to(link, way, circle=None, with_ticket=None, seat=None, spoil=None):
    """The bytes with which a relay answers an AUTH."""
    connection = Connection(link.host, link.port)
    hello = connection.read_line().decode()
    line = auth_line(way, circle or link.circle, connection.binding, hello,
                     seat or keys.private_key(fresh_secret()), with_ticket)
    connection.send_line(spoil(line) if spoil else line)
    answer = connection.read_line()
    if answer.startswith(b"FAIL") or b" FAIL " in answer:
        assert connection.read_line() is None, "§4.5: then close"
    connection.close()
    return answer


def test_s4_8_the_welcome_tells_role_mode_log_and_limits(room):
    """§4.8."""
    welcome = room.founder.welcome
    assert welcome.verb == "WELCOME"
    assert welcome.params[:2] == ["facilitator", "sealed"]
    assert welcome.params[3:] == ["0", "0"]
    assert set(welcome.tags) >= {"line-burst", "line-ms", "byte-burst", "byte-rate", "act-burst",
                                 "act-ms", "unanswered"}
    assert welcome.number("unanswered") == 8


def test_s4_2_a_relay_with_another_key_is_not_gone_on_with(room):
    """§4.2: the client says that this is not the relay of the invitation, and stops."""
    other = Membership.of(room.link)
    other.pins = (keys.pin_of(bytes(32)),)
    with pytest.raises(Refusal) as caught:
        Client(other).connect("back")
    assert caught.value.code == "wrong-relay"


def test_s4_5_a_wrong_signature_is_proof(room):
    """§4.5.2: the seat's proof, then the ticket's."""
    def spoil(place):
        def at(line):
            words = line.split(" ")
            words[place] = b64(bytes(64))
            return " ".join(words)
        return at
    link = room.founder.invite()
    for place in (6, 8):
        answer = decode(answer_to(link, "join", with_ticket=ticket(link), spoil=spoil(place)))
        assert answer.params[:2] == ["AUTH", "proof"]


def test_s4_5_a_wrong_form_is_form(room):
    """§4.5.1: an unknown way and an unknown binding."""
    link = room.founder.invite()
    for old, new in ((" join ", " come "), (" tls-exporter ", " origin ")):
        answer = decode(answer_to(link, "join", with_ticket=ticket(link),
                                  spoil=lambda line: line.replace(old, new)))
        assert answer.params[:2] == ["AUTH", "form"]


def test_s4_5_a_proof_of_one_connection_is_none_on_another(room):
    """§3.8, §4.4: the binding is signed."""
    seat = room.founder.member.seat
    first, second = (Connection(room.link.host, room.link.port) for _ in range(2))
    hello = first.read_line().decode()
    second.read_line()
    second.send_line(auth_line("back", room.link.circle, first.binding, hello, seat))
    assert decode(second.read_line()).params[:2] == ["AUTH", "proof"]
    first.close()
    second.close()


def test_s12_2_outsiders_cannot_tell_circle_key_and_ticket_apart(room, make_room):
    """§12.2, §4.5.3: the same bytes for an unknown circle, key and ticket."""
    other = make_room().founder.invite()
    ours = room.founder.invite()
    unknown = keys.private_key(fresh_secret())
    answers = {
        "circle": answer_to(ours, "back", circle=bytes(8)),
        "key": answer_to(ours, "back"),
        "circle, join": answer_to(ours, "join", circle=bytes(8), with_ticket=ticket(ours)),
        "ticket": answer_to(ours, "join", with_ticket=unknown),
        "ticket of another circle": answer_to(ours, "join", with_ticket=ticket(other)),
        "founding ticket, circle": answer_to(ours, "found", circle=bytes(8),
                                             with_ticket=ticket(room.link)),
        "founding ticket": answer_to(ours, "found", with_ticket=unknown),
        "invitation to found": answer_to(ours, "found", with_ticket=ticket(ours)),
        "founding ticket to join": answer_to(ours, "join", with_ticket=ticket(room.link))}
    assert len(set(answers.values())) == 1, answers
    assert decode(answers["key"]).params[:2] == ["AUTH", "not-admitted"]


def test_s4_5_a_circle_is_founded_by_one_key(room):
    """§4.5.5, §4.6: by another key never, by the same key again."""
    with refused("already-founded"):
        Client(Membership.of(room.link)).connect("found", ticket(room.link))
    room.founder.cut()
    assert room.founder.connect("found", ticket(room.link)).params[0] == "facilitator"


def test_s4_5_a_ticket_is_used_up(room):
    """§4.5.6: `invitation-used` for the second key."""
    link = room.founder.invite(uses=1)
    room.join("Ben", link=link)
    with refused("invitation-used"):
        Client(Membership.of(link)).redeem(link)


def test_s9_1_a_ticket_of_two_uses_takes_two_keys(room):
    """§9.1, §4.6."""
    link = room.founder.invite(uses=2)
    room.join("Ben", link=link)
    room.founder.ask("INVITES")
    assert [p[1:3] for p in room.founder.invitations] == [["member", "1"]]
    assert room.founder.invitations[0][0] == b64(public(ticket(link)))
    room.join("Cem", link=link)
    with refused("invitation-used"):
        Client(Membership.of(link)).redeem(link)


def test_s4_5_a_ticket_expires(room):
    """§4.5.6: `invitation-expired`."""
    link = room.founder.invite(seconds=1)

    def listed():
        room.founder.invitations.clear()
        room.founder.ask("INVITES")
        time.sleep(0.2)         # asks have a rate
        return room.founder.invitations
    room.until(lambda: not listed())
    with refused("invitation-expired"):
        Client(Membership.of(link)).redeem(link)


def test_s9_2_a_ticket_is_revoked(room):
    """§9.2, §4.5.6: `invitation-revoked`."""
    link = room.founder.invite(uses=5)
    room.founder.ask("UNINVITE", b64(public(ticket(link))))
    with refused("invitation-revoked"):
        Client(Membership.of(link)).redeem(link)


def test_s9_2_uninvite_with_seats_removes_who_came_by_it(room):
    """§9.2: everybody who came by the ticket, except facilitators."""
    link = room.founder.invite(uses=3)
    ben, cem, dan = room.join("Ben", link=link), room.join("Cem", link=link), room.join("Dan")
    eva = room.join("Eva", link=link)
    room.founder.act("ROLE", eva.log.seat, "facilitator")
    room.founder.ask("UNINVITE", b64(public(ticket(link))), "seats")
    room.until(lambda: ben.connection.closed and cem.connection.closed)
    assert ben.ending.params[:2] == cem.ending.params[:2] == ["*", "removed"]
    room.settle()
    assert not dan.connection.closed and not eva.connection.closed
    assert {s.number for s in dan.log.seats.values() if s.presence == "gone"} == {
        ben.log.seat, cem.log.seat}
    for member in (ben, cem):
        with refused("removed"):
            member.back()


def test_s3_4_a_damaged_link_is_refused_before_connecting(room):
    """§3.4."""
    text = str(room.founder.invite())
    for damaged in (text[:-1] + ("A" if text[-1] != "A" else "B"), text.replace("?pin", "?pim"),
                    text.replace("127.0.0.1", "127.0.0.2"), text[:-1]):
        with pytest.raises(Refusal) as caught:
            keys.read_link(damaged)
        assert caught.value.code == "damaged-link"


def test_s4_6_a_ticket_can_be_redeemed_again_by_its_key(room):
    """§4.6: idempotent, and the box stays until its keys have sat down."""
    link = room.founder.invite(uses=1)
    ben = Client(Membership.of(link))
    ben.redeem(link)
    ben.cut()
    ben.redeem(link)
    ben.sit("Ben")
    ben.cut()
    assert len(ben.connect("join", ticket(link)).params) == 5, "the box is gone"


def test_s4_6_a_ticket_raises_a_role_and_never_lowers_it(room):
    """§4.6."""
    ben = room.join("Ben")
    for role, after in (("guardian", "guardian"), ("listener", "guardian"),
                        ("facilitator", "facilitator"), ("member", "facilitator")):
        link = room.founder.invite(role)
        ben.cut()
        assert ben.connect("join", ticket(link)).params[0] == after


def test_s9_1_a_recovery_link_is_a_facilitators_ticket_of_one_use_without_end(room):
    """§9.1: SECONDS 0 only with role facilitator and one use."""
    for role, uses in (("member", 1), ("facilitator", 2), ("cofacilitator", 1)):
        with pytest.raises(Failed):
            room.founder.invite(role, uses, 0)
    link = room.founder.invite("facilitator", 1, 0)
    room.founder.cut()
    again = room.join("Ana again", link=link)
    assert again.member.role == "facilitator"
    room.founder.back()
    room.settle()
    again.act("REMOVE", room.founder.log.seat)
    with refused("removed"):
        room.founder.back()


def test_s9_1_who_may_invite_whom(room):
    """§9.1: cofacilitators invite members, listeners and guardians; others nobody."""
    fay = room.join("Fay", "cofacilitator")
    for role in ("member", "listener", "guardian"):
        fay.invite(role)
    for role in ("cofacilitator", "facilitator"):
        with refused("role"):
            fay.invite(role)
    for role in ("member", "listener", "guardian"):
        with refused("role"):
            room.join(f"A {role}", role).invite("member")


def test_s9_1_64_invitations_and_no_more(room):
    """§9.1: `limit`."""
    for _ in range(64):
        room.founder.invite()
    with refused("limit"):
        room.founder.invite()


def test_s4_7_a_newer_connection_replaces_the_older(room):
    """§4.7: `FAIL * replaced`, closed, and the seat goes on with the newer one."""
    ben = room.join("Ben")
    again = Client(ben.member)
    again.log, again.name = ben.log, ben.name
    room.clients.append(again)
    again.back()
    room.until(lambda: ben.connection.closed)
    assert ben.ending.params[:2] == ["*", "replaced"]
    room.settle()
    assert again.log.seat == ben.log.seat
    assert room.founder.log.seats[again.log.seat].presence == "here"


# The relay waits with it for the SIT of the newer connection.
def test_s4_7_the_proof_alone_takes_no_seat(room):
    """§4.7: proving a key takes no seat, so that one can invite beside a meeting."""
    ben = room.join("Ben")
    again = Client(ben.member)
    again.connect("back")
    try:
        for _ in range(3):      # three round trips are enough for the other shard
            again.raw("PING")
            assert again.connection.read_line() is not None
            room.settle()
        assert not ben.connection.closed
    finally:
        again.cut()


def test_s5_1_what_an_older_connection_did_after_the_welcome_is_told_with_the_seat(room):
    """§5.1: `last` with the seat, so that no id is used twice; §4.8 has told the rest."""
    ben = room.join("Ben")
    again = Client(ben.member)
    again.log, again.name = ben.log, ben.name
    room.clients.append(again)
    again.connect("back")
    assert again.last_id == ben.last_id
    ben.act("HAND", "up")
    ben.act("HAND", "down")
    assert again.sit(ben.name).number("last") == again.last_id == ben.last_id
    room.settle()
    assert again.act("HAND", "up").verb == "OK"
    # Nothing new, nothing told.
    again.cut()
    again.connect("back")
    assert again.sit(ben.name).number("last") is None


def test_s4_5_an_older_connection_cannot_replace_a_newer(room):
    """§4.5.8: the one accepted earlier that proves itself later is told `replaced`."""
    ben = room.join("Ben")
    ben.cut()
    m = ben.member
    earlier = Connection(m.host, m.port)
    hello = earlier.read_line().decode()
    ben.back()
    earlier.send_line(auth_line("back", m.circle, earlier.binding, hello, m.seat))
    assert decode(earlier.read_line()).params[:2] == ["AUTH", "replaced"]
    room.settle()
    assert not ben.connection.closed
    earlier.close()


def test_s4_9_a_box_that_disagrees_is_refused_by_the_client(room):
    """§4.9: its role, its mode and its circle must agree with the welcome."""
    founder, secret = room.founder, fresh_secret()
    m = founder.member
    good = keys.Box("sealed", m.log, m.chain(m.log), m.founder, "member", "")
    for box, circle, role in (
            (good, m.circle, "listener"), (good, bytes(8), "member"),
            (keys.Box("open", m.log, None, m.founder, "member", ""), m.circle, "member")):
        secret = fresh_secret()
        link = keys.Link(m.host, m.port, m.circle, m.pins[0], keys.INVITATION, secret)
        founder.ask("INVITE", b64(public(ticket(link))), role, 1, 60, 0,
                    b64(keys.seal_box(secret, circle, box)))
        with pytest.raises(Refusal) as caught:
            Client(Membership.of(link)).redeem(link)
        assert caught.value.code in ("box-differs", "unreadable")


def test_s9_3_a_removed_key_cannot_come_by_a_new_ticket(room):
    """§9.3: refused for ever, §4.5.4."""
    ben = room.join("Ben")
    room.founder.act("REMOVE", ben.log.seat)
    room.until(lambda: ben.connection.closed)
    with refused("removed"):
        ben.redeem(room.founder.invite("facilitator"))


def test_s4_5_all_seats_taken_is_full(make_relay, make_room):
    """§4.5.6: `full`."""
    room = make_room(at=make_relay(seats_max=2))
    room.join("Ben")
    link = room.founder.invite()
    with refused("full"):
        Client(Membership.of(link)).join(link, "Cem")


def test_s11_3_failed_proofs_close_the_door_for_a_while(make_relay, make_room):
    """§11.3: after 5 failed proofs the next connection is closed without a greeting."""
    room = make_room(at=make_relay(gate_failures=5))
    def fail():
        return decode(answer_to(room.link, "back", spoil=lambda line: " ".join(
            line.split(" ")[:6] + [b64(bytes(64))]))).params[:2]
    for _ in range(5):
        assert fail() == ["AUTH", "proof"]
    with pytest.raises((Closed, OSError, AttributeError)):
        fail()
    room.settle()   # who is in stays in


def test_s3_2_the_log_number_does_not_fall_when_the_relay_forgets(make_relay, make_room):
    """§3.2, §4.9: and the chain goes on to the new log."""
    relay = make_relay()
    room = make_room(at=relay)
    ben = room.join("Ben")
    room.close()
    relay.stop()
    for path in relay.runtime.iterdir():
        shutil.rmtree(path)
    relay.start()
    room.founder.back()
    assert room.founder.log.number > 1
    ben.back()
    room.settle()
    assert ben.log.number == room.founder.log.number
    room.founder.say("In the next log")
    room.settle()
    assert ben.log.texts() == ["In the next log"]
