"""The operator's door to the proof of the record: one object out, exit 1 if anything differs."""

import json

from django.core.management.base import BaseCommand

from tracker.reports.verification import verify_record


class Command(BaseCommand):
    help = "Replay every published assessment and compare with what is shown."

    def handle(self, **options):
        result = verify_record()
        answer = {
            "assessments": result.assessments,
            "head": result.head or None,
            "differences": result.differences,
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if result.differences:
            raise SystemExit(1)
