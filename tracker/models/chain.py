"""The hash chain over published assessments: an assessment in, the text and hash that commit to it out.

The text holds only what the public pages show, so that anyone with the JSON can compute the same hash: raters stand
in it as numbers. Each hash covers the one before it; a changed, missing or swapped row breaks every later link.
"""

import hashlib
import json
from datetime import UTC, date, datetime

FORM = "followthrough assessment 1"


def stamp(moment: datetime | date | None) -> str | None:
    """ISO 8601, times in UTC with Z; None for unknown."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat() if moment else None


def content(assessment, reference: str, cited: list[tuple[str, str]]) -> dict:
    """What the chain commits to; `cited` are (address, role) pairs."""
    return {
        "form": FORM,
        "seq": assessment.seq,
        "id": str(assessment.id),
        "commitment": reference,
        "status": assessment.status,
        "reason": assessment.reason,
        "reason_code": assessment.reason_code,
        "depth": assessment.depth,
        "result": assessment.result,
        "confidence": assessment.confidence,
        "confidence_because": assessment.confidence_because,
        "contested": assessment.contested,
        "delivered_on": stamp(assessment.delivered_on),
        "searched_until": stamp(assessment.searched_until),
        "method_version": assessment.method_version,
        "standing": assessment.standing,
        "wording": assessment.wording,
        "own_test": assessment.own_test,
        "corrects": str(assessment.corrects_id) if assessment.corrects_id else None,
        "correction_because": assessment.correction_because,
        "proposed_at": stamp(assessment.proposed_at),
        "proposed_by": assessment.proposed_by_id,
        "approved_at": stamp(assessment.approved_at),
        "approved_by": assessment.approved_by_id,
        "published_at": stamp(assessment.published_at),
        "evidence": sorted([address, role] for address, role in cited),
        "previous_hash": assessment.previous_hash,
    }


def link(held: dict) -> str:
    """SHA-256 of the content as JSON with sorted keys, no spaces, in UTF-8."""
    text = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
