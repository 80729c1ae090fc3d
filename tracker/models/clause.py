"""A numbered part of an agreement's text, and what raters say of its wording."""

from django.db import models
from django.db.models import Case, Q, Value, When

from tracker.vocabulary import Basis, Element, Force, Standing, Wording

from .agreement import Agreement, AgreementText
from .constraints import known
from .people import person


class Clause(models.Model):
    """A numbered part of an agreement: its exact words where we hold them, and how we know them where we do not."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    number = models.PositiveIntegerField(
        help_text="Its place in the agreement. The address of the clause uses it."
    )
    version = models.PositiveIntegerField(default=1, help_text="Goes up when the words change.")
    section = models.CharField(max_length=200, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    quote = models.TextField(
        blank=True, help_text="The exact words, unchanged. Leave empty if we do not hold them."
    )
    prefix = models.CharField(max_length=200, blank=True, help_text="The words just before the quote.")
    suffix = models.CharField(max_length=200, blank=True, help_text="The words just after the quote.")
    text = models.ForeignKey(
        AgreementText, on_delete=models.PROTECT, null=True, blank=True, related_name="clauses",
        help_text="The stored version of the text that the quote was taken from.",
    )  # fmt: skip
    basis = models.CharField(max_length=20, choices=Basis.choices)
    source_url = models.URLField(
        max_length=500, blank=True, help_text="Where these words, or the account of them, stand."
    )
    wording = models.CharField(max_length=30, choices=Wording.choices, blank=True, editable=False)
    force = models.CharField(max_length=20, choices=Force.choices, blank=True, editable=False)
    wording_standing = models.CharField(max_length=20, choices=Standing.choices, blank=True, editable=False)

    class Meta:
        ordering = ["agreement", "number", "-version"]
        constraints = [
            known("clause", "basis", Basis),
            known("clause", "wording", Wording, blank=True),
            known("clause", "force", Force, blank=True),
            known("clause", "wording_standing", Standing, blank=True),
            models.UniqueConstraint(
                fields=["agreement", "number", "version"], name="clause_number_is_unique"
            ),
        ]

    def __str__(self):
        return f"{self.agreement} §{self.number}"


class WordingRating(models.Model):
    """One rater's judgement of a clause's words: which of the four elements it has, and how firm it is.

    Append-only. A clause's rating is settled when the newest judgements of two different people agree.
    """

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="ratings")
    who = models.BooleanField(help_text=Element.WHO.meaning)
    what = models.BooleanField(help_text=Element.WHAT.meaning)
    how_much = models.BooleanField(help_text=Element.HOW_MUCH.meaning)
    when = models.BooleanField(help_text=Element.WHEN.meaning)
    rating = models.CharField(max_length=30, choices=Wording.choices)
    force = models.CharField(max_length=20, choices=Force.choices)
    reason = models.TextField(blank=True, help_text="Public. Name the missing element.")
    rated_at = models.DateTimeField()
    rated_by = person()

    class Meta:
        ordering = ["clause", "rated_at", "id"]
        constraints = [
            known("wording_rating", "rating", Wording),
            known("wording_rating", "force", Force),
            models.CheckConstraint(
                name="wording_follows_from_its_elements",
                condition=Q(
                    rating=Case(
                        *(
                            # in the order in which a migration writes them down, or it would see a change
                            When(how_much=how_much, then=Value(rating.value), what=what, when=when, who=who)
                            for who in (False, True)
                            for what in (False, True)
                            for how_much in (False, True)
                            for when in (False, True)
                            for rating in [Wording.from_elements(who, what, how_much, when)]
                        ),
                        output_field=models.CharField(),
                    )
                ),
            ),
        ]

    def __str__(self):
        return f"{Wording(self.rating).label} ({self.rated_by})"

    @property
    def judgement(self) -> tuple:
        """What two raters have to agree on."""
        return self.who, self.what, self.how_much, self.when, self.force

    def element_list(self) -> list[tuple[Element, bool]]:
        return [(element, getattr(self, element.value)) for element in Element]
