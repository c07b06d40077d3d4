"""The Python environment of these tests, made when it is missing, and the way to their siblings."""

import fcntl
import hashlib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parents[1]
SIBLINGS = [HERE.parent / "Conformance", HERE.parent / "EndToEnd"]
PROGRAMS = ("CIRCLE_RELAY", "CIRCLE")


def enter():
    """Goes on in the environment; comes back at once when it is this one already."""
    for name in PROGRAMS:
        if not os.environ.get(name):
            sys.exit(f"{name} is not set: the path of a program to test")
        os.environ[name] = os.path.realpath(os.environ[name])
    venv = pathlib.Path(os.environ.get("CIRCLE_VENV", HERE.parents[1] / ".build" / "venv")
                        ).absolute()
    venv = venv.with_name(venv.name + "-torture")
    if pathlib.Path(sys.prefix) == venv:
        sys.path[1:1] = map(str, SIBLINGS)
        return
    make(venv)
    python = str(venv / "bin" / "python")
    os.execv(python, [python, "-B", *sys.argv])


def make(venv):
    """Only one process makes it; the others wait."""
    wanted = [HERE / "requirements.txt", *(folder / "requirements.txt" for folder in SIBLINGS)]
    stamp = hashlib.sha256(b"".join(path.read_bytes() for path in wanted)).hexdigest()
    venv.parent.mkdir(parents=True, exist_ok=True)
    with open(venv.with_name(venv.name + ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = venv / "stamp"
        if kept.exists() and kept.read_text() == stamp:
            return
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin" / "pip", "install", "--quiet",
                        "--disable-pip-version-check", "-r", wanted[0]], check=True)
        kept.write_text(stamp)
