"""The link fails in every way a bad link fails, and nobody loses a word, a turn or their trust."""

import contextlib
import datetime
import secrets
import socket
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from OpenSSL import SSL

from circle.keys import b64, private_key, public, read_link
from circle.proofs import Hello, hello_message
from circle.tls import EXPORTER, Connection
from harness import Relay, free_port
from people import PATIENCE, Evening, attempt, until


class Proxy:
    """The way between a client and the relay, which can be cut, stalled and disturbed.

    A way is `up`, from the client, or `down`, to it.
    """

    def __init__(self, target):
        self.target, self.port = target, free_port()
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.is_open, self.connections = True, 0
        self.stalled, self.disturbed = set(), set()
        self.changed = threading.Condition()
        self.sockets = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if not self.is_open:
                client.close()
                continue
            try:
                relay = socket.create_connection(("127.0.0.1", self.target), timeout=PATIENCE)
            except OSError:
                client.close()
                continue
            relay.settimeout(None)
            self.connections += 1
            self.sockets += [client, relay]
            ends = {"gone": False}
            for way, source, target in (("up", client, relay), ("down", relay, client)):
                threading.Thread(target=self.pump, args=(way, source, target, ends),
                                 daemon=True).start()

    def pump(self, way, source, target, ends):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                with self.changed:
                    self.changed.wait_for(lambda: way not in self.stalled or ends["gone"])
                    if ends["gone"]:
                        break
                    if way in self.disturbed:
                        self.disturbed.discard(way)
                        data = data[:-1] + bytes([data[-1] ^ 1])
                target.sendall(data)
        with self.changed:
            ends["gone"] = True
            self.changed.notify_all()
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def stall(self, *ways):
        """What is sent from now on waits, without anybody being told."""
        with self.changed:
            self.stalled |= set(ways)

    def disturb(self, way):
        """The next bytes arrive with one bit changed."""
        with self.changed:
            self.disturbed.add(way)

    def cut(self):
        self.is_open = False
        for end in self.sockets:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.sockets = []

    def resume(self):
        with self.changed:
            self.is_open = True
            self.stalled = set()
            self.changed.notify_all()

    def close(self):
        self.resume()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.cut()


@pytest.fixture(scope="module")
def shared():
    relay = Relay()
    yield relay
    relay.remove()


@pytest.fixture
def relay():
    """One of the test's own, to be stopped and started."""
    relay = Relay()
    yield relay
    relay.remove()


@pytest.fixture
def proxy():
    """A proxy made by the test, once it knows for which relay."""
    made = []

    def make(relay):
        made.append(Proxy(relay.port))
        return made[-1]
    yield make
    for proxy in made:
        proxy.close()


@pytest.fixture
def gather():
    """An evening on a relay that the test chooses."""
    made = []

    def make(relay):
        made.append(Evening(relay))
        return made[-1]
    yield make
    for evening in made:
        evening.close()


def test_a_holder_who_is_cut_off_keeps_the_turn_and_every_word(shared, proxy, gather):
    """§6.4 §7.1 §8.9: what was typed meanwhile arrives exactly once, under the same turn."""
    evening, link = gather(shared), proxy(shared)
    ana, bo = evening.comes("Ana", evening.through(link.port)), evening.comes("Bo")
    turn = evening.gives_stick(ana)
    evening.says(ana, "before")
    link.cut()
    ana.await_(event="lost")
    ana.type("meanwhile")
    ana.await_(event="waiting")
    link.resume()
    for person in evening.people:
        person.await_(event="said", text="meanwhile")
    back = ana.await_(event="back")
    assert back["holds"] and back["missed"] == 0 and not back["new-meeting"]
    evening.says(ana, "after")
    for person in evening.people:
        assert person.texts() == ["before", "meanwhile", "after"], person.name
        assert not person.seen(event="floor", turn=turn + 1)
        assert not person.seen(event="left")
    assert len(ana.seen(event="back")) == len(ana.seen(event="lost")) == 1
    assert bo.seen(event="said", text="meanwhile") and not ana.seen(event="draft-kept")
    ana.type("done")
    bo.await_(event="floor", state="home", turn=turn + 1, why="done")


