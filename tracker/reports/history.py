"""A commitment in; its ratings, newest first, each with what stood before it and the evidence it cites, out."""

from dataclasses import dataclass

from tracker.models import Assessment, Bearing, Citation, Commitment
from tracker.vocabulary import Confidence, Depth, ReasonCode, Result

from .shown import Shown, shown


@dataclass(slots=True)
class Rated:
    """One published rating, with the words for its coded parts."""

    rating: Assessment
    shown: Shown
    before: Shown | None
    cited: list[Bearing]
    corrects_seq: int | None

    @property
    def anchor(self) -> str:
        return f"rating-{self.rating.seq}"

    @property
    def reason_code(self) -> str:
        return ReasonCode(self.rating.reason_code).label if self.rating.reason_code else ""

    @property
    def confidence(self) -> Confidence | None:
        return Confidence(self.rating.confidence) if self.rating.confidence else None

    @property
    def result(self) -> str:
        return Result(self.rating.result).label if self.rating.result else ""

    @property
    def depth_ladder(self) -> list[tuple[Depth, bool, bool]]:
        """(rung, reached, is the highest reached) for every rung; empty where no depth was given."""
        if not self.rating.depth:
            return []
        rungs = list(Depth)
        top = rungs.index(Depth(self.rating.depth))
        return [(rung, place <= top, place == top) for place, rung in enumerate(rungs)]


def history(commitment: Commitment) -> list[Rated]:
    """Every rating of the commitment, newest first, in two queries."""
    ratings = list(commitment.assessments.order_by("seq"))
    cited: dict = {}
    citations = Citation.objects.filter(assessment__commitment=commitment).order_by("id")
    for citation in citations.select_related("bearing__evidence"):
        cited.setdefault(citation.assessment_id, []).append(citation.bearing)
    seqs = {one.id: one.seq for one in ratings}
    told, before = [], None
    for one in ratings:
        word = shown(one.status, one.wording, bool(one.own_test))
        told.append(Rated(one, word, before, cited.get(one.id, []), seqs.get(one.corrects_id)))
        before = word
    return told[::-1]
