"""Commitments and a day in; plain rows for lists, files and feeds out, in a constant number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db.models import Count, Max

from tracker.models import Assessment, Bearing, Commitment, CommitmentParty, Stand, stand_against_the_date
from tracker.vocabulary import Involvement

from .shown import Shown, shown

CHUNK = 500


@dataclass(slots=True)
class Row:
    """What every list shows of one commitment, ready to print."""

    id: int
    reference: str
    title: str
    statement: str
    kind: str
    measure: str
    would_settle_it: str
    basis: str
    source_url: str
    own_test_at: datetime | None
    published_at: datetime
    status: str
    status_on: date | None
    standing: str
    confidence: str
    contested: bool
    delivered_on: date | None
    due_on: date | None
    due_basis: str
    due_precision: str
    wording: str
    force: str
    rated_wording: str
    rated_by_own_test: bool
    clause_id: int
    clause_number: int
    clause_section: str
    wording_standing: str
    agreement_id: int
    agreement_slug: str
    agreement_title: str
    agreement_short_title: str
    shown: Shown = field(init=False)
    stand: Stand = field(init=False)
    responsible: list[tuple[str, str]] = field(default_factory=list)
    supporting: list[tuple[str, str]] = field(default_factory=list)
    themes: list[tuple[str, str]] = field(default_factory=list)
    evidence: int = 0
    rated_at: datetime | None = None

    def __post_init__(self):
        self.shown = shown(self.status, self.rated_wording, self.rated_by_own_test)

    @property
    def agreement_name(self) -> str:
        return self.agreement_short_title or self.agreement_title

    @property
    def changed_at(self) -> datetime:
        """When it was last told of anew: rated, or first published."""
        return max(self.published_at, self.rated_at) if self.rated_at else self.published_at


COLUMNS = (
    "id", "reference", "title", "statement", "kind", "measure", "would_settle_it", "basis", "source_url",
    "own_test_at", "published_at", "status", "status_on", "standing", "confidence", "contested", "delivered_on",
    "due_on", "due_basis", "due_precision", "wording", "force", "rated_wording", "rated_by_own_test", "clause_id",
    "clause__number", "clause__section", "clause__wording_standing", "agreement_id", "agreement__slug",
    "agreement__title", "agreement__short_title",
)  # fmt: skip


def bare_rows(commitments, *, on: date) -> list[Row]:
    """The commitments as rows without their parties, in one query."""
    made = [Row(*values) for values in commitments.values_list(*COLUMNS)]
    for row in made:
        row.stand = stand_against_the_date(row.due_on, row.status, row.delivered_on, on)
    return made


def rows(commitments, *, on: date, whole: bool = False) -> list[Row]:
    """The commitments as rows with their parties; `whole` adds themes, evidence counts and the time of the rating."""
    made = bare_rows(commitments, on=on)
    add_parties(made)
    if whole:
        _add_the_rest({row.id: row for row in made})
    return made


def streamed(commitments, *, on: date) -> Iterator[Row]:
    """Whole rows of any number of commitments, a chunk at a time, in the queryset's order."""
    ids = iter(list(commitments.values_list("id", flat=True)))
    while chunk := list(islice(ids, CHUNK)):
        found = {row.id: row for row in rows(Commitment.objects.filter(id__in=chunk), on=on, whole=True)}
        yield from (found[one] for one in chunk if one in found)


def add_parties(made: list[Row]) -> None:
    """Write the parties into the rows, in one query."""
    by_id = {row.id: row for row in made}
    parts = (
        CommitmentParty.objects.filter(commitment_id__in=by_id)
        .order_by("id")
        .values_list("commitment_id", "involvement", "party__slug", "party__short_name", "party__name")
    )
    for commitment_id, involvement, slug, short_name, name in parts:
        row = by_id[commitment_id]
        side = row.responsible if involvement == Involvement.RESPONSIBLE else row.supporting
        side.append((slug, short_name or name))


def _add_the_rest(by_id: dict[int, Row]) -> None:
    themes = Commitment.themes.through.objects.filter(commitment_id__in=by_id).order_by("theme__name")
    for commitment_id, slug, name in themes.values_list("commitment_id", "theme__slug", "theme__name"):
        by_id[commitment_id].themes.append((slug, name))
    bearings = Bearing.objects.standing().filter(commitment_id__in=by_id).order_by()
    for commitment_id, n in bearings.values_list("commitment_id").annotate(n=Count("id")):
        by_id[commitment_id].evidence = n
    ratings = Assessment.objects.filter(commitment_id__in=by_id).order_by()
    for commitment_id, at in ratings.values_list("commitment_id").annotate(at=Max("published_at")):
        by_id[commitment_id].rated_at = at
