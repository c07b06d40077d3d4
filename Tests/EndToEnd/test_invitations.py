"""Invitations that let nobody in any more, or never did; and the link that brings a facilitator back."""

import dataclasses
import os
import pathlib
import secrets
import stat
import subprocess

import numpy
import pexpect
import pyte
import pytest
import zxingcpp

from circle import keys
from circle.client import Client, Membership
from circle.keys import b64, read_link
from harness import RELAY
from people import CIRCLE, PATIENCE, Evening, Person, attempt, client_home, run, until
from test_client import LINK, refusal, used_up, taken_back, expired


def told(done):
    """The sentences of a refusal, without the word that the command line puts before them."""
    return refusal(done).removeprefix("Error: ")


def zoe(evening, link):
    """Somebody who was never here, with this link."""
    return attempt(evening.directory, "Zoe", "join", link, "--name", "Zoe")


# -- What the relay refuses --

@pytest.mark.parametrize("make, sentence", [
    (used_up, "This invitation has been used up. Ask whoever sent it to you for a new one."),
    (taken_back, "This invitation was taken back. Ask whoever sent it to you for a new one."),
    (expired, "This invitation has expired. Ask whoever sent it to you for a new one."),
])
def test_an_invitation_that_is_over_says_why(evening, make, sentence):
    """§4.5: what is wrong in one sentence, whom to ask in the next; a new one lets them in."""
    assert told(zoe(evening, make(evening))) == sentence
    new = run(evening.directory, "Fay", "invite", "tuesday").strip()
    zoe_in = evening.comes("Zoe", new)
    assert zoe_in.await_(event="seated")["name"] == "Zoe"


@pytest.mark.parametrize("make", [used_up, taken_back, expired])
def test_who_is_in_comes_back_by_an_invitation_that_is_over(evening, make):
    """§4.5: the key opens the door; nobody needs to know that."""
    bo = evening.comes("Bo")
    bo.type("leave")
    assert bo.ends() == 0
    again = evening.comes("Bo", make(evening))
    assert again.await_(event="seated")["name"] == "Bo"


def test_a_founding_link_used_twice_founds_nothing(evening):
    """§4.5: whoever has it learns that, and whom to tell."""
    done = attempt(evening.directory, "Mallory", "found", str(evening.founding), "--name", "Mallory")
    assert told(done) == ("This circle has been founded already. If it was not you, tell the"
                             " person who runs the relay.")
    done = zoe(evening, str(evening.founding))
    assert told(done) == "This is a founding link. `circle found` takes it."
    assert evening.fay.reader.is_alive()


def test_a_founding_link_that_the_relay_does_not_know(relay, tmp_path):
    """§4.5: another person is to be asked for a new one than for an invitation."""
    link = dataclasses.replace(relay.circle("unknown-founding"), secret=secrets.token_bytes(32))
    done = attempt(tmp_path, "Fay", "found", str(link), "--name", "Fay")
    assert told(done) == ("This relay does not know this founding link. Ask the person who runs"
                             " the relay for a new one.")


def test_an_invitation_to_a_closed_circle(relay):
    """§4.5: outsiders learn nothing, members that it is over."""
    evening = Evening(relay, seated=False)
    ana = attempt(evening.directory, "Ana", "join", evening.invitation, "--name", "Ana",
                  typed="leave\n")
    assert ana.returncode == 0
    rows = subprocess.run([RELAY, "circle", "list", "--data", relay.data], env=relay.environment,
                          capture_output=True, text=True, check=True).stdout.splitlines()
    [label] = [row.split("\t")[0] for row in rows if b64(evening.founding.circle) in row]
    subprocess.run([RELAY, "circle", "close", label, "--data", relay.data],
                   env=relay.environment, check=True, capture_output=True)
    assert told(zoe(evening, evening.invitation)) == (
        "This relay does not know this invitation or this key. Ask whoever invited you for a new"
        " invitation.")
    assert told(attempt(evening.directory, "Ana", "join", "tuesday")) == (
        "This circle has been closed.")
    evening.close()


# -- What the client refuses before it connects --

def damaged(link):
    return link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:]


def cut(link):
    return link[:-5]


def too_new(link):
    return str(dataclasses.replace(read_link(link), kind=3))


def without_pin(link):
    front, _, fragment = link.partition("#")
    front = front.partition("?")[0]
    body = keys.unb64(fragment)[:-3]
    return f"{front}#{b64(body + keys.link_check(front, body))}"


