"""Servers that send too much, too little, too slowly or nonsense: each visit ends in bounds, with a word for it."""

import gzip
import resource
import socket
import time
import zlib

import pytest

from tracker.pipeline.answer import Limits
from tracker.pipeline.fetch import fetch
from tracker.vocabulary import CheckOutcome

from .hosts import reply, serving

HURRY = Limits(connect=0.5, read=0.6, total=0.6)
OK_HEAD = b"HTTP/1.1 200 OK\r\n"
MEGABYTE = 1024 * 1024


def visit(answer, limits=None):
    """Visit a server with this one answer; the visit may not cost more memory than its limits explain."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with serving({"/": answer}) as host:
        options = {"limits": limits} if limits else {}
        found = fetch(host.url(), user_agent="Sample/1", allow=host.allow, **options)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60 * 1024, f"{grown} kB of memory"
    assert found.body == b"" or found.outcome is CheckOutcome.OK
    assert bool(found.error) != (found.outcome is CheckOutcome.OK)
    return found


def pouring(piece, times, head=OK_HEAD + b"\r\n"):
    """A server that sends `piece` again and again, as fast as it is taken."""

    def pour(connection):
        connection.sendall(head)
        for _ in range(times):
            connection.sendall(piece)

    return pour


def dripping(start, drop=b"a"):
    """A server that sends one byte at a time, each well before a read would time out."""

    def drip(connection):
        connection.sendall(start)
        for _ in range(40):
            time.sleep(0.1)
            connection.sendall(drop)

    return drip


def silent(connection):
    connection.settimeout(5)
    connection.recv(1)


def resetting(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def test_a_declared_50_megabytes_are_not_even_begun():
    found = visit(pouring(b"a" * MEGABYTE, 50, OK_HEAD + b"Content-Length: 52428800\r\n\r\n"))
    assert found.outcome is CheckOutcome.TOO_LARGE
    assert found.status == 200


def test_an_undeclared_50_megabytes_are_stopped_on_the_way():
    assert visit(pouring(b"a" * MEGABYTE, 50)).outcome is CheckOutcome.TOO_LARGE


def test_50_megabytes_in_chunks_are_stopped_on_the_way():
    chunk = b"%x\r\n%s\r\n" % (MEGABYTE, b"a" * MEGABYTE)
    head = OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    assert visit(pouring(chunk, 50, head)).outcome is CheckOutcome.TOO_LARGE


def test_just_under_the_limit_is_taken():
    body = b"a" * (5 * MEGABYTE)
    with serving({"/": reply(body)}) as host:
        assert fetch(host.url(), user_agent="Sample/1", allow=host.allow).body == body


def packed(body, *encodings):
    return reply(body, "200 OK", *(f"Content-Encoding: {encoding}" for encoding in encodings or ("gzip",)))


def bomb(megabytes):
    packer, piece = zlib.compressobj(9, wbits=31), b"\0" * MEGABYTE
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


def test_a_gzip_bomb_is_stopped_as_it_unpacks():
    assert visit(packed(bomb(100))).outcome is CheckOutcome.TOO_LARGE


def test_a_small_gzip_bomb_is_known_by_its_ratio():
    assert visit(packed(bomb(10))).outcome is CheckOutcome.TOO_LARGE


def test_a_short_text_that_repeats_itself_is_no_bomb():
    assert visit(packed(gzip.compress(b"sample " * 5000))).outcome is CheckOutcome.OK


def test_a_gzip_inside_a_gzip_is_unpacked_once():
    inner = gzip.compress(b"sample")
    assert visit(packed(gzip.compress(inner))).body == inner


@pytest.mark.parametrize(
    "encodings",
    [("br",), ("deflate",), ("gzip, gzip",), ("gzip", "gzip"), ("gzip," * 500,), ("identity, gzip",)],
)
def test_other_packings_are_refused(encodings):
    assert visit(packed(gzip.compress(b"sample"), *encodings)).outcome is CheckOutcome.UNREADABLE


WHOLE = gzip.compress(b"".join(b"<item>%d</item>" % number for number in range(2000)))


@pytest.mark.parametrize("cut", [1, 5, 8, 9, 500, len(WHOLE) - 5])
def test_a_cut_gzip_is_a_failure_and_never_half_a_body(cut):
    assert visit(packed(WHOLE[:-cut])).outcome is CheckOutcome.UNREADABLE


@pytest.mark.parametrize(
    "body",
    [
        WHOLE + b"x",
        WHOLE + WHOLE,
        b"not gzip at all",
        WHOLE[:-8] + b"\0\0\0\0" + WHOLE[-4:],
        WHOLE[:100] + b"\xff" * 50,
    ],
)
def test_a_damaged_or_trailing_gzip_is_a_failure(body):
    assert visit(packed(body)).outcome is CheckOutcome.UNREADABLE


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"half of it", length=1000),
        OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n64\r\nnot a hundred",
        OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        OK_HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    ],
)
def test_a_body_that_breaks_off_is_a_failure(answer):
    assert visit(answer).outcome is CheckOutcome.UNREADABLE


@pytest.mark.parametrize(
    "answer",
    [
        dripping(b""),
        dripping(b"HTTP/1.1 200 O", b"K"),
        dripping(OK_HEAD + b"X-Slow: "),
        dripping(OK_HEAD + b"Content-Length: 1000\r\n\r\n"),
        dripping(OK_HEAD + b"\r\n"),
        dripping(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        dripping(b"HTTP/1.1 302 Found\r\nX-Slow: "),
        silent,
        pouring(b"HTTP/1.1 100 Continue\r\n\r\n", 10_000_000, b""),
    ],
)
def test_a_slow_or_silent_server_is_left_at_the_deadline(answer):
    found = visit(answer, HURRY)
    assert found.outcome is CheckOutcome.TIMEOUT
    assert found.seconds < HURRY.total + 1


@pytest.mark.parametrize(
    "answer",
    [
        pouring(b"X-Flood: a\r\n", 100_000, OK_HEAD),
        pouring(b"a" * MEGABYTE, 128, OK_HEAD + b"X-Long: "),
        pouring(b"a" * MEGABYTE, 128, b"HTTP/1.1 200 "),
        pouring(b"a" * MEGABYTE, 128, OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;"),
        pouring(b"nonsense\r\n", 10, b""),
        b"HTTP/1.1 banana\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"\0\xff\xfe" * 100,
        b"<html>no headers at all</html>",
    ],
)
def test_what_is_not_proper_http_is_named(answer):
    found = visit(answer)
    assert found.outcome in (CheckOutcome.UNREADABLE, CheckOutcome.CONNECTION_FAILED)
    assert found.seconds < 5


@pytest.mark.parametrize("answer", [b"", resetting])
def test_a_server_that_hangs_up_is_named(answer):
    assert visit(answer).outcome is CheckOutcome.CONNECTION_FAILED


@pytest.mark.parametrize("length", ["-5", "banana", "5, 5", "1e9", "99999999999999999999"])
def test_an_odd_length_is_no_way_in(length):
    found = visit(OK_HEAD + f"Content-Length: {length}\r\n\r\nhello".encode())
    assert found.outcome in (CheckOutcome.OK, CheckOutcome.TOO_LARGE, CheckOutcome.UNREADABLE)


def test_headers_that_break_lines_are_not_kept():
    found = visit(OK_HEAD + b'ETag: "a\r\n b"\r\nContent-Type: text/\x01xml\r\nContent-Length: 2\r\n\r\nhi')
    assert found.outcome is CheckOutcome.OK
    assert (found.etag, found.content_type) == ("", "")
