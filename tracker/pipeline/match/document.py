"""In: one article or page as the contract's record gives it. Out: `Document`, its date kept as a range of days."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# A date before the web is a fault of the feed (an epoch misread), not a date of publication.
EARLIEST = date(1990, 1, 1)
# What follows is not read: an article says what it is about long before this.
MOST_CHARACTERS = 100_000

_DATE = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?![\d-])")


@dataclass(frozen=True)
class Document:
    """`published` is the first day it may have come out on, `published_until` the last (None: the same day)."""

    id: str
    url: str = ""
    title: str = ""
    publisher: str = ""
    published: date | None = None
    language: str = ""
    text: str = ""
    published_until: date | None = None

    @classmethod
    def from_record(cls, record: Mapping) -> "Document":
        """Reads `{"id", "url", "title", "publisher", "published", "language", "text"}`; what is missing is empty."""
        first, last = read_published(record.get("published"))
        return cls(
            id=_text(record.get("id")),
            url=_text(record.get("url")),
            title=_text(record.get("title")),
            publisher=_text(record.get("publisher")),
            published=first,
            language=_text(record.get("language")),
            text=_text(record.get("text")),
            published_until=last,
        )

    def days(self) -> tuple[date, date] | None:
        """First and last possible day of publication, or None where none is known or it cannot be right."""
        if self.published is None or self.published < EARLIEST:
            return None
        last = self.published_until
        return self.published, last if last is not None and last >= self.published else self.published


def read_published(value: object) -> tuple[date | None, date | None]:
    """`2026-03-09…`, `2026-03` or `2026` → its first and last day; anything else → (None, None)."""
    if isinstance(value, date):
        day = date(value.year, value.month, value.day)
        return day, day
    found = _DATE.match(value) if isinstance(value, str) else None
    if found is None:
        return None, None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None, None


def days_between(signed: date, days: tuple[date, date]) -> tuple[int, int]:
    """How many days after the signing the document may at the least and at the most have been published."""
    return (days[0] - signed) // timedelta(days=1), (days[1] - signed) // timedelta(days=1)


def _text(value: object) -> str:
    return "" if value is None else str(value)
