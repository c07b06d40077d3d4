"""TLS by the system's own library, for what Python's does not offer: updates of keys."""

import ctypes
import ctypes.util
import socket
import time

from circle.proofs import auth_line
from circle.tls import EXPORTER
from tools.result import Skip

SSL_CTRL_SET_MIN_PROTO_VERSION, TLS1_3 = 123, 0x0304
NOT_REQUESTED, REQUESTED = 0, 1     # whether the other side shall update its keys, too
ALPN = b"\x08circle/1"


def load():
    name = ctypes.util.find_library("ssl")
    if not name:
        raise Skip("no libssl")
    library = ctypes.CDLL(name)
    pointer, size, text = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p
    for function, answer, arguments in (
            ("TLS_client_method", pointer, []), ("SSL_CTX_new", pointer, [pointer]),
            ("SSL_CTX_ctrl", ctypes.c_long, [pointer, ctypes.c_int, ctypes.c_long, pointer]),
            ("SSL_CTX_set_alpn_protos", ctypes.c_int, [pointer, text, ctypes.c_uint]),
            ("SSL_new", pointer, [pointer]), ("SSL_set_fd", ctypes.c_int, [pointer, ctypes.c_int]),
            ("SSL_connect", ctypes.c_int, [pointer]), ("SSL_free", None, [pointer]),
            ("SSL_key_update", ctypes.c_int, [pointer, ctypes.c_int]),
            ("SSL_do_handshake", ctypes.c_int, [pointer]),
            ("SSL_write", ctypes.c_int, [pointer, text, ctypes.c_int]),
            ("SSL_read", ctypes.c_int, [pointer, pointer, ctypes.c_int]),
            ("SSL_export_keying_material", ctypes.c_int,
             [pointer, pointer, size, text, size, text, size, ctypes.c_int])):
        found = getattr(library, function)
        found.restype, found.argtypes = answer, arguments
    return library


class Gone(Exception):
    """The other side has ended the connection."""


class Updating:
    """A connection that can say that its keys are new, as often as it likes."""

    def __init__(self, port, source="127.0.0.1"):
        self.library = load()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10,
                                               source_address=(source, 0))
        self.socket.settimeout(None)    # a blocking descriptor, for the library
        context = self.library.SSL_CTX_new(self.library.TLS_client_method())
        self.library.SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, TLS1_3, None)
        self.library.SSL_CTX_set_alpn_protos(context, ALPN, len(ALPN))
        self.tls = self.library.SSL_new(context)
        self.library.SSL_set_fd(self.tls, self.socket.fileno())
        if self.library.SSL_connect(self.tls) != 1:
            raise Gone
        self.rest = b""

    def binding(self):
        value = ctypes.create_string_buffer(32)
        self.library.SSL_export_keying_material(self.tls, value, 32, EXPORTER, len(EXPORTER),
                                                None, 0, 0)
        return value.raw

    def read_line(self):
        buffer = ctypes.create_string_buffer(16_384)
        while b"\n" not in self.rest:
            count = self.library.SSL_read(self.tls, buffer, len(buffer))
            if count <= 0:
                raise Gone
            self.rest += buffer.raw[:count]
        line, _, self.rest = self.rest.partition(b"\n")
        return line.rstrip(b"\r")

    def send_line(self, line):
        data = line.encode() + b"\r\n"
        if self.library.SSL_write(self.tls, data, len(data)) <= 0:
            raise Gone

    def prove(self, membership):
        """AUTH back, with the key of somebody who is admitted; answers the WELCOME."""
        hello = self.read_line().decode()
        self.send_line(auth_line("back", membership.circle, self.binding(), hello,
                                 membership.seat))
        return self.read_line().decode()

    def update(self, kind=NOT_REQUESTED):
        """One record that carries nothing."""
        if self.library.SSL_key_update(self.tls, kind) != 1 or \
                self.library.SSL_do_handshake(self.tls) != 1:
            raise Gone

    def is_gone(self, patience):
        """Whether the other side ends it; what it says before is thrown away."""
        self.socket.settimeout(patience)
        end = time.monotonic() + patience
        try:
            while time.monotonic() < end:
                if not self.socket.recv(65536):
                    return True
        except TimeoutError:
            return False
        except OSError:
            return True
        return False

    def close(self):
        self.library.SSL_free(self.tls)
        self.socket.close()
