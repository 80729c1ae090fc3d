"""What is judged of a promise itself: how testable its words are, when it is due, and our own test of vague ones."""

from itertools import product

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from tracker.models import Clause
from tracker.services.assessing import judge_wording, publish_own_test, set_due_date
from tracker.vocabulary import DueBasis, Element, Force, Precision, Standing, Wording

from .acting import attempt_into, require
from .forms import DueForm, JudgeForm, OwnTestForm
from .standing import ceiling_in_words, commitment_of, desk_page, wording_in_words

LADDER = [
    (" or ".join(map(str, counts)), wording)
    for wording in Wording
    if (
        counts := sorted(
            {
                sum(present)
                for present in product((False, True), repeat=len(Element))
                if Wording.from_elements(*present) is wording
            }
        )
    )
]


def judge(request, pk: int):
    """Judge a clause's words. What others said is shown only to whoever has given a judgement of their own."""
    require(request, "tracker.propose_rating")
    clause = get_object_or_404(Clause.objects.select_related("agreement"), pk=pk)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"clause_id": clause.id, "by": request.user, "now": timezone.now(), **form.judged()}
        made = attempt_into(form, judge_wording, **told)
        if made:
            messages.success(
                request, f"Your judgement is in the record: {Wording(made.rating).label.lower()}."
            )
            return HttpResponseRedirect(reverse("admin:tracker_clause_judge", args=[pk]))
    ratings = list(clause.ratings.select_related("rated_by").order_by("-id"))
    judged = any(one.rated_by_id == request.user.id for one in ratings)
    settled = clause.wording_standing == Standing.APPROVED
    return desk_page(
        request,
        "judge",
        title=f"Judge the words of {clause}",
        form=form,
        clause=clause,
        commitments=clause.commitments.all(),
        ladder=LADDER,
        judged=judged,
        judgements=[
            {
                "by": one.rated_by,
                "at": one.rated_at,
                "rating": Wording(one.rating).label,
                "force": Force(one.force).label,
                "elements": one.element_list(),
                "reason": one.reason,
                "own": one.rated_by_id == request.user.id,
            }
            for one in ratings
            if judged
        ],
        settled=settled,
        **(wording_in_words(clause) if judged else {}),
    )


def due(request, pk: int):
    """Add a due date; the first one and every later one stay readable."""
    require(request, "tracker.propose_rating")
    commitment = get_object_or_404(commitment_of(pk))
    form = DueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {
            "commitment_id": commitment.id,
            "by": request.user,
            "now": timezone.now(),
            **form.cleaned_data,
        }
        if attempt_into(form, set_due_date, **told):
            messages.success(request, f"The due date of {commitment.reference} is in the record.")
            return HttpResponseRedirect(reverse("admin:tracker_commitment_due", args=[pk]))
    return desk_page(
        request,
        "due",
        title=f"Due date of {commitment.reference}",
        form=form,
        commitment=commitment,
        clause=commitment.clause,
        dates=[
            {
                "due": one,
                "basis": DueBasis(one.basis).label,
                "precision": Precision(one.precision).label.lower(),
            }
            for one in commitment.due_dates.select_related("set_by")
        ],
    )


def own_test(request, pk: int):
    """Publish our own test, which lifts the ceiling and so is a reviewer's act; once published it stays as it is."""
    require(request, "tracker.approve_rating")
    commitment = get_object_or_404(commitment_of(pk).select_related("own_test_by"))
    form = OwnTestForm(request.POST or None, initial={"text": commitment.own_test})
    if request.method == "POST" and form.is_valid():
        told = {
            "commitment_id": commitment.id,
            "by": request.user,
            "now": timezone.now(),
            **form.cleaned_data,
        }
        if attempt_into(form, publish_own_test, **told):
            messages.success(request, f"The test of {commitment.reference} is published.")
            return HttpResponseRedirect(reverse("admin:tracker_commitment_own_test", args=[pk]))
    return desk_page(
        request,
        "own_test",
        title=f"Our own test of {commitment.reference}",
        form=form,
        commitment=commitment,
        clause=commitment.clause,
        **wording_in_words(commitment),
        closed_because=ceiling_in_words(commitment),
    )
