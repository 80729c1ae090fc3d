"""The machine's proposals that items bear on commitments, and what editors decided."""

from django.db import models
from django.db.models import Q

from tracker.vocabulary import MatchState, RejectReason

from .commitment import Commitment
from .constraints import known, paired
from .evidence import Bearing
from .item import Item
from .people import person
from .source import Check


class MatchQuerySet(models.QuerySet):
    def pending(self):
        """Matches that wait for an editor."""
        return self.filter(state=MatchState.PENDING)


class Match(models.Model):
    """That an item may bear on a commitment, how strongly, and why in words. A person decides."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="matches")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="matches")
    made_by = models.ForeignKey(
        Check, on_delete=models.PROTECT, null=True, blank=True, related_name="matches",
        help_text="The check that proposed it; empty if an editor added it by hand.",
    )  # fmt: skip
    score = models.FloatField(help_text="0 to 1. Sorts the queue; it says nothing about delivery.")
    reasons = models.JSONField(default=list, help_text="[{signal, words, weight}], strongest first.")
    sentence = models.TextField(blank=True, help_text="The sentence of the item that matched best.")
    kind_of_news = models.CharField(max_length=40, blank=True)
    matcher_version = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=MatchState.choices, default=MatchState.PENDING.value)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person(null=True)
    reject_reason = models.CharField(max_length=30, choices=RejectReason.choices, blank=True)
    note = models.TextField(blank=True)
    bearing = models.ForeignKey(
        Bearing, on_delete=models.PROTECT, null=True, blank=True, related_name="matches"
    )

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "-id"]
        verbose_name_plural = "matches"
        permissions = [("review_match", "Can accept and reject matches")]
        constraints = [
            known("match", "state", MatchState),
            known("match", "reject_reason", RejectReason, blank=True),
            paired("match", "decided"),
            models.CheckConstraint(
                condition=Q(state=MatchState.PENDING.value, decided_at__isnull=True)
                | (~Q(state=MatchState.PENDING.value) & Q(decided_at__isnull=False)),
                name="match_is_pending_until_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=MatchState.REJECTED.value) | ~Q(reject_reason=""),
                name="rejection_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=MatchState.ACCEPTED.value) | Q(bearing__isnull=False),
                name="acceptance_made_a_bearing",
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="match_score_is_a_share"),
            models.UniqueConstraint(
                fields=["item", "commitment"], name="item_is_matched_once_to_a_commitment"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score", "-id"], condition=Q(state=MatchState.PENDING.value), name="match_queue"
            ),
        ]

    def __str__(self):
        return f"{self.commitment.reference} ? {self.item}"
