"""Members who read slowly, or not at all (SPEC §5.10, §11.4)."""

import socket
import threading
import time

from circle.client import Client, Membership
from circle.keys import read_link
from tools.relay import TALKATIVE, Relay
from tools.talk import Talk

# Batches, records and a little more, for each; and what an allocator takes anyway.
KIB_PER_READER, KIB_ALLOCATOR = 64, 1024
SLOW_BYTES = 1000       # a second


def arguments(parser):
    parser.add_argument("--members", type=int, default=8, help="who read at once")
    parser.add_argument("--slow", type=int, default=4, help="who read 1 KB/s")
    parser.add_argument("--stopped", type=int, default=2, help="who do not read")
    parser.add_argument("--seconds", type=float, default=12)


class SlowReader:
    """Sits down like everybody, and then takes a little now and then, or nothing."""

    def __init__(self, link, name, bytes_per_second):
        self.client = Client(Membership.of(read_link(link)))
        self.client.join(read_link(link), name)
        self.client.until(lambda: self.client.ready)
        self.socket = self.client.connection.socket
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.rate, self.taken, self.is_cut = bytes_per_second, 0, False

    def take(self, seconds):
        """What may be taken in this time. It is not looked at."""
        try:
            data = self.socket.recv(int(self.rate * seconds)) if self.rate else None
            self.taken += len(data or b"")
            self.is_cut = data == b""
        except BlockingIOError:
            pass
        except OSError:
            self.is_cut = True


def read_slowly(readers, done):
    while not done.wait(0.2):
        for reader in readers:
            reader.take(0.2)


def run(options, result):
    count = options.slow + options.stopped
    with Relay(TALKATIVE) as relay:
        # The ring is full before anything is measured: it is the same for all.
        talk = Talk(relay, members=options.members, every=0.04, length=900, warm=1100,
                    guests=count)
        time.sleep(4)
        until_now = time.monotonic()
        readers = [SlowReader(link, f"Slow {number}", SLOW_BYTES if number < options.slow else 0)
                   for number, link in enumerate(talk.links)]
        done = threading.Event()
        rss, began = relay.rss(), time.monotonic()
        threading.Thread(target=read_slowly, args=(readers, done), daemon=True).start()
        most = rss
        while time.monotonic() < began + options.seconds:
            time.sleep(0.25)
            most = max(most, relay.rss())
        until = time.monotonic()
        done.set()
        talk.close()
        result.tell(slow=options.slow, stopped=options.stopped,
                    slow_took_bytes=sum(reader.taken for reader in readers))
        result.zero(readers_cut=sum(reader.is_cut for reader in readers))
        result.tell(kib_per_reader=(most - rss) / count)
        result.most(KIB_PER_READER * count + KIB_ALLOCATOR, rss_growth_kib=most - rss)
        talk.judge(result, (talk.since, until_now), (began, until))
        for reader in readers:
            reader.client.cut()
