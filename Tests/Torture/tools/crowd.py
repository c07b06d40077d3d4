"""Peers that are no members: silent ones, slow ones, and where they come from."""

import random
import select
import socket
import time

from OpenSSL import SSL

PER_ADDRESS = 16        # connections that an address has before AUTH (SPEC §11.3)


class Addresses:
    """Addresses of this machine, each for as many connections as one may have."""

    def __init__(self, each=PER_ADDRESS):
        self.each, self.count = each, 0

    def next(self):
        number = self.count // self.each
        self.count += 1
        return f"127.{1 + number // 60_000}.{number // 250 % 240}.{1 + number % 250}"


class Silent:
    """A TCP connection without a word."""

    def __init__(self, port, source):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10,
                                               source_address=(source, 0))
        self.socket.setblocking(False)
        self.began, self.ended = time.monotonic(), None

    def is_closed(self):
        """Whether the relay has ended it; what it says meanwhile is thrown away."""
        while self.ended is None:
            try:
                if self.socket.recv(65536):
                    continue
            except BlockingIOError:
                return False
            except OSError:
                pass
            self.ended = time.monotonic()
        return True

    def send(self, data):
        try:
            self.socket.send(data)
        except OSError:
            self.ended = self.ended or time.monotonic()

    def reads(self, seconds):
        """What comes within some time, at most until the end."""
        heard, end = b"", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.socket], [], [], left)[0]:
                break
            try:
                data = self.socket.recv(65536)
            except OSError:
                data = b""
            if not data:
                self.ended = time.monotonic()
                break
            heard += data
        return heard

    def close(self):
        self.socket.close()


def client_hello(version=SSL.TLS1_3_VERSION, alpn=(b"circle/1",)):
    """The first flight of a client, as it goes over the wire."""
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    context.set_min_proto_version(version)
    context.set_max_proto_version(version)
    if alpn:
        context.set_alpn_protos(list(alpn))
    tls = SSL.Connection(context, None)
    tls.set_connect_state()
    try:
        tls.do_handshake()
    except SSL.WantReadError:
        pass
    return tls.bio_read(65536)


def disturbed(data, dice):
    """One to eight bytes are other ones."""
    data = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def noise(dice, most=4096):
    return random.Random(dice.random()).randbytes(dice.randint(1, most))
