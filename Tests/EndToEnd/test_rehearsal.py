"""A rehearsal: a facilitator writes a format, founds a circle by it, and lets everything happen that
can happen in a meeting, before anybody comes who needs it.

Fay and Ana see plain lines, as people do; what they saw is kept as two transcripts where
CIRCLE_TRANSCRIPTS says, if it says so.
"""

import os
import pathlib
import re
import signal
import subprocess

import pytest

from gathering import ASKED, export
from harness import RELAY
from people import Person, attempt, run, until


def relay_command(*arguments, directory=None):
    return subprocess.run([RELAY, *arguments], capture_output=True, text=True, timeout=30,
                          cwd=directory)


def own_format():
    """What Fay writes: five parts of a shipped format, with a name and a pause of their own."""
    head, *parts = export("support-group").split("[[phase]]")
    wanted = ["gather", "read", "agree", "share", "closing"]
    chosen = [next(part for part in parts if f'kind = "{kind}"' in part) for kind in wanted]
    toml = "[[phase]]".join([head, *chosen])
    for old, new in (('name = "support-group"', 'name = "tuesday-circle"'),
                     ('title = "Support group"', 'title = "Our Tuesday circle"'),
                     ('door = "knock"', 'door = "open"'),
                     ('passing = "called"', 'passing = "called"\nboundary = "2s"')):
        assert toml.count(old) == 1, old
        toml = toml.replace(old, new)
    return toml


