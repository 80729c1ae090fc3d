"""Strange documents get an answer in bounded time, never an exception."""

import json
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from tracker.pipeline.match import Document

from .promises import article, matcher, of, signals

SAMPLES = Path(__file__).parents[2] / "samples" / "matching"


def test_an_article_of_two_megabytes_takes_seconds_at_most():
    text = "Exampla opened Larkfield Park for clerks in the UK. " * 40_000
    began = process_time()
    proposals = matcher().match(article("Exampla", text), all=True)
    assert proposals[0].commitment == "EXA-01"
    assert process_time() - began < 20


@pytest.mark.parametrize(
    "text", [". " * 500_000, "." * 2_000_000, "\n" * 2_000_000, "a" * 2_000_000, "“’" * 500_000]
)
def test_a_page_of_one_sign_takes_seconds_at_most(text):
    began = process_time()
    matcher().match(article("Exampla", text), all=True)
    assert process_time() - began < 20


def test_the_end_of_a_very_long_article_is_not_read():
    assert "Larkfield" not in of("EXA-01", article("Exampla", "word " * 50_000 + "Larkfield Park")).sentence


@pytest.mark.parametrize("title", ["", "Exampla", "?", "\x00", "£", "12", "ﬃ", "ที่", "’s", "I.N.I.T.I.A.L.S."])
def test_a_document_of_one_word_or_none_is_answered(title):
    assert matcher().match(article(title)) == ()


def test_other_languages_and_scripts_are_answered():
    records = [
        json.loads(line) for line in (SAMPLES / "languages.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert {record["language"] for record in records} == {"cy", "hy", "zh", "ar"}
    for record in records:
        matcher().match(Document.from_record(record), all=True)


def test_a_name_is_found_in_another_language():
    assert "company" in signals(of("EXA-01", article("Exampla yn agor ysgol yn Larkfield Park")))


@pytest.mark.parametrize("published", [None, "", "1753-01-01", "0000-13-45", "2026-02-31", "soon", 17, []])
def test_no_date_or_an_impossible_one_says_nothing_of_before_and_after(published):
    proposal = of("EXA-01", article("Exampla opens Larkfield Park", "For clerks in the UK.", published))
    assert proposal.above_line
    assert not {"before", "after", "announcement"} & signals(proposal)


def test_a_date_in_years_to_come_is_after_the_signing():
    assert "after" in signals(of("EXA-01", article("Exampla opens Larkfield Park", "", "2999-01-01")))


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2026-03-09", date(2026, 3, 9), date(2026, 3, 9)),
        ("2026-03-09T10:00:00Z", date(2026, 3, 9), date(2026, 3, 9)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_date_is_kept_as_the_days_it_may_mean(published, first, last):
    assert article("", "", published).days() == (first, last)


def test_a_record_with_nothing_in_it_is_an_empty_document():
    document = Document.from_record({"title": None, "text": 5, "language": None})
    assert (document.title, document.text, document.days()) == ("", "5", None)


def test_a_month_that_holds_the_signing_is_neither_before_nor_after():
    proposal = of("EXA-01", article("Larkfield Park and clerks", "UK ministers met.", "2025-03"))
    assert not {"before", "after"} & signals(proposal)
