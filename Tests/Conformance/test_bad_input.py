"""Bytes that no client sends: clear refusals or a close, and nothing left behind (§1, §2, §6.5)."""

import os
import socket
import time

import pytest
from OpenSSL import SSL

from circle import keys
from circle.client import PATIENCE, Client, Membership
from circle.proofs import auth_line
from circle.tls import Closed, Connection
from circle.wire import Malformed, decode
from harness import refused

CLOSE = "closed"


def plain(relay, data):
    """Sends bytes without TLS and waits for the end."""
    with socket.create_connection(("127.0.0.1", relay.port), timeout=PATIENCE) as s:
        try:
            s.sendall(data)
            while s.recv(65536):
                pass
        except ConnectionError:
            pass
    return CLOSE


def until_end(connection):
    """The code of the last FAIL before the other side closed, or `closed`."""
    code = CLOSE
    try:
        while (line := connection.read_line()) is not None:
            message = decode(line)
            if message.verb == "FAIL":
                code = message.params[1]
    except Malformed:
        pass
    ended = connection.closed
    connection.close()
    assert ended, "the relay did not close"
    return code


def handshake(relay, **options):
    """A handshake that must not lead to a connection."""
    try:
        connection = Connection("127.0.0.1", relay.port, agreed=None, **options)
    except Closed:
        return CLOSE
    assert connection.read_line() is None, "the relay greeted"
    return until_end(connection)


def greeted(relay):
    connection = Connection("127.0.0.1", relay.port)
    return connection, connection.read_line().decode()


def before_auth(relay, data):
    connection, _ = greeted(relay)
    try:
        connection.send(data)
    except Closed:
        pass
    return until_end(connection)


def seated(relay, data, room, join=True):
    """A member of the room sends these bytes."""
    client = Client(Membership.of(room.link))
    client.join(room.founder.invite(), "Mallory")
    try:
        client.connection.send(data)
    except Closed:
        pass
    return until_end(client.connection)


