"""Ratings of delivery: the published ones, which are never changed, and the proposals that lead to them."""

import uuid

from django.db import models
from django.db.models import F, Q

from tracker.vocabulary import (
    NEEDS_EVIDENCE,
    NEEDS_REASON_CODE,
    UNDER_THE_CEILING,
    Confidence,
    Delivery,
    Depth,
    ProposalState,
    ReasonCode,
    Result,
    Standing,
    Wording,
)

from .commitment import Commitment
from .constraints import known, paired, written
from .evidence import Bearing
from .people import person

CODED = [word.value for word in NEEDS_REASON_CODE]
VAGUE_WORDS_MAY_BE = [word.value for word in UNDER_THE_CEILING]
ABOVE_THE_LINE = [word.value for word in Wording if word.is_above_the_line]


class Judgement(models.Model):
    """What a rating says; shared by a proposal and by the assessment that it becomes."""

    status = models.CharField(max_length=30, choices=Delivery.choices)
    reason = models.TextField(
        help_text="Why this status and no other, naming what is in place and what is not. Public."
    )
    reason_code = models.CharField(max_length=30, choices=ReasonCode.choices, blank=True)
    depth = models.CharField(
        max_length=20, choices=Depth.choices, blank=True, help_text="The highest rung reached."
    )
    result = models.CharField(
        max_length=20, choices=Result.choices, blank=True, help_text="If a result was measured."
    )
    confidence = models.CharField(max_length=20, choices=Confidence.choices, blank=True)
    confidence_because = models.TextField(
        blank=True, help_text="Why it was put lower than the evidence allows. Public."
    )
    contested = models.BooleanField(
        default=False, help_text="Somebody with reason disputes it. Low is always contested."
    )
    delivered_on = models.DateField(null=True, blank=True, help_text="The day on which it was in place.")
    searched_until = models.DateField(
        null=True, blank=True, help_text="The last logged search that found nothing."
    )
    method_version = models.CharField(max_length=20)
    proposed_at = models.DateTimeField()
    proposed_by = person()

    class Meta:
        abstract = True


def judgement_constraints(model: str) -> list:
    """What holds for every rating, proposed or published."""
    return [
        known(model, "status", Delivery),
        known(model, "reason_code", ReasonCode, blank=True),
        known(model, "depth", Depth, blank=True),
        known(model, "result", Result, blank=True),
        known(model, "confidence", Confidence, blank=True),
        written(model, "reason"),
        models.CheckConstraint(
            condition=~Q(status__in=CODED) | ~Q(reason_code=""),
            name=f"{model}_has_its_reason_code",
        ),
        models.CheckConstraint(
            condition=~Q(status=Delivery.DELIVERED.value) | Q(delivered_on__isnull=False),
            name=f"{model}_delivered_has_a_day",
        ),
        models.CheckConstraint(
            condition=~Q(status=Delivery.NO_PUBLIC_EVIDENCE.value) | Q(searched_until__isnull=False),
            name=f"{model}_of_nothing_rests_on_a_search",
        ),
        models.CheckConstraint(
            condition=~Q(confidence=Confidence.LOW.value) | Q(contested=True),
            name=f"{model}_low_is_contested",
        ),
        models.CheckConstraint(
            condition=Q(result="") | Q(depth=Depth.RESULT_MEASURED.value), name=f"{model}_result_was_measured"
        ),
    ]


class Proposal(Judgement):
    """A rating that one editor proposes and another person approves or declines."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="proposals")
    bearings = models.ManyToManyField(Bearing, blank=True, related_name="proposals")
    corrects = models.ForeignKey(
        "Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    correction_because = models.TextField(
        blank=True, help_text="What the corrected rating got wrong. Public."
    )
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.OPEN.value)
    version = models.PositiveIntegerField(
        default=1, help_text="Goes up with each edit; a stale form is refused."
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person(null=True)
    decided_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            *judgement_constraints("proposal"),
            known("proposal", "state", ProposalState),
            paired("proposal", "decided"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN.value, decided_at__isnull=True)
                | (~Q(state=ProposalState.OPEN.value) & Q(decided_at__isnull=False)),
                name="proposal_is_open_until_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.APPROVED.value) | ~Q(decided_by=F("proposed_by")),
                name="proposal_approver_is_not_proposer",
            ),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(state=ProposalState.OPEN.value),
                name="one_open_proposal_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.commitment.reference}: {Delivery(self.status).label} (proposed)"


class AssessmentQuerySet(models.QuerySet):
    def public(self):
        """Assessments of commitments that anyone may see."""
        return self.filter(
            commitment__published_at__isnull=False, commitment__agreement__published_at__isnull=False
        )


class Assessment(Judgement):
    """One published judgement of delivery. Never edited: the next one supersedes it and both stay readable.

    Rows form a chain: `hash` covers this row, its citations and the hash before it (`chain.py`).
    Triggers refuse UPDATE and DELETE, and an INSERT whose wording, evidence or standing is not true of the record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="assessments")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="published"
    )
    standing = models.CharField(max_length=20, choices=Standing.choices)
    wording = models.CharField(max_length=30, choices=Wording.choices, blank=True)
    own_test = models.TextField(blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    correction_because = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = person(null=True)
    published_at = models.DateTimeField()
    seq = models.PositiveBigIntegerField(unique=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        constraints = [
            *judgement_constraints("assessment"),
            known("assessment", "standing", Standing),
            known("assessment", "wording", Wording, blank=True),
            paired("assessment", "approved"),
            models.CheckConstraint(
                condition=Q(
                    standing=Standing.PROVISIONAL.value, approved_by__isnull=True, proposal__isnull=True
                )
                | Q(standing=Standing.APPROVED.value, approved_by__isnull=False, proposal__isnull=False),
                name="assessment_standing_tells_who_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="approver_is_not_proposer",
            ),
            models.CheckConstraint(
                condition=Q(status__in=VAGUE_WORDS_MAY_BE) | Q(wording__in=ABOVE_THE_LINE) | ~Q(own_test=""),
                name="assessment_is_under_the_wording_ceiling",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_because="")
                | (Q(corrects__isnull=False) & ~Q(correction_because="")),
                name="correction_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.commitment.reference}: {self.status_label}"

    @property
    def status_label(self) -> str:
        return Delivery(self.status).label if self.own_test else Delivery(self.status).label_for(self.wording)

    @property
    def needs_evidence(self) -> bool:
        return self.status in NEEDS_EVIDENCE


class Citation(models.Model):
    """That an assessment rests on a bearing. Written before its assessment, so that the database can count it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="citations")
    bearing = models.ForeignKey(Bearing, on_delete=models.PROTECT, related_name="citations")

    class Meta:
        ordering = ["assessment", "bearing"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "bearing"], name="bearing_is_cited_once"),
        ]

    def __str__(self):
        return f"{self.assessment_id} cites {self.bearing_id}"


class Ledger(models.Model):
    """The single row that hands out the chain's next place, and remembers when installation ended."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    installed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_is_one_row")]

    def __str__(self):
        return f"{self.seq} assessments"
