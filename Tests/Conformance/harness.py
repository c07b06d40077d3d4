"""A relay of the tests' own, and rooms full of clients."""

import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time

import pytest

from circle.client import PATIENCE, Client, Failed, Membership
from circle.keys import read_link

RELAY = os.environ.get("CIRCLE_RELAY", "")

# Tests are faster than people, and fail to prove who they are more often.
FAST = {"lines.burst": 1000, "lines.interval-ms": 1, "bytes.burst": 10_000_000,
        "bytes.per-second": 1_000_000, "acts.burst": 1000, "acts.interval-ms": 1,
        "interruptions.burst": 1_000_000, "gate.per-address": 1000, "gate.failures": 100_000}


# Tests run side by side, and each worker has ports of its own: every eighth.
WORKERS = 8
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def free_port():
    first = 20_000 + os.getpid() % 1_000 * WORKERS + WORKER
    with socket.socket() as probe:
        for port in range(first, 60_000, WORKERS):
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise RuntimeError("no free port")


class Relay:
    shards = 2

    def __init__(self, **settings):
        self.directory = tempfile.mkdtemp(prefix="circle-conformance-")
        self.data = os.path.join(self.directory, "data")
        self.runtime = pathlib.Path(self.directory, "run")
        self.runtime.mkdir(0o700)
        self.log_path = pathlib.Path(self.directory, "relay.log")
        self.port = free_port()
        self.settings = {**FAST, **{k.replace("__", "-").replace("_", "."): v
                                    for k, v in settings.items()}}
        self.environment = {**os.environ, "RUNTIME_DIRECTORY": str(self.runtime)}
        self.process = None
        self.start()

    def command(self):
        chosen = [a for k, v in self.settings.items() for a in ("--set", f"{k}={v}")]
        return [RELAY, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
                "--shards", str(self.shards), *chosen]

    def start(self):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(self.command(), env=self.environment, text=True,
                                            stdout=subprocess.PIPE, stderr=log)
        said = []
        while not any("listens" in line for line in said):
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("the relay did not start: " + "".join(said)
                                   + self.log_path.read_text())
            said.append(line)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("the relay does not listen")

    def circle(self, label, words="sealed"):
        """A new circle's founding link."""
        done = subprocess.run([RELAY, "circle", "new", label, "--words", words, "--data",
                               self.data], capture_output=True, text=True, env=self.environment)
        assert done.returncode == 0, done.stderr
        return read_link(re.search(r"circle://\S+", done.stdout)[0])

    def kill(self):
        """The end of the process at once, as a crash or a power failure ends it."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def restart(self):
        self.kill()
        self.start()

    def journals(self):
        """The files in which the relay keeps what its next run will need (§5.11)."""
        return sorted(self.runtime.glob("*/journal-*"))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def remove(self):
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def rss(self):
        """Resident memory in KiB."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1])

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


class Room:
    """A circle, its founder and whoever joins."""

    def __init__(self, relay, label, words="sealed",
                 rules=("fair", "called", 0, 0), sit=True):
        self.relay, self.link = relay, relay.circle(label, words)
        self.clients = []
        self.founder = Client(Membership.of(self.link))
        self.clients.append(self.founder)
        if sit:
            self.founder.found(self.link, "Ana", "The title", rules)
            self.settle()

    def join(self, name, role="member", link=None):
        link = link or self.founder.invite(role)
        client = Client(Membership.of(link))
        self.clients.append(client)
        client.join(link, name)
        self.settle()
        return client

    def here(self):
        return [c for c in self.clients if c.connection and not c.connection.closed]

    def step(self, timeout=0.01):
        for client in self.here():
            client.step()
        time.sleep(timeout)

    def until(self, true, patience=PATIENCE):
        end = time.monotonic() + patience
        while not true():
            if time.monotonic() > end:
                raise TimeoutError({c.name: [str(m) for m in c.received[-6:]]
                                    for c in self.clients})
            self.step()

    def settle(self):
        """Until everybody here has shown everything there is for them (PING, §11.5)."""
        for client in self.here():
            client.pongs.clear()
            client.raw("PING")
        self.until(lambda: all(c.pongs and c.ready and c.log.last >= c.pongs[-1]
                               for c in self.here()))

    def agree(self):
        """No two members were shown different events under one number (§5.3).

        What a restart took is `*` for those who had not been shown it (§5.14, §5.16).
        """
        events = {}
        for client in self.clients:
            for message in client.log.shown if client.log else ():
                place = (client.log.number, message.number("n"))
                bare, words = parts(message)
                first, known = events.setdefault(place, (bare, words))
                assert bare == first, place
                if words != "*":
                    assert known in (words, "*")
                    events[place] = (bare, words)

    def close(self):
        for client in self.here():
            client.cut()


def parts(message):
    """An event as it is for everybody, and what of it a restart may take."""
    head = {"JOIN": 3, "NAME": 1, "LINE": 3, "WHISPER": 3}.get(message.verb, len(message.params))
    bare = (message.verb, *message.params[:head])
    if message.text is not None:
        return bare, (message.text, message.tags.get("blind"))
    return bare, " ".join(message.params[head:])


@contextlib.contextmanager
def refused(code, *detail):
    """Expects a FAIL with this code, and with these details in front if any are given."""
    with pytest.raises(Failed) as caught:
        yield caught
    assert caught.value.code == code, caught.value
    assert tuple(caught.value.detail[:len(detail)]) == tuple(map(str, detail))
