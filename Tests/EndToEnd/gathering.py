"""Whole meetings with a format: a circle that is founded by it, and people who come and agree to it."""

import hashlib
import pathlib
import re
import subprocess
import tempfile

from harness import RELAY
from people import Evening, Person, labels, run, until

ASKED = "`agree` accepts and brings you in; `leave` goes. Take your time."
# What everybody in the circle is told alike, and by which fields two outputs of it are compared.
TOLD_TO_ALL = {"said": ("seat", "text"), "floor": ("seat", "state", "turn", "why"),
               "phase": ("phase", "place", "kind", "why", "title"), "content-note": ("seat", "text"),
               "marks": ("seat", "heard", "with-you", "thank-you", "hug"), "joined": ("seat", "role")}


def export(name):
    """A format as a facilitator would take it, to write their own."""
    done = subprocess.run([RELAY, "format", "export", name], capture_output=True, text=True,
                          timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout


def seconds(clock):
    minutes, rest = clock.split(":")
    return 60 * int(minutes) + int(rest)


def hastened(toml, silence=15):
    """A format with the pauses of a test: a second after each share, silences of 15 seconds."""
    toml = re.sub(r'^boundary = ".*"$', 'boundary = "1s"', toml, flags=re.M)
    parts = toml.split("[[phase]]")
    for number, part in enumerate(parts):
        minutes = re.search(r"^minutes = (\d+)$", part, flags=re.M)
        if 'kind = "silence"' not in part or not minutes:
            continue
        scale = silence / (60 * int(minutes[1]))
        part = part.replace(minutes[0], f'length = "{silence}s"')
        parts[number] = re.sub(
            r'at = "(\d+:\d\d)"',
            lambda at: f'at = "0:{round(seconds(at[1]) * scale):02}"', part)
    return "[[phase]]".join(parts)


class Gathering(Evening):
    """A circle with a format of its own file. Fay facilitates; whoever comes reads and agrees."""

    def __init__(self, relay, toml, boundary="1s", hosts=("Fay",)):
        self.relay, self.people, self.hosts = relay, [], hosts
        self.home = tempfile.TemporaryDirectory(prefix="circle-gathering-")
        self.directory = self.home.name
        self.founding = relay.circle(f"gathering-{next(labels)}")
        self.file = pathlib.Path(self.directory, "mine.toml")
        self.file.write_text(toml, "utf-8")
        said = run(self.directory, "Fay", "found", str(self.founding), "--name", "Fay", "--title",
                   "Tuesday", "--boundary", boundary, "--format", str(self.file))
        self.invitation = re.findall(r"circle://\S+", said)[0]
        self.fay = self.comes("Fay", "tuesday")
        self.used = set()

    def arrives(self, name, link=None, **options):
        """Somebody comes to the circle; the agreements are shown and accepted."""
        person = Person(self.directory, name, link or self.invitation, **options)
        self.people.append(person)
        if len(self.people) > 1:
            person.await_(event="told", text=ASKED)
            person.type("agree")
        return person

    def comes(self, name, link=None, **options):
        """Somebody comes and is in the circle at once."""
        person = self.arrives(name, link, **options)
        person.await_(event="seated")
        if len(self.people) > 1:
            self.fay.await_(event="joined", name=name)
        return person

    def waits(self, name, why, **options):
        """Somebody comes and waits in the vestibule, of which facilitators are told."""
        person = self.arrives(name, **options)
        person.await_(event="vestibule", why=why)
        self.fay.await_(event="knock", name=name)
        return person

    def is_let_in(self, person):
        """Fay lets somebody in who waits."""
        self.fay.type(f"admit {person.name}")
        person.await_(event="seated")
        self.fay.await_(event="joined", name=person.name)

    def invites(self, role):
        """Fay makes an invitation for a role in the circle; answers its link."""
        before = len(self.fay.noise)
        self.fay.type(f"invite {role}")
        until(lambda: any("circle://" in line for line in self.fay.noise[before:])
              or any("circle://" in str(event) for event in self.fay.events),
              lambda: (self.fay.noise[-4:], self.fay.events[-4:]))
        lines = [*self.fay.noise[before:], *map(str, self.fay.events)]
        return re.findall(r"circle://[^\s'\"]+", " ".join(lines))[-1]

    def here(self):
        """Everybody who is in the circle."""
        return [person for person in self.people
                if person.reader.is_alive() and person.seen(event="seated")]

    def all_see(self, since, **wanted):
        """Everybody who is here is shown this, after the places that `since` says."""
        for person in self.here():
            person.await_(since=since.get(person.name, 0), **wanted)

    def places(self):
        return {person.name: person.now() for person in self.here()}

    def goes_on(self, title, word="phase next"):
        """Fay goes on to the part of this title."""
        since = self.places()
        self.fay.type(word)
        self.all_see(since, event="phase", title=title)

    def begins(self, title, since):
        """A part begins by itself."""
        self.all_see(since, event="phase", title=title)

    def reads(self, *rows):
        """Fay says the reading of the part; everybody hears its first and its last row."""
        since = self.places()
        self.fay.type("read")
        for row in rows:
            self.all_see(since, event="said", text=row)

    def offered(self, person):
        """Somebody is offered the stick, under a turn that was not seen before."""
        def new():
            return [event["turn"] for event in person.seen(event="floor", state="offered", me=True)
                    if event["turn"] not in self.used]
        until(new, lambda: (person.name, person.events[-5:], person.noise[-5:]))
        turn = new()[0]
        self.used.add(turn)
        return turn

    def says(self, speaker, text, *listeners):
        since = self.places()
        speaker.type(text)
        for listener in listeners or self.here():
            listener.await_(since=since.get(listener.name, 0), event="said", text=text)

    def turn_of(self, person, *texts):
        """Somebody is offered the stick, says something and is done."""
        turn = self.offered(person)
        for text in texts:
            self.says(person, text)
        self.is_done(person, turn)

    def is_done(self, person, turn):
        person.type("done")
        self.fay.await_(event="floor", turn=turn + 1)

    def lets_by(self, person, word="pass"):
        """Somebody is offered the stick and lets it go by."""
        turn = self.offered(person)
        person.type(word)
        self.fay.await_(event="floor", turn=turn + 1)

    def end(self):
        """The meeting is ended by Fay; everybody's program ends well."""
        since = self.places()
        members = [person for person in self.here() if person.name not in self.hosts]
        for _ in range(2):
            self.fay.type("end meeting")
        for person in members:
            person.await_(since=since[person.name], event="ended", why="meeting-ended")
            assert person.ends() == 0, person.name
        return members

    def digest(self, person, after=0):
        """One hash over what everybody was told alike, from the event of that number on."""
        kept = [(event["n"], event["event"],
                 *[event.get(field) for field in TOLD_TO_ALL[event["event"]]])
                for event in person.events
                if event.get("event") in TOLD_TO_ALL and event.get("n", 0) > after]
        return hashlib.sha256(repr(kept).encode()).hexdigest(), kept

    def all_saw_the_same(self, but=()):
        """From their own coming on everybody was told the same under the same numbers as Fay.

        But for those who were out for a while. Answers how much Fay was told.
        """
        for person in self.people:
            if person.name in but:
                continue
            joined = self.fay.seen(event="joined", name=person.name)
            after = joined[-1]["n"] if joined else 0
            mine, kept = self.digest(person, after)
            fays, told = self.digest(self.fay, after)
            assert mine == fays, (person.name, sorted(set(kept) ^ set(told))[:6])
        return len(self.digest(self.fay)[1])
