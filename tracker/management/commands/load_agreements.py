"""The operator's door to loading agreements: JSON or CSV files in, one object for each agreement out."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.pipeline.agreement_file import Unreadable, read_agreement_file
from tracker.services.errors import Refused
from tracker.services.importing import load_agreements
from tracker.services.installing import installer


class Command(BaseCommand):
    help = "Load agreements and commitments from JSON or CSV. Adds what is new, never overwrites; safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument(
            "--drafts", action="store_true", help="load everything as drafts, to be published by hand"
        )

    def handle(self, *, files, dry_run, drafts, **options):
        records = []
        for name in files:
            try:
                records += read_agreement_file(Path(name).read_bytes(), name=name)
            except OSError as error:
                raise CommandError(f"{name}: {error.strerror}.") from error
            except Unreadable as error:
                raise CommandError(f"{name}: nothing was loaded.\n{error}") from error
        try:
            loaded = load_agreements(
                records, by=installer(), now=timezone.now(), publish=not drafts, dry_run=dry_run
            )
        except Refused as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        for one in loaded:
            answer = {
                "agreement": one.agreement,
                "created": one.created,
                "unchanged": one.unchanged,
                "differs": one.differs,
                "drafts": one.drafts,
                "dry_run": dry_run,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
