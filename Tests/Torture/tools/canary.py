"""Words that nobody else could have said, and the places where they must not be found."""

import pathlib
import re

from circle.keys import unb64

# Whatever puts bytes where they may stay. Sockets are left out by what the descriptor is.
WRITING = ("write,writev,pwrite64,pwritev,pwritev2,sendfile,splice,tee,vmsplice,copy_file_range,"
           "process_vm_writev")
PIECE = 10
CHUNK = 1 << 20


def tracing(path):
    """The tracer that writes down, in hexadecimal, what a program writes; it becomes the program."""
    return ["strace", "-D", "-f", "-yy", "-xx", "-s", "1000000", "-A", "-o", str(path),
            "-e", f"trace={WRITING}", "-e", "signal=none"]


class Needles:
    """What is searched: pieces, since a text may be cut where nobody expects it."""

    def __init__(self):
        self.pieces = set()

    def add(self, word):
        data = word.encode() if isinstance(word, str) else word
        self.pieces |= {data[:PIECE], data[-PIECE:]}

    def add_payload(self, payload):
        """Sealed words, as they travel and as bytes; the first ones are the same in all."""
        self.add(payload[4:60])
        self.add(unb64(payload)[1:60])

    def found_in(self, data):
        return sum(piece in data for piece in self.pieces)


def hits_in_files(needles, files):
    """Pieces in files, and the names of the files."""
    found = {path.name: needles.found_in(path.read_bytes()) for path in files if path.exists()}
    return sum(found.values()), [name for name, hits in found.items() if hits]


CALL = re.compile(rb"^\d+ +\w+\(\d+(<[^>]*>+)?")


def is_to_network(line):
    """A connection over TCP; what goes through a pipe, a terminal or a local socket is a hit."""
    call = CALL.match(line)
    return bool(call) and b"<TCP" in call[0]


def hits_in_trace(needles, path):
    """Pieces that were written to anything but the network, and how many writes were seen."""
    hits = writes = 0
    with open(path, "rb") as trace:
        for line in trace:
            if is_to_network(line):
                continue
            writes += 1
            data = bytes.fromhex("".join(part.decode() for part in
                                         re.findall(rb"\\x([0-9a-f]{2})", line)))
            hits += needles.found_in(data)
    return hits, writes


def hits_in_memory(needles, process):
    """Pieces in all that a process could write to: the image that a core would hold."""
    hits = 0
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for first, last in writable(process):
            rest = b""
            for start in range(first, last, CHUNK):
                try:
                    memory.seek(start)
                    data = rest + (memory.read(min(CHUNK, last - start)) or b"")
                except OSError:
                    break
                hits += sum(data.count(piece) for piece in needles.pieces)
                rest = data[-PIECE + 1:]
    return hits


def writable(process):
    for line in pathlib.Path(f"/proc/{process}/maps").read_text().splitlines():
        span, rights = line.split()[:2]
        if "w" in rights:
            first, last = (int(number, 16) for number in span.split("-"))
            yield first, last
