"""The text of a JSON Feed (1.0 or 1.1) in, a `Reading` out. Values of the wrong type are treated as absent."""

import json
from datetime import datetime

from tracker.vocabulary import CheckOutcome

from .dates import note_on, read_date
from .entry import LONGEST_CONTENT, LONGEST_SUMMARY, LONGEST_TITLE, MOST_AUTHORS, MOST_ENTRIES, Entry, Reading
from .identifier import bounded_id
from .links import web_link
from .text import clean, plain_text

_VERSION = "jsonfeed.org/version/1"


def read_json_feed(text: str, *, base_url: str, now: datetime | None) -> Reading:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        if _VERSION in text[:2000]:
            return Reading(
                CheckOutcome.UNREADABLE, "json_feed", error="The feed is not complete, valid JSON."
            )
        return Reading(CheckOutcome.NOT_A_FEED, error="The answer is neither a feed nor valid JSON.")
    if not isinstance(document, dict) or _VERSION not in _string(document, "version"):
        return Reading(CheckOutcome.NOT_A_FEED, error="The answer is JSON, but not a JSON Feed.")
    items = [item for item in _list(document, "items") if isinstance(item, dict)]
    return Reading(
        CheckOutcome.OK,
        "json_feed",
        title=clean(_string(document, "title"), LONGEST_TITLE),
        entries=tuple(_entry(item, base_url, now) for item in items[:MOST_ENTRIES]),
        left_out=max(0, len(items) - MOST_ENTRIES),
    )


def _entry(item: dict, base_url: str, now: datetime | None) -> Entry:
    published = read_date(_string(item, "date_published"), now=now)
    updated = read_date(_string(item, "date_modified"), now=now)
    content = clean(_string(item, "content_text"), LONGEST_CONTENT)
    content = content or plain_text(_string(item, "content_html"), LONGEST_CONTENT)
    summary = clean(_string(item, "summary"), LONGEST_SUMMARY)
    if not summary:
        summary, content = clean(content, LONGEST_SUMMARY), content if len(content) > LONGEST_SUMMARY else ""
    link = _string(item, "url") or _string(item, "external_url")
    return Entry(
        id=bounded_id(clean(_string(item, "id"), 2_000_000)),
        link=web_link(link, base_url) if link else "",
        title=clean(_string(item, "title"), LONGEST_TITLE),
        summary=summary,
        content="" if content == summary else content,
        authors=_authors(item),
        published=published.at,
        updated=updated.at,
        date_note=note_on(published, updated),
    )


def _authors(item: dict) -> tuple[str, ...]:
    people = _list(item, "authors") or [item.get("author")]
    names = [
        clean(_string(person, "name"), 200) for person in people[:MOST_AUTHORS] if isinstance(person, dict)
    ]
    return tuple(dict.fromkeys(name for name in names if name and "@" not in name))


def _string(holder: dict, key: str) -> str:
    value = holder.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)  # version 1.0 lets an id be a number
    return value if isinstance(value, str) else ""


def _list(holder: dict, key: str) -> list:
    value = holder.get(key)
    return value if isinstance(value, list) else []
