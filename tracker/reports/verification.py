"""Replays every published assessment and compares with what is shown; the differences, in words, out.

Two things are replayed: the hash chain, link by link, and the copies that lists read (status, standing, due date,
wording), which must follow from the newest rows of the record.
"""

from dataclasses import dataclass

from tracker.models import Assessment, Commitment, Ledger, WordingRating
from tracker.models.chain import content, link
from tracker.vocabulary import Delivery

COPIES = ("status", "standing", "confidence", "contested", "delivered_on")


@dataclass(frozen=True)
class Verification:
    """How many assessments were replayed, the hash of the last, and every difference found."""

    assessments: int
    head: str
    differences: list[str]


def verify_record() -> Verification:
    """Replay the whole record. Reads in one pass; memory grows with commitments, not with assessments."""
    differences: list[str] = []
    newest: dict[int, Assessment] = {}
    seq, head = 0, ""
    rows = Assessment.objects.order_by("seq").select_related("commitment")
    for assessment in rows.prefetch_related("citations__bearing__evidence").iterator(chunk_size=500):
        differences += _link_differences(assessment, seq, head)
        seq, head = assessment.seq, assessment.hash
        newest[assessment.commitment_id] = assessment
    ledger = Ledger.objects.get(id=1)
    if (ledger.seq, ledger.hash) != (seq, head):
        differences.append(f"The ledger says that {ledger.seq} assessments were published; {seq} are there.")
    for commitment in (
        Commitment.objects.select_related("clause").prefetch_related("due_dates").iterator(chunk_size=500)
    ):
        differences += _copy_differences(commitment, newest.get(commitment.id))
    return Verification(seq, head, differences)


def _link_differences(assessment: Assessment, seq: int, head: str) -> list[str]:
    cited = [(one.bearing.evidence.url, one.bearing.role) for one in assessment.citations.all()]
    found = []
    if assessment.seq != seq + 1:
        found.append(f"Assessment {seq + 1} is missing.")
    if assessment.previous_hash != head:
        found.append(f"Assessment {assessment.seq} does not follow from the one before it.")
    if link(content(assessment, assessment.commitment.reference, cited)) != assessment.hash:
        found.append(
            f"Assessment {assessment.seq} ({assessment.commitment.reference}) was changed after it was published."
        )
    return found


def _copy_differences(commitment: Commitment, newest: Assessment | None) -> list[str]:
    shown = {name: getattr(commitment, name) for name in COPIES}
    if newest is None:
        true = dict.fromkeys(COPIES, "") | {
            "status": Delivery.NOT_ASSESSED,
            "contested": False,
            "delivered_on": None,
        }
    else:
        true = {name: getattr(newest, name) for name in COPIES}
        shown |= {
            "rated_wording": commitment.rated_wording,
            "rated_by_own_test": commitment.rated_by_own_test,
        }
        true |= {"rated_wording": newest.wording, "rated_by_own_test": bool(newest.own_test)}
    due = list(commitment.due_dates.all())
    shown |= {
        name: getattr(commitment, name)
        for name in ("due_on", "due_basis", "due_precision", "wording", "force")
    }
    true |= {"due_on": None, "due_basis": "", "due_precision": ""}
    if due:
        true |= {"due_on": due[-1].due_on, "due_basis": due[-1].basis, "due_precision": due[-1].precision}
    true |= {"wording": commitment.clause.wording, "force": commitment.clause.force}
    found = [
        f"{commitment.reference} shows {name} “{shown[name]}”; the record says “{true[name]}”."
        for name in shown
        if shown[name] != true[name]
    ]
    rated = commitment.clause.wording
    if rated and not WordingRating.objects.filter(clause_id=commitment.clause_id, rating=rated).exists():
        found.append(f"{commitment.reference} shows wording “{rated}”, which nobody has given it.")
    return found
