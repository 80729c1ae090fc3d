"""The operator's door to what ships: one object on standard output that says what was added."""

import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.services.installing import install_seed


class Command(BaseCommand):
    help = "Load the agreements and follow-ups that ship with the tracker. Safe to repeat."

    def handle(self, **options):
        done = install_seed(now=timezone.now())
        answer = {
            "agreements": len(done.agreements),
            "created": sum(len(one.created) for one in done.agreements),
            "evidence": done.evidence,
            "assessments": done.assessments,
        }
        self.stdout.write(json.dumps(answer))
