"""The editors' lists and forms of agreements, the versions of their text, their clauses, parties and themes."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple, ModelForm
from django.urls import reverse
from django.utils import timezone

from tracker.models import (
    Agreement,
    AgreementParty,
    AgreementRelation,
    AgreementText,
    Clause,
    Party,
    Theme,
)
from tracker.services import publishing
from tracker.vocabulary import Standing

from .acting import Act, RecordAdmin, attempt
from .inlines import RowsBeneath


def publish(request, agreement):
    done = attempt(
        request, publishing.publish_agreement, agreement_id=agreement.pk, by=request.user, now=timezone.now()
    )
    return done and f"{agreement} is public now. Publish its commitments one by one."


def hide(request, agreement):
    done = attempt(
        request, publishing.hide_agreement, agreement_id=agreement.pk, by=request.user, now=timezone.now()
    )
    return done and f"{agreement} is a draft again: readers no longer see it, nor its commitments."


class PartiesOfAgreement(RowsBeneath):
    model = AgreementParty
    verbose_name_plural = "parties"
    fields = (("party", "role"), "signatory")


class RelationForm(ModelForm):
    def clean_other(self):
        other = self.cleaned_data["other"]
        if other.pk == self.instance.agreement_id:
            raise ValidationError("This is the agreement itself. Choose another one.")
        return other


class RelationsOfAgreement(RowsBeneath):
    model = AgreementRelation
    form = RelationForm
    verbose_name_plural = "related agreements"
    fk_name = "agreement"
    fields = (("relation", "other"),)


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    """Agreements start as drafts; a button puts them before the public."""

    list_display = ("__str__", "kind", "legal_force", "signed_on", "is_public", "commitments_public")
    list_filter = ("kind", "legal_force", ("published_at", admin.EmptyFieldListFilter), "themes")
    search_fields = ("title", "short_title", "slug", "parties__name", "parties__short_name")
    date_hierarchy = "signed_on"
    fieldsets = (
        (None, {"fields": ("title", "short_title", "slug", "kind", "themes")}),
        ("Its force", {"fields": ("legal_force", "nature", "limits")}),
        ("Its dates", {"fields": ("signed_on", "published_on", "ends_on")}),
        ("How we know", {"fields": ("source_url", "note")}),
        ("On this site", {"fields": ("published_at", "published_by")}),
    )
    readonly_fields = ("published_at", "published_by")
    inlines = (PartiesOfAgreement, RelationsOfAgreement)
    formfield_overrides = {models.ManyToManyField: {"widget": CheckboxSelectMultiple}}
    acts = (
        Act("publish", "Publish", "tracker.change_agreement", publish, lambda row: row.published_at is None),
        Act("hide", "Take off the site", "tracker.change_agreement", hide, lambda row: row.published_at),
    )

    def get_queryset(self, request):
        public = models.Count("commitments", filter=models.Q(commitments__published_at__isnull=False))
        return super().get_queryset(request).annotate(public=public, held=models.Count("commitments"))

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "slug") if obj else self.readonly_fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("short_title",)}

    def has_delete_permission(self, request, obj=None):
        """Only a draft; one that anything refers to is kept by the database, and the page then names what does."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    @admin.display(description="public", boolean=True, ordering="published_at")
    def is_public(self, agreement):
        return agreement.published_at is not None

    @admin.display(description="commitments public")
    def commitments_public(self, agreement):
        return f"{agreement.public} of {agreement.held}" if agreement.held else "none yet"