def test_a_listener_who_was_cut_off_reads_every_line_once(shared, proxy, gather):
    """§5.5: and is told in one line that they are back and what they missed."""
    evening, link = gather(shared), proxy(shared)
    ana = evening.comes("Ana")
    bo = evening.comes("Bo", evening.through(link.port), options=("--plain",))
    turn = evening.gives_stick(ana)
    bo.reads("It is Ana's turn.")
    evening.says(ana, "line 0", ana, evening.fay)
    bo.reads("Ana·2: line 0")
    link.cut()
    for number in range(1, 6):
        evening.says(ana, f"line {number}", ana, evening.fay)
    bo.reads("The link is lost. Your seat is kept")
    link.resume()
    back = bo.reads("Back after")
    assert "5 lines said meanwhile are above; nothing was missed" in back
    ana.type("line 6")
    bo.reads("Ana·2: line 6")
    heard = [line for line in bo.noise if line.startswith("Ana·2: ")]
    assert heard == [f"Ana·2: line {number}" for number in range(7)]
    assert len([line for line in bo.noise if "Back" in line or "back" in line]) <= 2
    assert not evening.fay.seen(event="floor", turn=turn + 1)
    assert not evening.fay.seen(event="left")


def test_a_short_cut_is_nobodys_business(shared, proxy, gather):
    """§1.3: a phone that changes its network twice costs neither words nor nerves."""
    evening, link = gather(shared), proxy(shared)
    ana = evening.comes("Ana", evening.through(link.port))
    ana.type("hand")
    ana.await_(event="hand", hand="up")
    for _ in range(2):
        connections = link.connections
        link.cut()
        link.resume()
        until(lambda: link.connections > connections)
        evening.says(evening.fay, f"line {link.connections}")
    since = ana.now()
    ana.type("queue")
    assert ana.await_(since=since, event="queue")["place"] == 1
    assert len(ana.texts()) == len(set(ana.texts())) == 2
    assert not evening.fay.seen(event="presence", name="Ana") and not ana.seen(event="joined")


def test_a_stalled_link_holds_words_up_and_loses_none(shared, proxy, gather):
    """§8.9: nothing comes from the holder, who does not know it, and nothing comes to a listener."""
    evening, up, down = gather(shared), proxy(shared), proxy(shared)
    ana = evening.comes("Ana", evening.through(up.port))
    bo = evening.comes("Bo", evening.through(down.port))
    turn = evening.gives_stick(ana)
    bo.await_(event="floor", state="held", turn=turn)
    evening.says(ana, "before")
    up.stall("up")
    down.stall("down")
    ana.type("in between")
    evening.fay.await_(event="floor", state="adrift", turn=turn)
    assert not evening.fay.seen(event="said", text="in between")
    up.resume()
    evening.fay.await_(event="said", text="in between")
    evening.fay.await_(2, event="floor", state="held", turn=turn)
    down.resume()
    evening.says(ana, "after")
    for person in evening.people:
        assert person.texts() == ["before", "in between", "after"], person.name
        assert not person.seen(event="floor", turn=turn + 1)


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_changed_bit_ends_a_connection_and_nothing_forged_is_shown(shared, proxy, gather, way):
    """§1.1: the client comes back by itself, and every line is what its author wrote."""
    evening, link = gather(shared), proxy(shared)
    ana = evening.comes("Ana", evening.through(link.port))
    turn = evening.gives_stick(ana)
    said = []
    for round in range(2):
        connections = link.connections
        link.disturb(way)
        said.append(f"line {round}")
        evening.says(ana, said[-1])
        until(lambda: link.connections > connections)
        said.append(f"more {round}")
        evening.says(ana, said[-1])
    for person in evening.people:
        assert person.texts() == said, person.name
        for event in ("alarm", "unreadable", "left", "ended"):
            assert not person.seen(event=event), (person.name, event)
    assert not evening.fay.seen(event="floor", turn=turn + 1)


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_bit_that_is_changed_at_the_door_is_a_plain_sentence(shared, proxy, gather, way):
    """§1.1: the handshake itself is disturbed."""
    evening, link = gather(shared), proxy(shared)
    link.disturb(way)
    done = attempt(evening.directory, "Ana", "join", evening.through(link.port), "--name", "Ana",
                   "--plain")
    assert done.returncode != 0 and done.stdout == ""
    assert done.stderr.strip().endswith("Try again later."), done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not evening.fay.seen(event="joined")


