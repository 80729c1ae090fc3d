"""The reader in a process of its own: a hostile body costs that process and nothing else."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from tracker.pipeline.read import read
from tracker.pipeline.read.child import READINGS_EACH, _readers, read_in_child
from tracker.vocabulary import CheckOutcome

ROOT = Path(__file__).parents[3]
FEEDS = Path(__file__).parent.parent.parent / "samples" / "feeds"
SAMPLES = sorted(FEEDS.iterdir())
GOOD = (FEEDS / "rss20.xml").read_bytes()
NOW = datetime(2024, 6, 1, tzinfo=UTC)

BOMBS = {
    "50,000 attributes": b"<rss><channel><item "
    + b" ".join(b'a%d=""' % n for n in range(50_000))
    + b"/></channel></rss>",
    "300,000 open tags": b"<rss><channel><item><description>"
    + b"<b>" * 300_000
    + b"</description></item></channel></rss>",
}


def quickly(body):
    """With limits as short as limits can be, so that the tests are."""
    started = time.monotonic()
    found = read_in_child(body, cpu_seconds=1, wall_seconds=5)
    assert time.monotonic() - started < 6
    return found


def works():
    assert read_in_child(GOOD).outcome is CheckOutcome.OK


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_child_gives_what_the_reader_gives(sample):
    options = {"content_type": "text/xml", "base_url": "https://gazette.example.org/", "now": NOW}
    assert read_in_child(sample.read_bytes(), **options) == read(sample.read_bytes(), **options)


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_ended_by_the_limit_and_the_next_reading_works(bomb):
    found = quickly(bomb)
    assert found.outcome is CheckOutcome.ENDED
    assert found.error
    assert found.entries == ()
    works()


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel>" + b"<!--" * 250_000,
        b"<rss>" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 500_000,
        b"<rss><channel><item><description>"
        + b"&lt;div&gt;" * 20_000
        + b"</description></item></channel></rss>",
        b"<rss><channel><item><pubDate>" + b"1" * 1_000_000 + b"</pubDate></item></channel></rss>",
    ],
    ids=["comments", "depth", "brackets", "escaped tags", "a date"],
)
def test_other_bombs_end_with_some_word_in_bounds(body):
    assert quickly(body).outcome in CheckOutcome
    works()


def test_too_little_memory_ends_the_reading():
    body = b"<rss><channel>" + b"<item><title>x</title></item>" * 300_000 + b"</channel></rss>"
    assert read_in_child(body, memory_mb=64).outcome is CheckOutcome.ENDED
    works()


def test_a_child_that_does_not_answer_is_left():
    works()
    os.kill(_readers._process.pid, signal.SIGSTOP)
    started = time.monotonic()
    assert read_in_child(GOOD, wall_seconds=0.3).outcome is CheckOutcome.ENDED
    assert time.monotonic() - started < 2
    works()


def test_a_child_that_died_in_between_is_replaced():
    works()
    os.kill(_readers._process.pid, signal.SIGKILL)
    _readers._process.wait(5)
    works()


def test_one_child_serves_many_readings_and_is_replaced_in_time():
    works()
    first = _readers._process.pid
    works()
    assert _readers._process.pid == first
    _readers._served = READINGS_EACH - 1
    works()
    works()
    assert _readers._process.pid != first
    assert not psutil.pid_exists(first)


def test_a_body_that_is_too_large_is_not_sent():
    assert read_in_child(b"a" * (15 * 1024 * 1024 + 1)).outcome is CheckOutcome.TOO_LARGE


def test_a_large_body_and_a_large_answer_pass_through():
    body = (
        b"<rss><channel>" + b"<item><title>%s</title></item>" % (b"long " * 150) * 900 + b"</channel></rss>"
    )
    assert len(read_in_child(body).entries) == 900


def test_threads_take_turns():
    outcomes = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(read_in_child(GOOD).outcome)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert outcomes == [CheckOutcome.OK] * 8


def test_both_sides_of_a_fork_have_a_child_of_their_own():
    # What a prefork worker does, in a process with a single thread, as its parent is.
    script = """
        import os
        from tracker.pipeline.read.child import _readers, read_in_child

        def reader():
            assert read_in_child(b"<rss/>").outcome == "ok"
            return _readers._process.pid

        ours = reader()
        told, tell = os.pipe()
        forked = os.fork()
        if not forked:
            os.write(tell, str(reader()).encode())
            _readers.end()
            os._exit(0)
        assert os.waitpid(forked, 0)[1] == 0
        assert int(os.read(told, 100)) != ours
        assert reader() == ours
    """
    subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script)], cwd=ROOT, timeout=60, check=True
    )


def test_the_child_goes_when_its_parent_is_killed():
    script = """
        import os, signal
        from tracker.pipeline.read.child import _readers, read_in_child
        read_in_child(b"<rss/>")
        print(_readers._process.pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        timeout=30,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    pid, ends = int(done.stdout), time.monotonic() + 5
    while (
        psutil.pid_exists(pid)
        and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
        and time.monotonic() < ends
    ):
        time.sleep(0.05)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_ctrl_c_for_the_whole_group_does_not_cost_the_reading():
    works()
    first = _readers._process.pid
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(first, ignored)
    works()
    assert _readers._process.pid == first


def test_the_child_knows_no_secret_and_no_django(monkeypatch):
    monkeypatch.setenv("DATABASE_PASSWORD", "sample-secret")
    _readers.end()
    works()
    process = psutil.Process(_readers._process.pid)
    assert "DATABASE_PASSWORD" not in process.environ()
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, tracker.pipeline.read.inside; print('django' in sys.modules)"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert loaded.stdout.strip() == b"False"
