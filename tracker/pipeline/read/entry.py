"""The shapes that every reader gives out, and that later stages take in: a `Reading` of a document and its `Entry`s."""

from dataclasses import dataclass
from datetime import datetime

from tracker.vocabulary import CheckOutcome

MOST_ENTRIES = 1000
LONGEST_ID = 1000
LONGEST_TITLE = 1000
LONGEST_SUMMARY = 10_000
LONGEST_CONTENT = 50_000
MOST_AUTHORS = 20


@dataclass(frozen=True)
class Entry:
    """One article as its feed tells it: plain text, web links only, dates in UTC or None."""

    id: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""  # the full text, where the feed gives one beside the summary
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    date_note: str = ""  # what was wrong with the dates claimed, or ""


@dataclass(frozen=True)
class Reading:
    """What a body held. `left_out` counts entries beyond the cap; `error` is a sentence, or None."""

    outcome: CheckOutcome
    kind: str = ""
    title: str = ""
    entries: tuple[Entry, ...] = ()
    left_out: int = 0
    ttl_minutes: int | None = None
    error: str | None = None