@pytest.mark.parametrize("change, sentence", [
    (damaged, "This link is damaged: a part of it was lost or changed on the way. Copy it again as a"
              " whole, or ask whoever sent it to you for a new one."),
    (cut, "This link is damaged: a part of it was lost or changed on the way. Copy it again as a"
          " whole, or ask whoever sent it to you for a new one."),
    (too_new, "This link was made by a newer version of this program. Update it, then try again."),
    (without_pin, "This link does not say how to recognise its relay, so it cannot be used safely."
                  " Ask whoever sent it to you for a new one."),
])
def test_a_link_that_cannot_be_used_is_refused_before_anything_is_sent(evening, change, sentence):
    """§3.4: and nothing is kept of it."""
    link = change(evening.invitation)
    assert told(zoe(evening, link)) == sentence
    assert not list(pathlib.Path(evening.directory, "home-Zoe").glob("*.seat"))
    assert told(attempt(evening.directory, "Zoe", "found", link)) == sentence


# -- What is in the box --

def founder(evening):
    """Fay with a client of her own, and an evening in which she does not sit."""
    home = pathlib.Path(evening.directory, "home-Fay")
    [path] = home.glob("*.seat")
    kept = dict(line.split(" ", 1) for line in path.read_text().splitlines())
    member = Membership.of(read_link(evening.invitation))
    member.seat = keys.private_key(keys.unb64(kept["seed"]))
    index, key = kept["chain"].split()
    member.index, member.key, member.mode = int(index), keys.unb64(key), "sealed"
    member.founder = keys.unb64(kept["founder"])
    client = Client(member)
    client.back()
    return client


def with_box(client, payload_of):
    """An invitation whose box is what `payload_of` makes of the right one."""
    m, secret = client.member, secrets.token_bytes(32)
    link = keys.Link(m.host, m.port, m.circle, m.pins[0], keys.INVITATION, secret)
    log = int(client.welcome.params[2])
    box = keys.Box("sealed", log, m.chain(log), m.founder, "member", "Tuesday")
    client.ask("INVITE", b64(keys.public(keys.ticket_key(secret))), "member", 5, 600, 0,
               b64(payload_of(secret, m.circle, box)))
    return str(link)


@pytest.mark.parametrize("payload_of, sentence", [
    (lambda secret, circle, box: keys.seal_box(secret, circle, box, more=[(7, b"new")]),
     "This circle needs a newer version of `circle`. Update it, then try again."),
    (lambda secret, circle, box: b"\x02" + keys.seal_box(secret, circle, box)[1:],
     "This circle needs a newer version of `circle`. Update it, then try again."),
    (lambda secret, circle, box: keys.seal_box(secret, bytes(8), box),
     "What belongs to this invitation does not open. Do not go on; tell whoever sent it to you, by"
     " another way, and ask for a new one."),
    (lambda secret, circle, box: keys.seal_box(
        secret, circle, dataclasses.replace(box, role="listener")),
     "What this invitation says of the circle does not agree with what is known of it. Do not go on;"
     " ask your facilitator by another way."),
])
def test_a_box_that_cannot_be_used_is_told_in_a_sentence(relay, payload_of, sentence):
    """§3.6 §4.9: too new, foreign, or not what the relay says."""
    evening = Evening(relay, seated=False)
    link = with_box(founder(evening), payload_of)
    assert told(zoe(evening, link)) == sentence
    evening.close()


def test_a_box_with_entries_of_a_later_client_lets_in(relay):
    """§3.6 §3.10: what may be passed over is, and so is a schedule that is none."""
    evening = Evening(relay, seated=False)
    link = with_box(founder(evening), lambda secret, circle, box: keys.seal_box(
        secret, circle, box, more=[(0x80, b"when the moon is full"), (0x81, b"?")]))
    done = attempt(evening.directory, "Zoe", "join", link, "--name", "Zoe", typed="leave\n")
    assert done.returncode == 0, done.stderr
    kept = attempt(evening.directory, "Zoe", "schedule", "tuesday")
    assert kept.stdout == "" and "No schedule is known" in kept.stderr
    evening.close()


# -- As a picture --

HALVES = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def decoded(squares):
    """What a camera reads; squares are 0 for bright and 1 for dark. Inverted codes do not count."""
    picture = numpy.kron((1 - numpy.array(squares, dtype=numpy.uint8)) * 255,
                         numpy.ones((4, 4), dtype=numpy.uint8))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode,
                                   try_invert=False)
    return [code.text for code in found]


def drawn(rows, dark=lambda row, column, ink: ink):
    """The squares of rows of half blocks."""
    return [[dark(number, column, HALVES[letter][half]) for column, letter in enumerate(row)]
            for number, row in enumerate(rows) for half in (0, 1)]


