"""The journal cannot be written: an error at every write, a memory disk that becomes full, and one
that is too small from the start; then a journal on the disk that cannot be synced.

Speech goes on, and everybody is told, those who come later too (SPEC §5.18). After a kill either
the meeting goes on with all that was answered, or everybody had been told that it might not. One
sync that fails is nobody's business: the meeting goes on in a fresh file."""

import os
import pathlib
import subprocess
import time

from circle.client import Client, Failed, Membership
from tools.network import WITH_US
from tools.relay import CROWDED, ON_DISK, TALKATIVE, Relay, detach, strace
from tools.result import Skip
from tools.table import Table

LINES_MAX = 400
EVENTS_MAX = 60_000     # of which a journal of a megabyte is full
SMALL_KIB, WIDE_KIB = 64, 8192


def arguments(parser):
    parser.add_argument("--syscall", default="pwrite64", help="with which the journal writes")
    parser.add_argument("--patience", type=float, default=0,
                        help="seconds to wait until the relay writes again")
    parser.add_argument("--kib", type=int, default=2304,
                        help="of the disk that becomes full: room for a journal and the next one")


class SmallDisk:
    """A memory disk at a path, for those who are in its mount namespace."""

    def __init__(self, path, kib):
        if os.geteuid() != 0:
            raise Skip("a small disk needs root")
        mount = f'mount -t tmpfs -o size={kib}k,mode=700 none "$1" && echo ready && exec sleep 86400'
        self.anchor = subprocess.Popen([*WITH_US, "unshare", "--mount", "sh", "-c", mount,
                                        "sh", path], stdout=subprocess.PIPE,
                                       text=True)
        if self.anchor.stdout.readline() != "ready\n":
            raise Skip("no mount namespace")
        self.path, self.within = path, ["nsenter", "-t", str(self.anchor.pid), "-m"]
        self.ballast = pathlib.Path(f"/proc/{self.anchor.pid}/root{path}/ballast")

    def fill(self):
        with open(self.ballast, "wb", buffering=0) as ballast:
            try:
                while ballast.write(b"x" * 512):
                    pass
            except OSError:
                return

    def widens(self):
        """There is room again."""
        self.ballast.unlink(missing_ok=True)
        subprocess.run([*self.within, "mount", "-o", f"remount,size={WIDE_KIB}k", self.path],
                       check=True)

    def close(self):
        self.anchor.kill()
        self.anchor.wait()
        self.anchor.stdout.close()


class OnSmallDisk(Relay):
    """Its circles are made before it moves to the small disk, where commands would not find it."""

    def __init__(self, kib):
        super().__init__(TALKATIVE | CROWDED, shards=1)
        self.link = super().circle("error")
        self.stop()
        self.disk = SmallDisk(self.memory, kib)
        self.within = self.disk.within
        self.start()

    def circle(self, label, words="sealed"):
        return self.link

    def remove(self):
        super().remove()
        self.disk.close()


def has_note(client, note):
    return any(words[0] == note for words in client.notes)


def speak(table, until, most=LINES_MAX):
    """Lines until something is so; answers how many were not heard by everybody."""
    deaf, text = 0, ""
    for number in range(most):
        text = f"line {number} {time.monotonic()}"
        table.holder.say(text)
        table.settle()
        deaf += table.hears(text) < len(table.here())
        if until():
            break
    return deaf


