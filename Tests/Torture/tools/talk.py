"""A circle that talks while something else goes on, and how long every line took.

It lives in a process of its own: what torments the relay must not slow down those who measure.
"""

import itertools
import multiprocessing
import select
import time

from harness import Room
from tools.figures import milliseconds, percentile, ratio

# Above this, members are not spoken to any more. Far above what is wanted: the machine is shared.
P99_MAX = 2.0

labels = itertools.count(1)


class Table:
    """The members, in the child's process. The first one holds the stick."""

    def __init__(self, relay, members, words, guests):
        label = f"talk-{relay.port}-{next(labels)}"
        self.room = Room(relay, label, words)
        self.clients = [self.room.founder]
        self.clients += [self.room.join(f"Member {number}") for number in range(1, members)]
        self.links = [str(self.room.founder.invite()) for _ in range(guests)]
        self.holder = self.clients[1]
        self.room.founder.on_floor("CALL", self.holder.log.seat)
        self.room.settle()
        self.sent, self.samples, self.failures = {}, [], []
        self.read = {client: 0 for client in self.clients}

    def say(self, text):
        self.sent[text] = time.monotonic()
        self.holder.send_words("LINE", text)

    def step(self, client):
        try:
            client.step()
        except Exception as failure:
            self.failures.append(f"{client.name}: {failure!r}")
            client.connection.close()
        if client.connection.closed and client.name not in str(self.failures):
            self.failures.append(f"{client.name}: closed, {client.ending}")
        now = time.monotonic()
        for heard in client.log.heard[self.read[client]:]:
            if heard.text in self.sent:
                self.samples.append((self.sent[heard.text], now - self.sent[heard.text]))
        self.read[client] = len(client.log.heard)

    def talk(self, pipe, every, length, warm):
        for number in range(warm):
            self.say(f"warm {number} ".ljust(length, "."))
            for client in self.clients:
                self.step(client)
        pipe.send(self.links)
        following, swept, number = time.monotonic(), 0, 0
        while not pipe.poll():
            now = time.monotonic()
            if now >= following:
                number += 1
                self.say(f"line {number} ".ljust(length, "."))
                following = max(following + every, now)
            self.listen(max(0, following - time.monotonic()))
            if now - swept > 0.5:
                swept = now
                for client in self.clients:
                    self.step(client)

    def listen(self, seconds):
        poll = select.poll()
        here = {client.connection.socket.fileno(): client for client in self.clients
                if not client.connection.closed}
        for descriptor in here:
            poll.register(descriptor, select.POLLIN)
        for descriptor, _ in poll.poll(seconds * 1000):
            self.step(here[descriptor])

    def finish(self):
        """Everything that was sent, in the order of every member."""
        end = time.monotonic() + 10
        while time.monotonic() < end and any(len(self.own(c)) < len(self.sent)
                                             for c in self.clients):
            self.listen(0.05)
        wanted = list(self.sent)
        lost = sum(self.own(client) != wanted for client in self.clients)
        self.room.agree()
        return self.samples, lost, self.failures

    def own(self, client):
        return [text for text in client.log.texts() if text in self.sent]


def work(pipe, relay, members, words, guests, every, length, warm):
    table = Table(relay, members, words, guests)
    try:
        table.talk(pipe, every, length, warm)
        pipe.recv()
    finally:
        pipe.send(table.finish())


class Talk:
    def __init__(self, relay, members=6, every=0.05, length=40, warm=0, guests=0, words="sealed"):
        self.pipe, there = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(
            target=work, args=(there, relay, members, words, guests, every, length, warm),
            daemon=True)
        self.process.start()
        there.close()
        # The invitations of guests come once everybody talks.
        self.links = self.pipe.recv()
        self.since = time.monotonic()

    def close(self):
        """Ends the talk. From now on there are figures."""
        self.pipe.send("end")
        self.samples, self.lost, self.failures = self.pipe.recv()
        self.process.join()

    def latencies(self, since, until):
        return [latency for sent, latency in self.samples if since <= sent < until]

    def judge(self, result, calm, rough, prefix=""):
        """Compares two stretches of time, each (from, to); both are in the result."""
        before, during = (percentile(self.latencies(*part), 0.99) for part in (calm, rough))
        result.tell(**{prefix + "baseline_p99_ms": milliseconds(before),
                       prefix + "p99_ratio": ratio(during, before)})
        result.most(milliseconds(P99_MAX), **{prefix + "p99_ms": milliseconds(during)})
        result.zero(**{prefix + "talk_lost": self.lost + len(self.failures)})
        for failure in self.failures:
            result.fails(failure)
