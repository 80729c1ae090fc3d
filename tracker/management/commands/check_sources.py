"""The operator's door to checking: due sources (or all, or one) are checked here, a line of JSON for each."""

import json

from django.core.management.base import BaseCommand, CommandError

from tracker.models import Source
from tracker.services.checking import check_one_after_another
from tracker.services.errors import Refused
from tracker.services.sources import check_soon


class Command(BaseCommand):
    help = "Check sources here and now, without Redis or Celery."

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--due", action="store_true", help="those whose time has come (the usual)")
        which.add_argument("--all", action="store_true", help="every source that is not paused or parked")
        which.add_argument("--source", type=int, metavar="ID", help="this one")

    def handle(self, *, source, **options):
        only = None
        if source is not None:
            only = [source]
        elif options["all"]:
            only = list(Source.objects.watched().values_list("id", flat=True))
        for number in only or []:
            try:
                check_soon(source_id=number)
            except Refused as error:
                raise CommandError(f"Source {number}: {error}") from error
        for check in check_one_after_another(only=only):
            answer = {
                "source": check.source_id,
                "outcome": check.outcome,
                "items_seen": check.items_seen,
                "items_new": check.items_new,
                "matches_new": check.matches_new,
                "seconds": round(check.seconds, 3),
                "error": check.error or None,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
