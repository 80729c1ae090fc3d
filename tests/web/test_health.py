"""The operator's two questions: is the process alive, and can the site do its work?"""

import json
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.utils import timezone

from tests import factories as make
from tracker.web.health import broker_answers, readyz


def ready(ping=lambda: True):
    response = readyz(RequestFactory().get("/readyz"), ping=ping)
    return response.status_code, json.loads(response.content)


def test_alive_needs_no_database(client):
    answer = client.get("/healthz").json()
    assert answer["status"] == "ok"


@pytest.mark.django_db
def test_ready_with_nothing_watched_yet():
    status, told = ready()
    assert status == 200
    assert told == {
        "status": "ok", "database": "ok", "broker": "ok", "last_check_at": None, "last_check_age_seconds": None,
        "sources_watched": 0, "sources_unchecked": 0,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_age_of_the_last_check_is_told():
    then = timezone.now() - timedelta(minutes=5)
    watched = make.source(looked_at=timezone.now(), next_check_at=timezone.now() + timedelta(hours=1))
    make.check(watched, started_at=then, finished_at=then)
    status, told = ready()
    assert status == 200
    assert 299 <= told["last_check_age_seconds"] <= 310
    assert told["last_check_at"].endswith("Z")
    assert told["status"] == "ok"


@pytest.mark.django_db
def test_without_the_broker_the_site_is_degraded_and_still_ready():
    status, told = ready(ping=lambda: False)
    assert (status, told["status"], told["broker"]) == (200, "degraded", "unreachable")


@pytest.mark.django_db
def test_checks_that_fell_behind_make_it_degraded():
    make.source(looked_at=make.NOW - timedelta(days=2))
    status, told = ready()
    assert (status, told["status"], told["sources_unchecked"]) == (200, "degraded", 1)


@pytest.mark.django_db
def test_a_source_that_watches_only_a_draft_moves_nothing():
    before = ready()
    hidden = make.source(looked_at=make.NOW - timedelta(days=2))
    hidden.agreements.add(make.draft_agreement())
    make.check(hidden)
    assert ready() == before


@pytest.mark.django_db
def test_without_the_database_it_is_not_ready():
    def refuse(*_):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        status, told = ready()
    assert (status, told["status"]) == (503, "unavailable")
    assert "gone" not in json.dumps(told)


def test_a_broker_that_is_not_there_is_noticed_within_two_seconds(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    started = time.monotonic()
    assert broker_answers() is False
    assert time.monotonic() - started < 2


def test_a_broker_that_answers_is_noticed(redis_url, settings):
    settings.REDIS_URL = redis_url
    assert broker_answers() is True
