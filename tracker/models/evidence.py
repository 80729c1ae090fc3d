"""Evidence, and how it bears on commitments."""

from django.db import models
from django.db.models import Q

from tracker.vocabulary import EvidenceKind, EvidenceRole, Precision, Tier

from .commitment import Commitment
from .constraints import known, paired, written
from .party import Party
from .people import person
from .schedule import day_in_words


class Evidence(models.Model):
    """Something public that bears on one commitment or more: an article, an answer, a notice."""

    url = models.URLField(max_length=1000, help_text="Where it can be read. Public.")
    url_key = models.CharField(
        max_length=64,
        unique=True,
        editable=False,
        help_text="Hash of the canonical address: one row for one page.",
    )
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=200)
    published_by_party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="publications",
        help_text="Set it if a party speaks here of itself: its own word weighs less.",
    )  # fmt: skip
    kind = models.CharField(max_length=30, choices=EvidenceKind.choices)
    tier = models.CharField(max_length=20, choices=Tier.choices)
    event_on = models.DateField(null=True, blank=True, help_text="When what it tells of happened.")
    event_precision = models.CharField(max_length=20, choices=Precision.choices, default=Precision.DAY.value)
    published_on = models.DateField(null=True, blank=True, help_text="When it was published.")
    published_precision = models.CharField(
        max_length=20, choices=Precision.choices, default=Precision.DAY.value
    )
    digest = models.TextField(blank=True, help_text="What it says, in our own words. Public.")
    quote = models.TextField(
        blank=True, help_text="The words that matter, exactly as they stand there. Public."
    )
    language = models.CharField(max_length=12, default="en")
    archive_url = models.URLField(max_length=1000, blank=True, help_text="A copy kept elsewhere. Public.")
    content_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text as we read it.")
    item = models.ForeignKey(
        "Item", on_delete=models.PROTECT, null=True, blank=True, related_name="as_evidence"
    )
    added_at = models.DateTimeField()
    added_by = person()

    class Meta:
        ordering = ["-published_on", "-id"]
        verbose_name_plural = "evidence"
        constraints = [
            known("evidence", "kind", EvidenceKind),
            known("evidence", "tier", Tier),
            known("evidence", "event_precision", Precision),
            known("evidence", "published_precision", Precision),
            written("evidence", "url"),
            written("evidence", "title"),
            written("evidence", "publisher"),
        ]

    def __str__(self):
        return f"{self.publisher}: {self.title}"

    @property
    def published_in_words(self) -> str:
        """The day it was published, no more exact than it is known; empty for none."""
        return day_in_words(self.published_on, self.published_precision) if self.published_on else ""


class BearingQuerySet(models.QuerySet):
    def public(self):
        """Bearings that anyone may see: on a public commitment, and not retracted."""
        return self.standing().filter(
            commitment__published_at__isnull=False, commitment__agreement__published_at__isnull=False
        )

    def standing(self):
        """Bearings that nobody has retracted."""
        return self.filter(retracted_at__isnull=True)


class Bearing(models.Model):
    """How one piece of evidence bears on one commitment. Accepting it changes no rating."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="bearings")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="bearings")
    role = models.CharField(max_length=20, choices=EvidenceRole.choices)
    note = models.TextField(
        blank=True, help_text="Why it bears on this commitment, if that is not plain. Public."
    )
    accepted_at = models.DateTimeField()
    accepted_by = person()
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = person(null=True)
    retracted_because = models.TextField(blank=True)

    objects = BearingQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "-evidence__published_on", "-id"]
        constraints = [
            known("bearing", "role", EvidenceRole),
            paired("bearing", "retracted"),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True) | ~Q(retracted_because=""), name="retraction_says_why"
            ),
            models.UniqueConstraint(
                fields=["commitment", "evidence"],
                condition=Q(retracted_at__isnull=True),
                name="evidence_bears_once_on_a_commitment",
            ),
        ]

    def __str__(self):
        return f"{self.commitment.reference} ← {self.evidence}"
