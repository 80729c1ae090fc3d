"""What a visit brings back from servers that behave, and how each refusal is named."""

import gzip
import time
from datetime import UTC, datetime

import pytest

from tracker.pipeline.answer import Limits
from tracker.pipeline.fetch import fetch
from tracker.vocabulary import CheckOutcome

from .hosts import redirect, reply, serving

FEED = b"<rss version='2.0'><channel><title>Sample Gazette</title></channel></rss>"
NOW = datetime(2024, 5, 14, 12, 0, tzinfo=UTC)


def visit(host, path="/", **options):
    return fetch(
        host.url(path), user_agent="Sample/1 (+https://sample.example.org)", allow=host.allow, **options
    )


def test_a_body_arrives_whole_with_what_is_needed_to_ask_again():
    with serving(
        {"/": reply(FEED, "200 OK", 'ETag: W/"a\xe9"', "Last-Modified: whenever", "Content-Type: text/xml")}
    ) as host:
        found = visit(host)
    assert found.outcome is CheckOutcome.OK
    assert (found.status, found.body, found.content_type) == (200, FEED, "text/xml")
    assert (found.etag, found.last_modified) == ('W/"a\xe9"', "whenever")
    assert found.url == found.final_url == host.url()
    assert found.error is None
    assert found.redirects == ()
    assert not found.permanent


def test_the_request_names_us_and_carries_no_cookie_and_no_credential():
    with serving({"/a?b=c": reply(FEED, "200 OK", "Set-Cookie: a=b")}) as host:
        visit(host, "/a?b=c")
        visit(host, "/a?b=c")
    first, second = (request.decode().split("\r\n") for request in host.requests)
    assert first == second
    assert first[0] == "GET /a?b=c HTTP/1.1"
    headers = dict(line.split(": ", 1) for line in first[1:] if line)
    assert headers["Host"] == host.place
    assert headers["User-Agent"] == "Sample/1 (+https://sample.example.org)"
    assert headers["Accept-Encoding"] == "gzip"
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_validators_go_back_byte_for_byte_and_304_means_not_modified():
    with serving({"/": reply(b"", "304 Not Modified")}) as host:
        found = visit(host, etag='W/"a\xe9"', last_modified="Tue, 14 May 2024 09:00:00 GMT")
    assert found.outcome is CheckOutcome.NOT_MODIFIED
    assert found.error is None
    assert b'If-None-Match: W/"a\xe9"\r\n' in host.requests[0]
    assert b"If-Modified-Since: Tue, 14 May 2024 09:00:00 GMT\r\n" in host.requests[0]


def test_a_validator_that_would_break_the_request_is_not_sent():
    with serving({"/": reply(FEED)}) as host:
        assert visit(host, etag='"a"\r\nX: y', last_modified="\u2026").outcome is CheckOutcome.OK
    assert b"If-" not in host.requests[0]


def test_a_304_that_nobody_asked_for_is_not_taken_for_no_news():
    with serving({"/": reply(b"", "304 Not Modified")}) as host:
        assert visit(host).outcome is CheckOutcome.MOVED


@pytest.mark.parametrize(
    "status, outcome",
    [
        ("204 No Content", CheckOutcome.OK),
        ("206 Partial Content", CheckOutcome.UNREADABLE),
        ("300 Multiple Choices", CheckOutcome.MOVED),
        ("302 Found", CheckOutcome.MOVED),
        ("400 Bad Request", CheckOutcome.CLIENT_ERROR),
        ("403 Forbidden", CheckOutcome.CLIENT_ERROR),
        ("404 Not Found", CheckOutcome.CLIENT_ERROR),
        ("410 Gone", CheckOutcome.GONE),
        ("429 Too Many Requests", CheckOutcome.THROTTLED),
        ("500 Internal Server Error", CheckOutcome.SERVER_ERROR),
        ("503 Service Unavailable", CheckOutcome.SERVER_ERROR),
        ("999 Go Away", CheckOutcome.SERVER_ERROR),
    ],
)
def test_each_status_has_its_word_and_only_success_has_a_body(status, outcome):
    with serving({"/": reply(FEED, status)}) as host:
        found = visit(host)
    assert found.outcome is outcome
    assert found.status == int(status[:3])
    assert found.body == (
        FEED if status.startswith("2") and outcome is CheckOutcome.OK and "204" not in status else b""
    )
    assert (found.error is None) == (outcome is CheckOutcome.OK)


