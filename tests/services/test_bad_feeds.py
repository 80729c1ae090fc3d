"""Whatever a server sends, the check gets a name for it, nothing else is held up, and nothing half-read is kept."""

import gzip
import time

import pytest
from django.db.models.functions import Now

from tests import factories as make
from tests.pipeline.hosts import redirect, reply, serving
from tracker.models import Check, Item, Source
from tracker.services.checking import check_one_after_another

from .feeding import entry, feed

pytestmark = pytest.mark.django_db

RSS = "Content-Type: application/rss+xml"
GOOD = feed(entry(1))
BAD = {
    "html": (
        reply(b"<!doctype html><title>Sample</title><p>Not a feed.</p>", "200 OK", "Content-Type: text/html"),
        "not_a_feed",
    ),
    "empty": (reply(b"", "200 OK", RSS), "not_a_feed"),
    "cut": (reply(GOOD[: len(GOOD) // 2], "200 OK", RSS), "unreadable"),
    "short": (reply(GOOD, "200 OK", RSS, length=len(GOOD) + 500), "unreadable"),
    "mis-encoded": (
        reply(b'<?xml version="1.0" encoding="utf-16"?><rss>\xff\xfe\x00', "200 OK", RSS),
        "unreadable",
    ),
    "huge": (reply(b"x" * 1000, "200 OK", RSS, length=50 * 1024 * 1024), "too_large"),
    "bomb": (reply(gzip.compress(b"\0" * (64 << 20)), "200 OK", RSS, "Content-Encoding: gzip"), "too_large"),
    "loop": (redirect("/loop"), "too_many_redirects"),
    "inside": (redirect("http://169.254.169.254/latest/"), "unsafe_address"),
    "entities": (reply(b'<!DOCTYPE a [<!ENTITY x "y">]><rss>&x;</rss>', "200 OK", RSS), "unreadable"),
    "gone": (reply(b"", "410 Gone"), "gone"),
    "throttled": (reply(b"", "429 Too Many Requests", "Retry-After: 60"), "throttled"),
    "broken": (reply(b"", "500 Internal Server Error"), "server_error"),
    "missing": (reply(b"", "404 Not Found"), "client_error"),
}


def watch(url):
    source = make.source(url=url)
    Source.objects.filter(id=source.id).update(next_check_at=Now())
    return source


def test_every_bad_answer_has_a_name_and_the_good_source_is_on_time(settings):
    with serving(
        {f"/{name}": answer for name, (answer, _) in BAD.items()} | {"/good": reply(GOOD, "200 OK", RSS)}
    ) as host:
        settings.TRACKER_FETCH_ALLOW = host.allow
        for name in BAD:
            watch(host.url(f"/{name}"))
        good = watch(host.url("/good"))
        began = time.monotonic()
        checks = list(check_one_after_another())
        took = time.monotonic() - began
    outcomes = {check.source.url.rpartition("/")[2]: check.outcome for check in checks}
    assert outcomes == {**{name: outcome for name, (_, outcome) in BAD.items()}, "good": "ok"}
    assert took < 30
    assert list(Item.objects.values_list("source", flat=True)) == [good.id]
    for check in Check.objects.exclude(source=good):
        assert check.error.endswith("."), f"{check.source.url}: {check.error!r} is no sentence"
        assert "Traceback" not in check.error
        assert check.source.failing_since is not None


def test_an_address_inside_the_network_is_never_visited(settings):
    with serving({"/feed": reply(GOOD, "200 OK", RSS)}) as host:
        settings.TRACKER_FETCH_ALLOW = frozenset()
        watch(host.url("/feed"))
        (check,) = check_one_after_another()
        assert check.outcome == "unsafe_address"
        assert host.requests == []
