"""What is read from the dates that feeds really carry, and what is refused rather than guessed."""

from datetime import UTC, datetime

import pytest

from tracker.pipeline.read.dates import read_date

NOW = datetime(2025, 7, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Mon, 21 Jul 2025 09:00:00 GMT", "2025-07-21 09:00"),
        ("Mon, 21 Jul 2025 09:00:00 BST", "2025-07-21 08:00"),
        ("Mon, 21 Jul 2025 09:00:00 bst", "2025-07-21 08:00"),
        ("Mon, 21 Jul 2025 09:00:00 +0100", "2025-07-21 08:00"),
        ("Mon, 21 Jul 2025 09:00:00 -0330", "2025-07-21 12:30"),
        ("Mon, 21 Jul 2025 09:00:00 EST", "2025-07-21 14:00"),
        ("Mon, 21 Jul 2025 09:00:00 PDT", "2025-07-21 16:00"),
        ("Mon, 21 Jul 2025 09:00:00 CEST", "2025-07-21 07:00"),
        ("Mon, 21 Jul 2025 09:00:00 Z", "2025-07-21 09:00"),
        ("Mon, 21 Jul 2025 09:00:00 GMT+0100 (British Summer Time)", "2025-07-21 08:00"),
        ("21 Jul 25 09:00 UT", "2025-07-21 09:00"),
        ("Monday, 21 July 2025 09:00:00 GMT", "2025-07-21 09:00"),
        ("  Mon,\n 21 Jul 2025\t09:00:00   GMT ", "2025-07-21 09:00"),
        ("Mon Jul 21 09:00:00 2025", "2025-07-21 09:00"),
        ("Mon Jul 21 09:00:00 GMT 2025", "2025-07-21 09:00"),
        ("Mon Jul 21 09:00:00 BST 2025", "2025-07-21 08:00"),
        ("July 21st, 2025 at 5:30 pm", "2025-07-21 17:30"),
        ("12:15 a.m. 21 July 2025", "2025-07-21 00:15"),
        ("21 July 2025", "2025-07-21 00:00"),
        ("Thu, 31 Dec 98 23:59:00 GMT", "1998-12-31 23:59"),
        ("2025-07-21T09:00:00Z", "2025-07-21 09:00"),
        ("2025-07-21T09:00:00.123456789+01:00", "2025-07-21 08:00"),
        ("2025-07-21T09:00:00+0100", "2025-07-21 08:00"),
        ("2025-07-21T09:00+01", "2025-07-21 08:00"),
        ("2025-07-21 09:00:00 -04:00", "2025-07-21 13:00"),
        ("20250721T090000Z", "2025-07-21 09:00"),
        ("2025-07-21t09:00:00z", "2025-07-21 09:00"),
        ("2025/07/21 09:00", "2025-07-21 09:00"),
        ("2025-07-21", "2025-07-21 00:00"),
        ("2025-07-21T24:00:00Z", "2025-07-22 00:00"),
        ("Mon, 21 Jul 2025 24:00:00 GMT", "2025-07-22 00:00"),
        ("2025-06-30T23:59:60Z", "2025-07-01 00:00"),
        ("Mon, 30 Jun 2025 23:59:60 GMT", "2025-07-01 00:00"),
        ("1753088400", "2025-07-21 09:00"),
        ("1753088400.25", "2025-07-21 09:00"),
        ("1753088400000", "2025-07-21 09:00"),
        ("1753088400000000", "2025-07-21 09:00"),
        ("29 Feb 2024", "2024-02-29 00:00"),
        ("1990-01-01T00:00:00Z", "1990-01-01 00:00"),
    ],
)
def test_a_date_is_read_in_utc(text, expected):
    found = read_date(text, now=NOW)
    assert f"{found.at:%Y-%m-%d %H:%M}" == expected
    assert found.at.tzinfo is UTC
    assert found.claimed


@pytest.mark.parametrize(
    "text", ["2025-07-21", "21 July 2025", "2025-07-21T09:00:00", "Mon, 21 Jul 2025 09:00:00"]
)
def test_what_was_assumed_is_said(text):
    assert read_date(text, now=NOW).note


@pytest.mark.parametrize(
    "text",
    [
        "32 Jan 2025",
        "30 Feb 2025",
        "2025-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-07-21T25:00:00Z",
        "2025-07-21T24:00:01Z",
        "2025-07-21T09:60:00Z",
        "Mon, 21 Jul 2025 13:30 pm GMT",
        "Mon, 21 Jul 2025 09:00:00 +9999",
        "Mon, 21 Jul 2025 09:00:00 +99:99",
        "2025-07-21T09:00:00+15:00",
        "Mon, 21 Jul 2025 09:00:00 IST",
        "Mon, 21 Jul 2025 09:00:00 AST",
        "Mon, 21 Jul 2025 09:00:00 Mars",
        "0000-01-01",
        "0000-00-00T00:00:00Z",
        "1601-01-01T00:00:00Z",
        "1753-01-01",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "1989-12-31T23:59:59Z",
        "10000-01-01",
        "292277026596",
        "0",
        "-1",
        "99999999999999999999",
        "1" * 1_000_000,
        "9999-12-31T23:59:59-12:00",
        "2035-07-21T00:00:00Z",
        "2025-07-26T00:00:00Z",
        "9999999999",
        "01/02/2025",
        "21.07.2025",
        "2025-07",
        "2025",
        "2025-W30-1",
        "July 2025",
        "21 22 July 2025",
        "yesterday",
        "no date",
        "12:00",
        "١٢ Jul 2025",
        "<b>21 Jul 2025</b> (((",
        "Jul Jul Jul",
        "\0",
    ],
)
def test_what_is_no_date_is_unknown_and_says_why(text):
    found = read_date(text, now=NOW)
    assert found.at is None
    assert found.note
    assert len(found.note) < 200


def test_nothing_is_nothing_and_needs_no_excuse():
    for blank in ("", "  \n"):
        found = read_date(blank, now=NOW)
        assert (found.at, found.note, found.claimed) == (None, "", False)


def test_a_clock_that_runs_ahead_is_brought_back_to_now_and_flagged():
    found = read_date("2025-07-24T18:00:00Z", now=NOW)
    assert found.at == NOW
    assert "2025-07-24 18:00" in found.note


def test_without_a_now_the_future_is_left_alone():
    assert read_date("2035-07-21T00:00:00Z").at.year == 2035
