"""Real servers for tests: PostgreSQL, Redis, a Celery worker and Chromium, on free ports, ended by their own ids.

What is not there is named in a sentence (`Missing`), and the test that wanted it fails: it never vanishes. To leave
a kind out on purpose: SKIP_POSTGRES=1, SKIP_REDIS=1, SKIP_BROWSER=1.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tracker.management.running import postgres
from tracker.management.running.broker import packaged_server
from tracker.management.running.children import die_with
from tracker.management.running.knocking import broker_answers

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Missing(Exception):
    """A program that a test needs is not installed; the text says what to install."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true, within=20.0, what="the server"):
    until = time.monotonic() + within
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(f"{what} was not ready within {within:.0f} s")
        time.sleep(0.02)


@contextlib.contextmanager
def process(command, *, within=15.0, stop=signal.SIGTERM, **options):
    """A child that is asked to end, then made to, and that goes when we do; its group with it."""
    options.setdefault("stdin", subprocess.DEVNULL)
    child = subprocess.Popen(command, start_new_session=True, preexec_fn=die_with(os.getpid()), **options)
    try:
        yield child
    finally:
        if child.poll() is None:
            child.send_signal(stop)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(within)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdout, child.stderr, child.stdin):
            if pipe is not None:
                pipe.close()


def postgres_programs(version=""):
    """The folder of `postgres`: the packaged one (18), or Debian's of that number."""
    installed = {folder.name: folder / "bin" for folder in sorted(Path("/usr/lib/postgresql").glob("*"))}
    packaged = postgres.packaged_programs()
    if version in ("", "18") and packaged is not None:
        return packaged
    if version in installed:
        return installed[version]
    if not version and installed:
        return list(installed.values())[-1]
    raise Missing(
        f"PostgreSQL {version} is not here. Install it: make install (brings 18), or apt-get install postgresql-15. "
        "SKIP_POSTGRES=1 leaves these tests out."
    )


@contextlib.contextmanager
def postgres_server(version=None):
    """A real PostgreSQL, empty; yields the URL of its superuser's database. TEST_POSTGRES chooses 15 or 18."""
    programs = postgres_programs(os.environ.get("TEST_POSTGRES", "") if version is None else version)
    folder = Path(tempfile.mkdtemp(prefix="followthrough-pg-"))
    port = free_port()
    # A test's database need not survive a power cut.
    options = ("listen_addresses=127.0.0.1", f"port={port}", "fsync=off", "synchronous_commit=off")
    server = postgres.Server(programs, folder / "postgres", folder / "postgres-run", options)
    try:
        server.make_ready()
        with (
            (folder / "log").open("wb") as log,
            process(
                server.command(), stop=signal.SIGINT, stdout=log, stderr=subprocess.STDOUT, **server.as_user
            ) as child,
        ):
            wait_until(lambda: server.answers(child.pid) or child.poll() is not None, 30, "PostgreSQL")
            if child.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-800:]}")
            yield f"postgres://{postgres.USER}@127.0.0.1:{port}/{postgres.DATABASE}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def redis_program():
    program = shutil.which("redis-server") or packaged_server()
    if program is None:
        raise Missing(
            "No Redis is here. Install one: apt-get install redis-server. SKIP_REDIS=1 leaves these tests out."
        )
    return program


@contextlib.contextmanager
def redis_server(port=None, *words):
    """A real Redis, empty, that forgets everything; yields its URL. More words go to its command line."""
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="followthrough-redis-") as folder:
        command = [
            redis_program(),
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder,
            "--save",
            "",
            *words,
        ]
        with process(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            url = f"redis://127.0.0.1:{port}/0"
            wait_until(lambda: broker_answers(url), what="Redis")
            yield url


@contextlib.contextmanager
def celery_worker(*, redis_url, database_url, log, **environment):
    """A real worker on a real Redis and the given database; its lines go to the file `log`. Yields the process."""
    command = [
        *[sys.executable, "-W", "ignore:You're running the worker with superuser privileges", "-m", "celery"],
        *["--quiet", "--app", "config.celery", "worker", "--concurrency", "1", "--without-gossip"],
        *["--without-mingle", "--loglevel", "INFO"],
    ]
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "REDIS_URL": redis_url,
        "DATABASE_URL": database_url,
        **environment,
    }
    log = Path(log)
    with (
        log.open("wb") as lines,
        process(command, cwd=ROOT, env=surroundings, stdout=lines, stderr=subprocess.STDOUT) as worker,
    ):
        wait_until(
            lambda: worker.poll() is not None or b"ready." in log.read_bytes(), 40, "the Celery worker"
        )
        if worker.poll() is not None:
            raise RuntimeError(f"the worker did not start: {log.read_text()[-1500:]}")
        yield worker


def chromium():
    """The path of a Chromium: CHROMIUM, or the first of the usual names on the PATH."""
    named = os.environ.get("CHROMIUM", "")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        raise Missing(
            f"No Chromium is here{f' under CHROMIUM={named}' if named else ''}. Install one: apt-get install "
            "chromium, or name it: CHROMIUM=/path/to/chrome. SKIP_BROWSER=1 leaves these tests out."
        )
    return path
