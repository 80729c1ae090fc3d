"""The process that reads bodies from outside: requests in on standard input, readings out on standard output.

Started by `child` and ended by it, by the system's limits, or by itself when its parent is gone. It has no Django, no
database and no secrets, and is refused the network and other programs by a hook that cannot be taken off again.
"""

import math
import os
import resource
import select
import signal
import sys
import time
from typing import BinaryIO

from . import read
from .entry import Reading
from .frames import REQUEST_HEAD, Request, pack_reading, unpack_request

IDLE_SECONDS = 10
_NEVER = frozenset(
    (
        "socket.connect",
        "socket.getaddrinfo",
        "socket.bind",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
    )
)


def main() -> None:
    # Ctrl-C and a service's stop go to the whole group; the parent may still be waiting for this reading.
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library may print must not get between the answers
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)
    parent = os.getppid()
    while request := _next_request(requests, parent):
        answers.write(pack_reading(_limited(request)))
        answers.flush()


def _limited(request: Request) -> Reading:
    _lower(resource.RLIMIT_AS, request.memory_mb * 1024 * 1024)
    _lower(resource.RLIMIT_CPU, math.ceil(time.process_time()) + request.cpu_seconds)
    return read(request.body, content_type=request.content_type, base_url=request.base_url, now=request.now)


def _lower(limit: int, value: int) -> None:
    hard = resource.getrlimit(limit)[1]
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _next_request(requests: BinaryIO, parent: int) -> Request | None:
    """The next request, or None when nobody is left to ask."""
    while not select.select([requests], [], [], IDLE_SECONDS)[0]:
        if os.getppid() != parent:  # another process may hold our standard input open
            return None
    head = requests.read(REQUEST_HEAD.size)
    if len(head) < REQUEST_HEAD.size:
        return None
    words_length, body_length = REQUEST_HEAD.unpack(head)
    words, body = requests.read(words_length), requests.read(body_length)
    return unpack_request(words, body) if len(body) == body_length else None


def _refuse(event: str, _details: tuple) -> None:
    if event in _NEVER:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
