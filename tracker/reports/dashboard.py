"""A day in; everything that the front page tells out: counts, dates, the latest changes, the watch, the agreements."""

from dataclasses import dataclass
from datetime import date

from tracker.models import Agreement, Commitment
from tracker.vocabulary import Schedule

from .agreements import Card, cards
from .counts import Counts
from .rows import Row, add_parties, bare_rows
from .updates import Stream, Update
from .watching import Watch, the_watch

FEW = 6


@dataclass(slots=True)
class Overview:
    """The front page's figures; `first` is the agreement that this site began with."""

    counts: Counts
    agreements: list[Card]
    first: Card | None
    overdue: list[Row]
    overdue_total: int
    coming: list[Row]
    latest: list[Update]
    watch: Watch


def overview(*, on: date) -> Overview:
    """The whole picture as it stands on the day `on`."""
    public = Commitment.objects.public()
    counts = Counts.of_everything()
    shown_cards = cards(Agreement.objects.public().order_by("id"), counts)
    overdue = public.overdue(on).order_by("due_on", "reference")
    coming = public.on_schedule(Schedule.DUE_SOON, on) | public.on_schedule(Schedule.UPCOMING, on)
    late = bare_rows(overdue[:FEW], on=on)
    soon = bare_rows(coming.order_by("due_on", "reference")[:FEW], on=on)
    add_parties(late + soon)
    return Overview(
        counts=counts,
        agreements=shown_cards,
        first=shown_cards[0] if shown_cards else None,
        overdue=late,
        overdue_total=overdue.count(),
        coming=soon,
        latest=Stream(public)[:FEW],
        watch=the_watch(),
    )