def _stalled_words(evening, link, ana):
    """Two lines of hers are on their way when the relay goes."""
    evening.gives_stick(ana)
    evening.says(ana, "heard by all")
    link.stall("up")
    for text in ("not heard", "not heard either"):
        ana.type(text)
    return {person: person.now() for person in evening.people}


def test_a_restart_of_the_relay_costs_nobody_the_stick_or_a_word(relay, proxy, gather):
    """§5.13 §6.4 §11.6: the meeting goes on; what was on its way goes once, under its turn."""
    evening, link = gather(relay), proxy(relay)
    ana, bo = evening.comes("Ana", evening.through(link.port)), evening.comes("Bo")
    bo.type("hand")
    bo.await_(event="hand", hand="up")
    places = _stalled_words(evening, link, ana)
    relay.stop()
    link.resume()
    relay.start()
    for person, since in places.items():
        person.await_(since=since, event="relay-leaves")
        assert person.await_(since=since, event="back")["restarted"]
    for person in evening.people:
        person.await_(event="said", text="not heard either")
    evening.says(ana, "and goes on")
    for person in evening.people:
        assert person.texts() == ["heard by all", "not heard", "not heard either", "and goes on"]
        for event in ("alarm", "draft-kept", "seated", "lost-words"):
            assert not person.seen(places[person], event=event), (person.name, event)
    ana.type("done")
    evening.fay.await_(since=places[evening.fay], event="floor", state="home")
    since = bo.now()
    evening.fay.type("next")
    bo.await_(since=since, event="floor", state="offered", me=True)


def test_when_the_record_is_lost_the_meeting_begins_anew_and_nothing_sends_itself(
        relay, proxy, gather):
    """§5.17 §6.4: words that were not answered are drafts in the new meeting."""
    evening, link = gather(relay), proxy(relay)
    ana, bo = evening.comes("Ana", evening.through(link.port)), evening.comes("Bo")
    places = _stalled_words(evening, link, ana)
    relay.stop()
    for journal in relay.journals():
        journal.unlink()
    link.resume()
    relay.start()
    for person, since in places.items():
        person.await_(since=since, event="seated")
        person.await_(since=since, event="note", note="anew")
    for text in ("not heard", "not heard either"):
        ana.await_(since=places[ana], event="draft-kept", text=text)
    evening.fay.await_(since=places[evening.fay], event="floor", state="home")
    until(lambda: _all_here(evening))
    evening.says(evening.fay, "Is everybody back?")
    since = ana.now()
    evening.fay.type("call ana")
    ana.await_(since=since, event="floor", state="offered", me=True)
    offered = ana.await_(since=since, event="draft-offered")
    assert (offered["text"], offered["count"]) == ("not heard", 2)
    ana.type("")
    ana.await_(since=since, event="floor", state="held")
    evening.says(ana, "I am.")
    for person in evening.people:
        assert person.texts() == ["heard by all", "Is everybody back?", "I am."], person.name
    ana.type("draft send")
    bo.await_(event="said", text="not heard")
    evening.says(ana, "That was all.")
    assert bo.texts()[-2:] == ["not heard", "That was all."]


def _all_here(evening):
    since = evening.fay.now()
    evening.fay.type("who")
    who = evening.fay.await_(since=since, event="who")
    return {row["name"] for row in who["here"]} == {person.name for person in evening.people}


