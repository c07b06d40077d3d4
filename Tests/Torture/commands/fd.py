"""Too few descriptors: strangers take them all, members go on, and the door opens again.

Twice: a relay that was started with few, which keeps enough for itself; and one whose limit falls
while it runs, so that the system refuses it a connection (EMFILE)."""

import subprocess
import time

from circle.client import Client, Membership
from circle.keys import read_link
from tools.crowd import Addresses, Silent
from tools.relay import TALKATIVE, Relay
from tools.talk import Talk

# A relay that spins would take a whole core of these two.
CPU_MAX_PERCENT = 50
STARVED_S = 4


def arguments(parser):
    parser.add_argument("--nofile", type=int, default=64)
    parser.add_argument("--connect", type=int, default=200)


def comes_in(link, name):
    client = Client(Membership.of(read_link(link)))
    client.join(read_link(link), name)
    client.until(lambda: client.ready)
    return client


def strangers(relay, count):
    """As many as get as far as the kernel."""
    addresses, some = Addresses(), []
    for _ in range(count):
        try:
            some.append(Silent(relay.port, addresses.next()))
        except OSError:
            break
    return some


class Starving:
    """One relay, and strangers at its door."""

    def __init__(self, result, prefix, relay):
        self.result, self.prefix, self.relay = result, prefix, relay
        self.talk = Talk(relay, guests=2)
        self.before = comes_in(self.talk.links.pop(), "Before")
        time.sleep(3)

    def figure(self, name, value):
        return {f"{self.prefix}_{name}": value}

    def starve(self, limit, count):
        self.began, cpu = time.monotonic(), self.relay.cpu()
        some = strangers(self.relay, count)
        time.sleep(STARVED_S)
        self.ended = time.monotonic()
        held = self.relay.descriptors()
        percent = 100 * (self.relay.cpu() - cpu) / (self.ended - self.began)
        self.result.tell(**self.figure("nofile", limit), **self.figure("descriptors", held))
        self.result.most(CPU_MAX_PERCENT, **self.figure("cpu_percent", percent))
        for one in some:
            one.close()

    def recover(self):
        after = None
        try:
            after = comes_in(self.talk.links.pop(), "After")
        except Exception as failure:
            self.result.fails(f"{self.prefix}: nobody can come in afterwards: {failure!r}")
        self.before.step()
        self.result.least(1, **self.figure("accepts_again", after is not None))
        self.result.zero(**self.figure("crash", not self.relay.is_running()),
                         **self.figure("members_cut", self.before.connection.closed))
        self.talk.close()
        self.talk.judge(self.result, (self.talk.since, self.began), (self.began, self.ended),
                        self.prefix + "_")


def run(options, result):
    limit = ["prlimit", f"--nofile={options.nofile}:{options.nofile}"]
    with Relay(TALKATIVE, within=limit, shards=1) as relay:
        few = Starving(result, "few", relay)
        few.starve(options.nofile, options.connect)
        few.recover()
    with Relay(TALKATIVE) as relay:
        fallen = Starving(result, "fallen", relay)
        limit = relay.descriptors() + 16
        subprocess.run(["prlimit", "--pid", str(relay.process.pid), f"--nofile={limit}:{limit}"],
                       check=True)
        fallen.starve(limit, options.connect)
        result.least(limit - 1, fallen_descriptors=result.figures["fallen_descriptors"])
        fallen.recover()
