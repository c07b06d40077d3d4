"""People at terminals: real `circle` processes behind pseudo-terminals."""

import json
import os
import subprocess
import threading
import time

import pexpect

CIRCLE = os.environ.get("CIRCLE", "")
PATIENCE = 30


def client_home(directory, name):
    return {**os.environ, "CIRCLE_HOME": os.path.join(directory, "home-" + name), "TERM": "dumb"}


def run(directory, name, *arguments):
    """One command of the client that ends by itself; answers what it printed."""
    done = subprocess.run([CIRCLE, *arguments], env=client_home(directory, name),
                          capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


class Person:
    """Somebody in the circle, typing and reading. Output is one JSON object a line."""

    def __init__(self, directory, name, *arguments):
        self.name = name
        self.events, self.noise = [], []
        self.process = pexpect.spawn(
            CIRCLE, ["join", *arguments, "--name", name, "--json", "--plain"],
            env=client_home(directory, name), encoding="utf-8", echo=False,
            dimensions=(24, 400), timeout=PATIENCE)
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
                    self.events.append(json.loads(line))
                else:
                    self.noise.append(line)

    def type(self, line):
        self.process.send(line + "\n")

    def seen(self, **wanted):
        """The events that have all these fields."""
        return [event for event in list(self.events)
                if all(event.get(key) == value for key, value in wanted.items())]

    def await_(self, count=1, **wanted):
        end = time.monotonic() + PATIENCE
        while len(self.seen(**wanted)) < count:
            assert time.monotonic() < end, (self.name, wanted, self.events[-5:], self.noise[-5:])
            assert self.reader.is_alive(), (self.name, "has gone", self.events[-3:], self.noise[-5:])
            time.sleep(0.01)
        return self.seen(**wanted)[count - 1]

    def close(self):
        self.process.close(force=True)
        self.reader.join(PATIENCE)
