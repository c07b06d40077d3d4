"""A crash tells nobody anything (SPEC §12.1).

Relays are killed from outside, in the middle of talk in an open circle, where the words are not
sealed, at the very moment when a register of the thread points at one of them. Nothing of them may be in what the process leaves on its standard error. The control is the
same relay without its precautions, under the language's crash reporter: there the words must come
out, or this test could not fail.
"""

import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import time

import pytest

from circle.client import Client, Membership
from circle.keys import read_link
from harness import FAST, RELAY, free_port
from moment import busiest_thread, crash_at_worst_moment

WORD = "forgetmenot"
LOUD = ("enable=yes,threads=crashed,registers=crashed,interactive=no,color=no,images=none,"
        "symbolicate=off")


class Crashing:
    """A relay with one open circle in which one word is said over and over."""

    def __init__(self, guarded):
        self.home = tempfile.TemporaryDirectory(prefix="circle-silence-")
        data, port = self.home.name + "/data", free_port()
        settings = [f"{key}={value}" for key, value in FAST.items()]
        environment = {**os.environ, "RUNTIME_DIRECTORY": self.home.name}
        if guarded:
            command = [RELAY, "serve", "--data", data, "--listen", f"127.0.0.1:{port}"]
            command += [part for setting in settings for part in ("--set", setting)]
        else:
            command = [os.environ["CIRCLE_UNGUARDED"], data, f"127.0.0.1:{port}", *settings]
        self.said = pathlib.Path(self.home.name, "stderr")
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self.said.open("wb"), text=True,
            env={**environment, "SWIFT_BACKTRACE": LOUD})
        while "listens" not in self.process.stdout.readline():
            assert self.process.poll() is None
        made = subprocess.run([RELAY, "circle", "new", "open", "--words", "open", "--data", data],
                              capture_output=True, text=True, check=True, env=environment)
        self.link = read_link(re.search(r"circle://\S+", made.stdout)[0])
        self.founder = Client(Membership.of(self.link))
        self.founder.found(self.link, "Ana", "The title", ("fair", "called", 0, 0))
        self.members = []
        for name in ("Ben", "Cem", "Dee"):
            link = self.founder.invite("member")
            member = Client(Membership.of(link))
            member.join(link, name)
            self.members.append(member)

    def talk(self, until):
        """The word, as often as it goes, until the relay is gone."""
        text = " ".join([WORD] * 330)
        try:
            while not until.is_set():
                self.founder.send_words("LINE", text)
                self.founder.step()
                for member in self.members:
                    member.step()
        except Exception:
            return

    def crash(self, number):
        """Kills the relay in mid-sentence, in one of its threads; answers what it left behind."""
        done = threading.Event()
        talk = threading.Thread(target=self.talk, args=(done,))
        talk.start()
        while not any("n" in m.tags and m.verb == "LINE" for m in self.members[0].received):
            assert talk.is_alive()
        chosen = crash_at_worst_moment(
            self.process.pid, busiest_thread(self.process.pid),
            (signal.SIGSEGV, signal.SIGILL, signal.SIGABRT)[number % 3],
            lambda seen: tells(seen.decode("latin-1")))
        assert chosen, "no register ever pointed at a word: the moment was not the worst"
        # A signal from outside does not come again by itself: after its report the process goes on.
        end = time.monotonic() + 12
        while self.process.poll() is None and b"Backtrace took" not in self.said.read_bytes():
            assert time.monotonic() < end, self.said.read_text(errors="replace")[:3000]
            time.sleep(0.01)
        crashed = self.process.poll() is not None
        self.process.kill()
        self.process.wait()
        done.set()
        talk.join(30)
        self.process.stdout.close()
        assert crashed != (b"Backtrace took" in self.said.read_bytes())
        return self.said.read_bytes().decode(errors="replace")


def tells(text):
    """Whether a piece of the word stands in it, as letters or as the reporter's hexadecimal."""
    pieces = {WORD[i:i + 6] for i in range(len(WORD) - 5)}
    spaced = {" ".join(f"{ord(c):02x}" for c in piece) for piece in pieces}
    return any(piece in text for piece in pieces | spaced)


@pytest.mark.parametrize("number", range(20))
def test_s12_1_a_crash_tells_nothing(number):
    """§12.1: 20 crashes by SEGV, ILL and ABRT, the crash reporter switched on from outside."""
    left = Crashing(guarded=True).crash(number)
    assert not tells(left)
    assert "started" in left, "the log of the relay itself is missing: what was read?"


def test_s12_1_without_the_precautions_the_words_come_out():
    """The control: else the test above could not fail."""
    for number in range(3):
        assert tells(Crashing(guarded=False).crash(number))
