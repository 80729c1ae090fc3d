"""Real workers on a real Redis: what is due is checked once, though bells are lost and workers killed."""

import os
import signal
import time

import pytest
from django.db import connection
from django.db.models.functions import Now

from tests import factories as make
from tests import servers
from tests.pipeline.hosts import reply, serving
from tests.services.feeding import entry, feed
from tracker.models import Check, Item, Source

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.redis]

RSS = "Content-Type: application/rss+xml"


def database_url():
    """The tests' own database, as another process reaches it."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def due_source(url):
    source = make.source(url=url)
    Source.objects.filter(id=source.id).update(next_check_at=Now())
    return source


def worker(redis_url, log, host):
    return servers.celery_worker(
        redis_url=redis_url, database_url=database_url(), log=log, TRACKER_FETCH_ALLOW=host.place
    )


def ring(redis_url, task="tracker.tasks.dispatch"):
    """Ring as the scheduler does, from a connection of our own."""
    from celery import Celery

    with Celery(broker=redis_url).connection_for_write() as line:
        Celery(broker=redis_url).send_task(task, connection=line)


def until(true, within=30):
    servers.wait_until(true, within, "what the worker should do")


def test_a_worker_that_hears_the_bell_checks_what_is_due(redis_url, tmp_path):
    with serving({f"/{n}": reply(feed(entry(n)), "200 OK", RSS) for n in range(5)}) as host:
        for n in range(5):
            due_source(host.url(f"/{n}"))
        with worker(redis_url, tmp_path / "log", host):
            ring(redis_url)
            until(lambda: Check.objects.count() == 5)
        assert set(Check.objects.values_list("outcome", "slot")) == {("ok", 1)}
        assert Item.objects.count() == 5


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done_and_another_takes_over(redis_url, tmp_path):
    asked = []

    def answer(path):
        def slowly(line):
            asked.append(path)
            if len(asked) == 1:
                time.sleep(20)
            line.sendall(reply(feed(entry(1)), "200 OK", RSS))

        return slowly

    with serving(answer) as host:
        source = due_source(host.url("/slow"))
        with worker(redis_url, tmp_path / "first", host) as first:
            ring(redis_url)
            until(lambda: asked)
            os.killpg(first.pid, signal.SIGKILL)
            first.wait()
        source.refresh_from_db()
        assert source.lease_token is not None
        assert not Check.objects.exists()
        # Two minutes later, when the lease has run out:
        Source.objects.update(
            lease_until=Now() - Source._meta.get_field("period").default, next_check_at=Now()
        )
        with worker(redis_url, tmp_path / "second", host):
            ring(redis_url)
            until(lambda: Check.objects.exists())
        assert list(Check.objects.values_list("slot", "outcome")) == [(1, "ok")]
        assert Item.objects.count() == 1


def test_bells_beyond_number_check_each_source_once(redis_url, tmp_path):
    with serving({f"/{n}": reply(feed(entry(n)), "200 OK", RSS) for n in range(3)}) as host:
        for n in range(3):
            due_source(host.url(f"/{n}"))
        for _ in range(30):
            ring(redis_url, "tracker.tasks.drain")
        with worker(redis_url, tmp_path / "one", host), worker(redis_url, tmp_path / "two", host):
            until(lambda: Check.objects.count() == 3)
            time.sleep(1)
        assert sorted(Check.objects.values_list("slot", flat=True)) == [1, 1, 1]


def test_a_message_that_is_not_json_is_refused(redis_url, tmp_path):
    """A pickle on the queue would be somebody else's program; the worker throws it away and works on."""
    from kombu import Connection

    with serving({"/1": reply(feed(entry(1)), "200 OK", RSS)}) as host:
        due_source(host.url("/1"))
        with worker(redis_url, tmp_path / "log", host):
            with Connection(redis_url) as line:
                line.SimpleQueue("celery").put({"task": "tracker.tasks.drain"}, serializer="pickle")
            ring(redis_url)
            until(lambda: Check.objects.exists())
        assert b"ContentDisallowed" in (tmp_path / "log").read_bytes()
