"""The editors' list and form of commitments: what a promise says is written here, how it stands is only shown."""

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils import timezone

from tracker.models import Commitment, CommitmentParty
from tracker.services import publishing

from .acting import Act, RecordAdmin, attempt
from .inlines import RowsBeneath

COMPUTED = (
    "shown_status", "status_on", "standing", "confidence", "contested", "delivered_on",
    "due_on", "due_basis", "due_precision", "wording", "force",
)  # fmt: skip


def publish(request, commitment):
    done = attempt(
        request,
        publishing.publish_commitment,
        commitment_id=commitment.pk,
        by=request.user,
        now=timezone.now(),
    )
    return done and f"{commitment.reference} is public now."


def hide(request, commitment):
    done = attempt(
        request, publishing.hide_commitment, commitment_id=commitment.pk, by=request.user, now=timezone.now()
    )
    return done and f"{commitment.reference} is a draft again: readers no longer see it."


class CommitmentForm(forms.ModelForm):
    """A commitment rests on a clause of its own agreement, and a public one keeps what it was published with."""

    def clean(self):
        told = super().clean()
        clause, agreement = told.get("clause"), told.get("agreement")
        if clause and agreement and clause.agreement_id != agreement.pk:
            self.add_error("clause", f"This clause belongs to another agreement: {clause.agreement}.")
        if self.instance.published_at:
            if told.get("basis") == "general_knowledge":
                self.add_error(
                    "basis", "A public commitment cannot be unconfirmed. Take it off the site first."
                )
            if told.get("source_url") == "":
                self.add_error("source_url", "A public commitment names the page that it was read from.")
        return told


class PartiesOfCommitment(RowsBeneath):
    model = CommitmentParty
    verbose_name_plural = "parties"
    fields = (("party", "involvement"),)


@admin.register(Commitment)
class CommitmentAdmin(RecordAdmin):
    """Commitments start as drafts; their ratings are proposed and judged on pages of their own."""

    form = CommitmentForm
    list_display = (
        "reference",
        "title",
        "agreement",
        "shown_status",
        "standing",
        "wording",
        "due_on",
        "is_public",
    )
    list_select_related = ("agreement",)
    list_filter = (
        "agreement", ("published_at", admin.EmptyFieldListFilter), "status", "standing", "wording", "kind",
    )  # fmt: skip
    search_fields = ("reference", "title", "statement", "clause__quote")
    fieldsets = (
        (None, {"fields": ("reference", "agreement", "clause", "position", "title", "statement", "kind")}),
        ("Details", {"fields": ("measure", "would_settle_it", "themes")}),
        ("How we know", {"fields": ("basis", "source_url")}),
        ("Following it up", {"fields": ("watch_terms",)}),
        ("How it stands: computed from the record", {"fields": COMPUTED}),
        ("Our own test", {"fields": ("own_test", "own_test_at", "own_test_by")}),
        ("On this site", {"fields": ("published_at", "published_by")}),
    )
    readonly_fields = (*COMPUTED, "own_test", "own_test_at", "own_test_by", "published_at", "published_by")
    raw_id_fields = ("clause",)
    inlines = (PartiesOfCommitment,)
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    acts = (
        Act("publish", "Publish", "tracker.change_commitment", publish, lambda row: row.published_at is None),
        Act("hide", "Take off the site", "tracker.change_commitment", hide, lambda row: row.published_at),
    )

    def links_for(self, request, commitment):
        links = []
        if request.user.has_perm("tracker.propose_rating"):
            if commitment.published_at and commitment.agreement.published_at:  # a draft is not rated
                links += [
                    ("Propose a rating", reverse("admin:tracker_commitment_propose", args=[commitment.pk])),
                    ("Judge the wording", reverse("admin:tracker_clause_judge", args=[commitment.clause_id])),
                ]
            links.append(("Set a due date", reverse("admin:tracker_commitment_due", args=[commitment.pk])))
        if request.user.has_perm("tracker.approve_rating") and not commitment.own_test_at:
            where = reverse("admin:tracker_commitment_own_test", args=[commitment.pk])
            links.append(("Publish a test of our own", where))
        if request.user.has_perm("tracker.review_match"):
            links.append(
                ("Attach evidence", reverse("admin:tracker_commitment_attach", args=[commitment.pk]))
            )
        return links

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "reference", "agreement", "clause") if obj else self.readonly_fields

    def save_model(self, request, obj, form, change):
        """A new commitment takes over what was already judged of its clause."""
        if not change:
            obj.wording, obj.force = obj.clause.wording, obj.clause.force
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        """Only a draft; one that anything refers to is kept by the database, and the page then names what does."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    @admin.display(description="delivery", ordering="status")
    def shown_status(self, commitment):
        return commitment.status_label

    @admin.display(description="public", boolean=True, ordering="published_at")
    def is_public(self, commitment):
        return commitment.published_at is not None
