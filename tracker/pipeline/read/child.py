"""A body in, a `Reading` out, as from `read`; but whatever the body does, within seconds and within bounds of memory.

One process (`inside`) is kept warm for each of ours and serves many readings, one at a time. It is replaced when it was
ended by a limit, when it has served its time, and after a fork, whose two sides must not share it.
"""

import atexit
import os
import selectors
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tracker.vocabulary import CheckOutcome

from . import MOST_BYTES
from .entry import Reading
from .frames import ANSWER_HEAD, Request, pack_request, unpack_reading

READINGS_EACH = 500
STEP = 65_536
_ROOT = Path(__file__).resolve().parents[3]
_KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


def read_in_child(
    body: bytes,
    *,
    content_type: str = "",
    base_url: str = "",
    now: datetime | None = None,
    cpu_seconds: int = 5,
    memory_mb: int = 512,
    wall_seconds: float = 10,
) -> Reading:
    """As `read`, with the outcome `ended` for a body that takes more than is given here."""
    if len(body) > MOST_BYTES:
        return Reading(CheckOutcome.TOO_LARGE, error=f"The document is larger than {MOST_BYTES:,} bytes.")
    request = Request(bytes(body), content_type, base_url, now, cpu_seconds, memory_mb)
    return _readers.read(request, wall_seconds)


class _Readers:
    """The one reader process of this process, made when it is needed."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._served = 0

    def read(self, request: Request, wall_seconds: float) -> Reading:
        with self._lock:
            try:
                process = self._ready()
            except OSError:
                return Reading(CheckOutcome.ENDED, error="The reader could not be started.")
            answer = _exchange(process, pack_request(request), wall_seconds)
            if answer is None:
                self.end()
                return Reading(CheckOutcome.ENDED, error="Reading the document took too much time or memory.")
            reading = unpack_reading(answer)
            self._served += 1
            if reading.outcome is CheckOutcome.ENDED or self._served >= READINGS_EACH:
                self.end()
            return reading

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _close_pipes(process)
            process.wait()

    def forget(self) -> None:
        """After a fork, on the new side: leave the process to the old side, and do not keep its pipes open."""
        process, self._process = self._process, None
        self._lock = threading.Lock()
        if process is not None:
            _close_pipes(process)
            process.returncode = 0  # not ours to wait for

    def _ready(self) -> subprocess.Popen:
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            self._process, self._served = _start(), 0
        return self._process


def _start() -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-m", f"{__package__}.inside"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd=_ROOT,
        # No secrets for a process that reads what strangers wrote.
        env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
    )
    os.set_blocking(process.stdin.fileno(), False)
    os.set_blocking(process.stdout.fileno(), False)
    return process


def _exchange(process: subprocess.Popen, request: bytes, wall_seconds: float) -> bytes | None:
    """The answer, or None if there is none within `wall_seconds`."""
    ends = time.monotonic() + wall_seconds
    unsent, received = memoryview(request), bytearray()
    with selectors.DefaultSelector() as pipes:
        pipes.register(process.stdin, selectors.EVENT_WRITE)
        pipes.register(process.stdout, selectors.EVENT_READ)
        while ready := pipes.select(max(0.0, ends - time.monotonic())):
            for key, _ in ready:
                if key.fileobj is process.stdin:
                    try:
                        unsent = unsent[os.write(key.fd, unsent[:STEP]) :]
                    except BrokenPipeError:
                        return None
                    if not unsent:
                        pipes.unregister(process.stdin)
                else:
                    piece = os.read(key.fd, STEP)
                    if not piece:
                        return None
                    received += piece
                    if (answer := _whole(received)) is not None:
                        return answer
    return None


def _whole(received: bytearray) -> bytes | None:
    if len(received) < ANSWER_HEAD.size:
        return None
    end = ANSWER_HEAD.size + ANSWER_HEAD.unpack_from(received)[0]
    return bytes(received[ANSWER_HEAD.size : end]) if len(received) >= end else None


def _close_pipes(process: subprocess.Popen) -> None:
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()


_readers = _Readers()
os.register_at_fork(after_in_child=_readers.forget)
atexit.register(_readers.end)
