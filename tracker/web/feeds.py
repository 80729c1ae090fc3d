"""Rows and updates in, Atom feeds out: stable ids, times in UTC, well-formed whatever the text holds."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

from tracker.reports.rows import Row
from tracker.reports.updates import Update, What

from .addresses import SITE_NAME, absolute, url
from .marks import day_text

LENGTH = 100
# What XML 1.0 cannot hold, even escaped.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BEGINNING = datetime(
    2025, 7, 21, tzinfo=UTC
)  # the day of the first agreement: what an empty feed was updated on


def clean(text: str) -> str:
    """The text without the characters that no XML document may hold."""
    return NOT_XML.sub("", text)


def feed(path: str, title: str, about: str, entries: Iterable[dict], *, page: str) -> HttpResponse:
    """An Atom document; `path` is its own address, with its query string, and `page` the page it belongs to."""
    made = Atom1Feed(
        title=clean(f"{title} – {SITE_NAME}"),
        link=absolute(page),
        description="",
        subtitle=clean(about),
        language="en-GB",
        feed_url=absolute(path),
        author_name=SITE_NAME,
        feed_copyright="CC BY 4.0",
    )
    latest = BEGINNING
    for entry in entries:
        made.add_item(pubdate=entry["updateddate"], **entry)
        latest = max(latest, entry["updateddate"])
    made.latest_post_date = lambda: latest
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def entry(link: str, title: str, text: str, at: datetime) -> dict:
    """One entry; its permanent address is its id. The text is told as HTML, so it is escaped once more."""
    return {
        "title": clean(title),
        "link": link,
        "description": escape(clean(text)),
        "unique_id": link,
        "updateddate": at.astimezone(UTC).replace(microsecond=0),
    }


def commitment_entry(row: Row) -> dict:
    """A commitment as it stands."""
    return entry(
        absolute(url("commitment", row.reference)),
        f"{row.reference}: {row.title} – {row.shown.label}",
        f"{row.statement} {row.stand.label}.",
        row.changed_at,
    )


def update_entry(told: Update) -> dict:
    """A rating, a piece of evidence or a retraction."""
    link = absolute(f"{url('commitment', told.reference)}#{told.anchor}")
    if told.what is What.RATING:
        changed = f"{told.before.label} → {told.shown.label}" if told.before else told.shown.label
        title = f"{told.reference}: {changed}{' (correction)' if told.corrects else ''}"
        text = f"{told.title}. {told.reason} {told.correction_because}".strip()
    else:
        day = f", {day_text(told.published_on, told.published_precision)}" if told.published_on else ""
        retracted = "Retracted: " if told.what is What.RETRACTION else ""
        link += "-retracted" if told.what is What.RETRACTION else ""
        title = f"{told.reference}: {retracted}{told.evidence_title}"
        text = f"{told.role_label} from {told.publisher}{day}. {told.reason}".strip()
    return entry(link, title, text, told.at)
