"""The small pieces: dates as exactly as they are known, tags for every word, bars whose numbers are unlocalised."""

from datetime import UTC, date, datetime

import pytest

from tracker.models import Stand
from tracker.reports.shown import words_shown
from tracker.vocabulary import EvidenceRole, Schedule, Wording
from tracker.web import marks


@pytest.mark.parametrize(
    "precision, text, short",
    [
        ("day", "9 September 2025", "2025-09-09"),
        ("month", "September 2025", "2025-09"),
        ("year", "2025", "2025"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(precision, text, short):
    assert marks.day(date(2025, 9, 9), precision) == f'<time datetime="{short}">{text}</time>'


def test_an_unknown_date_is_told_as_unknown():
    assert "date not known" in marks.day(None)
    assert "never" in marks.moment(None)


@pytest.mark.parametrize(
    "when, text",
    [
        (datetime(2026, 7, 1, 11, 30, tzinfo=UTC), "1 July 2026, 12:30 BST"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "31 December 2026, 23:59 GMT"),
    ],
)
def test_a_time_names_its_zone(when, text):
    assert text in marks.moment(when)
    assert f'datetime="{when:%Y-%m-%dT%H:%M:%SZ}"' in marks.moment(when)


def test_every_word_has_its_own_glyph():
    drawn = {word: marks.glyph(word.key) for word in words_shown()}
    assert len(set(drawn.values())) == len(drawn) == 10
    assert len({marks.role(one) for one in EvidenceRole}) == len(EvidenceRole)


def test_the_steps_of_the_wording_are_filled_one_by_one():
    assert [marks.wording(one).count('class="solid"') for one in Wording] == [4, 3, 2, 1]
    assert "Not rated yet" in marks.wording("")


def test_only_what_is_late_stands_out():
    assert "<svg" in marks.stand(Stand(Schedule.OVERDUE, 1204))
    assert "1,204 days" in marks.stand(Stand(Schedule.OVERDUE, 1204))
    assert "<svg" not in marks.stand(Stand(Schedule.UPCOMING))


@pytest.mark.parametrize("count, total, width", [(1, 3, "33.33"), (0, 0, "0"), (3, 3, "100.0")])
def test_a_bar_is_as_long_as_its_share(count, total, width):
    assert f'width="{width}" height="10"/></svg>' in marks.bar(count, total)