def test_the_code_holds_the_link_that_stands_above_it(evening):
    """§3.4: text first, for who does not see; then the picture, with its bright frame."""
    lines = run(evening.directory, "Fay", "invite", "tuesday", "--qr").splitlines()
    assert LINK.fullmatch(lines[0])
    rows = lines[1:]
    assert len({len(row) for row in rows}) == 1 and len(rows[0]) <= 70
    assert all(set(row) <= set(HALVES) for row in rows)
    assert not "".join(rows[:2]).strip() and all(not row[:4].strip() for row in rows)
    assert decoded(drawn(rows)) == [lines[0]]
    zoe_in = evening.comes("Zoe", lines[0])
    assert zoe_in.await_(event="seated")["role"] == "member"


@pytest.mark.parametrize("ground", ["dark", "light"])
def test_on_every_terminal_the_code_is_dark_on_bright(evening, ground):
    """§3.4: whatever colours somebody has chosen for theirs."""
    asked = pexpect.spawn(CIRCLE, ["invite", "tuesday", "--qr"], encoding="utf-8",
                          env={**client_home(evening.directory, "Fay"), "TERM": "xterm"},
                          timeout=PATIENCE, dimensions=(60, 200))
    shown = asked.read()
    asked.close()
    assert asked.exitstatus == 0, shown
    screen = pyte.Screen(200, 60)
    pyte.Stream(screen).feed(shown)
    own = {"dark": {"default": (0, 1)}, "light": {"default": (1, 0)}}[ground]

    def is_dark(row, column, ink):
        cell = screen.buffer[row][column]
        here = {**own, "black": (1, 1), "brightblack": (1, 1), "white": (0, 0),
                "brightwhite": (0, 0)}
        # The ink of a bright letter on a dark ground is bright, and the other way round.
        front = here[cell.fg][0] if cell.fg != "default" else own["default"][0]
        back = here[cell.bg][1] if cell.bg != "default" else own["default"][1]
        return front if ink else back

    rows = [row if set(row) <= set(HALVES) else " " * len(row) for row in screen.display]
    link = LINK.search(shown)[0].strip()
    assert decoded(drawn(rows, is_dark)) == [link]
    assert shown.index(link) < shown.index("\x1b[30")
    assert shown.count("\x1b[30") == shown.count("\x1b[0m") > 20


def test_in_a_narrow_window_the_code_is_not_torn(evening):
    """§3.4: nobody holds a camera to something that cannot be read."""
    asked = pexpect.spawn(CIRCLE, ["invite", "tuesday", "--qr"], encoding="utf-8",
                          env={**client_home(evening.directory, "Fay"), "TERM": "xterm"},
                          timeout=PATIENCE, dimensions=(24, 40))
    shown = asked.read()
    asked.close()
    assert asked.exitstatus == 0
    assert "too narrow for the code" in shown and "█" not in shown


def test_the_relay_draws_nothing():
    """The library for pictures is the client's alone."""
    def libraries(program):
        return subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    assert "qrencode" in libraries(CIRCLE)
    assert "qrencode" not in libraries(RELAY)


# -- As a file --

def test_an_invitation_goes_to_a_file_and_comes_from_it(evening):
    """§3.4: readable by its owner alone, with a word on what to do; and not on the screen."""
    file = os.path.join(evening.directory, "tuesday.circle")
    done = attempt(evening.directory, "Fay", "invite", "tuesday", "--file", file, "--uses", "2")
    assert done.returncode == 0 and done.stdout == ""
    assert f"It is in {file}." in done.stderr
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    text = pathlib.Path(file).read_text()
    assert "circle join FILE" in text and "for a member: 2 uses, 7 days" in text
    assert len(LINK.findall(text)) == 1
    assert "Tuesday" not in text
    ana = evening.comes("Ana", file)
    assert ana.await_(event="seated")["role"] == "member"
    other = os.path.join(evening.directory, "note.txt")
    pathlib.Path(other).write_bytes(pathlib.Path(file).read_bytes().replace(b"\n", b"\r\n"))
    evening.comes("Bo", other)


def test_an_invitation_overwrites_no_file_and_is_not_made_for_nothing(evening):
    """§9.1: a mistake costs neither the file nor a ticket."""
    file = pathlib.Path(evening.directory, "tuesday.circle")
    file.write_text("mine")
    before = run(evening.directory, "Fay", "invite", "list", "tuesday")
    assert "is there already" in told(
        attempt(evening.directory, "Fay", "invite", "tuesday", "--file", str(file)))
    assert file.read_text() == "mine"
    assert len(run(evening.directory, "Fay", "invite", "list", "tuesday").splitlines()) == len(
        before.splitlines())
    # Where nothing can be written the invitation is told instead: it has been made.
    done = attempt(evening.directory, "Fay", "invite", "tuesday", "--file",
                   os.path.join(evening.directory, "no", "tuesday.circle"))
    assert done.returncode == 0 and LINK.fullmatch(done.stdout.strip())
    assert "could not be written" in done.stderr


