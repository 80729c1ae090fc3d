"""The operator's door to watching a new place: its kind and address in, its number out."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.models import Agreement
from tracker.services.errors import Refused
from tracker.services.installing import installer
from tracker.services.sources import add_source
from tracker.vocabulary import SourceKind


class Command(BaseCommand):
    help = "Watch a place for follow-up news; its first check is due at once."

    def add_arguments(self, parser):
        parser.add_argument("--kind", required=True, help=f"one of: {', '.join(SourceKind)}")
        parser.add_argument("--url", required=True)
        parser.add_argument("--name", default="", help="shown to readers; the host if left out")
        parser.add_argument("--every", type=int, default=60, metavar="MINUTES")
        parser.add_argument(
            "--agreement", action="append", default=[], metavar="SLUG", help="only this agreement; repeatable"
        )

    def handle(self, *, kind, url, name, every, agreement, **options):
        watched = Agreement.objects.filter(slug__in=agreement)
        missing = set(agreement) - set(watched.values_list("slug", flat=True))
        if missing:
            raise CommandError(f"No agreement is called {', '.join(sorted(missing))}.")
        try:
            source = add_source(
                kind=kind,
                url=url,
                name=name,
                every_minutes=every,
                by=installer(),
                now=timezone.now(),
                agreement_ids=watched.values_list("id", flat=True),
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps({"source": source.id}))