@pytest.mark.parametrize(
    "headers, seconds",
    [
        (["Retry-After: 120"], 120),
        (["Retry-After: 99999999"], 86_400),
        (["Retry-After: Tue, 14 May 2024 12:05:00 GMT"], 300),
        (["Retry-After: Tue, 14 May 2024 12:05:00 GMT", "Date: Tue, 14 May 2024 12:04:00 GMT"], 60),
        (["Retry-After: Tue, 14 May 2024 11:00:00 GMT"], 0),
        (["Retry-After: soon"], None),
        (["Retry-After: -5"], None),
        (["Retry-After: 1e400"], None),
        ([], None),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable", "403 Forbidden"])
def test_a_server_says_how_long_to_wait(status, headers, seconds):
    with serving({"/": reply(b"", status, *headers)}) as host:
        found = visit(host, now=NOW)
    assert found.retry_after == seconds
    if headers and not status.startswith("403"):
        assert found.outcome is CheckOutcome.THROTTLED


@pytest.mark.parametrize(
    "headers, seconds",
    [
        (["Cache-Control: public, max-age=900"], 900),
        (['Cache-Control: max-age="60"'], 60),
        (["Cache-Control: s-maxage=5"], None),
        (["Cache-Control: no-cache", "Expires: Tue, 14 May 2024 12:05:00 GMT"], None),
        (["Expires: Tue, 14 May 2024 12:05:00 GMT", "Date: Tue, 14 May 2024 12:00:00 GMT"], 300),
        (["Expires: 0"], None),
        (["Cache-Control: max-age=999999999999999999"], 86_400),
        ([], None),
    ],
)
def test_a_server_says_how_long_its_answer_is_fresh(headers, seconds):
    with serving({"/": reply(FEED, "200 OK", *headers)}) as host:
        assert visit(host, now=NOW).max_age == seconds


def test_one_layer_of_gzip_is_taken_off():
    with serving({"/": reply(gzip.compress(FEED), "200 OK", "Content-Encoding: gzip")}) as host:
        assert visit(host).body == FEED


def test_chunks_are_put_together():
    chunks = (
        b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in (FEED[:7], FEED[7:])) + b"0\r\n\r\n"
    )
    with serving({"/": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks}) as host:
        assert visit(host).body == FEED


def test_a_body_may_end_with_the_connection():
    with serving({"/": b"HTTP/1.0 200 OK\r\n\r\n" + FEED}) as host:
        assert visit(host).body == FEED


def test_redirects_are_followed_and_remembered():
    answers = {
        "/": redirect("/two"),
        "/two": redirect("three?x=1#y", "301 Moved Permanently"),
        "/three?x=1": reply(FEED),
    }
    with serving(answers) as host:
        found = visit(host)
    assert found.outcome is CheckOutcome.OK
    assert found.redirects == (host.url("/two"), host.url("/three?x=1"))
    assert found.url == host.url("/")
    assert found.final_url == host.url("/three?x=1")
    assert not found.permanent, "one of the two was for the time being"


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
def test_a_redirect_for_good_is_told_apart(status):
    with serving({"/": redirect("/new", status), "/new": reply(FEED)}) as host:
        assert visit(host).permanent


def test_a_redirect_in_raw_utf8_is_escaped_and_followed():
    with serving({"/": redirect("/caf\xc3\xa9 1"), "/caf%C3%A9%201": reply(FEED)}) as host:
        assert visit(host).outcome is CheckOutcome.OK


def test_four_redirects_are_followed_and_a_fifth_is_not():
    def hop(path):
        left = int(path.rpartition("/")[2])
        return redirect(f"/hop/{left - 1}") if left else reply(FEED)

    with serving(hop) as host:
        assert visit(host, "/hop/4").outcome is CheckOutcome.OK
        found = visit(host, "/hop/5")
    assert found.outcome is CheckOutcome.TOO_MANY_REDIRECTS
    assert len(found.redirects) == 4


def test_endless_redirects_end_at_once():
    with serving({"/": redirect("/")}) as host:
        found = visit(host)
        assert len(host.requests) == 5
    assert found.outcome is CheckOutcome.TOO_MANY_REDIRECTS
    assert found.seconds < 1


def test_a_closed_port_is_named():
    with serving({}) as host:
        pass
    assert visit(host).outcome is CheckOutcome.CONNECTION_FAILED


def test_a_name_without_an_address_is_named():
    def nowhere(name, port):
        raise OSError("no such name")

    for resolve in (nowhere, lambda name, port: []):
        found = fetch("https://sample.example.org/", user_agent="Sample/1", resolve=resolve)
        assert found.outcome is CheckOutcome.DNS


def test_a_look_up_that_never_ends_is_left_behind():
    def stuck(name, port):
        time.sleep(3)
        return ["127.0.0.1"]

    found = fetch(
        "https://sample.example.org/", user_agent="Sample/1", resolve=stuck, limits=Limits(total=0.3)
    )
    assert found.outcome is CheckOutcome.DNS
    assert found.seconds < 1


def test_proxy_variables_are_not_read(monkeypatch):
    with serving({}) as proxy, serving({"/": reply(FEED)}) as host:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        assert visit(host).outcome is CheckOutcome.OK
        assert proxy.requests == []