@pytest.mark.parametrize("name, content, sentence", [
    ("none.circle", None, "There is no file"),
    ("diary.circle", "Dear diary", "There is no invitation in"),
    ("empty.circle", "", "There is no invitation in"),
    ("cut.circle", "Hello!\ncircle://127.0.0.1:1/AQID", "This link is damaged"),
])
def test_a_file_without_an_invitation_is_told_in_a_sentence(tmp_path, name, content, sentence):
    """§3.4."""
    if content is not None:
        (tmp_path / name).write_text(content)
    done = attempt(tmp_path, "Zoe", "join", str(tmp_path / name), "--name", "Zoe")
    assert sentence in told(done)


def test_a_known_circle_goes_before_a_file_of_its_name(relay, tmp_path, monkeypatch):
    """Somebody stands in a folder in which something is called like their circle."""
    evening = Evening(relay, seated=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tuesday").write_text("circle://elsewhere")
    done = attempt(evening.directory, "Fay", "join", "tuesday", typed="leave\n")
    assert done.returncode == 0, done.stderr
    (tmp_path / "tuesday").unlink()
    (tmp_path / "tuesday").write_text(f"Come!\n{evening.invitation}\n")
    done = attempt(evening.directory, "Ana", "join", "tuesday", "--name", "Ana", typed="leave\n")
    assert done.returncode == 0, done.stderr
    evening.close()


# -- The recovery link --

def recovery_link(evening):
    return LINK.findall(run(evening.directory, "Fay", "found", str(evening.founding)))[1]


def test_a_lost_facilitator_comes_back_by_the_recovery_link(relay):
    """§9.1 §4.6 §9.3: on a new machine with a new key; the others see it, and the old key can be
    made a member's or be removed."""
    evening = Evening(relay, seated=False)
    recovery = recovery_link(evening)
    fay = Person(evening.directory, "Fay", "tuesday")
    evening.people.append(fay)
    evening.fay = fay
    fay.await_(event="seated")
    ana = evening.comes("Ana")
    gus = Person(evening.directory, "Gus", recovery)
    evening.people.append(gus)
    assert gus.await_(event="seated")["role"] == "facilitator"
    for other in (fay, ana):
        assert other.await_(event="joined", name="Gus")["role"] == "facilitator"

    gus.type("role fay member")
    for other in (fay, ana, gus):
        other.await_(event="role", name="Fay", role="member")
    since = fay.now()
    fay.type("remove ana")
    fay.await_(since=since, event="refused", code="role")
    no_more = attempt(evening.directory, "Fay", "invite", "tuesday")
    assert "Only a facilitator can do that." in told(no_more)

    gus.type("remove fay")
    assert fay.await_(event="ended")["why"] == "removed"
    ana.await_(event="left", name="Fay", why="removed")
    assert "You were removed from this circle" in told(
        attempt(evening.directory, "Fay", "join", "tuesday"))

    # The new key facilitates: it invites, and gives the stick.
    bo = Person(evening.directory, "Bo", run(evening.directory, "Gus", "invite", "tuesday").strip())
    evening.people.append(bo)
    bo.await_(event="seated")
    gus.type("call ana")
    ana.await_(event="floor", state="offered", me=True)
    # And the paper is spent.
    assert told(attempt(evening.directory, "Mallory", "join", recovery, "--name", "Mallory")) == (
        "This invitation has been used up. Ask whoever sent it to you for a new one.")
    evening.close()


def test_the_recovery_link_opens_the_door_when_nobody_is_there(relay):
    """§9.1: also years later, so to speak, and after the first facilitator's files are gone."""
    evening = Evening(relay, seated=False)
    recovery = recovery_link(evening)
    done = attempt(evening.directory, "New", "join", recovery, "--name", "Fay", "--json",
                   typed="leave\n")
    assert done.returncode == 0, done.stderr
    assert '"role":"facilitator"' in done.stdout.replace(" ", "")
    link = run(evening.directory, "New", "invite", "tuesday", "--role", "facilitator").strip()
    ana = Person(evening.directory, "Ana", link)
    evening.people.append(ana)
    assert ana.await_(event="seated")["role"] == "facilitator"
    until(lambda: "facilitator" in run(evening.directory, "Ana", "list"))
    evening.close()