def flood(connection, size):
    """``size`` bytes without the end of a line; stops when the relay closes."""
    block = b"A" * 65536
    try:
        for _ in range(size // len(block)):
            connection.send(block)
            connection.read()
    except (Closed, Malformed):
        pass
    return until_end(connection)


def flood_before(relay, room):
    return flood(greeted(relay)[0], 64 << 20)


def flood_after(relay, room):
    client = Client(Membership.of(room.link))
    client.join(room.founder.invite(), "Mallory")
    return flood(client.connection, 64 << 20)


GARBAGE = bytes(range(256)) * 8

ATTACKS = {
    "s1_1 garbage instead of TLS": (
        lambda relay, room: plain(relay, GARBAGE[1:]), CLOSE),
    "s1_1 zeros instead of TLS": (lambda relay, room: plain(relay, bytes(4096)), CLOSE),
    "s1_1 HTTP": (lambda relay, room: plain(relay, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"), CLOSE),
    "s1_1 SSH": (lambda relay, room: plain(relay, b"SSH-2.0-OpenSSH_9.6\r\n"), CLOSE),
    "s1_1 a record of a wrong length": (
        lambda relay, room: plain(relay, b"\x16\x03\x01\xff\xff" + bytes(70000)), CLOSE),
    "s1_1 TLS 1.2 and nothing newer": (
        lambda relay, room: handshake(relay, versions=(SSL.TLS1_2_VERSION, SSL.TLS1_2_VERSION)),
        CLOSE),
    "s1_1 no ALPN": (lambda relay, room: handshake(relay, alpn=()), CLOSE),
    "s1_1 another ALPN": (lambda relay, room: handshake(relay, alpn=(b"h2", b"http/1.1")), CLOSE),
    "s1_1 almost the ALPN": (lambda relay, room: handshake(relay, alpn=(b"circle/2",)), CLOSE),
    "s2_3 garbage after TLS": (
        lambda relay, room: before_auth(relay, GARBAGE[:700] + b"\r\n"), "form"),
    "s2_3 random bytes after TLS": (
        lambda relay, room: before_auth(relay, os.urandom(900) + b"\n"), "form"),
    "s6_5 HTTP after TLS": (
        lambda relay, room: before_auth(relay, b"GET / HTTP/1.1\r\n\r\n"), "not-now form"),
    "s6_5 a verb before AUTH": (
        lambda relay, room: before_auth(relay, b"@id=1 HAND up\r\n"), "not-now"),
    "s6_5 an unknown verb before AUTH": (
        lambda relay, room: before_auth(relay, b"@id=1 SING\r\n"), "not-now unknown-verb form"),
    "s6_5 SIT before AUTH": (
        lambda relay, room: before_auth(relay, b"@id=1 SIT 1 0 " + b"A" * 140 + b"\r\n"),
        "not-now"),
    "s11_3 more than 1,024 bytes before AUTH": (
        lambda relay, room: before_auth(relay, b"@id=1 AUTH " + b"A" * 1100 + b"\r\n"),
        "form closed"),
    "s2_2 a line of more than 8,192 bytes": (
        lambda relay, room: seated(relay, b"@id=1 LINE " + b"A" * 9000 + b"\r\n", room), "form"),
    "s2_2 64 MiB without the end of a line, before AUTH": (flood_before, "form closed"),
    "s2_2 64 MiB without the end of a line, seated": (flood_after, "form closed"),
}


@pytest.mark.parametrize("name", ATTACKS, ids=[name.replace(" ", "_") for name in ATTACKS])
def test_bad_input_is_refused_or_closed(name, room):
    """§1.1, §2.2, §2.3, §6.5, §11.3: and those who are in the circle notice nothing."""
    ben = room.join("Ben")
    attack, expected = ATTACKS[name]
    assert attack(room.relay, room) in expected.split()
    still_works(room, ben)


def still_works(room, ben):
    """The bystanders say and hear a line."""
    room.settle()
    if room.founder.log.floor.state == "home":
        room.founder.on_floor("CALL", ben.log.seat)
        room.settle()
        ben.on_floor("ACCEPT")
    heard = len(room.founder.log.texts())
    ben.say(f"line {heard}")
    room.settle()
    assert room.founder.log.texts()[heard:] == [f"line {heard}"]


# The relay answers `FAIL * form` to every verb it does not know while it waits for AUTH.
def test_s6_5_an_unknown_verb_has_no_place_before_auth(relay):
    """§6.5: `form` or `not-now`, and the end."""
    assert before_auth(relay, b"@id=1 SING\r\n") in ("not-now", "form")


@pytest.mark.parametrize("line", [
    b"garbage", b"@id=1;id=2 HELP", b"@id=77 HAND  up", b"@id=77 hand up", b"@id=077 HELP",
    b"@id=4294967296 HELP", b"HELP", b"@id=0 HELP", b"@id=77 HAND up ", b"@id=77;x HELP",
    b"@id=77 HAND:up", b":src HELP", b"\xff\xfe", b"@id=77 HAND up down", b"PING x", b"ACK",
    b"@id=77;turn=x CALL", b"@id=77;turn=99999999999 CALL", b"@" + b";".join(
        b"t%d=x" % k for k in range(17)) + b" HELP", b"@id=77 HELP" + b" x" * 16])
def test_s2_3_a_line_of_a_wrong_form_takes_no_effect(line, room):
    """§2.3, §2.5, §2.9: `form`, and what comes after it is read."""
    ben = room.join("Ben")
    room.settle()
    last = room.founder.log.last
    ben.raw(line)
    room.until(lambda: any(m.verb == "FAIL" for m in ben.received))
    assert next(m for m in ben.received if m.verb == "FAIL").params[1] == "form"
    room.settle()
    assert room.founder.log.last == last
    still_works(room, ben)


def test_s2_1_lines_are_the_same_however_they_are_split(room):
    """§2.1, §2.2: one byte at a time, LF alone, empty lines."""
    ben = room.join("Ben")
    for byte in b"\r\n\n@id=1 HAND up\n\r\n":
        ben.connection.send(bytes([byte]))
    room.until(lambda: 1 in ben.answers)
    ben.last_id = 1
    ben.connection.send(b"@id=2 HAND down\r\n@id=3 HAND up\n@id=4 HE")
    room.until(lambda: 3 in ben.answers)
    assert 4 not in ben.answers
    ben.connection.send(b"LP\n")
    ben.answer(4)


def test_s4_3_a_second_auth_is_not_now(room):
    """§6.5, §4.3: one per connection."""
    seat = keys.private_key(keys.secrets.token_bytes(32))
    ben = Client(Membership.of(room.link))
    ben.redeem(room.founder.invite())
    ben.raw(auth_line("back", room.link.circle, ben.connection.binding, "HELLO", seat))
    answer = decode(ben.connection.read_line())
    assert answer.params[:2] == ["AUTH", "not-now"]
    ben.sit("Ben")
    ben.cut()


def test_s11_2_lines_beyond_the_limit_are_slowed_down(make_relay, make_room):
    """§11.2, §4.8: the welcome tells the limits, `slow-down` the time to wait."""
    room = make_room(at=make_relay(lines_burst=5, lines_interval__ms=60000))
    tags = room.founder.welcome.tags
    assert (tags["line-burst"], tags["line-ms"]) == ("5", "60000")
    for k in range(5):
        room.founder.say(f"line {k}")
    with refused("slow-down") as caught:
        room.founder.say("too fast")
    assert 0 < int(caught.value.detail[0]) <= 60000
    room.settle()
    assert len(room.founder.log.heard) == 5


def test_s11_2_who_interrupts_again_and_again_is_cut(make_relay, make_room):
    """§11.2: more than 10 such lines in 60 seconds: `FAIL * limit`, closed."""
    room = make_room(at=make_relay(interruptions_burst=10))
    ben, cem = room.join("Ben"), room.join("Cem")
    for k in range(10):
        with refused("not-your-turn"):
            ben.say(f"interruption {k}")
    ben.send_words("LINE", "one more")
    room.until(lambda: ben.connection.closed)
    assert ben.ending.params[:2] == ["*", "limit"]
    ben.unanswered.clear()
    ben.back()
    still_works(room, cem)


def test_s11_4_what_bad_input_took_is_given_back(make_relay, make_room):
    """After a warm-up round, memory and descriptors are those of before (§2.2, §11.3, §11.4)."""
    room = make_room(at=make_relay())
    ben = room.join("Ben")

    def round_of_attacks():
        for attack, expected in ATTACKS.values():
            assert attack(room.relay, room) in expected.split()
        still_works(room, ben)

    def settled(rss, descriptors):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            room.step(0.05)
            if room.relay.rss() <= rss and room.relay.descriptors() == descriptors:
                return True
        return False
    descriptors = room.relay.descriptors()
    round_of_attacks()
    assert settled(1 << 30, descriptors), "descriptors after the warm-up"
    baseline = room.relay.rss()
    round_of_attacks()
    assert settled(baseline + 2048, descriptors), (
        baseline, room.relay.rss(), descriptors, room.relay.descriptors())
    still_works(room, ben)
