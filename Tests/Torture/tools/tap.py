"""A way to the relay on which somebody listens, and can say again what they have heard."""

import contextlib
import socket
import threading

from harness import free_port


class Tap:
    """Forwards both ways; keeps the bytes that went up, connection by connection."""

    def __init__(self, target):
        self.target, self.port, self.heard, self.ways = target, free_port(), [], []
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                relay = socket.create_connection(("127.0.0.1", self.target))
                chunks = []
                self.heard.append(chunks)
                self.ways.append(relay)
                for source, sink, kept in ((client, relay, chunks), (relay, client, None)):
                    threading.Thread(target=self.pump, args=(source, sink, kept),
                                     daemon=True).start()

    @staticmethod
    def pump(source, sink, kept):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if kept is not None:
                    kept.append(data)
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def says(self, number, data):
        """Puts bytes into a connection that others use."""
        with contextlib.suppress(OSError):
            self.ways[number].sendall(data)

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for way in self.ways:
            way.close()
