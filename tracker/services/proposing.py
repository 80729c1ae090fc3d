"""Proposals of a rating: opened, revised, taken back and declined. Approval is in `assessing`."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tracker.models import Assessment, Commitment, OutboxMessage, Proposal
from tracker.vocabulary import METHOD_VERSION, OutboxKind, ProposalState

from .errors import Refused
from .judging import complete
from .ringing import ANNOUNCE, ring_after_commit


@transaction.atomic
def propose_rating(
    *,
    commitment_id: int,
    by,
    now: datetime,
    status: str,
    reason: str,
    bearing_ids=(),
    reason_code: str = "",
    depth: str = "",
    result: str = "",
    confidence: str = "",
    confidence_because: str = "",
    contested: bool = False,
    delivered_on: date | None = None,
    corrects_id=None,
    correction_because: str = "",
) -> Proposal:
    """Open a proposal for a second person to decide; one at a time for each commitment."""
    commitment = Commitment.objects.select_for_update().get(id=commitment_id)
    if not Commitment.objects.public().filter(id=commitment_id).exists():
        raise Refused("This is a draft. Publish it, and its agreement, before it is rated.")
    said, bearings = complete(
        commitment,
        now=now,
        bearing_ids=bearing_ids,
        status=status,
        reason=reason,
        reason_code=reason_code,
        depth=depth,
        result=result,
        confidence=confidence,
        confidence_because=confidence_because,
        contested=contested,
        delivered_on=delivered_on,
    )
    _correction_is_sound(commitment, corrects_id, correction_because)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                commitment=commitment,
                method_version=METHOD_VERSION,
                proposed_at=now,
                proposed_by=by,
                corrects_id=corrects_id,
                correction_because=correction_because,
                **said,
            )
    except IntegrityError as error:
        if Proposal.objects.filter(commitment=commitment, state=ProposalState.OPEN).exists():
            raise Refused(
                "A proposal for this commitment is already waiting. Decide on it first, or ask its author to revise it."
            ) from error
        raise
    proposal.bearings.set(bearings)
    OutboxMessage.objects.create(
        kind=OutboxKind.RATING_PROPOSED, payload={"proposal": proposal.id}, made_at=now
    )
    ring_after_commit(ANNOUNCE)
    return proposal


@transaction.atomic
def revise_proposal(
    *, proposal_id: int, by, version: int, now: datetime, bearing_ids=(), **changes
) -> Proposal:
    """Change an open proposal; only its author may, and only from the version that was read."""
    proposal = Proposal.objects.select_related("commitment").get(id=proposal_id)
    if proposal.proposed_by_id != by.id:
        raise Refused("Only its author can revise a proposal. You can decline it and propose your own.")
    said = {
        name: changes.get(name, getattr(proposal, name))
        for name in ("status", "reason", "reason_code", "depth", "result", "contested", "delivered_on")
    }
    said["confidence"] = changes.get("confidence", "")
    said["confidence_because"] = changes.get("confidence_because", "")
    said, bearings = complete(proposal.commitment, now=now, bearing_ids=bearing_ids, **said)
    _settle(proposal, version, version=version + 1, proposed_at=now, **said)
    proposal.refresh_from_db()
    proposal.bearings.set(bearings)
    return proposal


@transaction.atomic
def take_back_proposal(*, proposal_id: int, by, now: datetime) -> Proposal:
    """Withdraw one's own open proposal."""
    proposal = Proposal.objects.get(id=proposal_id)
    if proposal.proposed_by_id != by.id:
        raise Refused("Only its author can take a proposal back. You can decline it.")
    _settle(proposal, proposal.version, state=ProposalState.TAKEN_BACK, decided_at=now, decided_by=by)
    proposal.refresh_from_db()
    return proposal


@transaction.atomic
def decline_proposal(
    *, proposal_id: int, by, because: str, now: datetime, version: int | None = None
) -> Proposal:
    """Refuse somebody's open proposal, saying why; with `version`, only if it is still the one that was read."""
    proposal = Proposal.objects.get(id=proposal_id)
    if not because.strip():
        raise Refused("Say why, so that its author can mend it.", field="because")
    if proposal.proposed_by_id == by.id:
        raise Refused("This is your own proposal: take it back instead.")
    _settle(
        proposal,
        proposal.version if version is None else version,
        state=ProposalState.DECLINED,
        decided_at=now,
        decided_by=by,
        decided_because=because.strip(),
    )
    proposal.refresh_from_db()
    return proposal


def _settle(proposal: Proposal, at: int, **fields) -> None:
    """Write the fields if the proposal is still open and still at this version; one conditional UPDATE."""
    fresh = Proposal.objects.filter(id=proposal.id, state=ProposalState.OPEN, version=at)
    if fresh.update(**fields):
        return
    proposal.refresh_from_db()
    if proposal.state != ProposalState.OPEN:
        raise Refused(f"This proposal is no longer open: {ProposalState(proposal.state).label.lower()}.")
    raise Refused(
        "The proposal was changed while you had it open. Read the new text below and try again.",
        field="version",
    )


def _correction_is_sound(commitment: Commitment, corrects_id, because: str) -> None:
    if bool(corrects_id) != bool(because.strip()):
        raise Refused(
            "A correction names the rating that it corrects and says what was wrong.",
            field="correction_because",
        )
    if corrects_id and not Assessment.objects.filter(id=corrects_id, commitment=commitment).exists():
        raise Refused("The rating to correct belongs to another commitment.", field="corrects")
