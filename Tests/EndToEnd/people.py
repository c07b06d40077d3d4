"""People at terminals: real `circle` processes behind pseudo-terminals."""

import dataclasses
import itertools
import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time

import pexpect

from circle.keys import read_link

CIRCLE = os.environ.get("CIRCLE", "")
PATIENCE = 30

labels = itertools.count(1)


def client_home(directory, name):
    return {**os.environ, "CIRCLE_HOME": os.path.join(directory, "home-" + name), "TERM": "dumb"}


def attempt(directory, name, *arguments, typed=""):
    """One command of the client, with a pipe for a keyboard; whether it went well is not judged."""
    return subprocess.run([CIRCLE, *arguments], env=client_home(directory, name), input=typed,
                          capture_output=True, text=True, timeout=PATIENCE)


def run(directory, name, *arguments):
    """One command of the client that ends by itself; answers what it printed."""
    done = attempt(directory, name, *arguments)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def until(true, tell=lambda: ""):
    """Waits until something is so, and fails with what `tell` has to say when it never is."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, tell()
        time.sleep(0.01)


def quick(process):
    """Does not wait longer than need be for somebody whose terminal was closed."""
    process.ptyproc.delayafterclose = process.ptyproc.delayafterterminate = 0.02


def put_away(process):
    """Closes the terminal and ends who sits there; a busy machine may take its time with that."""
    try:
        process.close(force=True)
    except pexpect.ExceptionPexpect:
        process.wait()


class Person:
    """Somebody in the circle, typing and reading. By default output is one JSON object a line."""

    def __init__(self, directory, name, *arguments, home=None, echo=False,
                 options=("--json", "--plain"), sets_name=True, within=(), command="join",
                 environment=None, folder=None):
        """`within` is a command that runs the client: in another network, say."""
        self.name = name
        self.events, self.noise = [], []
        called = ["--name", name] if sets_name else []
        program, *arguments = [*within, CIRCLE, command, *arguments, *called, *options]
        self.process = pexpect.spawn(
            program, arguments,
            env=environment or client_home(directory, home or name), encoding="utf-8", echo=echo,
            dimensions=(24, 400), timeout=PATIENCE, cwd=folder and str(folder))
        quick(self.process)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        rest = ""
        while True:
            try:
                rest += self.process.read_nonblocking(65536, timeout=PATIENCE)
            except pexpect.TIMEOUT:
                continue
            except (pexpect.EOF, OSError, ValueError):
                return
            *lines, rest = rest.split("\n")
            for line in lines:
                line = line.strip("\r")
                if line.startswith("{"):
                    self.keep(json.loads(line))
                else:
                    self.noise.append(line)

    def keep(self, event):
        self.events.append(event)

    def type(self, line):
        self.process.send(line + "\n")

    def seen(self, since=0, **wanted):
        """The events that have all these fields, from the place `since` on."""
        return [event for event in self.events[since:]
                if all(event.get(key) == value for key, value in wanted.items())]

    def await_(self, count=1, since=0, **wanted):
        end = time.monotonic() + PATIENCE
        while True:
            # Looked at first: what somebody said last is read before they have gone.
            is_here = self.reader.is_alive()
            seen = self.seen(since, **wanted)
            if len(seen) >= count:
                return seen[count - 1]
            assert time.monotonic() < end, (self.name, wanted, self.events[-5:], self.noise[-5:])
            assert is_here, (self.name, "has gone", self.events[-3:], self.noise[-5:])
            time.sleep(0.01)

    def reads(self, words, count=1):
        """Waits for lines that are no objects and hold these words; answers the last of them."""
        until(lambda: sum(words in line for line in list(self.noise)) >= count,
              lambda: (self.name, words, self.noise[-8:]))
        return [line for line in list(self.noise) if words in line][count - 1]

    def now(self):
        """The place of the next event."""
        return len(self.events)

    def texts(self, since=0):
        """The words that were heard, in their order."""
        return [event["text"] for event in self.seen(since, event="said")]

    def ends(self):
        """Waits until the client has ended by itself; answers its exit status."""
        self.reader.join(PATIENCE)
        assert not self.reader.is_alive(), (self.name, self.events[-5:], self.noise[-5:])
        self.process.wait()
        return self.process.exitstatus

    def close(self):
        put_away(self.process)
        self.reader.join(PATIENCE)


class Evening:
    """A circle that Fay has founded, who sits in it, and whoever else comes."""

    kind = Person

    def __init__(self, relay, words="sealed", seated=True, queue="fair"):
        self.relay = relay
        self.home = tempfile.TemporaryDirectory(prefix="circle-evening-")
        self.directory = self.home.name
        self.founding = relay.circle(f"evening-{next(labels)}", words)
        said = run(self.directory, "Fay", "found", str(self.founding), "--name", "Fay",
                   "--title", "Tuesday", "--boundary", "0s", "--queue", queue)
        self.invitation = re.findall(r"circle://\S+", said)[0]
        self.people = []
        self.fay = self.comes("Fay", "tuesday") if seated else None

    def comes(self, name, link=None, **options):
        """Somebody sits down, and Fay has seen it."""
        since = self.fay.now() if self.people else 0
        person = self.kind(self.directory, name, link or self.invitation, **options)
        self.people.append(person)
        if "options" not in options:
            person.await_(event="seated")
        if len(self.people) > 1:
            self.fay.await_(since=since, event="joined", name=name)
        return person

    def through(self, port):
        """The invitation, by another way to the same relay."""
        return str(dataclasses.replace(read_link(self.invitation), port=port))

    def offers(self, person):
        """Fay offers the stick to somebody; answers the turn."""
        since = person.now()
        self.fay.type(f"call {person.name}")
        return person.await_(since=since, event="floor", state="offered", me=True)["turn"]

    def gives_stick(self, person):
        """Somebody is offered the stick and takes it with Enter; answers the turn."""
        turn = self.offers(person)
        person.type("")
        person.await_(event="floor", state="held", turn=turn)
        self.fay.await_(event="floor", state="held", turn=turn)
        return turn

    def says(self, speaker, text, *listeners):
        """A line that everybody has heard once this is over."""
        speaker.type(text)
        for listener in listeners or [p for p in self.people if p.reader.is_alive()]:
            listener.await_(event="said", text=text)

    def close(self):
        for person in self.people:
            if person.process.isalive():
                person.process.kill(signal.SIGKILL)
        for person in self.people:
            person.close()
        self.home.cleanup()
