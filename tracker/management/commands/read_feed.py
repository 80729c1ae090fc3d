"""The operator's door to the reader: files in, what each holds out, one JSON object a line."""

import json
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.pipeline.read import MOST_BYTES, Entry, Reading
from tracker.pipeline.read.child import read_in_child
from tracker.vocabulary import CheckOutcome


class Command(BaseCommand):
    help = "Read each file as the body of a feed, and print its entries. Nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--content-type", default="", help="what a server would call it")
        parser.add_argument("--base-url", default="", help="what relative links are relative to")

    def handle(self, *, files, content_type, base_url, **options):
        for name in files:
            reading = _reading(name, content_type, base_url)
            answer = {
                "file": name,
                "outcome": reading.outcome.value,
                "kind": reading.kind or None,
                "title": reading.title or None,
                "entries": [_as_json(entry) for entry in reading.entries],
                "error": reading.error,
            }
            self.stdout.write(json.dumps(answer))
            self.stdout.flush()


def _reading(name: str, content_type: str, base_url: str) -> Reading:
    try:
        with Path(name).open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        return Reading(CheckOutcome.UNREADABLE, error="The file could not be opened.")
    return read_in_child(body, content_type=content_type, base_url=base_url, now=timezone.now())


def _as_json(entry: Entry) -> dict:
    return {
        "id": entry.id or None,
        "link": entry.link or None,
        "title": entry.title,
        "summary": entry.summary,
        "authors": list(entry.authors),
        "published": _utc(entry.published),
        "updated": _utc(entry.updated),
        "date_note": entry.date_note or None,
    }


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
