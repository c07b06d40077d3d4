"""One connection: TCP, TLS 1.3, the name circle/1, lines (§1, §3.8)."""

import select
import socket
import time

from OpenSSL import SSL

from .wire import LineReader

EXPORTER = b"EXPORTER-circle-v1"


class Closed(Exception):
    """The other side ended the connection, or did not finish the handshake."""


class Connection:
    def __init__(self, host, port, alpn=(b"circle/1",), versions=(SSL.TLS1_3_VERSION, 0),
                 deadline=20, agreed=b"circle/1", source=None):
        """``agreed`` is the name without which there is no connection; None is for tests.

        ``source`` is the own address, if it matters which."""
        self.socket = socket.create_connection((host, port), timeout=deadline,
                                               source_address=source and (source, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        context = SSL.Context(SSL.TLS_CLIENT_METHOD)
        context.set_min_proto_version(versions[0])
        context.set_max_proto_version(versions[1])
        context.set_verify(SSL.VERIFY_NONE)     # §1.1: the certificate proves nothing
        if alpn:
            context.set_alpn_protos(list(alpn))
        self.tls = SSL.Connection(context, self.socket)
        self.tls.set_connect_state()
        self.reader = LineReader()
        self.waiting = []       # lines read and not taken yet
        self.closed = False
        try:
            self._all(lambda: self.tls.do_handshake() or 1, deadline)
            if agreed and self.tls.get_alpn_proto_negotiated() != agreed:
                raise Closed("circle/1 was not agreed")
        except Exception:
            self.close()
            raise
        self.binding = self.tls.export_keying_material(EXPORTER, 32)

    def _all(self, operation, deadline):
        """Repeats ``operation`` until it is through."""
        end = time.monotonic() + deadline
        while True:
            wait = ([self.socket], [])
            try:
                return operation()
            except SSL.WantReadError:
                pass
            except SSL.WantWriteError:
                wait = ([], [self.socket])
            except (SSL.Error, OSError) as error:
                self.closed = True
                raise Closed(str(error)) from None
            if time.monotonic() > end:
                raise Closed("deadline")
            select.select(*wait, [], max(0, end - time.monotonic()))

    def send(self, data, deadline=20):
        while data:
            data = data[self._all(lambda: self.tls.send(data[:65536]), deadline):]

    def send_line(self, line):
        self.send((line if isinstance(line, bytes) else line.encode()) + b"\r\n")

    def read(self, timeout=0):
        """All lines that are here, after waiting at most ``timeout`` for the first."""
        lines, self.waiting = self.waiting, []
        while not self.closed:
            try:
                data = self.tls.recv(65536)
                lines += self.reader.feed(data)
                continue
            except SSL.WantReadError:
                pass
            except (SSL.Error, OSError):
                self.closed = True
                break
            if lines or not select.select([self.socket], [], [], timeout)[0]:
                break
            timeout = 0 if lines else timeout
        return lines

    def read_line(self, deadline=20):
        """The next line, or None when the connection ended or the deadline has passed."""
        end = time.monotonic() + deadline
        while True:
            lines = self.read(max(0, end - time.monotonic()))
            if lines:
                self.waiting = lines[1:]
                return lines[0]
            if self.closed or time.monotonic() > end:
                return None

    def cut(self):
        """Ends the connection without a farewell, as a failing link does."""
        self.close()

    def close(self):
        self.closed = True
        self.socket.close()