def bustle(table, until):
    """Many small events, by everybody at once, until something is so."""
    for number in range(EVENTS_MAX):
        client = table.here()[number % len(table.here())]
        client.send("PRESENCE", ("away", "here")[number // len(table.here()) % 2])
        if number % 16 == 0:
            table.step(0)
            if until():
                break
    table.settle()


class Breaking:
    """One relay whose journal breaks, and what its members are told."""

    def __init__(self, prefix, relay, result):
        self.prefix, self.relay, self.result = prefix, relay, result
        self.table = Table(relay, "error")
        self.link = self.table.founder.invite()
        self.deaf = speak(self.table, lambda: False, 5)
        self.told_early = sum(has_note(client, "unkept") for client in self.table.clients)

    def figure(self, name, value):
        return {f"{self.prefix}_{name}": value}

    def goes_unkept(self):
        """Speaks until everybody has been told, who had not been told before."""
        self.result.zero(**self.figure("told_early", self.told_early))
        self.tells_everybody()

    def tells_everybody(self):
        clients, broken = self.table.clients, time.monotonic()
        self.deaf += speak(self.table, lambda: all(has_note(client, "unkept")
                                                   for client in clients))
        told = [[words[0] for words in client.notes].count("unkept") for client in clients]
        self.result.tell(**self.figure("notice_ms", round((time.monotonic() - broken) * 1000)))
        self.result.zero(**self.figure("deaf", self.deaf), **self.figure("untold", told.count(0)),
                         **self.figure("told_twice", sum(times > 1 for times in told)))

    def tells_who_comes_late(self):
        late = Client(Membership.of(self.link))
        late.join(self.link, "Late")
        late.until(lambda: late.ready)
        late.step(0.5)
        self.result.least(1, **self.figure("late_told", has_note(late, "unkept")))
        late.leave()
        self.table.settle()

    def goes_on_in_a_fresh_file(self):
        """Speaks until the journal has another file, and on; nobody is told, there is no reason."""
        before = self.relay.journal_names()
        self.deaf += speak(self.table, lambda: self.relay.journal_names() != before)
        self.deaf += speak(self.table, lambda: False, 5)
        after = self.relay.journal_names()
        told = sum(has_note(client, "unkept") for client in self.table.clients)
        self.result.least(1, **self.figure("fresh_files", len(after - before)))
        self.result.zero(**self.figure("old_files", len(after & before)),
                         **self.figure("deaf", self.deaf), **self.figure("told", told))

    def goes_kept(self, patience):
        """Whether the relay finds that it can write again; nothing is promised about when."""
        end = time.monotonic() + patience
        while not has_note(self.table.founder, "kept") and time.monotonic() < end:
            speak(self.table, lambda: False, 1)
            time.sleep(1)
        self.result.tell(**self.figure("kept", has_note(self.table.founder, "kept")))

    def restarts(self, mend):
        """Counts those who find another meeting than they were told that they would."""
        clients = self.table.clients
        said = {client: [words[0] for words in client.notes if words[0] in ("kept", "unkept")]
                for client in clients}
        self.relay.kill()
        mend()
        self.relay.start()
        wrong = 0
        for client in clients:
            number, is_warned = client.log.number, said[client][-1:] == ["unkept"]
            try:
                client.connect("back")
                wrong += client.member.log != number and not is_warned
            except Failed:
                wrong += not is_warned
        self.result.zero(**self.figure("false_ok", wrong))
        self.table.close()


def run(options, result):
    with Relay(TALKATIVE | CROWDED, shards=1) as relay:
        breaking = Breaking("eio", relay, result)
        tracer = strace(relay, "-e", f"trace={options.syscall}",
                        "-e", f"inject={options.syscall}:error=EIO:when=1+")
        breaking.goes_unkept()
        breaking.restarts(lambda: detach(tracer))
    with OnSmallDisk(options.kib) as relay:
        breaking = Breaking("full", relay, result)
        relay.disk.fill()
        # A journal may have taken its room before: it has to use that up.
        bustle(breaking.table, lambda: has_note(breaking.table.founder, "unkept"))
        breaking.goes_unkept()
        breaking.tells_who_comes_late()
        relay.disk.widens()
        breaking.goes_kept(options.patience)
        breaking.restarts(lambda: None)
    with OnSmallDisk(SMALL_KIB) as relay:
        breaking = Breaking("small", relay, result)
        breaking.tells_everybody()
        relay.disk.widens()
        breaking.goes_kept(options.patience)
        breaking.restarts(lambda: None)
    with Relay(TALKATIVE | CROWDED | ON_DISK, shards=1) as relay:
        breaking = Breaking("sync", relay, result)
        tracer = fail_syncs(relay, "fdatasync", "1")
        breaking.goes_on_in_a_fresh_file()
        breaking.restarts(lambda: detach(tracer))
    with Relay(TALKATIVE | CROWDED | ON_DISK, shards=1) as relay:
        breaking = Breaking("syncs", relay, result)
        tracer = fail_syncs(relay, "fdatasync,fsync", "1+")
        breaking.goes_unkept()
        breaking.tells_who_comes_late()
        breaking.restarts(lambda: detach(tracer))


def fail_syncs(relay, syscalls, when):
    """In the thread of the journal; the store's own syncs are another's, and succeed."""
    return strace(relay, "-e", f"trace={syscalls}", "-e", f"inject={syscalls}:error=EIO:when={when}",
                  thread="shard-0")
