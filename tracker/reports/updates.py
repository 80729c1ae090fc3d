"""Public commitments in; all that was published about them out as one stream, newest first.

The stream is sliced like a list; a slice costs the same few queries however long the stream is.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Subquery, Value

from tracker.models import Assessment, Bearing
from tracker.vocabulary import EvidenceRole, Words

from .shown import Shown, shown


class What(Words):
    """What an update tells."""

    RATING = "rating", "Rating", "a rating was published"
    EVIDENCE = "evidence", "Evidence", "an editor accepted a piece of evidence"
    RETRACTION = "retraction", "Retraction", "a piece of evidence was retracted"


@dataclass(slots=True)
class Update:
    """One thing that was published, with what is needed to tell it."""

    what: What
    at: datetime
    anchor: str
    reference: str
    title: str
    agreement_slug: str
    agreement_name: str
    reason: str = ""
    shown: Shown | None = None
    before: Shown | None = None
    standing: str = ""
    correction_because: str = ""
    corrects: str | None = None
    seq: int | None = None
    role: str = ""
    role_label: str = ""
    evidence_title: str = ""
    publisher: str = ""
    url: str = ""
    published_on: date | None = None
    published_precision: str = ""


class Stream:
    """Everything published about a set of public commitments, of the kinds asked for (all, if none is named)."""

    def __init__(self, commitments, what=()):
        kinds = set(what) or set(What)
        ids = commitments.order_by().values("id")
        ratings = Assessment.objects.filter(commitment__in=ids)
        accepted = Bearing.objects.filter(commitment__in=ids)
        retracted = accepted.filter(retracted_at__isnull=False)
        parts = {
            What.RATING: (ratings, "published_at", "seq"),
            What.EVIDENCE: (accepted, "accepted_at", "id"),
            What.RETRACTION: (retracted, "retracted_at", "id"),
        }
        keys = [
            rows.order_by()
            .annotate(what=Value(kind.value), at=F(time), key=F(number))
            .values_list("what", "at", "key")
            for kind, (rows, time, number) in parts.items()
            if kind in kinds
        ]
        first, *others = keys
        self._keys = first.union(*others, all=True) if others else first

    def count(self) -> int:
        return self._keys.count()

    __len__ = count

    def __getitem__(self, wanted: slice) -> list[Update]:
        keys = list(self._keys.order_by("-at", "-what", "key")[wanted])
        ratings = _ratings([key for what, _, key in keys if what == What.RATING])
        bearings = _bearings({key for what, _, key in keys if what != What.RATING})
        told = []
        for what, _, key in keys:
            if what == What.RATING:
                told.append(_told_rating(*ratings[key]))
            else:
                told.append(_told_bearing(bearings[key], retraction=what == What.RETRACTION))
        return told


def _ratings(seqs: list[int]) -> dict[int, tuple[Assessment, Shown | None]]:
    """Assessments by their place in the chain, each with what was shown before it."""
    earlier = Assessment.objects.filter(commitment=OuterRef("commitment"), seq__lt=OuterRef("seq"))
    found = (
        Assessment.objects.filter(seq__in=seqs)
        .select_related("commitment__agreement")
        .annotate(before=Subquery(earlier.order_by("-seq").values("seq")[:1]))
    )
    found = {one.seq: one for one in found}
    before = Assessment.objects.filter(seq__in={one.before for one in found.values() if one.before})
    words = {
        seq: shown(status, wording, bool(own_test))
        for seq, status, wording, own_test in before.values_list("seq", "status", "wording", "own_test")
    }
    return {seq: (one, words.get(one.before)) for seq, one in found.items()}


def _bearings(ids) -> dict[int, Bearing]:
    found = Bearing.objects.filter(id__in=ids).select_related("evidence", "commitment__agreement")
    return {one.id: one for one in found}


def _told_rating(rating: Assessment, before: Shown | None) -> Update:
    return Update(
        what=What.RATING,
        at=rating.published_at,
        anchor=f"rating-{rating.seq}",
        **_about(rating.commitment),
        reason=rating.reason,
        shown=shown(rating.status, rating.wording, bool(rating.own_test)),
        before=before,
        standing=rating.standing,
        correction_because=rating.correction_because,
        corrects=str(rating.corrects_id) if rating.corrects_id else None,
        seq=rating.seq,
    )


def _told_bearing(bearing: Bearing, *, retraction: bool) -> Update:
    evidence = bearing.evidence
    return Update(
        what=What.RETRACTION if retraction else What.EVIDENCE,
        at=bearing.retracted_at if retraction else bearing.accepted_at,
        anchor=f"evidence-{bearing.id}",
        **_about(bearing.commitment),
        reason=bearing.retracted_because if retraction else evidence.digest,
        role=bearing.role,
        role_label=EvidenceRole(bearing.role).label,
        evidence_title=evidence.title,
        publisher=evidence.publisher,
        url=evidence.url,
        published_on=evidence.published_on,
        published_precision=evidence.published_precision,
    )


def _about(commitment) -> dict:
    return {
        "reference": commitment.reference,
        "title": commitment.title,
        "agreement_slug": commitment.agreement.slug,
        "agreement_name": str(commitment.agreement),
    }
