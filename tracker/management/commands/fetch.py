"""The operator's door to the fetcher: URLs in, what happened to each out, one JSON object a line."""

import json
import sys
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.pipeline.fetch import fetch


class Command(BaseCommand):
    help = "Fetch each URL as a check would, and print how it went. Nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument(
            "urls",
            nargs="+",
            metavar="URL",
            help='or "-" to read JSON strings from standard input, one a line',
        )

    def handle(self, *, urls, **options):
        for url in _from_input() if urls == ["-"] else urls:
            fetched = fetch(
                url,
                user_agent=settings.TRACKER_USER_AGENT,
                allow=frozenset(settings.TRACKER_FETCH_ALLOW),
                now=timezone.now(),
            )
            answer = {
                "outcome": fetched.outcome.value,
                "status": fetched.status,
                "url": url,
                "bytes": len(fetched.body),
                "redirects": list(fetched.redirects),
                "content_type": fetched.content_type or None,
                "error": fetched.error,
                "final_url": fetched.final_url or None,
                "seconds": fetched.seconds,
            }
            self.stdout.write(json.dumps(answer))
            self.stdout.flush()


def _from_input() -> Iterator[object]:
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "replace").strip()
        if line:
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                yield line  # not JSON: a URL as it stands, or something that the fetcher refuses
