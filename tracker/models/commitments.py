"""Querysets that finish the sentence “commitments that are …”; each rule of visibility and schedule lives here once."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from tracker.vocabulary import Delivery, Schedule

from .schedule import SOON


class CommitmentQuerySet(models.QuerySet):
    def public(self):
        """Commitments that anyone may see: published, in an agreement that is published."""
        return self.filter(published_at__isnull=False, agreement__published_at__isnull=False)

    def on_schedule(self, word: str, on: date):
        """Commitments that stand so against their date on the day `on`; agrees with `stand_against_the_date`."""
        delivered = Q(status=Delivery.DELIVERED.value, delivered_on__isnull=False)
        conditions = {
            Schedule.NO_DATE: Q(due_on__isnull=True),
            Schedule.ON_TIME: delivered & Q(delivered_on__lte=F("due_on")),
            Schedule.LATE: delivered & Q(delivered_on__gt=F("due_on")),
            Schedule.OVERDUE: ~delivered & Q(due_on__lt=on),
            Schedule.DUE_SOON: ~delivered & Q(due_on__gte=on, due_on__lte=on + SOON),
            Schedule.UPCOMING: ~delivered & Q(due_on__gt=on + SOON),
        }
        return self.filter(conditions[Schedule(word)])

    def overdue(self, on: date):
        return self.on_schedule(Schedule.OVERDUE, on)

    def with_parts(self):
        """Commitments with what every list shows of them, in a constant number of queries."""
        return self.select_related("agreement", "clause").prefetch_related("involved__party", "themes")

    def mentioning(self, words: str):
        """Commitments whose reference, title, statement or quote holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(reference__icontains=word)
                | Q(title__icontains=word)
                | Q(statement__icontains=word)
                | Q(clause__quote__icontains=word)
            )
        return found