def test_another_relay_in_the_same_place_is_not_the_relay_of_the_invitation(relay, gather):
    """§4.2: whoever was seated is told and ends; whoever comes is told and stays outside."""
    evening = gather(relay)
    ana = evening.comes("Ana")
    other = Relay()
    other.stop()
    try:
        relay.stop()
        other.port = relay.port
        other.start()
        assert ana.ends() != 0
        assert ana.await_(event="ended")
        told = [event["text"] for event in ana.seen(event="told")] + ana.noise
        assert [text for text in told if "This is not the relay of the invitation." in text]
        done = attempt(evening.directory, "Bo", "join", evening.invitation, "--name", "Bo")
        assert done.returncode != 0 and "not the relay of the invitation" in done.stderr
        back = attempt(evening.directory, "Ana", "join", "tuesday")
        assert back.returncode != 0 and "not the relay of the invitation" in back.stderr
    finally:
        other.remove()
        # What the fixture stops must run.
        relay.start()


# -- Somebody who only claims to be the relay --

class Impostor:
    """Speaks TLS and greets; keeps everything that is told to it."""

    def __init__(self, greeting):
        self.greeting, self.heard, self.greeted, self.ended = greeting, b"", 0, 0
        self.port = free_port()
        self.context = SSL.Context(SSL.TLS_SERVER_METHOD)
        self.context.set_min_proto_version(SSL.TLS1_3_VERSION)
        key, certificate = self_signed()
        self.context.use_privatekey(key)
        self.context.use_certificate(certificate)
        self.context.set_alpn_select_callback(lambda _, offered: b"circle/1")
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                with contextlib.suppress(SSL.Error, OSError):
                    self.talk(client)
                client.close()
                self.ended += 1

    def talk(self, client):
        tls = SSL.Connection(self.context, client)
        tls.set_accept_state()
        tls.do_handshake()
        tls.sendall(self.greeting(tls.export_keying_material(EXPORTER, 32)) + b"\r\n")
        self.greeted += 1
        while data := tls.recv(65536):
            self.heard += data

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def self_signed():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "circle")])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1)).sign(key, hashes.SHA256()))
    return key, certificate


def own_identity(_):
    """Its own key, and a signature that is right."""
    key = private_key(secrets.token_bytes(32))

    def greet(binding):
        hello = Hello(secrets.token_bytes(32), (public(key),), ())
        signature = b64(key.sign(hello_message(binding, hello)))
        return f"HELLO circle/1 {b64(hello.nonce)} {b64(public(key))}:{signature}".encode()
    return greet


def borrowed_greeting(relay):
    """What the true relay has said to somebody else."""
    connection = Connection("127.0.0.1", relay.port)
    line = connection.read_line()
    connection.close()
    return lambda _: line


def no_greeting(_):
    return lambda _: b"WELCOME member sealed 1 0 0"


@pytest.mark.parametrize("kind", [own_identity, borrowed_greeting, no_greeting])
def test_nothing_is_sent_to_an_impostor(shared, proxy, gather, kind):
    """§1.4 §4.2: neither who somebody is, nor what they wanted to say."""
    evening, link = gather(shared), proxy(shared)
    ana = evening.comes("Ana", evening.through(link.port))
    evening.gives_stick(ana)
    impostor = Impostor(kind(shared))
    try:
        link.target = impostor.port
        link.cut()
        link.resume()
        ana.type("only for my circle")
        assert ana.ends() != 0
        done = attempt(evening.directory, "Bo", "join", evening.through(impostor.port),
                       "--name", "Bo")
        assert done.returncode != 0 and done.stdout == ""
        assert "This is not the relay of the invitation." in done.stderr
        until(lambda: impostor.ended == 2)
        assert impostor.greeted == 2
        assert impostor.heard == b""
    finally:
        impostor.close()
    assert [event for event in ana.seen(event="told")
            if "This is not the relay of the invitation." in event["text"]]
    assert not evening.fay.texts()
    assert read_link(evening.invitation).port == shared.port