@admin.register(AgreementText)
class AgreementTextAdmin(RecordAdmin):
    """Versions of a text: a new one is added, none is ever changed."""

    list_display = ("agreement", "version", "basis", "retrieved_at", "retrieved_by", "fingerprint")
    list_select_related = ("agreement", "retrieved_by")
    list_filter = ("basis", "agreement")
    search_fields = ("agreement__title", "agreement__short_title", "text", "sha256")
    fields = (
        "agreement", "version", "text", "basis", "source_url", "sha256", "retrieved_at", "retrieved_by",
    )  # fmt: skip
    readonly_fields = ("version", "sha256", "retrieved_at", "retrieved_by")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """Number the version, hash it, and note who read it and when."""
        held = AgreementText.objects.filter(agreement_id=obj.agreement_id)
        obj.version = (held.aggregate(last=models.Max("version"))["last"] or 0) + 1
        obj.sha256 = AgreementText.hash_of(obj.text)
        obj.retrieved_at = timezone.now()
        obj.retrieved_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description="SHA-256")
    def fingerprint(self, text):
        return text.sha256[:12]


JUDGE_AGAIN = (
    "It was judged without them: filling them in asks its raters to judge again, and then fixes them."
)
WORDS = ("quote", "prefix", "suffix", "text")


@admin.register(Clause)
class ClauseAdmin(RecordAdmin):
    """Clauses. Once somebody has rated its words, other words are a new version; missing words can be filled in."""

    list_display = ("place", "section", "words", "wording", "force", "wording_standing", "basis")
    list_select_related = ("agreement",)
    list_filter = ("agreement", "wording", "wording_standing", "basis")
    search_fields = ("quote", "section", "heading", "agreement__title", "agreement__short_title")
    fieldsets = (
        (None, {"fields": ("agreement", ("number", "version"), "section", "heading")}),
        ("Its words", {"fields": WORDS}),
        ("How we know", {"fields": ("basis", "source_url")}),
        ("As rated", {"fields": ("wording", "force", "wording_standing")}),
    )
    readonly_fields = ("wording", "force", "wording_standing")
    raw_id_fields = ("text",)

    def links_for(self, request, clause):
        if not request.user.has_perm("tracker.propose_rating"):
            return []
        return [("Judge the wording", reverse("admin:tracker_clause_judge", args=[clause.pk]))]

    def get_readonly_fields(self, request, obj=None):
        if obj and obj.ratings.exists():
            words = () if self._lacks_words(obj) else WORDS
            return (*self.readonly_fields, "agreement", "number", "version", *words)
        return (*self.readonly_fields, "agreement") if obj else self.readonly_fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj and obj.ratings.exists() and self._lacks_words(obj):
            told = f"{Clause._meta.get_field('quote').help_text} {JUDGE_AGAIN}"
            kwargs["help_texts"] = {**kwargs.get("help_texts", {}), "quote": told}
        return super().get_form(request, obj, change=change, **kwargs)

    def _lacks_words(self, clause) -> bool:
        """Whether its exact words may still be filled in. Asks the record: a form has written into the row."""
        unsettled = Clause.objects.exclude(wording_standing=Standing.APPROVED)
        return unsettled.filter(pk=clause.pk, quote="").exists()

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (
            obj is None or not obj.commitments.filter(published_at__isnull=False).exists()
        )

    @admin.display(description="clause", ordering="number")
    def place(self, clause):
        return str(clause)

    @admin.display(description="words")
    def words(self, clause):
        return clause.quote if len(clause.quote) <= 120 else f"{clause.quote[:119]}…"


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    """Parties and the names by which the news calls them."""

    list_display = ("name", "short_name", "kind", "jurisdiction")
    list_filter = ("kind", "jurisdiction")
    search_fields = ("name", "short_name", "aliases")
    fields = ("name", "short_name", "slug", "kind", "jurisdiction", "aliases", "website")

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("name",)}


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    """Subjects that commitments of several agreements share."""

    list_display = ("name", "slug")
    search_fields = ("name",)
    fields = ("name", "slug")

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("name",)}

    def has_delete_permission(self, request, obj=None):
        """Only a theme that nothing has: the database would take it off everything else without a word."""
        used = obj is not None and (obj.agreements.exists() or obj.commitments.exists())
        return super().has_delete_permission(request, obj) and not used
