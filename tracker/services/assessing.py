"""The one writer of ratings: approved proposals, wording judgements and due dates enter the record here."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tracker.models import (
    Assessment,
    Citation,
    Clause,
    Commitment,
    DueDate,
    Ledger,
    OutboxMessage,
    Proposal,
    WordingRating,
)
from tracker.models.chain import content, link
from tracker.vocabulary import METHOD_VERSION, OutboxKind, ProposalState, Standing, Wording

from .errors import Refused
from .judging import complete
from .ringing import ANNOUNCE, ring_after_commit

JUDGED = (
    "status",
    "reason",
    "reason_code",
    "depth",
    "result",
    "confidence",
    "confidence_because",
    "contested",
    "delivered_on",
    "searched_until",
)


@transaction.atomic
def approve_proposal(*, proposal_id: int, by, version: int, now: datetime) -> Assessment:
    """Publish somebody else's proposal: the assessment, its place in the chain and the message, in one transaction."""
    proposal = Proposal.objects.get(id=proposal_id)
    if proposal.proposed_by_id == by.id:
        raise Refused("You proposed this rating, so somebody else has to approve it.")
    commitment = Commitment.objects.select_for_update().get(id=proposal.commitment_id)
    # Judged again: evidence may have been retracted, or the wording rated anew, since it was proposed.
    said, bearings = complete(
        commitment,
        now=now,
        bearing_ids=proposal.bearings.values_list("id", flat=True),
        **{name: getattr(proposal, name) for name in JUDGED if name != "searched_until"},
    )
    settled = Proposal.objects.filter(id=proposal.id, state=ProposalState.OPEN, version=version).update(
        state=ProposalState.APPROVED, decided_at=now, decided_by=by
    )
    if not settled:
        raise Refused(
            "The proposal was changed or decided while you had it open. Read it again before you decide."
        )
    ring_after_commit(ANNOUNCE)
    return _enter(
        commitment,
        said,
        bearings,
        now=now,
        standing=Standing.APPROVED,
        proposal_id=proposal.id,
        method_version=proposal.method_version,
        proposed_at=proposal.proposed_at,
        proposed_by_id=proposal.proposed_by_id,
        approved_at=now,
        approved_by_id=by.id,
        corrects_id=proposal.corrects_id,
        correction_because=proposal.correction_because,
    )


@transaction.atomic
def install_assessment(
    *, commitment_id: int, by, rated_at: datetime, now: datetime, bearing_ids=(), **said
) -> Assessment:
    """Enter a first desk assessment made by one rater; the database allows it until installation has ended."""
    commitment = Commitment.objects.select_for_update().get(id=commitment_id)
    said, bearings = complete(commitment, now=now, bearing_ids=bearing_ids, **said)
    return _enter(
        commitment,
        said,
        bearings,
        now=now,
        standing=Standing.PROVISIONAL,
        method_version=METHOD_VERSION,
        proposed_at=rated_at,
        proposed_by_id=by.id,
    )


def _enter(
    commitment: Commitment, said: dict, bearings: list, *, now: datetime, standing: Standing, **made
) -> Assessment:
    """Write one assessment at the end of the chain, and the copy of it that lists read."""
    ledger = Ledger.objects.select_for_update().get(id=1)
    assessment = Assessment(
        id=uuid.uuid4(),
        commitment=commitment,
        standing=standing,
        wording=commitment.wording,
        own_test=commitment.own_test if commitment.own_test_at else "",
        published_at=now,
        seq=ledger.seq + 1,
        previous_hash=ledger.hash,
        **{name: said[name] for name in JUDGED},
        **made,
    )
    cited = [(one.evidence.url, one.role) for one in bearings]
    assessment.hash = link(content(assessment, commitment.reference, cited))
    # Citations first: the database counts them when the assessment arrives, and takes none afterwards.
    Citation.objects.bulk_create(Citation(assessment_id=assessment.id, bearing_id=one.id) for one in bearings)
    assessment.save(force_insert=True)
    Ledger.objects.filter(id=1).update(seq=assessment.seq, hash=assessment.hash)
    Commitment.objects.filter(id=commitment.id).update(
        status=assessment.status,
        status_on=timezone.localdate(made["proposed_at"]),
        standing=standing,
        confidence=assessment.confidence,
        contested=assessment.contested,
        delivered_on=assessment.delivered_on,
        rated_wording=assessment.wording,
        rated_by_own_test=bool(assessment.own_test),
    )
    OutboxMessage.objects.create(
        kind=OutboxKind.ASSESSMENT_PUBLISHED, payload={"assessment": str(assessment.id)}, made_at=now
    )
    return assessment


@transaction.atomic
def judge_wording(
    *,
    clause_id: int,
    by,
    now: datetime,
    who: bool,
    what: bool,
    how_much: bool,
    when: bool,
    force: str,
    reason: str = "",
) -> WordingRating:
    """Add one rater's judgement of a clause; it settles the wording when somebody else's newest one agrees."""
    clause = Clause.objects.select_for_update().get(id=clause_id)
    made = WordingRating.objects.create(
        clause=clause,
        who=who,
        what=what,
        how_much=how_much,
        when=when,
        rating=Wording.from_elements(who, what, how_much, when),
        force=force,
        reason=reason.strip(),
        rated_at=now,
        rated_by=by,
    )
    newest = {one.rated_by_id: one for one in clause.ratings.order_by("id")}
    agreed = any(one.judgement == made.judgement for rater, one in newest.items() if rater != by.id)
    if agreed or not clause.wording or len(newest) == 1:
        standing = Standing.APPROVED if agreed else Standing.PROVISIONAL
        Clause.objects.filter(id=clause.id).update(
            wording=made.rating, force=made.force, wording_standing=standing
        )
        clause.commitments.update(wording=made.rating, force=made.force)
    return made


@transaction.atomic
def set_due_date(
    *, commitment_id: int, by, now: datetime, due_on: date | None, precision: str, basis: str, note: str = ""
) -> DueDate:
    """Add a due date; earlier ones stay readable beside it."""
    commitment = Commitment.objects.select_for_update().get(id=commitment_id)
    if basis != "stated" and not note.strip():
        raise Refused("Say how the date was worked out, or what triggers it.", field="note")
    if basis != "trigger" and due_on is None:
        raise Refused("Give the last day of the period, such as 31 December for a year.", field="due_on")
    made = DueDate.objects.create(
        commitment=commitment,
        due_on=due_on,
        precision=precision,
        basis=basis,
        note=note.strip(),
        set_at=now,
        set_by=by,
    )
    Commitment.objects.filter(id=commitment.id).update(
        due_on=due_on, due_basis=basis, due_precision=precision
    )
    return made


@transaction.atomic
def publish_own_test(*, commitment_id: int, by, now: datetime, text: str) -> Commitment:
    """Publish the editors' own test of words too vague to test, so that ratings may pass the wording line."""
    if not text.strip():
        raise Refused("Write the test: what would count as delivered, and what would not.", field="text")
    changed = Commitment.objects.filter(id=commitment_id, own_test_at__isnull=True).update(
        own_test=text.strip(), own_test_at=now, own_test_by=by
    )
    if not changed:
        raise Refused("A test of our own is already published for this commitment, and stays as it is.")
    return Commitment.objects.get(id=commitment_id)
