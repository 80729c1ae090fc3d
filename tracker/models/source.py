"""A place we watch, and every visit we paid to it."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tracker.vocabulary import CheckOutcome, SourceKind

from .agreement import Agreement
from .constraints import known, paired, written
from .party import Party
from .people import person

CLAIMS_BEFORE_PARKING = 5


class SourceQuerySet(models.QuerySet):
    def watched(self):
        """Sources that are neither paused nor parked."""
        return self.filter(paused_at__isnull=True, parked_at__isnull=True)

    def due(self):
        """Sources whose time has come and that no worker holds. The database's clock decides, never a worker's."""
        unheld = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
        return self.watched().filter(unheld, next_check_at__lte=Now())

    def unchecked(self):
        """Watched sources that have not been read for three of their periods: silence from them means nothing."""
        three_periods_on = F("looked_at") + F("period") + F("period") + F("period")
        return (
            self.watched()
            .annotate(missed_at=three_periods_on)
            .filter(Q(looked_at__isnull=True) | Q(missed_at__lt=Now()), next_check_at__lt=Now())
        )

    def watching(self, agreement):
        """Sources that look out for the agreement: those tied to it, and those tied to none."""
        return self.filter(Q(agreements=agreement) | Q(agreements__isnull=True)).distinct()


class Source(models.Model):
    """A place we watch for follow-up news: a feed, an API search, a page."""

    name = models.CharField(max_length=200, help_text="Shown to readers in the follow-up log.")
    kind = models.CharField(max_length=30, choices=SourceKind.choices)
    url = models.URLField(max_length=1000, help_text="Starts with http:// or https://.")
    period = models.DurationField(
        default=timedelta(hours=1), help_text="How often to look, such as 01:00:00."
    )
    agreements = models.ManyToManyField(
        Agreement,
        blank=True,
        related_name="sources",
        help_text="Whom it may bring news of; leave empty for all.",
    )
    publisher = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="sources",
        help_text="Set it if a party itself publishes here.",
    )  # fmt: skip
    note = models.TextField(blank=True, help_text="For editors.")
    added_at = models.DateTimeField()
    added_by = person()
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = person(null=True)

    next_check_at = models.DateTimeField(db_index=True, help_text="In the database’s time.")
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_token = models.UUIDField(null=True, editable=False)
    slot = models.PositiveBigIntegerField(default=0, editable=False, help_text="How many checks it has had.")
    claims = models.PositiveIntegerField(
        default=0, editable=False, help_text="Claims since a check last ended."
    )
    parked_at = models.DateTimeField(
        null=True, blank=True, help_text="Set after five checks that ended the worker. Clear it to try again."
    )
    failures = models.PositiveIntegerField(default=0, editable=False, help_text="In a row.")
    failing_since = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    looked_at = models.DateTimeField(
        null=True, editable=False, help_text="The last check that showed what it holds."
    )
    last_outcome = models.CharField(max_length=30, choices=CheckOutcome.choices, blank=True, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    body_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        permissions = [("check_source", "Can have a source checked now")]
        constraints = [
            known("source", "kind", SourceKind),
            known("source", "last_outcome", CheckOutcome, blank=True),
            paired("source", "paused"),
            written("source", "name"),
            models.CheckConstraint(
                condition=Q(lease_until__isnull=True, lease_token__isnull=True)
                | Q(lease_until__isnull=False, lease_token__isnull=False),
                name="lease_has_token_and_end",
            ),
            models.CheckConstraint(
                condition=Q(period__gte=timedelta(minutes=1)), name="source_period_is_a_minute_or_more"
            ),
            models.UniqueConstraint(fields=["kind", "url"], name="source_is_watched_once"),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"],
                condition=Q(paused_at__isnull=True, parked_at__isnull=True),
                name="source_by_next_check",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


class Check(models.Model):
    """One visit to a source: when, how it ended, what it found. Kept, and shown in public."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="checks")
    slot = models.PositiveBigIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    outcome = models.CharField(max_length=30, choices=CheckOutcome.choices)
    status = models.PositiveIntegerField(null=True, help_text="The HTTP status, if there was an answer.")
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes of the answer, unpacked.")
    redirects = models.JSONField(default=list)
    items_seen = models.PositiveIntegerField(default=0)
    items_new = models.PositiveIntegerField(default=0)
    items_changed = models.PositiveIntegerField(default=0)
    matches_new = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, help_text="For staff; readers see the outcome.")

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            known("check", "outcome", CheckOutcome),
            models.UniqueConstraint(fields=["source", "slot"], name="check_is_recorded_once"),
            models.CheckConstraint(
                condition=Q(finished_at__gte=F("started_at")), name="check_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["source", "-started_at"], name="check_by_source")]

    def __str__(self):
        return f"{self.source}: {CheckOutcome(self.outcome).label}"

    @property
    def seconds(self) -> float:
        return (self.finished_at - self.started_at).total_seconds()