def test_a_facilitator_writes_a_format_and_is_told_what_is_wrong(tmp_path, relay):
    """§14.1: with line and column, before anything is sent; mended, it can be used."""
    toml = own_format()
    file = tmp_path / "mine.toml"
    row = next(number for number, line in enumerate(toml.splitlines(), 1)
               if line == 'limit = "5m"')
    file.write_text(toml.replace('limit = "5m"', 'limit = "5 minutes"'), "utf-8")
    checked = relay_command("format", "check", "mine.toml", directory=tmp_path)
    assert checked.returncode == 1 and checked.stdout == ""
    assert checked.stderr.startswith(f"mine.toml:{row}:1: limit takes a time from 15s to 1h")
    assert checked.stderr.count("\n") == 1
    link = relay.circle("rehearsed")
    founded = attempt(tmp_path, "Fay", "found", str(link), "--name", "Fay", "--format", str(file))
    assert founded.returncode != 0 and f"{file}:{row}:1: limit takes" in founded.stderr
    file.write_text(toml, "utf-8")
    checked = relay_command("format", "check", "mine.toml", directory=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.startswith("tuesday-circle: ") and "5 parts" in checked.stdout
    shown = relay_command("format", "show", "mine.toml", directory=tmp_path)
    assert shown.stdout.startswith("Our Tuesday circle\n")
    founded = attempt(tmp_path, "Fay", "found", str(link), "--name", "Fay", "--format", str(file))
    assert founded.returncode == 0, founded.stderr


class Reader(Person):
    """Somebody who sees plain lines, and reads them in their order."""

    def __init__(self, directory, name, *arguments, **options):
        self.place = 0
        super().__init__(directory, name, *arguments, options=("--plain",), echo=True, **options)

    def reads(self, words):
        """The next line that holds these words."""
        def found():
            return [place for place, line in enumerate(self.noise[self.place:], self.place)
                    if words in line]
        until(found, lambda: (self.name, words, self.noise[self.place:][-12:]))
        self.place = found()[0] + 1
        return self.noise[self.place - 1]

    def transcript(self):
        return "\n".join(self.noise) + "\n"


class Rehearsal:
    """The circle of the format above. Fay and Ana see plain lines, the others objects."""

    seats = {"Fay": 1, "Cleo": 2, "Ana": 3, "Bo": 4, "Cy": 5, "Dee": 6}

    def __init__(self, relay, folder):
        self.relay, self.folder, self.people = relay, folder, []
        self.file = folder / "mine.toml"
        self.file.write_text(own_format(), "utf-8")
        said = run(folder, "Fay", "found", str(relay.circle("rehearsal")), "--name", "Fay",
                   "--title", "Tuesday", "--boundary", "2s", "--format", str(self.file))
        self.invitation = re.findall(r"circle://\S+", said)[0]

    def opens(self):
        fay = self.add(Reader(self.folder, "Fay", "tuesday"))
        fay.reads("circle: You are Fay·1 and a facilitator.")
        return fay

    def add(self, person):
        self.people.append(person)
        return person

    def comes(self, name, link=None, kind=Person, **options):
        """Somebody comes, reads the agreements and accepts them."""
        person = self.add(kind(self.folder, name, link or self.invitation, **options))
        if kind is Reader:
            person.reads(ASKED)
        else:
            person.await_(event="told", text=ASKED)
        person.type("agree")
        return person

    def shares(self, name, word):
        """Somebody says one line in the closing round when the stick comes to them."""
        person = next(person for person in self.people if person.name == name)
        if isinstance(person, Reader):
            person.reads("It is your turn in the round.")
        else:
            person.await_(event="floor", state="offered", me=True, why="ring")
        person.type(word)
        for other in self.people:
            if other is not person and other.reader.is_alive():
                heard = f"{name}·{self.seats[name]}: {word}"
                other.reads(heard) if isinstance(other, Reader) else other.await_(
                    event="said", text=word)
        person.type("done")

    def close(self):
        for person in self.people:
            if person.process.isalive():
                person.process.kill(signal.SIGKILL)
            person.close()


@pytest.fixture
def rehearsal(relay, tmp_path):
    rehearsal = Rehearsal(relay, tmp_path)
    yield rehearsal
    rehearsal.close()


def keep_transcripts(**readers):
    """What they saw, for whoever wants to read it."""
    folder = os.environ.get("CIRCLE_TRANSCRIPTS")
    for who, reader in readers.items() if folder else []:
        pathlib.Path(folder, f"rehearsal-{who}.txt").write_text(reader.transcript(), "utf-8")


def test_a_rehearsal(rehearsal):
    """§14 to §21: everything that can happen in one evening, and a good end."""
    comes_together(rehearsal)
    reads_and_agrees(rehearsal)
    shares_while_somebody_is_late(rehearsal)
    asks_for_help(rehearsal)
    is_sent_away(rehearsal)
    closes(rehearsal)
    keep_transcripts(member=rehearsal.ana, facilitator=rehearsal.fay)
    assert "I had a good week" not in rehearsal.ana.transcript(), "said while she was out"
    others = [rehearsal.cy, rehearsal.dee, rehearsal.cleo]
    assert "only for you" not in repr([person.events for person in others])
    meets_again(rehearsal)


def comes_together(evening):
    """§16.7: everybody may write, and one of them does too much of it."""
    fay = evening.fay = evening.opens()
    fay.type("invite cofacilitator")
    fay.reads("it is an invitation for a cofacilitator")
    link = re.search(r"circle://\S+", fay.reads("circle://"))[0]
    evening.cleo = evening.comes("Cleo", link)
    evening.cleo.await_(event="seated", role="cofacilitator")
    ana = evening.ana = evening.comes("Ana", kind=Reader, folder=evening.folder)
    ana.reads("circle: You are Ana·3.")
    bo, cy = evening.bo, evening.cy = evening.comes("Bo"), evening.comes("Cy")
    for person in (bo, cy):
        person.await_(event="seated")
    fay.reads("circle: Cy·5 joined.")
    ana.type("Hello, I am Ana.")
    cy.await_(event="said", text="Hello, I am Ana.")
    bo.type("This is a waste of time!")
    ana.reads("Bo·4: This is a waste of time!")
    fay.type("quiet Bo")
    fay.reads("circle: Bo has no words in this part.")
    bo.await_(event="quiet", on=True)
    bo.type("You cannot stop me")
    bo.await_(event="draft-kept", text="You cannot stop me")


def reads_and_agrees(evening):
    """§20.3 §14.4: what is read is heard and seen by all; when all agree the sharing begins."""
    fay, ana = evening.fay, evening.ana
    fay.type("phase next")
    ana.reads("Part 2 of 5: Welcome and how we meet.")
    fay.type("read")
    for person in (fay, ana):
        person.reads("Fay·1: We will end on time.")
    fay.type("phase next")
    ana.reads("Part 3 of 5: Our agreements.")
    for person in (ana, evening.bo, evening.cy):
        person.type("agree")
    for person in (fay, ana):
        person.reads("Part 4 of 5: Time to share.")


def shares_while_somebody_is_late(evening):
    """§18.2: who comes late waits for the end of the share, and has heard nothing of it."""
    fay, ana, cy = evening.fay, evening.ana, evening.cy
    ana.type("hand")
    fay.reads("In line: Ana.")
    fay.type("next")
    ana.reads("The stick is offered to you.")
    ana.type("My sister is ill, and I am afraid.")
    cy.await_(event="said", text="My sister is ill, and I am afraid.")
    dee = evening.dee = evening.comes("Dee")
    dee.await_(event="vestibule", why="boundary")
    fay.reads("Dee·6 waits at the door")
    fay.type("w @Dee Welcome. You come in after this share.")
    dee.await_(event="whispered", text="Welcome. You come in after this share.")
    ana.type("I do not know what to do.")
    cy.await_(event="said", text="I do not know what to do.")
    cy.type("with you")
    ana.type("done")
    ana.reads("Your share is over.")
    dee.await_(event="seated")
    ana.reads("Cy is with you.")
    assert dee.texts() == []


def asks_for_help(evening):
    """§17.3 §19.3 §19.6: the chair is handed on; help is answered apart, and the circle goes on."""
    fay, cleo, ana, cy, dee = evening.fay, evening.cleo, evening.ana, evening.cy, evening.dee
    fay.type("chair Cleo")
    fay.reads("You hand the chair to Cleo.")
    cleo.await_(event="chair", me=True, why="given")
    ana.type("help me")
    ana.reads("card: This circle is not a crisis service")
    ana.reads("The facilitators here have been told")
    fay.reads("HELP! HELP! Ana·3 asks for help now.")
    cleo.await_(event="help", name="Ana")
    assert not cy.seen(event="help") and not dee.seen(event="help")
    fay.type("side Ana")
    fay.reads("You and Ana are in a side room")
    ana.reads("You are in a side room with Fay")
    cy.await_(event="out", name="Ana", on=True)
    fay.type("w @Ana I am here, only for you.")
    ana.reads("Fay·1 whispers to you: I am here, only for you.")
    ana.type("w It was too much.")
    fay.reads("Ana·3 whispers to you: It was too much.")
    cy.type("hand")
    cy.await_(event="hand", hand="up")
    cleo.type("next")
    cy.await_(event="floor", state="offered", me=True)
    cy.type("I had a good week.")
    dee.await_(event="said", text="I had a good week.")
    evening.bo.type("Nobody wants to hear that")
    evening.bo.await_(event="draft-kept", text="Nobody wants to hear that")
    cy.type("done")
    dee.await_(event="floor", state="home", why="done", before=5)


def is_sent_away(evening):
    """§19.2 §19.4: set aside, then removed from this meeting by the one who has the chair."""
    fay, cleo, ana, bo, cy = evening.fay, evening.cleo, evening.ana, evening.bo, evening.cy
    cleo.type("set aside Bo")
    bo.await_(event="apart", apart="aside")
    fay.type("side off")
    ana.reads("You are in the circle again.")
    cleo.type("w @Bo You can come back when you let others speak.")
    bo.await_(event="whispered", text="You can come back when you let others speak.")
    bo.type("w Never.")
    cleo.await_(event="whispered", text="Never.")
    cleo.type("remove Bo")
    bo.await_(event="ended", why="removed")
    assert bo.ends() != 0
    cy.await_(event="left", name="Bo", why="removed")
    for way in ("tuesday", evening.invitation):
        back = attempt(evening.folder, "Bo", "join", way, "--name", "Bo", "--json", "--agree")
        assert back.returncode != 0 and "removed" in back.stdout + back.stderr, back
    assert not cy.seen(event="joined", name="Bo")


def closes(evening):
    """§21: a slip, how the time was shared, the last round, the end, a word among facilitators."""
    fay, cleo, ana = evening.fay, evening.cleo, evening.ana
    ana.type("slip")
    name = re.search(r"attendance\S+\.slip", ana.reads("Your slip is in"))[0]
    verdict = relay_command("slip", "verify", str(evening.folder / name), "--data",
                            evening.relay.data)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    fay.type("balance")
    # Her share may have been shorter than a second, and a time of nothing is not told.
    assert "one share." in fay.reads("Ana·3 has had ")
    fay.type("phase next")
    ana.reads("Part 5 of 5: Closing round.")
    for person, word in (("Cleo", "A clear head."), ("Ana", "That somebody was there."),
                         ("Cy", "Sun."), ("Dee", "The door."), ("Fay", "All of you.")):
        evening.shares(person, word)
    fay.type("end meeting")
    fay.reads("Type `end meeting` again to do it")
    fay.type("end meeting")
    fay.reads("The meeting has ended for everybody but the facilitators.")
    ana.reads("Nothing that was said stays at the relay.")
    assert [person.ends() for person in (ana, evening.cy, evening.dee)] == [0, 0, 0]
    cleo.type("w Who will write to Ana?")
    fay.reads("Cleo·2 whispers to the facilitators: Who will write to Ana?")
    fay.type("w I will.")
    cleo.await_(event="whispered", text="I will.")
    for person in (cleo, fay):
        person.type("leave")
        assert person.ends() == 0


def meets_again(evening):
    """§19.4 §21.3: the next meeting is a new one, also for somebody who was sent away from this."""
    fay = evening.opens()
    bo = evening.add(Person(evening.folder, "Bo", "tuesday"))
    bo.await_(event="seated")
    fay.reads("circle: Bo·2 joined.")
