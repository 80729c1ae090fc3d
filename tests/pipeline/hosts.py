"""Servers for the fetcher to visit: an answer (or a function that misbehaves) for each path, on 127.0.0.1."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket], None]


@dataclass
class Host:
    port: int
    scheme: str = "http"
    requests: list[bytes] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def allow(self) -> frozenset[str]:
        return frozenset({self.place})


@contextlib.contextmanager
def serving(
    answers: dict[str, Answer] | Callable[[str], Answer], tls: ssl.SSLContext | None = None
) -> Iterator[Host]:
    listener = socket.create_server(("127.0.0.1", 0))
    host = Host(listener.getsockname()[1], "https" if tls else "http")
    closed = threading.Event()

    def answer(connection):
        with connection, contextlib.suppress(OSError):
            connection.settimeout(20)
            if tls:
                connection = tls.wrap_socket(connection, server_side=True)
            with connection:
                request = receive(connection)
                if not request:
                    return
                host.requests.append(request)
                path = request.split(b" ")[1].decode("latin-1")
                found = (
                    answers(path)
                    if callable(answers)
                    else answers.get(path, reply(b"nothing here", "404 Not Found"))
                )
                if callable(found):
                    found(connection)
                else:
                    connection.sendall(found)

    def accept():
        while not closed.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        closed.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def receive(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        piece = connection.recv(65_536)
        if not piece or (not request and not piece[:1].isalpha()):  # a TLS greeting is no request
            return b""
        request += piece
    return request


def reply(body: bytes = b"", status: str = "200 OK", *headers: str, length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return reply(b"", status, f"Location: {location}")
