"""The editors' lists of evidence and of what it bears on; both come into being by review, never by a bare form."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from tracker.models import Bearing, Citation, Evidence

from .acting import ReadOnlyAdmin, RecordAdmin

WEIGHED = ("url", "publisher", "published_by_party", "kind", "tier")


class BearingsOfEvidence(admin.StackedInline):
    model = Bearing
    verbose_name_plural = "what it bears on"
    fields = ("commitment", "role", "note", "accepted_at", "accepted_by", "retracted_at", "retracted_because")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("commitment", "evidence", "accepted_by")


@admin.register(Evidence)
class EvidenceAdmin(RecordAdmin):
    """Evidence is attached from a commitment or the review queue; here its description is put right.

    What confidence was computed from stays as it is once a rating cites it.
    """

    list_display = ("title", "publisher", "kind", "tier", "event_on", "published_on", "archived")
    list_filter = ("kind", "tier", "published_by_party", ("archive_url", admin.EmptyFieldListFilter))
    search_fields = ("title", "publisher", "url", "digest", "quote", "bearings__commitment__reference")
    date_hierarchy = "published_on"
    fieldsets = (
        (None, {"fields": ("title", "url", "publisher", "published_by_party", "kind", "tier", "language")}),
        ("Its dates", {"fields": (("event_on", "event_precision"), ("published_on", "published_precision"))}),
        ("What it says", {"fields": ("digest", "quote")}),
        ("Kept copy", {"fields": ("archive_url", "content_hash")}),
        ("Where it came from", {"fields": ("item", "added_at", "added_by")}),
    )
    readonly_fields = ("url", "content_hash", "item", "added_at", "added_by")
    inlines = (BearingsOfEvidence,)

    def get_readonly_fields(self, request, obj=None):
        if obj and Citation.objects.filter(bearing__evidence=obj).exists():
            return (*dict.fromkeys((*self.readonly_fields, *WEIGHED)),)
        return self.readonly_fields

    def has_add_permission(self, request):
        return False

    @admin.display(description="archived", boolean=True)
    def archived(self, evidence):
        return bool(evidence.archive_url)


@admin.register(Bearing)
class BearingAdmin(ReadOnlyAdmin):
    """What bears on what. A bearing is never deleted; it is retracted, with a reason."""

    list_display = ("commitment_reference", "evidence", "role", "accepted_at", "accepted_by", "stands")
    list_select_related = ("commitment", "evidence", "accepted_by")
    list_filter = ("role", ("retracted_at", admin.EmptyFieldListFilter), "commitment__agreement")
    search_fields = ("commitment__reference", "evidence__title", "evidence__publisher", "note")
    fields = (
        "commitment", "evidence", "address", "role", "note", "accepted_at", "accepted_by",
        "retracted_at", "retracted_by", "retracted_because",
    )  # fmt: skip
    readonly_fields = ("address",)

    def links_for(self, request, bearing):
        if bearing.retracted_at or not request.user.has_perm("tracker.review_match"):
            return []
        return [("Retract this evidence", reverse("admin:tracker_bearing_retract", args=[bearing.pk]))]

    @admin.display(description="commitment", ordering="commitment__reference")
    def commitment_reference(self, bearing):
        return bearing.commitment.reference

    @admin.display(description="link")
    def address(self, bearing):
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', bearing.evidence.url)

    @admin.display(description="stands", boolean=True)
    def stands(self, bearing):
        return bearing.retracted_at is None
