"""Lists of what was proposed, published and judged. All of it is read-only: services alone write ratings."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from tracker.models import Assessment, Citation, DueDate, Proposal, WordingRating
from tracker.vocabulary import ProposalState

from .acting import ReadOnlyAdmin
from .standing import status_words


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "status_in_words", "state", "proposed_at", "proposed_by", "decision")
    list_filter = ("state", "status", "commitment__agreement")
    list_select_related = ("commitment", "proposed_by")
    search_fields = ("commitment__reference", "commitment__title", "reason")

    @admin.display(description="Proposed status", ordering="status")
    def status_in_words(self, proposal: Proposal) -> str:
        return status_words(proposal.status, proposal.commitment)

    @admin.display(description="Decision")
    def decision(self, proposal: Proposal) -> str:
        verb = "Decide on" if proposal.state == ProposalState.OPEN else "Read"
        return format_html(
            '<a href="{}">{} {}</a>', _decide_address(proposal), verb, proposal.commitment.reference
        )

    def links_for(self, request, row) -> list[tuple[str, str]]:
        return [("See it as it would be published", _decide_address(row))]


def _decide_address(proposal: Proposal) -> str:
    return reverse("admin:tracker_proposal_decide", args=[proposal.pk])


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = (
        "commitment", "status_in_words", "standing", "confidence", "published_at", "proposed_by", "approved_by",
        "public_page",
    )  # fmt: skip
    list_filter = ("status", "standing", "confidence", "contested", "commitment__agreement")
    list_select_related = ("commitment", "proposed_by", "approved_by")
    search_fields = ("commitment__reference", "commitment__title", "reason")
    date_hierarchy = "published_at"

    @admin.display(description="Status", ordering="status")
    def status_in_words(self, assessment: Assessment) -> str:
        return assessment.status_label

    @admin.display(description="Public page")
    def public_page(self, assessment: Assessment) -> str:
        commitment = assessment.commitment
        return format_html('<a href="{}">{}</a>', commitment.get_absolute_url(), commitment.reference)


@admin.register(Citation)
class CitationAdmin(ReadOnlyAdmin):
    list_display = ("assessment", "bearing")
    list_select_related = ("assessment__commitment", "bearing__commitment", "bearing__evidence")
    search_fields = ("assessment__commitment__reference", "bearing__evidence__title")


@admin.register(WordingRating)
class WordingRatingAdmin(ReadOnlyAdmin):
    """Whoever may judge a clause sees what others said of it only after judging it."""

    list_display = ("clause", "rating", "force", "rated_by", "rated_at")
    list_filter = ("rating", "force", "clause__agreement")
    list_select_related = ("clause__agreement", "rated_by")

    def get_queryset(self, request):
        found = super().get_queryset(request)
        if not request.user.has_perm("tracker.propose_rating"):
            return found
        judged = WordingRating.objects.filter(rated_by=request.user).values("clause_id")
        return found.filter(clause_id__in=judged)

    def changelist_view(self, request, extra_context=None):
        said = {"subtitle": "You see the judgements of a clause once you have given your own."}
        return super().changelist_view(request, {**said, **(extra_context or {})})


@admin.register(DueDate)
class DueDateAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "due_on", "precision", "basis", "set_at", "set_by")
    list_filter = ("basis", "commitment__agreement")
    list_select_related = ("commitment", "set_by")
    search_fields = ("commitment__reference", "commitment__title")
