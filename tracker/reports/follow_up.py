"""A commitment and a slice of its log in; who watches it, what every visit saw and what editors made of it, out.

Absence is bounded here: a visit that failed is told as failed, and where nothing was searched the log says so.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from tracker.models import Check, Commitment, Match, Source
from tracker.vocabulary import CheckOutcome, MatchState

LOOKED = [outcome.value for outcome in CheckOutcome if outcome.looked]


@dataclass(slots=True)
class Visit:
    """One visit to a source, and what it brought for the commitment in question."""

    at: datetime
    source: str
    outcome: CheckOutcome
    items_seen: int
    items_new: int
    proposed: int = 0
    accepted: int = 0
    rejected: int = 0


@dataclass(slots=True)
class FollowUp:
    """The log of one commitment: totals, the sources that watch, and one page of visits."""

    sources: list[Source]
    checks: int
    looked: int
    first_at: datetime | None
    last_looked_at: datetime | None
    proposed: int
    accepted: int
    rejected: int
    waiting: int
    visits: list[Visit] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return self.checks - self.looked


def follow_up(commitment: Commitment, *, start: int = 0, length: int = 20) -> FollowUp:
    """The log, newest visit first, from `start`; five queries whatever its length."""
    sources = list(Source.objects.watching(commitment.agreement).order_by("name"))
    # Nobody looked for it before it was followed here.
    checks = Check.objects.filter(
        source__in=[source.id for source in sources], started_at__gte=commitment.published_at
    )
    figures = checks.aggregate(
        checks=Count("id"),
        looked=Count("id", filter=Q(outcome__in=LOOKED)),
        first_at=Min("started_at"),
        last_looked_at=Max("started_at", filter=Q(outcome__in=LOOKED)),
    )
    states = Counter(
        dict(
            Match.objects.filter(commitment=commitment)
            .order_by()
            .values_list("state")
            .annotate(n=Count("id"))
        )
    )
    log = FollowUp(
        sources=sources,
        **figures,
        proposed=states.total(),
        accepted=states[MatchState.ACCEPTED],
        rejected=states[MatchState.REJECTED],
        waiting=states[MatchState.PENDING],
    )
    names = {source.id: source.name for source in sources}
    visits = {
        check_id: Visit(at, names[source_id], CheckOutcome(outcome), seen, new)
        for check_id, at, source_id, outcome, seen, new in checks.order_by("-started_at", "-id").values_list(
            "id", "started_at", "source_id", "outcome", "items_seen", "items_new"
        )[start : start + length]
    }
    hits = Match.objects.filter(commitment=commitment, made_by__in=list(visits)).order_by()
    for check_id, state, n in hits.values_list("made_by", "state").annotate(n=Count("id")):
        visit = visits[check_id]
        visit.proposed += n
        visit.accepted += n if state == MatchState.ACCEPTED else 0
        visit.rejected += n if state == MatchState.REJECTED else 0
    log.visits = list(visits.values())
    return log
