"""An agreement, who is party to it, what it is related to, and the stored versions of its text."""

import hashlib

from django.db import models
from django.urls import reverse

from tracker.vocabulary import AgreementKind, AgreementRole, Basis, LegalForce, Relation

from .constraints import known, paired, written
from .party import Party
from .people import person


class Theme(models.Model):
    """A subject that commitments of several agreements share, such as skills or public services."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class AgreementQuerySet(models.QuerySet):
    def public(self):
        """Agreements that anyone may see."""
        return self.filter(published_at__isnull=False)


class Agreement(models.Model):
    """A memorandum of understanding or similar paper between governments and companies."""

    slug = models.SlugField(
        max_length=80, unique=True, help_text="Its place in the address. Do not change it."
    )
    title = models.CharField(max_length=300, help_text="In full, as on the document. Public.")
    short_title = models.CharField(max_length=80, blank=True, help_text="For tables and filters. Public.")
    kind = models.CharField(max_length=30, choices=AgreementKind.choices)
    legal_force = models.CharField(max_length=20, choices=LegalForce.choices)
    nature = models.TextField(
        blank=True, help_text="What the paper says of its own force, in our words. Public."
    )
    limits = models.TextField(
        blank=True,
        help_text="Limits that it states, one to a line: non-exclusive, no effect on procurement. Public.",
    )
    signed_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True, help_text="When the parties made it public.")
    ends_on = models.DateField(null=True, blank=True)
    source_url = models.URLField(
        max_length=500, help_text="Where the text, or the best account of it, was read."
    )
    note = models.TextField(blank=True, help_text="What we read and what we did not. Public.")
    parties = models.ManyToManyField(Party, through="AgreementParty", related_name="agreements")
    themes = models.ManyToManyField(Theme, blank=True, related_name="agreements")
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: a draft that only staff can see."
    )
    published_by = person(null=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "slug"]
        constraints = [
            known("agreement", "kind", AgreementKind),
            known("agreement", "legal_force", LegalForce),
            paired("agreement", "published"),
            written("agreement", "title"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(signed_on__isnull=True)
                | models.Q(ends_on__gte=models.F("signed_on")),
                name="agreement_ends_after_it_was_signed",
            ),
        ]

    def __str__(self):
        return self.short_title or self.title

    def get_absolute_url(self):
        return reverse("agreement", args=[self.slug])

    @property
    def limit_list(self) -> list[str]:
        return [line.strip() for line in self.limits.splitlines() if line.strip()]


class AgreementParty(models.Model):
    """One party's part in one agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="involved")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="in_agreements")
    role = models.CharField(
        max_length=20, choices=AgreementRole.choices, default=AgreementRole.SIGNATORY.value
    )
    signatory = models.CharField(
        max_length=200, blank=True, help_text="Who signed for it, and in which office."
    )

    class Meta:
        ordering = ["agreement", "role", "id"]
        verbose_name_plural = "agreement parties"
        constraints = [
            known("agreement_party", "role", AgreementRole),
            models.UniqueConstraint(fields=["agreement", "party"], name="party_stands_once_in_an_agreement"),
        ]

    def __str__(self):
        return f"{self.party} in {self.agreement}"


class AgreementRelation(models.Model):
    """One agreement's tie to another, read as a sentence: `agreement` `relation` `other`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="related_from")
    relation = models.CharField(max_length=20, choices=Relation.choices)

    class Meta:
        ordering = ["agreement", "id"]
        constraints = [
            known("agreement_relation", "relation", Relation),
            models.UniqueConstraint(fields=["agreement", "other", "relation"], name="relation_is_told_once"),
            models.CheckConstraint(
                condition=~models.Q(agreement=models.F("other")), name="agreement_is_not_related_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.agreement} {Relation(self.relation).label} {self.other}"


class AgreementText(models.Model):
    """One stored version of an agreement's text, with its SHA-256, as it was read on a day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="texts")
    version = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64, editable=False)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    source_url = models.URLField(max_length=500)
    retrieved_at = models.DateTimeField()
    retrieved_by = person()

    class Meta:
        ordering = ["agreement", "-version"]
        constraints = [
            known("agreement_text", "basis", Basis),
            written("agreement_text", "text"),
            models.UniqueConstraint(fields=["agreement", "version"], name="text_version_is_unique"),
        ]

    def __str__(self):
        return f"{self.agreement}, text {self.version}"

    @staticmethod
    def hash_of(text: str) -> str:
        """SHA-256 of the UTF-8 text, in hexadecimal."""
        return hashlib.sha256(text.encode()).hexdigest()
