"""A newcomer tries everything alone: no network, no people, and nothing is left behind."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import pexpect
import pytest

from people import CIRCLE, PATIENCE, Evening, Person, quick, until

WITHOUT_SOCKETS = [sys.executable, "-B", str(pathlib.Path(__file__).parent / "without_sockets.py")]
PARTS = 11


@pytest.fixture
def nowhere():
    """A directory that everything would be written to, and to which nothing may be written."""
    with tempfile.TemporaryDirectory(prefix="circle-practice-") as directory:
        yield directory
        assert os.listdir(directory) == []


def environment(directory):
    places = {name: directory for name in ("HOME", "XDG_DATA_HOME", "TMPDIR")}
    return {**os.environ, **places, "CIRCLE_HOME": os.path.join(directory, "circle")}


def practises(directory, typed, *options):
    """A whole practice, with a pipe for a keyboard."""
    return subprocess.run([*WITHOUT_SOCKETS, CIRCLE, "practice", *options], input=typed, cwd=directory,
                          env=environment(directory), capture_output=True, text=True,
                          timeout=PATIENCE)


class Newcomer(Person):
    def __init__(self, directory, *options):
        super().__init__(directory, "Dee", command="practice", options=options,
                         within=WITHOUT_SOCKETS, environment=environment(directory))

    def told(self, words):
        """Waits for a sentence of the program itself."""
        until(lambda: any(words in event["text"] for event in self.seen(event="told")),
              lambda: (words, self.events[-4:], self.noise[-4:]))

    def hears(self, name, words):
        """Waits for a line, or a whisper, of a neighbour."""
        until(lambda: any(event["event"] in ("said", "whispered") and event.get("name") == name
                          and words in event["text"] for event in list(self.events)),
              lambda: (name, words, self.events[-4:], self.noise[-4:]))

    def shows(self, words):
        until(lambda: any(words in line for line in list(self.noise)),
              lambda: (words, self.noise[-6:]))


@pytest.fixture
def newcomer(nowhere):
    made = []

    def make(*options):
        made.append(Newcomer(nowhere, *options))
        return made[-1]
    yield make
    for person in made:
        person.close()


def test_the_filter_would_notice_a_socket(relay):
    """Joining a circle needs one: so what dies here is what would die in the tests below."""
    evening = Evening(relay, seated=False)
    done = subprocess.run([*WITHOUT_SOCKETS, CIRCLE, "join", evening.invitation, "--name", "Ana"],
                          env=environment(evening.directory), capture_output=True, timeout=PATIENCE)
    assert done.returncode == -signal.SIGSYS, done
    evening.close()


def test_a_newcomer_is_led_through_everything(newcomer):
    """Hand, stick, pass, later, a draft, a silence, help: each is asked for, done and answered."""
    dee = newcomer("--json", "--plain")
    dee.told("This is practice, on this machine alone.")
    dee.told("The stick: one person has the talking stick.")
    dee.hears("Ana", "then press Enter")
    dee.type("")
    dee.hears("Ana", "to see the wishes there are")
    dee.type("help")
    dee.told("hand             raise your hand")
    dee.hears("Ana", "raise your hand: type `hand`")
    dee.type("hand")
    dee.await_(event="hand", hand="up")
    dee.await_(event="floor", state="offered", me=True)
    dee.type("")
    dee.type("It has rained all day.")
    dee.await_(event="said", me=True, text="It has rained all day.")
    dee.type("done")
    dee.await_(event="floor", state="home", why="done")
    dee.hears("Ana", "nobody could talk over you")
    dee.await_(2, event="floor", state="offered", me=True)
    dee.type("pass")
    dee.await_(event="floor", state="home", why="passed")
    dee.await_(3, event="floor", state="offered", me=True)
    dee.type("later")
    dee.await_(event="floor", state="home", why="later")
    dee.hears("Cy", "I am Cy, a script.")
    dee.hears("Ana", "type `lower` and it comes down")
    dee.type("lower")
    dee.await_(event="hand", hand="down")
    dee.hears("Ana", "Type a few words now")
    dee.type("Nobody gets this.")
    dee.await_(event="draft-kept", text="Nobody gets this.")
    dee.hears("Ana", "Bo was not disturbed")
    dee.await_(4, event="floor", state="offered", me=True)
    assert not dee.seen(event="said", text="Nobody gets this.")
    dee.type("draft send")
    dee.await_(event="said", me=True, text="Nobody gets this.")
    dee.type("done")
    dee.hears("Ana", "Type `pause`")
    dee.type("pause")
    assert dee.await_(event="floor", state="space")["limit"] == 15
    dee.await_(event="floor", state="home", why="quiet-over")
    dee.hears("Ana", "type `help me`")
    dee.type("help me")
    dee.told("This is practice: nobody was alerted.")
    dee.hears("Ana", "Only you would read it.")
    dee.hears("Ana", "To go, type `leave`.")
    assert sum(event["text"].startswith("Practice, part ")
               for event in dee.seen(event="told")) == PARTS
    dee.type("leave")
    assert dee.await_(event="ended")["why"] == "left"
    assert dee.ends() == 0


def test_every_part_can_be_skipped_in_plain_lines(newcomer):
    """For those whose screen is read to them: no escape byte, and never a dead end."""
    dee = newcomer("--plain")
    dee.shows("circle: This is practice, on this machine alone. Ana, Bo and Cy are not people")
    for part in range(1, PARTS + 1):
        dee.shows(f"Practice, part {part} of {PARTS}: ")
        dee.type("skip")
    dee.shows("That was the last part.")
    dee.type("help me")
    dee.shows("This is practice: nobody was alerted.")
    dee.type("leave")
    dee.shows("circle: The practice is over. Nothing you typed was sent or kept.")
    assert dee.ends() == 0
    everything = "\n".join(dee.noise)
    assert "\x1b" not in everything
    assert "The facilitators know" not in everything


def test_a_terminal_is_given_back_as_it_was(nowhere):
    """Keys as they are pressed, and Ctrl-C ends it at any time."""
    home = {**environment(nowhere), "TERM": "xterm"}
    dee = pexpect.spawn(WITHOUT_SOCKETS[0], [*WITHOUT_SOCKETS[1:], CIRCLE, "practice"], env=home,
                        encoding="utf-8", dimensions=(24, 200), timeout=PATIENCE)
    quick(dee)
    dee.expect_exact("\x1b[?2004h")
    dee.expect_exact("You are Guest·4.")
    dee.expect_exact("then press Enter")
    dee.send("\r")
    dee.expect_exact("to see the wishes there are")
    dee.send("\x03")
    dee.expect_exact("\x1b[?2004l")
    dee.expect_exact("The practice is over.")
    dee.expect(pexpect.EOF)
    dee.wait()
    assert dee.exitstatus == 0
    dee.close()


def test_a_pipe_is_a_keyboard(nowhere):
    """Everything typed is answered, and the end of the pipe is a farewell."""
    done = practises(nowhere, "hand\nwho\nfar too early\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Your hand is up." in done.stdout
    assert "Here: Ana·1 (facilitator), Bo·2, Cy·3 and Guest·4 (you)." in done.stdout
    assert "Kept as a draft: “far too early”" in done.stdout
    assert "said" not in done.stdout and "Guest·4: far" not in done.stdout
    assert practises(nowhere, "").returncode == 0
    left = practises(nowhere, "leave\nhand\n", "--name", "Dee")
    assert left.returncode == 0 and "Dee·4" in left.stdout and "hand is up" not in left.stdout


def test_a_name_that_is_none_is_refused_in_a_sentence(nowhere):
    """§2.7: as in a real circle."""
    done = practises(nowhere, "", "--name", "facilitator")
    assert done.returncode != 0 and done.stdout == ""
    assert "words such as relay or facilitator are not names." in done.stderr


def test_an_invitation_can_be_asked_for_but_not_made(nowhere):
    """§9.1: a link out of a practice would lead nowhere."""
    done = practises(nowhere, "invite\n")
    assert "Nobody can be invited into a practice." in done.stdout
    assert "circle://" not in done.stdout + done.stderr


def test_newcomers_find_it():
    """In the first page that anybody asks for; and what a circle is can be read alone."""
    page = subprocess.run([CIRCLE, "--help"], capture_output=True, text=True, timeout=PATIENCE)
    assert "circle practice" in " ".join(page.stdout.split())
    orientation = subprocess.run([CIRCLE, "orientation"], capture_output=True, text=True,
                                 timeout=PATIENCE)
    assert orientation.returncode == 0 and orientation.stderr == ""
    for words in ("talking stick", "Passing:", "You can just listen".lower(), "What is sealed:",
                  "What remains:", "no emergency service"):
        assert words in orientation.stdout, words
