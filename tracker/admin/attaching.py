"""Evidence by hand: an editor attaches a page to a commitment, or retracts one that should not stand there."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from tracker.models import Assessment, Bearing
from tracker.services.review import attach_evidence, retract_bearing
from tracker.vocabulary import EvidenceKind, EvidenceRole, ProposalState, Tier

from .acting import attempt_into, require
from .forms import AttachForm, BecauseForm
from .standing import commitment_of, desk_page


def attach(request, pk: int):
    require(request, "tracker.review_match")
    commitment = get_object_or_404(commitment_of(pk))
    form = AttachForm(request.POST or None, commitment=commitment, initial={"kind": EvidenceKind.NEWS_REPORT})
    if request.method == "POST" and form.is_valid():
        told = {
            "commitment_id": commitment.id,
            "by": request.user,
            "now": timezone.now(),
            **form.cleaned_data,
        }
        if attempt_into(form, attach_evidence, **told):
            messages.success(request, f"Attached to {commitment.reference}. No rating has changed.")
            return HttpResponseRedirect(_evidence_page(commitment.id))
    return desk_page(
        request,
        "attach",
        title=f"Evidence on {commitment.reference}",
        form=form,
        commitment=commitment,
        bearings=commitment.bearings.select_related("evidence", "retracted_by"),
        roles=dict(EvidenceRole.choices()),
        kinds=dict(EvidenceKind.choices()),
        tiers=dict(Tier.choices()),
    )


def retract(request, pk: int):
    require(request, "tracker.review_match")
    bearing = get_object_or_404(
        Bearing.objects.select_related("evidence", "commitment", "retracted_by"), pk=pk
    )
    form = BecauseForm(
        request.POST or None,
        label="Why should it not stand there?",
        help_text="Public: readers see the reason beside the struck-out evidence.",
    )
    if request.method == "POST" and form.is_valid():
        told = {"bearing_id": bearing.id, "by": request.user, "now": timezone.now(), **form.cleaned_data}
        if attempt_into(form, retract_bearing, **told):
            messages.success(
                request, f"Retracted from {bearing.commitment.reference}. No rating has changed."
            )
            return HttpResponseRedirect(_evidence_page(bearing.commitment_id))
    return desk_page(
        request,
        "retract",
        title=f"Retract evidence from {bearing.commitment.reference}",
        form=form,
        bearing=bearing,
        role=EvidenceRole(bearing.role).label,
        commitment=bearing.commitment,
        cited_by=Assessment.objects.filter(citations__bearing=bearing).select_related("commitment"),
        proposals=bearing.proposals.filter(state=ProposalState.OPEN).select_related("proposed_by"),
    )


def _evidence_page(commitment_id: int) -> str:
    return reverse("admin:tracker_commitment_attach", args=[commitment_id])
