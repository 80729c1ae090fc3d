"""A person of the staff and a time in; what waits for that person, and how far the desk has come, out.

Counts are “n of N”. The number of queries does not grow with the record.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from tracker.models import (
    Agreement,
    Bearing,
    Check,
    Clause,
    Commitment,
    Match,
    Proposal,
    Source,
    WordingRating,
)
from tracker.vocabulary import CheckOutcome, ProposalState, Standing

FEW = 5
LAST_CHECKS = 10
MOST_AGREEMENTS = 50


@dataclass(slots=True)
class Waiting:
    """Some of what waits, and how much of it there is in all."""

    total: int = 0
    few: list = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.total - len(self.few)

    @classmethod
    def of(cls, rows) -> "Waiting":
        few = list(rows[:FEW])
        return cls(len(few) if len(few) < FEW else rows.count(), few)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that needs somebody, with what is wrong in words."""

    source: Source
    said: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the commitments of one agreement have come."""

    agreement: Agreement
    total: int
    wording: int
    approved: int
    provisional: int
    evidence: int


@dataclass(slots=True)
class Desk:
    """Everything that the first page of the desk tells one person."""

    matches: int
    proposals: Waiting
    own_proposals: int
    clauses: Waiting
    provisional: Waiting
    troubles: list[Trouble]
    sources: int
    progress: list[Progress]
    agreements: int
    checks: list[Check]

    @property
    def nothing_waits(self) -> bool:
        waiting = (self.matches, self.proposals.total, self.clauses.total, self.provisional.total)
        return not any(waiting) and not self.troubles


def desk_for(user, *, now: datetime) -> Desk:
    """What waits for this person at this time."""
    open_ones = Proposal.objects.filter(state=ProposalState.OPEN)
    others = open_ones.exclude(proposed_by_id=user.pk).select_related("commitment", "proposed_by")
    rated_by_me = WordingRating.objects.filter(clause=OuterRef("pk"), rated_by_id=user.pk)
    unsettled = Clause.objects.filter(wording_standing=Standing.PROVISIONAL).exclude(Exists(rated_by_me))
    already_proposed = open_ones.filter(commitment=OuterRef("pk"))
    provisional = Commitment.objects.filter(standing=Standing.PROVISIONAL).exclude(Exists(already_proposed))
    return Desk(
        matches=Match.objects.pending().count(),
        proposals=Waiting.of(others.order_by("proposed_at", "id")),
        own_proposals=open_ones.filter(proposed_by_id=user.pk).count(),
        clauses=Waiting.of(unsettled.select_related("agreement").order_by("agreement__slug", "number", "id")),
        provisional=Waiting.of(provisional.order_by("agreement__slug", "position", "reference")),
        troubles=troubles(),
        sources=Source.objects.count(),
        progress=progress(),
        agreements=Agreement.objects.count(),
        checks=list(Check.objects.select_related("source").defer("redirects")[:LAST_CHECKS]),
    )


def troubles() -> list[Trouble]:
    """Sources that failed last time, that nobody has checked for three of their periods, or that were parked."""
    unchecked = set(Source.objects.unchecked().values_list("id", flat=True))
    wanting = Source.objects.filter(paused_at__isnull=True).filter(
        Q(parked_at__isnull=False) | Q(failures__gt=0) | Q(id__in=unchecked)
    )
    return [_trouble(source, source.id in unchecked) for source in wanting.order_by("name")]


def _trouble(source: Source, unchecked: bool) -> Trouble:
    if source.parked_at:
        return Trouble(source, "Parked: five checks in a row ended the worker", source.parked_at)
    if source.failures:
        outcome = CheckOutcome(source.last_outcome)
        times = f"{source.failures} times in a row" if source.failures > 1 else "once"
        return Trouble(source, f"{outcome.label}, {times}: {outcome.meaning}", source.failing_since)
    if source.looked_at is None:
        return Trouble(
            source, "Never checked, though its time has come; see whether the worker runs", source.added_at
        )
    return Trouble(
        source, "Not checked for three of its periods; see whether the worker runs", source.looked_at
    )


def progress() -> list[Progress]:
    """For each agreement, drafts included, how many of its commitments have got how far."""
    stands = Bearing.objects.standing().filter(commitment=OuterRef("pk"))
    counted = (
        Commitment.objects.order_by()
        .annotate(shown=Exists(stands))
        .values("agreement_id")
        .annotate(
            total=Count("id"),
            wording=Count("id", filter=~Q(wording="")),
            approved=Count("id", filter=Q(standing=Standing.APPROVED)),
            provisional=Count("id", filter=Q(standing=Standing.PROVISIONAL)),
            evidence=Count("id", filter=Q(shown=True)),
        )
    )
    found = {row.pop("agreement_id"): row for row in counted}
    none = dict.fromkeys(("total", "wording", "approved", "provisional", "evidence"), 0)
    return [
        Progress(agreement, **found.get(agreement.id, none))
        for agreement in Agreement.objects.order_by("id")[:MOST_AGREEMENTS]
    ]


@dataclass(frozen=True, slots=True)
class WatchState:
    """How a source stands with the worker: a key for its colour, a word, and the rest of the sentence."""

    key: str
    word: str
    rest: str = ""
    at: datetime | None = None


def watch_state(source: Source, *, now: datetime) -> WatchState:
    """Whether the source is queued, being checked, waiting for its time, paused or parked."""
    if source.paused_at:
        return WatchState("paused", "Paused", f"by {source.paused_by}, since", source.paused_at)
    if source.parked_at:
        return WatchState(
            "parked", "Parked", "after five checks that ended the worker, since", source.parked_at
        )
    if source.lease_until and source.lease_until >= now:
        return WatchState("checking", "Being checked now")
    if source.next_check_at <= now:
        return WatchState("queued", "Queued", "the next free worker takes it")
    return WatchState("waiting", "Next check", "", source.next_check_at)
