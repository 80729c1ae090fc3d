"""The whole site started for real, as `make run` does: a data folder in, a running site to look at out."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from tests import servers

# What the tests' own settings put into the environment must not reach a site that should stand on its own feet.
STRANGERS = (
    *[
        "DJANGO_SETTINGS_MODULE",
        "DATABASE_URL",
        "TEST_DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
    ],
    *[
        "SITE_URL",
        "DEBUG",
        "DATA_DIR",
        "HOST",
        "PORT",
        "SERVES_WEB",
        "TRACKER_FETCH_ALLOW",
        "TRACKER_CONTACT",
    ],
)


def environment(data_dir, port, **more):
    kept = {name: value for name, value in os.environ.items() if name not in STRANGERS}
    return {**kept, "DATA_DIR": str(data_dir), "PORT": str(port), "HOST": "127.0.0.1", **more}


def manage(data_dir, *words):
    """Run one management command on that data folder; its standard output."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=servers.ROOT,
        env=environment(data_dir, 8000),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


class RunningSite:
    """One `manage.py up`: its process, its lines so far, its pages."""

    def __init__(self, process, port, log):
        self.process, self.port, self.log = process, port, log

    @property
    def said(self):
        return self.log.read_text()

    def waits_for(self, words, within=120):
        servers.wait_until(
            lambda: words in self.said or self.process.poll() is not None,
            within,
            f"{words!r} in:\n{self.said}",
        )
        assert words in self.said, self.said

    def asks(self, path):
        """(status, body) of a page; (0, "") where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def family(self):
        """The supervisor and all that came from it."""
        mother = psutil.Process(self.process.pid)
        return [mother, *mother.children(recursive=True)]

    def child(self, *words):
        """The supervisor's own child whose command line has these words."""
        for process in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.Error):
                if all(word in process.cmdline() for word in words):
                    return process
        raise AssertionError(f"no child with {words} among {self.family()}")

    def stop(self, number=signal.SIGINT, within=30):
        """Ask for the end; how long it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(within)
        return time.monotonic() - began


@contextlib.contextmanager
def up(data_dir, log, *, ready=True, port=None, **more):
    """`manage.py up` on a free port; killed with all its children if the test has not ended it."""
    port = servers.free_port() if port is None else port
    log = Path(log)
    family = []
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--web-workers", "1"],
            cwd=servers.ROOT,
            env=environment(data_dir, port, **more),
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=subprocess.STDOUT,
        )
        site = RunningSite(process, port, log)
        try:
            if ready:
                site.waits_for("Ctrl-C stops everything.")
            family = site.family() if process.poll() is None else []
            yield site
        finally:
            with contextlib.suppress(psutil.NoSuchProcess):
                family = [*family, *(site.family() if process.poll() is None else [])]
            for one in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.kill()
            process.wait()


def all_gone(family, within=10):
    """Whether every one of these processes ends in time."""
    _, alive = psutil.wait_procs(family, timeout=within)
    return [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []
