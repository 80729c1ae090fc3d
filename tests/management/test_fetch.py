"""`manage.py fetch`: one JSON object a line, whatever it is given, and nothing else on standard output."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.pipeline.hosts import redirect, reply, serving

ROOT = Path(__file__).parents[2]
FIELDS = {"outcome", "status", "url", "bytes", "redirects", "content_type", "error"}


def fetched(*urls):
    out = io.StringIO()
    call_command("fetch", *urls, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_url_has_its_line(settings):
    answers = {"/": redirect("/new"), "/new": reply(b"hello", "200 OK", "Content-Type: text/plain")}
    with serving(answers) as host:
        settings.TRACKER_FETCH_ALLOW = host.allow
        found, missing = fetched(host.url(), host.url("/missing"))
        assert f"User-Agent: {settings.TRACKER_USER_AGENT}".encode() in host.requests[0]
    assert set(found) >= FIELDS
    assert (found["outcome"], found["status"], found["bytes"]) == ("ok", 200, 5)
    assert (found["url"], found["redirects"]) == (host.url(), [host.url("/new")])
    assert (found["content_type"], found["error"]) == ("text/plain", None)
    assert (missing["outcome"], missing["status"], missing["bytes"]) == ("client_error", 404, 0)


def test_only_what_the_setting_lists_is_reached(settings):
    with serving({"/": reply(b"hello")}) as host:
        settings.TRACKER_FETCH_ALLOW = frozenset()
        (found,) = fetched(host.url())
        assert host.requests == []
    assert found["outcome"] == "unsafe_address"
    assert found["status"] is None
    assert found["error"]


def test_standard_input_gives_urls_that_no_shell_could():
    lines = [
        json.dumps(given)
        for given in ("http://127.0.0.1/", "http://a\0b/", "\ud800", "", None, {"a": 1}, "é")
    ]
    given = "\n".join([*lines, "not json", "[" * 100_000, ""]).encode() + b"\xff\xfe\n"
    done = subprocess.run(
        [sys.executable, "manage.py", "fetch", "-"],
        cwd=ROOT,
        input=given,
        capture_output=True,
        timeout=60,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [answer["outcome"] for answer in answers] == ["unsafe_address"] * 10
    assert answers[1]["url"] == "http://a\0b/"
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "http://[::1]/", "http://169.254.169.254/latest/"]
)
def test_a_bad_url_is_a_line_and_not_an_error(url):
    assert fetched(url)[0]["outcome"] == "unsafe_address"
