"""Networks of this process's own, which vanish with it. Needs root, or a system that lets users."""

import ctypes
import itertools
import os
import subprocess

from tools.result import Skip

CLONE_NEWNET = 0x40000000
CLONE_NEWUSER = 0x10000000

# What must not outlive these tests, whatever ends them.
WITH_US = ("setpriv", "--pdeathsig", "KILL")

libc = ctypes.CDLL(None, use_errno=True)
subnets = itertools.count(1)


def ip(*words, inside=None):
    within = ["nsenter", "-t", str(inside), "-n"] if inside else []
    done = subprocess.run([*within, "ip", *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"ip {words}: {done.stderr}")


def be_alone():
    """From now on this process and its children are in a network with nobody else.

    Before the first thread: the others would stay behind."""
    if os.geteuid() != 0:
        raise Skip("a network of its own needs root")
    if libc.unshare(CLONE_NEWNET) != 0:
        raise Skip(f"no network of its own: {os.strerror(ctypes.get_errno())}")
    ip("link", "set", "lo", "up")


class Far:
    """Another place, with one wire to this one, which can be pulled."""

    def __init__(self):
        self.number = next(subnets)
        self.near, self.address = f"10.77.{self.number}.1", f"10.77.{self.number}.2"
        self.anchor = subprocess.Popen([*WITH_US, "unshare", "--net", "sleep", "86400"])
        self.wait_for_its_network()
        wire, end = f"near{self.number}", f"far{self.number}"
        ip("link", "add", wire, "type", "veth", "peer", "name", end, "netns", self.anchor.pid)
        ip("addr", "add", f"{self.near}/24", "dev", wire)
        ip("link", "set", wire, "up")
        self.wire, self.end = wire, end
        for words in (("addr", "add", f"{self.address}/24", "dev", end),
                      ("link", "set", end, "up"), ("link", "set", "lo", "up")):
            ip(*words, inside=self.anchor.pid)

    def wait_for_its_network(self):
        here = os.readlink("/proc/self/ns/net")
        while self.anchor.poll() is None:
            if os.readlink(f"/proc/{self.anchor.pid}/ns/net") != here:
                return
        raise Skip("no second network")

    @property
    def within(self):
        """The command that runs something there, and becomes it."""
        return ["nsenter", "-t", str(self.anchor.pid), "-n"]

    def pull(self):
        ip("link", "set", self.wire, "down")

    def plug(self):
        ip("link", "set", self.wire, "up")

    def close(self):
        self.anchor.kill()
        self.anchor.wait()


def kill_sockets(port):
    """Resets every connection to a port here, at both ends."""
    subprocess.run(["ss", "--kill", "--tcp", "state", "established", "sport", "=", f":{port}"],
                   stdout=subprocess.DEVNULL, check=True)
