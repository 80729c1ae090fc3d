"""The supervisor's watch over small programs that misbehave on purpose."""

import io
import os
import sys
import time

import psutil
import pytest

from tracker.management.running.children import Child, Household


@pytest.fixture
def household():
    kept = Household(io.StringIO())
    yield kept
    kept.end(kept.children, within=2)


def said(household):
    return household.out.getvalue()


def start(household, name, program):
    return household.add(Child(name, [sys.executable, "-u", "-c", program], dict(os.environ)))


def watch_until(household, true, within=15):
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, said(household)
        household.watch(0.1)


def test_each_line_bears_its_childs_name(household):
    start(household, "first", "print('one'); print('two'); import time; time.sleep(60)")
    start(household, "second", "import sys; print('three', file=sys.stderr); import time; time.sleep(60)")
    watch_until(household, lambda: said(household).count("\n") >= 3)
    assert sorted(said(household).splitlines()) == ["first    | one", "first    | two", "second   | three"]


def test_a_line_written_in_pieces_is_one_line(household):
    program = "import os, time\nfor piece in (b'a', b'b', b'c\\n'): os.write(1, piece); time.sleep(0.1)\ntime.sleep(9)"
    start(household, "slow", program)
    watch_until(household, lambda: said(household))
    assert said(household) == "slow     | abc\n"


def test_bytes_that_are_no_text_do_no_harm(household):
    start(household, "odd", "import os, time; os.write(1, b'\\xff\\xfe\\n'); time.sleep(60)")
    watch_until(household, lambda: said(household))
    assert said(household) == "odd      | \ufffd\ufffd\n"


def test_who_ends_is_started_again_with_a_growing_pause(household):
    start(household, "weak", "raise SystemExit(3)")
    watch_until(household, lambda: "in 2 s" in said(household))
    assert "weak ended with code 3; starting it again in 1 s" in said(household)


def test_who_does_not_listen_is_killed_in_the_end(household):
    program = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(60)"
    )
    child = start(household, "deaf", program)
    watch_until(household, lambda: "deaf     | deaf" in said(household))
    pid = child.process.pid
    assert household.end([child], within=0.5) is False
    assert not psutil.pid_exists(pid)
    assert "was killed: deaf" in said(household)


def test_what_a_child_left_behind_goes_with_it(household):
    program = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid); time.sleep(60)"
    child = start(household, "mother", program)
    watch_until(household, lambda: said(household))
    orphan = psutil.Process(int(said(household).split()[-1]))
    household.end([child], within=5)
    assert psutil.wait_procs([orphan], timeout=5)[1] == []


def test_while_stopping_nobody_is_started_again(household):
    child = start(household, "one", "import time; time.sleep(60)")
    assert household.end([child], within=5)
    household.watch(0.3)
    assert not child.alive
    assert "starting it again" not in said(household)
