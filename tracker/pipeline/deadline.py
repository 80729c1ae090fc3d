"""A number of seconds in; when they are over, the watched socket is shut and whoever waits on it gets the end of it.

A read timeout begins anew with every byte, so a server that sends one byte a second never meets it. This one does not.
"""

import socket
import threading
import time
from contextlib import suppress


class Deadline:
    """A context manager round one visit. Ask `left` before taking the end of the data for a complete answer."""

    def __init__(self, seconds: float):
        self._ends = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self.passed = False

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_) -> None:
        self._timer.cancel()
        with self._lock:
            self._socket = None

    def left(self) -> float:
        """The seconds that remain. Raises TimeoutError when there are none."""
        seconds = self._ends - time.monotonic()
        if self.passed or seconds <= 0:
            self.passed = True
            raise TimeoutError
        return seconds

    def watch(self, connection: socket.socket) -> None:
        with self._lock:
            self._socket = connection
            if self.passed:
                _shut(connection)

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            if self._socket is not None:
                _shut(self._socket)


def _shut(connection: socket.socket) -> None:
    # The plain socket's own shutdown: a TLS socket's would first drop the session that another thread is reading.
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
