"""The list of matches: what the machine proposed and what editors decided. Decisions are made in the queue."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from tracker.models import Match
from tracker.vocabulary import MatchState

from .acting import ReadOnlyAdmin


@admin.register(Match)
class MatchAdmin(ReadOnlyAdmin):
    list_display = ("item", "commitment", "score_in_words", "state", "proposed_at", "decided_by", "in_queue")
    list_filter = ("state", "kind_of_news", "commitment__agreement", "reject_reason")
    list_select_related = ("item", "commitment", "decided_by")
    search_fields = ("item__title", "commitment__reference", "commitment__title")

    @admin.display(description="Score", ordering="score")
    def score_in_words(self, match: Match) -> str:
        return f"{match.score:.2f}"

    @admin.display(description="Queue")
    def in_queue(self, match: Match) -> str:
        if match.state != MatchState.PENDING:
            return "Decided"
        return format_html('<a href="{}">Review {}</a>', queue_address(match), match.commitment.reference)

    def links_for(self, request, row) -> list[tuple[str, str]]:
        return [("Open in the review queue", queue_address(row))]


def queue_address(match: Match) -> str:
    return f"{reverse('admin:tracker_match_queue')}?match={match.id}"
