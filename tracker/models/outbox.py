"""What has to be told to others, written in the transaction that made it true."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tracker.vocabulary import OutboxKind

from .constraints import known


class OutboxQuerySet(models.QuerySet):
    def waiting(self):
        """Messages not yet delivered, oldest first."""
        return self.filter(done_at__isnull=True).order_by("id")


class OutboxMessage(models.Model):
    """One thing to announce: feeds, caches, e-mails and webhooks work from here. Holds ids only, no personal data."""

    kind = models.CharField(max_length=40, choices=OutboxKind.choices)
    payload = models.JSONField()
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField(db_default=Now(), help_text="In the database’s time.")
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [known("outbox", "kind", OutboxKind)]
        indexes = [models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="outbox_waiting")]

    def __str__(self):
        return f"{self.kind} {self.id}"
