"""Child processes: command lines in; their lines with a name before each, their restarts and their end out."""

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

LONGEST_PAUSE = 30.0
CALM_AFTER = 60.0  # a child that lived so long starts again without a growing pause
PR_SET_PDEATHSIG = 1
# Looked up before any fork: between fork and exec nothing may be loaded.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def die_with(parent):
    """For preexec_fn: the kernel sends SIGTERM when the parent is gone, even by kill -9."""

    def bind():
        if _prctl is not None:
            _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)

    return bind


@dataclass
class Child:
    """One process that should be there, and is started again when it is not."""

    name: str
    command: list
    environment: dict
    stop_signal: int = signal.SIGTERM
    as_user: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    ended: int = 0  # how often in a row, without a calm spell between

    @property
    def alive(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        # Its own session: Ctrl-C in a terminal reaches the supervisor alone, which then ends the children in order.
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
            **self.as_user,
        )
        self.started_at = time.monotonic()

    def signal(self, number):
        """To the child alone: it knows what to do with its own children."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)

    def sweep(self):
        """Whatever it started and left behind goes too, or a new one would find its port taken."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Household:
    """All the children, their output, and the one loop that watches over them."""

    def __init__(self, out=None):
        self.children = []
        self.out = out or sys.stderr
        self.stopping = False
        self._pipes = selectors.DefaultSelector()
        self._unfinished = {}

    def say(self, name, text):
        print(f"{name:<8} | {text}", file=self.out, flush=True)

    def add(self, child):
        self.children.append(child)
        self._start(child)
        return child

    def forget(self, child):
        """End this one and do not start it again."""
        self.children.remove(child)
        child.sweep()
        child.process = None

    def _start(self, child):
        child.start()
        self.listen(child.name, child.process.stdout)

    def listen(self, name, pipe):
        """Pass on what comes out of this pipe, line by line, under this name."""
        os.set_blocking(pipe.fileno(), False)
        self._pipes.register(pipe, selectors.EVENT_READ, name)

    def watch(self, seconds):
        """For so long: pass the children's lines on, and start again what has ended."""
        until = time.monotonic() + seconds
        while True:
            left = max(0.0, min(until - time.monotonic(), 0.2))
            if self._pipes.get_map():
                for key, _ in self._pipes.select(left):
                    self._read(key)
            else:
                time.sleep(left)
            if not self.stopping:
                for child in self.children:
                    self._mend(child)
            if time.monotonic() >= until:
                return

    def _read(self, key):
        try:
            data = os.read(key.fileobj.fileno(), 65536)
        except BlockingIOError:
            return
        *lines, rest = (self._unfinished.pop(key.fileobj, b"") + data).split(b"\n")
        if data and len(rest) < 65536:
            self._unfinished[key.fileobj] = rest
        elif rest:
            lines.append(rest)
        for line in lines:
            self.say(key.data, line.decode("utf-8", "replace").rstrip("\r"))
        if not data:
            self._pipes.unregister(key.fileobj)
            key.fileobj.close()

    def _mend(self, child):
        if child.alive:
            return
        now = time.monotonic()
        if child.process is not None:
            code = child.process.returncode
            child.sweep()
            child.ended = 1 if now - child.started_at > CALM_AFTER else child.ended + 1
            pause = min(2.0 ** (child.ended - 1), LONGEST_PAUSE)
            child.process, child.start_again_at = None, now + pause
            how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with code {code}"
            self.say("site", f"{child.name} ended {how}; starting it again in {pause:.0f} s")
        elif now >= child.start_again_at:
            self._start(child)

    def end(self, children, within):
        """Ask these to end, wait, and kill what is still there; true if none had to be killed."""
        self.stopping = True
        for child in children:
            child.signal(child.stop_signal)
        until = time.monotonic() + within
        while any(child.alive for child in children) and time.monotonic() < until:
            self.watch(0.05)
        late = [child.name for child in children if child.alive]
        for child in children:
            child.sweep()
            if child.process is not None:
                child.process.wait()
        self.watch(0)
        if late:
            self.say("site", f"did not end in time and was killed: {', '.join(late)}")
        return not late
