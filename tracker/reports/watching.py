"""Nothing in; the state of the watch out: when we last looked, and which sources fail or go unchecked now.

Sources that watch only agreements not yet public are left out, so that a draft cannot be guessed from them.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from tracker.models import Agreement, Source
from tracker.vocabulary import CheckOutcome


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that does not answer as it should, in a reader's words."""

    source_id: int
    name: str
    said: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Watch:
    """How many places we know and watch now, when one last answered, and what is wrong with them."""

    known: int
    sources: int  # of those, the ones neither paused nor set aside
    checked_at: datetime | None
    looked_at: datetime | None
    troubles: list[Trouble]


def public_sources():
    """Sources that watch every agreement, or at least one that is public."""
    public = Agreement.objects.public().values("id")
    tied_to_public = Source.objects.filter(agreements__in=public).values("id")
    return Source.objects.filter(Q(agreements__isnull=True) | Q(id__in=tied_to_public)).distinct()


def the_watch() -> Watch:
    """The state of all public sources, in three queries."""
    sources = public_sources()
    figures = sources.aggregate(
        known=Count("id"),
        sources=Count("id", filter=Q(paused_at__isnull=True, parked_at__isnull=True)),
        checked_at=Max("checked_at"),
        looked_at=Max("looked_at"),
    )
    stopped = sources.filter(Q(paused_at__isnull=False) | Q(parked_at__isnull=False) | Q(failures__gt=0))
    troubles = [
        Trouble(
            source.id,
            source.name,
            _said(source),
            source.failing_since or source.paused_at or source.parked_at,
        )
        for source in stopped.order_by("name")
    ]
    told = {trouble.source_id for trouble in troubles}
    troubles += [
        Trouble(source.id, source.name, "not checked for three of its periods", source.looked_at)
        for source in sources.unchecked().order_by("name")
        if source.id not in told
    ]
    return Watch(troubles=troubles, **figures)


def _said(source: Source) -> str:
    if source.paused_at:
        return "paused by an editor"
    if source.parked_at:
        return "set aside after checks that could not be finished"
    return CheckOutcome(source.last_outcome).meaning if source.last_outcome else "failing"
