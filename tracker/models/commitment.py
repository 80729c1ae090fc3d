"""A commitment: one promise, who made it, when it is due, and how it stands."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from tracker.vocabulary import (
    Basis,
    CommitmentKind,
    Confidence,
    Delivery,
    DueBasis,
    Force,
    Involvement,
    Precision,
    Standing,
    Wording,
)

from .agreement import Agreement, Theme
from .clause import Clause
from .commitments import CommitmentQuerySet
from .constraints import known, paired, written
from .party import Party
from .people import person
from .schedule import Stand, stand_against_the_date


class Commitment(models.Model):
    """One promise of an agreement.

    The fields from `status` down are copies, kept so that lists are one query: `services/assessing.py` alone writes
    them, from the newest assessment, wording judgement and due date, and `verify_record` compares them.
    """

    reference = models.CharField(
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z0-9]+-[0-9]+$", "Capital letters, a hyphen and a number, such as OAI-05.")
        ],
        help_text="Such as OAI-05. Never changed, never reused.",
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="commitments")
    position = models.PositiveIntegerField(default=0, help_text="Its place within the agreement.")
    title = models.CharField(max_length=200, help_text="In a few plain words. Public.")
    statement = models.TextField(help_text="What is promised, in plain English and our own words. Public.")
    kind = models.CharField(max_length=20, choices=CommitmentKind.choices)
    parties = models.ManyToManyField(Party, through="CommitmentParty", related_name="commitments")
    themes = models.ManyToManyField(Theme, blank=True, related_name="commitments")
    measure = models.CharField(
        max_length=200, blank=True, help_text="A number that it names, with its unit. Public."
    )
    would_settle_it = models.TextField(blank=True, help_text="What evidence would end the question. Public.")
    own_test = models.TextField(
        blank=True,
        help_text="Editors’ own test, for words too vague to test. Once published, ratings may pass the wording line; "
        "the page then says “our test” and shows it.",
    )
    own_test_at = models.DateTimeField(null=True, blank=True)
    own_test_by = person(null=True)
    watch_terms = models.TextField(
        blank=True,
        help_text="Words and phrases that news about it would use, one to a line. Not patterns.",
    )
    basis = models.CharField(max_length=20, choices=Basis.choices)
    source_url = models.URLField(
        max_length=500,
        blank=True,
        help_text="The page it was read from. Public; needed before it is published.",
    )
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: a draft that only staff can see."
    )
    published_by = person(null=True)

    status = models.CharField(
        max_length=30,
        choices=Delivery.choices,
        default=Delivery.NOT_ASSESSED.value,
        editable=False,
        db_index=True,
    )
    status_on = models.DateField(null=True, editable=False)
    standing = models.CharField(max_length=20, choices=Standing.choices, blank=True, editable=False)
    confidence = models.CharField(max_length=20, choices=Confidence.choices, blank=True, editable=False)
    contested = models.BooleanField(default=False, editable=False)
    delivered_on = models.DateField(null=True, editable=False)
    rated_wording = models.CharField(
        max_length=30,
        choices=Wording.choices,
        blank=True,
        editable=False,
        help_text="As it was when this was rated.",
    )
    rated_by_own_test = models.BooleanField(default=False, editable=False)
    due_on = models.DateField(null=True, editable=False, db_index=True)
    due_basis = models.CharField(max_length=20, choices=DueBasis.choices, blank=True, editable=False)
    due_precision = models.CharField(max_length=20, choices=Precision.choices, blank=True, editable=False)
    wording = models.CharField(
        max_length=30, choices=Wording.choices, blank=True, editable=False, db_index=True
    )
    force = models.CharField(max_length=20, choices=Force.choices, blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["agreement__slug", "position", "reference"]
        permissions = [
            ("propose_rating", "Can propose a rating of delivery or wording"),
            ("approve_rating", "Can approve or decline somebody else’s rating"),
        ]
        constraints = [
            known("commitment", "kind", CommitmentKind),
            known("commitment", "basis", Basis),
            known("commitment", "status", Delivery),
            known("commitment", "standing", Standing, blank=True),
            known("commitment", "confidence", Confidence, blank=True),
            known("commitment", "due_basis", DueBasis, blank=True),
            known("commitment", "due_precision", Precision, blank=True),
            known("commitment", "wording", Wording, blank=True),
            known("commitment", "rated_wording", Wording, blank=True),
            known("commitment", "force", Force, blank=True),
            paired("commitment", "published"),
            paired("commitment", "own_test"),
            written("commitment", "reference"),
            models.CheckConstraint(
                condition=~models.Q(reference__contains="/"), name="reference_fits_an_address"
            ),
            written("commitment", "title"),
            written("commitment", "statement"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | ~models.Q(basis=Basis.GENERAL_KNOWLEDGE.value),
                name="unconfirmed_commitment_stays_a_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | ~models.Q(source_url=""),
                name="published_commitment_names_its_source",
            ),
            models.CheckConstraint(
                condition=models.Q(own_test_at__isnull=True) | ~models.Q(own_test=""),
                name="published_test_is_written",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    def get_absolute_url(self):
        return reverse("commitment", args=[self.reference])

    @property
    def status_label(self) -> str:
        """The word shown to readers: as the rating was published, whatever became of the wording since."""
        if self.rated_by_own_test:
            return Delivery(self.status).label
        return Delivery(self.status).label_for(self.rated_wording)

    @property
    def may_pass_the_ceiling(self) -> bool:
        """Whether its words, as two people read them, or our published test allow it to be called delivered."""
        if self.own_test_at:
            return True
        agreed = self.clause.wording_standing == Standing.APPROVED
        return agreed and bool(self.wording) and Wording(self.wording).is_above_the_line

    @property
    def watch_term_list(self) -> list[str]:
        return [line.strip() for line in self.watch_terms.splitlines() if line.strip()]

    def stand(self, on) -> Stand:
        """How it stands against its date on the day `on`."""
        return stand_against_the_date(self.due_on, self.status, self.delivered_on, on)


class CommitmentParty(models.Model):
    """One party's part in one commitment."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="involved")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="in_commitments")
    involvement = models.CharField(max_length=20, choices=Involvement.choices)

    class Meta:
        ordering = ["commitment", "involvement", "id"]
        verbose_name_plural = "commitment parties"
        constraints = [
            known("commitment_party", "involvement", Involvement),
            models.UniqueConstraint(fields=["commitment", "party"], name="party_stands_once_in_a_commitment"),
        ]

    def __str__(self):
        return f"{self.party} in {self.commitment.reference}"


class DueDate(models.Model):
    """A date by which a commitment is to be met. Append-only: the first is kept, a revised one is a new row."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="due_dates")
    due_on = models.DateField(
        null=True, blank=True, help_text="The last day of the period, as in 31 December for 2030."
    )
    precision = models.CharField(max_length=20, choices=Precision.choices, default=Precision.DAY.value)
    basis = models.CharField(max_length=20, choices=DueBasis.choices)
    note = models.TextField(blank=True, help_text="How it was derived, or what triggers it. Public.")
    set_at = models.DateTimeField()
    set_by = person()

    class Meta:
        ordering = ["commitment", "set_at", "id"]
        constraints = [
            known("due_date", "basis", DueBasis),
            known("due_date", "precision", Precision),
            models.CheckConstraint(
                condition=models.Q(basis=DueBasis.STATED.value) | ~models.Q(note=""),
                name="due_date_not_stated_has_a_note",
            ),
            models.CheckConstraint(
                condition=models.Q(basis=DueBasis.TRIGGER.value) | models.Q(due_on__isnull=False),
                name="due_date_without_trigger_has_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.commitment.reference} due {self.due_on or self.note}"
