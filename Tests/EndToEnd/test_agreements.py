"""Whole meetings from the side of the client: formats, agreements, texts, help, slips and the end."""

import pathlib
import re
import subprocess

import pytest

from harness import RELAY, Relay
from people import Evening, Person, attempt, client_home, run, until
from test_client import refusal

ASKED = "`agree` accepts and brings you in; `leave` goes. Take your time."
AGREEMENTS = ["What is said here stays here.", "Everybody may pass."]
FORMAT = '''
format = 1
name = "small"
title = "A small meeting"
about = "Two parts."
agreements = """
{agreements}"""
orientation = """
Type hand when you would like to speak."""
[[phase]]
kind = "gather"
title = "Arriving"
read = """
Welcome.

{reading}"""
[[phase]]
kind = "share"
title = "Sharing"
marks = "after"
'''


def write_format(directory, agreements=AGREEMENTS, reading="Please settle down.", name="mine.toml"):
    path = pathlib.Path(directory, name)
    path.write_text(FORMAT.format(agreements="\n".join(agreements), reading=reading), "utf-8")
    return str(path)


class Meeting(Evening):
    """An evening with a format; Fay does not sit in it before she is told to."""

    def __init__(self, relay, words="sealed", agreements=AGREEMENTS, reading="Please settle down."):
        super().__init__(relay, words, seated=False)
        self.plans(write_format(self.directory, agreements, reading))

    def plans(self, *arguments):
        done = attempt(self.directory, "Fay", "plan", "tuesday", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def opens(self):
        self.fay = self.knocks("Fay", "tuesday")
        self.fay.await_(event="seated")
        return self.fay

    def knocks(self, name, *arguments, **options):
        """Somebody comes, who is not in yet."""
        person = Person(self.directory, name, *arguments or [self.invitation], **options)
        self.people.append(person)
        return person

    def agrees(self, name, **options):
        person = self.knocks(name, **options)
        person.await_(event="told", text=ASKED)
        person.type("agree")
        person.await_(event="seated")
        return person


@pytest.fixture(params=["sealed", "open"])
def meeting(relay, request):
    meeting = Meeting(relay, request.param)
    yield meeting
    meeting.close()


@pytest.fixture
def sealed(relay):
    meeting = Meeting(relay)
    yield meeting
    meeting.close()


def texts(person, of):
    return [event["text"] for event in person.seen(event="text", of=of)]


# -- Formats --

def test_a_broken_format_is_told_with_its_places_and_nothing_is_sent(relay, tmp_path):
    """§14.1: every fault stands on a row of its own, and the founding link is as it was."""
    link = relay.circle("broken")
    broken = tmp_path / "broken.toml"
    broken.write_text('format = 1\nname = "x y"\n[[phase]]\nkind = "rund"\ntitle = "Round"\n', "utf-8")
    done = attempt(tmp_path, "Fay", "found", str(link), "--name", "Fay", "--format", str(broken))
    assert done.returncode != 0 and done.stdout == ""
    rows = done.stderr.strip().splitlines()
    places = [re.match(rf"{re.escape(str(broken))}:(\d+):(\d+): .+\.$", row) for row in rows[:-1]]
    assert len(places) >= 3 and all(places), done.stderr
    assert "nothing was sent" in rows[-1]
    assert not pathlib.Path(tmp_path, "home-Fay").exists()
    other = attempt(tmp_path, "Gus", "found", str(link), "--name", "Gus")
    assert other.returncode == 0, other.stderr


def test_formats_are_listed_shown_and_copied(tmp_path):
    """§14.1: one line each; a copy can be given back."""
    rows = run(tmp_path, "Fay", "formats").splitlines()
    assert len(rows) == 10 and all(re.search(r"^[a-z0-9-]+ +\d+ min  \S", row) for row in rows)
    name = rows[0].split()[0]
    sheet = run(tmp_path, "Fay", "formats", name)
    assert rows[0].split("min  ")[1] in sheet.splitlines()[0]
    copy = tmp_path / "copy.toml"
    copy.write_text(run(tmp_path, "Fay", "formats", name, "--file"), "utf-8")
    assert run(tmp_path, "Fay", "formats", str(copy)) == sheet
    assert "Did you mean check-in?" in refusal(attempt(tmp_path, "Fay", "formats", "chek-in"))


def test_founding_again_keeps_the_format(relay):
    """§14.1: what was not named is not changed."""
    evening = Evening(relay, seated=False)
    link = str(evening.founding)
    first = attempt(evening.directory, "Fay", "found", link, "--format", "check-in")
    assert first.returncode == 0 and "minutes" in first.stderr, first.stderr
    again = attempt(evening.directory, "Fay", "found", link)
    assert again.returncode == 0, again.stderr
    sheet = run(evening.directory, "Fay", "plan", "tuesday")
    assert sheet == run(evening.directory, "Fay", "formats", "check-in")
    fay = evening.comes("Fay", "tuesday")
    fay.type("plan")
    fay.await_(event="plan", place=1)
    evening.close()


def test_the_plan_cannot_change_during_a_meeting(sealed):
    """§14.1: and is as it was."""
    sealed.opens()
    done = attempt(sealed.directory, "Fay", "plan", "tuesday", "check-in")
    assert "no meeting is open" in refusal(done)
    assert "A small meeting" in run(sealed.directory, "Fay", "plan", "tuesday")


def test_a_circle_can_give_up_its_format(sealed):
    """§14.1: then nobody is asked for anything."""
    assert "without a format" in sealed.plans("--none")
    assert "No format" in attempt(sealed.directory, "Fay", "plan", "tuesday").stderr
    sealed.opens()
    ana = sealed.comes("Ana")
    assert not ana.seen(event="text")


# -- Agreements --

def test_agreements_are_read_and_accepted_before_coming_in(meeting):
    """§20.2: whole, once, and by nobody else's word; the founder brings them and is not asked."""
    fay = meeting.opens()
    ana = meeting.knocks("Ana")
    ana.await_(event="told", text=ASKED)
    assert texts(ana, "agreements") == AGREEMENTS
    since = ana.now()
    ana.type("I would like to say something first")
    ana.await_(since=since, event="draft-kept")
    assert not ana.seen(event="seated")
    assert not fay.seen(event="joined")
    ana.type("agree")
    ana.await_(event="seated")
    fay.await_(event="joined", name="Ana")
    ana.type("leave")
    assert ana.ends() == 0
    back = meeting.comes("Ana", "tuesday", home="Ana")
    assert texts(back, "agreements") == []
    assert texts(fay, "agreements") == []


def test_whoever_does_not_accept_leaves(sealed):
    """§20.2: without a reason, and nobody has seen them."""
    fay = sealed.opens()
    bo = sealed.knocks("Bo")
    bo.await_(event="told", text=ASKED)
    bo.type("leave")
    assert bo.ends() == 0
    assert not fay.seen(event="joined")
    again = sealed.knocks("Bo", "tuesday")
    again.await_(event="told", text=ASKED)


def test_agreements_that_are_not_there_yet_are_waited_for(sealed):
    """§20.2, §19.6: with help and the way out at hand."""
    ana, bo = sealed.knocks("Ana"), sealed.knocks("Bo")
    for person in (ana, bo):
        person.await_(event="agreements-missing")
    ana.type("help me")
    ana.await_(event="text", of="card")
    bo.type("leave")
    assert bo.ends() == 0
    sealed.opens()
    ana.await_(event="told", text=ASKED)
    assert texts(ana, "agreements") == AGREEMENTS
    ana.type("agree")
    ana.await_(event="seated")


def test_programs_accept_by_an_option(sealed):
    """§20.2: they are shown the text too; without the option they do not come in."""
    fay = sealed.opens()
    link = sealed.invitation
    done = attempt(sealed.directory, "Bo", "join", link, "--name", "Bo", "--json", typed="hand\n")
    assert done.returncode != 0 and AGREEMENTS[0] in done.stdout and "--agree" in done.stdout
    assert not fay.seen(event="joined")
    done = attempt(sealed.directory, "Bo", "join", "tuesday", "--agree", "--plain", typed="w Hello.\n")
    assert done.returncode == 0, done.stderr
    assert all(row in done.stdout for row in AGREEMENTS)
    fay.await_(event="whispered", text="Hello.")


def test_changed_agreements_are_asked_about_again(sealed):
    """§20.2: what was accepted is another text; the last meeting has ended."""
    fay = sealed.opens()
    ana = sealed.agrees("Ana")
    for _ in range(2):
        fay.type("end meeting")
    ana.await_(event="ended")
    assert ana.ends() == 0
    fay.type("leave")
    assert fay.ends() == 0
    sealed.plans(write_format(sealed.directory, ["Be kind."], name="other.toml"))
    sealed.people.clear()
    sealed.opens()
    ana = sealed.knocks("Ana", "tuesday")
    ana.await_(event="told", text=ASKED)
    assert texts(ana, "agreements") == ["Be kind."]
    assert any("have changed" in event["text"] for event in ana.seen(event="told"))
    ana.type("agree")
    ana.await_(event="seated")


def test_a_copy_of_another_format_is_not_brought(sealed):
    """§20.1: texts of another plan would only confuse."""
    [copy] = pathlib.Path(sealed.directory, "home-Fay").glob("*.format")
    assert copy.stat().st_mode & 0o777 == 0o600
    copy.write_text(FORMAT.format(agreements="Shout.", reading="x"), "utf-8")
    fay = sealed.opens()
    until(lambda: any("another format" in e["text"] for e in fay.seen(event="told")), lambda: fay.events)
    ana = sealed.knocks("Ana")
    ana.await_(event="agreements-missing")


def test_a_facilitator_on_a_new_device_is_told_that_the_texts_are_not_there(sealed):
    """§20.1: they come from a copy, which does not travel with a seat."""
    [copy] = pathlib.Path(sealed.directory, "home-Fay").glob("*.format")
    copy.unlink()
    fay = sealed.opens()
    until(lambda: any("not kept on this device" in e["text"] for e in fay.seen(event="told")),
          lambda: fay.events)


def test_texts_come_to_a_new_device_during_a_meeting(sealed):
    """§20.1: else nobody new could come in, since nobody could read the agreements."""
    [copy] = pathlib.Path(sealed.directory, "home-Fay").glob("*.format")
    file = pathlib.Path(sealed.directory, "mine.toml")
    file.write_bytes(copy.read_bytes())
    copy.unlink()
    fay = sealed.opens()
    set_ = attempt(sealed.directory, "Fay", "plan", "tuesday", str(file))
    assert set_.returncode == 0 and "The texts are kept here now" in set_.stderr, set_
    fay.type("leave")
    assert fay.ends() == 0
    sealed.opens()
    sealed.agrees("Ana")
    again = attempt(sealed.directory, "Fay", "plan", "tuesday", str(file))
    assert again.returncode != 0 and "only when no meeting is open" in again.stderr, again


# -- Texts --

def test_texts_are_there_for_everybody_also_after_a_crash(meeting):
    """§20.1: the facilitator's client brings them, and again when the relay has lost them."""
    fay = meeting.opens()
    ana = meeting.agrees("Ana")
    ana.type("orientation")
    ana.await_(event="text", of="orientation", text="Type hand when you would like to speak.")
    meeting.relay.restart()
    for person in (fay, ana):
        person.await_(event="back")
    bo = meeting.agrees("Bo")
    bo.type("orientation")
    bo.await_(event="text", of="orientation", text="Type hand when you would like to speak.")


def test_a_reading_is_said_row_by_row(sealed):
    """§20.3: by a facilitator, as lines."""
    fay = sealed.opens()
    ana = sealed.agrees("Ana")
    fay.await_(event="phase")
    fay.type("read")
    ana.await_(event="said", text="Please settle down.")
    assert ana.texts() == ["Welcome.", "Please settle down."]


def test_a_reading_can_be_stopped():
    """§20.3, §11.2: between two rows."""
    relay = Relay(lines_burst=2, lines_interval__ms=1500)
    rows = [f"Row {number}." for number in range(1, 20)]
    meeting = Meeting(relay, reading="\n".join(rows))
    try:
        fay = meeting.opens()
        ana = meeting.agrees("Ana")
        fay.type("read")
        ana.await_(event="said", text="Row 2.")
        fay.type("stop")
        fay.await_(event="reading-stopped")
        fay.type("That is enough.")
        ana.await_(event="said", text="That is enough.")
        said = ana.texts()
        assert said == ["Welcome.", *rows[:len(said) - 2], "That is enough."] and len(said) < 15
    finally:
        meeting.close()
        relay.remove()


# -- Help --

def test_a_crisis_card_is_there_without_any_circle(tmp_path):
    """§19.6: no network, no seat, no folder."""
    said = run(tmp_path, "Nobody", "crisis")
    assert "emergency number" in said and "112" in said


@pytest.fixture
def carded():
    relay = Relay()
    relay.stop()
    crisis = pathlib.Path(relay.data, "crisis")
    crisis.mkdir()
    (crisis / "de.txt").write_text("Notruf: 112\nWir sind da.\n", "utf-8")
    (crisis / "default.txt").write_text("Call the night desk.\n", "utf-8")
    relay.start()
    meeting = Meeting(relay)
    yield meeting
    meeting.close()
    relay.remove()


def test_the_operators_card_is_kept_and_shown_when_the_relay_is_gone(carded):
    """§19.6: in the person's language, from their own machine."""
    carded.opens()
    environment = {**client_home(carded.directory, "Ana"), "LC_ALL": "de_AT.UTF-8"}
    ana = carded.agrees("Ana", environment=environment)
    card = pathlib.Path(carded.directory, "home-Ana")
    until(lambda: list(card.glob("*.card")), lambda: ana.events)
    [path] = card.glob("*.card")
    assert path.stat().st_mode & 0o777 == 0o600
    carded.relay.kill()
    ana.await_(event="lost")
    ana.type("help me")
    ana.await_(event="text", of="card", text="Wir sind da.")
    assert run(carded.directory, "Ana", "crisis") == "Notruf: 112\nWir sind da.\n"
    assert run(carded.directory, "Ana", "crisis", "tuesday") == "Notruf: 112\nWir sind da.\n"
    carded.relay.start()


# -- Oneself, and the end --

def test_a_slip_is_written_and_found_good(sealed, tmp_path):
    """§21.4: a file that whoever is shown it can check, and no file is written over."""
    fay = sealed.opens()
    ana = sealed.agrees("Ana", folder=tmp_path)
    for number in (1, 2):
        ana.type("slip")
        until(lambda: len(list(tmp_path.glob("attendance-*.slip"))) == number, lambda: ana.events[-3:])
    pin = re.search(r"sha256:([^#]+)", sealed.invitation)[1]
    for path in tmp_path.glob("attendance-*.slip"):
        assert path.stat().st_mode & 0o777 == 0o644
        done = subprocess.run([RELAY, "slip", "verify", str(path), "--pin", pin],
                              capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stdout + done.stderr
        text = path.read_text("utf-8")
        assert "Ana" not in text and "tuesday" not in text.lower()
    assert len({path.read_text("utf-8") for path in tmp_path.glob("*.slip")}) == 2
    assert not fay.seen(event="slip")


def test_another_name_is_kept(meeting):
    """§21.5: for the rest of this meeting, and for the next time."""
    fay = meeting.opens()
    ana = meeting.agrees("Ana")
    ana.type("/name Anouk")
    fay.await_(event="renamed", name="Anouk")
    ana.type("leave")
    assert ana.ends() == 0
    assert "Anouk" in run(meeting.directory, "Ana", "list")
    back = meeting.knocks("Ana", "tuesday", home="Ana", sets_name=False)
    assert back.await_(event="seated")["name"] == "Anouk"


def test_the_end_of_a_meeting_is_a_farewell(sealed):
    """§21.3: nobody did anything wrong; facilitators may stay for a moment."""
    fay = sealed.opens()
    ana = sealed.agrees("Ana")
    fay.type("end meeting")
    fay.type("end meeting")
    ana.await_(event="ended")
    assert ana.ends() == 0
    fay.await_(event="meeting-ended", stays=True)
    fay.type("leave")
    assert fay.ends() == 0
