"""From evidence to a rating: one person proposes, revises or takes back; somebody else approves or declines."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from tracker.models import Commitment, Proposal
from tracker.services.assessing import approve_proposal
from tracker.services.errors import Refused
from tracker.services.proposing import decline_proposal, propose_rating, revise_proposal, take_back_proposal
from tracker.vocabulary import (
    Confidence,
    Delivery,
    Depth,
    EvidenceKind,
    EvidenceRole,
    ProposalState,
    ReasonCode,
    Result,
    Tier,
)

from .acting import attempt, attempt_into, require, show_refusal
from .forms import BecauseForm
from .rating_form import RatingForm
from .standing import ceiling_in_words, commitment_of, desk_page, status_words, wording_in_words


def propose(request, pk: int):
    """The form of a rating; for the author of an open proposal, the same form to revise it."""
    require(request, "tracker.propose_rating")
    commitment = get_object_or_404(commitment_of(pk))
    waiting = (
        commitment.proposals.filter(state=ProposalState.OPEN)
        .select_related("proposed_by", "corrects")
        .first()
    )
    act = request.POST.get("act")
    if act == "take_back" and waiting:
        with_whom = {"proposal_id": waiting.id, "by": request.user, "now": timezone.now()}
        if attempt(request, take_back_proposal, **with_whom):
            messages.success(request, "Taken back. Nobody has to decide on it any more.")
        return _back_to(commitment)
    mine = waiting if waiting and waiting.proposed_by_id == request.user.id else None
    form = RatingForm(request.POST or None, commitment=commitment, revising=mine)
    stale = None
    if act == "look":
        form.errors.clear()  # nothing is sent yet, so nothing is missing yet
    if request.method == "POST" and act != "look" and form.is_valid():
        if "version" in request.POST:
            done, stale = _revise(request, form, waiting)
        else:
            done = _propose(request, form, commitment)
        if done:
            return _back_to(commitment)
    if stale:
        waiting = mine = stale
    return desk_page(
        request,
        "propose",
        title=f"{'Revise your proposal for' if mine else 'Propose a rating of'} {commitment.reference}",
        form=form,
        looking=act == "look",
        commitment=commitment,
        clause=commitment.clause,
        **wording_in_words(commitment),
        closed_because=ceiling_in_words(commitment),
        draft=not Commitment.objects.public().filter(pk=pk).exists(),
        waiting=waiting,
        waiting_in_words=waiting and in_words(waiting),
        mine=mine,
        stale=stale,
        supported=form.supported() if form.is_bound or mine else None,
        refused=bool(form.is_bound and act != "look" and form.errors),
    )


def _propose(request, form: RatingForm, commitment: Commitment) -> Proposal | None:
    with_whom = {"commitment_id": commitment.id, "by": request.user, "now": timezone.now()}
    made = attempt_into(form, propose_rating, **with_whom, **form.judged())
    if made:
        messages.success(request, "Proposed. It is published as soon as somebody else approves it.")
    return made


def _revise(request, form: RatingForm, waiting: Proposal | None) -> tuple[Proposal | None, Proposal | None]:
    """The proposal revised, or what it has become in the meantime."""
    if waiting is None:
        form.add_error(
            None,
            "Your proposal was decided while you had it open. What you typed is kept below; "
            "you can propose it anew.",
        )
        return None, None
    try:
        done = revise_proposal(
            proposal_id=waiting.id,
            by=request.user,
            version=_version_read(request),
            now=timezone.now(),
            **form.judged(),
        )
    except Refused as refused:
        show_refusal(form, refused)
        waiting.refresh_from_db()
        return None, waiting if refused.field == "version" else None
    messages.success(request, "Revised. It still waits for somebody else’s approval.")
    return done, None


def _version_read(request) -> int:
    """The version that the sender had before them; 0, which none ever has, for anything that is not one."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) <= 9 else 0


def _back_to(commitment: Commitment):
    return HttpResponseRedirect(reverse("admin:tracker_commitment_propose", args=[commitment.id]))


def decide(request, pk: int):
    """A proposal as it would be published, for somebody other than its author to approve or decline."""
    require(request, "tracker.approve_rating")
    proposal = get_object_or_404(
        Proposal.objects.select_related("proposed_by", "decided_by", "corrects"), pk=pk
    )
    here = HttpResponseRedirect(reverse("admin:tracker_proposal_decide", args=[pk]))
    form = BecauseForm(
        request.POST if request.POST.get("act") == "decline" else None,
        label="What has to change?",
        help_text="For its author. It is not published.",
    )
    with_whom = {"proposal_id": proposal.id, "by": request.user, "now": timezone.now()}
    if request.POST.get("act") == "approve":
        made = attempt(request, approve_proposal, **with_whom, version=_version_read(request))
        if made:
            messages.success(request, f"Approved and published: {made}.")
        return here
    if form.is_bound and form.is_valid():
        read = _version_read(request)
        declined = attempt_into(form, decline_proposal, **with_whom, version=read, **form.cleaned_data)
        if declined:
            messages.success(request, "Declined. Its author can read why.")
            return here
    commitment = get_object_or_404(commitment_of(proposal.commitment_id))
    return desk_page(
        request,
        "decide",
        title=f"Decide on a rating of {commitment.reference}",
        form=form,
        proposal=proposal,
        said=in_words(proposal),
        state=ProposalState(proposal.state).label,
        is_open=proposal.state == ProposalState.OPEN,
        own=proposal.proposed_by_id == request.user.id,
        published=getattr(proposal, "published", None),
        commitment=commitment,
        clause=commitment.clause,
        **wording_in_words(commitment),
        closed_because=ceiling_in_words(commitment),
    )


def in_words(proposal: Proposal) -> dict:
    """What a proposal says, as a reader would be shown it."""
    status = Delivery(proposal.status)
    cited = proposal.bearings.select_related("evidence", "evidence__published_by_party")
    return {
        "status": status_words(status, proposal.commitment),
        "meaning": status.meaning,
        "reason": proposal.reason,
        "reason_code": proposal.reason_code and ReasonCode(proposal.reason_code).label,
        "depth": proposal.depth and Depth(proposal.depth).label,
        "result": proposal.result and Result(proposal.result).label,
        "confidence": proposal.confidence and Confidence(proposal.confidence).label,
        "confidence_meaning": proposal.confidence and Confidence(proposal.confidence).meaning,
        "evidence": [
            {
                "bearing": one,
                "role": EvidenceRole(one.role).label,
                "kind": EvidenceKind(one.evidence.kind).label,
                "tier": Tier(one.evidence.tier).label.lower(),
            }
            for one in cited
        ],
    }
