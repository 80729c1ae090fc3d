"""A party: a department, company, agency or other body that makes or receives promises."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tracker.vocabulary import PartyKind

from .constraints import known, written


class PartyQuerySet(models.QuerySet):
    def public(self):
        """Parties that a published agreement names, or a published commitment of one."""
        return self.filter(
            Q(in_agreements__agreement__published_at__isnull=False)
            | Q(
                in_commitments__commitment__published_at__isnull=False,
                in_commitments__commitment__agreement__published_at__isnull=False,
            )
        ).distinct()


class Party(models.Model):
    """A department, company, agency or other body that makes or receives promises."""

    slug = models.SlugField(
        max_length=80, unique=True, help_text="Its place in the address. Do not change it."
    )
    name = models.CharField(max_length=200, unique=True, help_text="As it calls itself. Public.")
    short_name = models.CharField(max_length=60, blank=True, help_text="For tables, such as DSIT. Public.")
    kind = models.CharField(max_length=20, choices=PartyKind.choices)
    jurisdiction = models.CharField(
        max_length=80, blank=True, help_text="Country or international body. Public."
    )
    aliases = models.TextField(
        blank=True,
        help_text="Other names in the news, one to a line. Articles are matched by them, so leave out names that are "
        "also everyday words.",
    )
    website = models.URLField(max_length=500, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"
        constraints = [known("party", "kind", PartyKind), written("party", "name"), written("party", "slug")]

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("party", args=[self.slug])

    @property
    def alias_list(self) -> list[str]:
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def is_government(self) -> bool:
        return PartyKind(self.kind).is_public
