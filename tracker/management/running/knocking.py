"""Asking our own servers whether they are there: an address of this site's in, yes or no out.

The only file beside `pipeline/fetch.py` that opens a connection; it reaches nothing but what the plan itself runs
and the broker that REDIS_URL names.
"""

import errno
import socket
from urllib.parse import urlsplit


def broker_answers(url, timeout=1.0):
    """Whether a server at `redis://` or `rediss://` takes a connection; at `unix://`, whether it answers PING."""
    parts = urlsplit(url)
    try:
        if parts.scheme in ("unix", "redis+socket"):
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(timeout)
                line.connect(parts.path)
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379), timeout=timeout):
            return True
    except OSError:
        return False


def page_answers(host, port, path, timeout=2.0):
    """Whether the web process gives any answer but an error of its own."""
    ask = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((host, port), timeout=timeout) as line:
            line.sendall(ask.encode("ascii"))
            version, _, status = line.recv(12).decode("latin-1").partition(" ")
            return version.startswith("HTTP/") and status[:1] in ("2", "3", "4")
    except OSError:
        return False


def why_port_is_shut(host, port):
    """None if we could listen there; else the rest of a sentence that begins “Port 8000 on 127.0.0.1”."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return "is taken by another program. Choose another: PORT=8001 make run"
        if error.errno == errno.EACCES:
            return "needs rights that this user has not. Choose one above 1023: PORT=8000 make run"
        return f"cannot be opened: {error.strerror or error}."
    return None
