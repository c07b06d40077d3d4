"""A relay that can be killed, traced, starved and started again with the same directories."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import harness

# Lines may come as fast as a machine talks; the limits of those who come in are the real ones.
TALKATIVE = {key: value for key, value in harness.FAST.items() if not key.startswith("gate.")}
# All members of a real circle stand behind one address here.
CROWDED = {"gate.per-address": 1000, "gate.failures": 100_000}
# Every record is on the disk before anybody hears of it (SPEC §5.11).
ON_DISK = {"journal.on-disk": 1}


class Relay(harness.Relay):
    """``within`` is a command that runs the relay, and must become it: strace -D, prlimit.

    ``settings`` are all that differ from the relay's own."""

    def __init__(self, settings=None, within=(), shards=2, address="127.0.0.1", environment=None):
        self.within, self.shards, self.address = list(within), shards, address
        self.chosen, self.more = settings or {}, environment or {}
        self.crashes, self.memory = 0, None
        super().__init__()

    def start(self):
        if self.memory is None:
            self.move_in()
        super().start()

    def move_in(self):
        """The runtime directory is where it is in service, too: in memory, of mode 0700."""
        place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.memory = tempfile.mkdtemp(prefix="circle-torture-", dir=place)
        self.runtime = pathlib.Path(self.memory)
        self.environment = {**os.environ, "RUNTIME_DIRECTORY": self.memory, **self.more}
        self.settings = self.chosen

    def command(self):
        command = super().command()
        command[command.index("--listen") + 1] = f"{self.address}:{self.port}"
        if self.address != "127.0.0.1":
            command += ["--public", "127.0.0.1"]
        return [*self.within, *command]

    # -- Its ends --

    def kill(self, number=signal.SIGKILL):
        """No farewell; answers when."""
        when = time.monotonic()
        self.process.send_signal(number)
        self.reap()
        return when

    def reap(self, patience=20):
        self.process.wait(patience)
        self.process.stdout.close()
        self.crashes += 1

    def is_running(self):
        return self.process.poll() is None

    def stop(self):
        if self.is_running():
            self.process.send_signal(signal.SIGCONT)
            super().stop()

    def remove(self):
        super().remove()
        shutil.rmtree(self.memory, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    # -- What it costs --

    def cpu(self):
        """Seconds of processor time so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def files(self):
        """What it keeps: in the data directory, in the runtime directory, and what it said."""
        kept = [self.log_path]
        for folder in (self.data, self.memory):
            kept += [path for path in pathlib.Path(folder).rglob("*")
                     if path.is_file() and not path.is_symlink()]
        return kept

    def journal_names(self):
        """The names of the live journal's files, in memory or on the disk."""
        return {path.name for path in self.files() if path.name.startswith("journal-")}

    def journal(self):
        """The files of the runtime directory: those of the live journal."""
        return sorted(path for path in self.files()
                      if path.is_relative_to(self.memory) and path.stat().st_size)


def strace(relay, *options, log="/dev/null", thread=None):
    """A tracer beside a running relay, or beside its threads of one name; answers it once it is
    attached."""
    tasks = [task for task in pathlib.Path(f"/proc/{relay.process.pid}/task").iterdir()
             if thread in (None, (task / "comm").read_text().strip())]
    places = ["-f", "-p", str(relay.process.pid)]
    if thread is not None:
        places = [word for task in tasks for word in ("-p", task.name)]
    tracer = subprocess.Popen(
        ["strace", *places, "-o", str(log), *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 10
    while not all(f"TracerPid:\t{tracer.pid}\n" in (task / "status").read_text()
                  for task in tasks):
        if tracer.poll() is not None or time.monotonic() > end:
            raise RuntimeError("strace: " + tracer.stderr.read())
        time.sleep(0.01)
    return tracer


def detach(tracer):
    """Lets the relay go on by itself."""
    if tracer.poll() is None:
        tracer.terminate()
    tracer.wait(10)
    tracer.stderr.close()
