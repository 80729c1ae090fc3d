"""The form of a rating: what may be said of one commitment, each choice with its meaning, typed words out."""

from django import forms
from django.utils.formats import date_format

from tracker.models import Assessment, Bearing, Commitment, Proposal, confidence_in
from tracker.services.judging import as_cited
from tracker.vocabulary import (
    Confidence,
    Delivery,
    Depth,
    EvidenceKind,
    EvidenceRole,
    ReasonCode,
    Result,
    Tier,
)

from .explained import Checks, Radios, Told, meanings
from .forms import day, words
from .standing import evidence_on, statuses_closed_to

SAID = ("status", "reason", "reason_code", "depth", "result", "contested", "delivered_on")
NONE = [("", "None of these")]


class RatingForm(forms.Form):
    """A rating of one commitment. The service judges whether the evidence bears it."""

    bearings = forms.TypedMultipleChoiceField(
        label="Which evidence does it rest on?", coerce=int, required=False, widget=Checks
    )
    status = forms.ChoiceField(label="What does public evidence show?", widget=Radios)
    reason = words(
        "Why this status and no other",
        rows=5,
        required=True,
        help_text="Public. Name what is in place and what is not.",
    )
    reason_code = forms.ChoiceField(
        label="Reason code",
        choices=NONE + ReasonCode.choices(),
        required=False,
        help_text="Needed for Stalled, Not delivered and Withdrawn.",
    )
    delivered_on = day("In place since", help_text="Only for Delivered: the day on which it was in place.")
    depth = forms.ChoiceField(
        label="The highest rung reached", choices=NONE + Depth.choices(), required=False
    )
    result = forms.ChoiceField(
        label="Result", choices=NONE + Result.choices(), required=False, help_text="Only if it was measured."
    )
    confidence = forms.ChoiceField(
        label="Confidence",
        choices=[("", "As computed from the evidence chosen"), *Confidence.choices()],
        required=False,
        widget=Radios(told=meanings(Confidence)),
    )
    confidence_because = words(
        "Why lower than the evidence allows", rows=2, help_text="Public. It can be lowered, never raised."
    )
    contested = forms.BooleanField(
        label="Somebody with reason disputes it",
        required=False,
        help_text="Low confidence is always marked as contested.",
    )
    corrects_id = forms.TypedChoiceField(
        label="Does it correct an earlier rating?",
        required=False,
        coerce=str,
        empty_value=None,
        help_text="A correction mends a mistake of ours. News that came later is an ordinary new rating.",
    )
    correction_because = words("What the earlier rating got wrong", rows=2, help_text="Public.")

    def __init__(self, *args, commitment: Commitment, revising: Proposal | None = None, **kwargs):
        self.commitment = commitment
        self.evidence = list(evidence_on(commitment))
        if revising is not None:
            kwargs.setdefault("initial", said_by(revising))
        super().__init__(*args, **kwargs)
        self._offer_evidence()
        self._offer_statuses()
        if revising is not None:  # the rating that a proposal corrects stays as it was proposed
            del self.fields["corrects_id"], self.fields["correction_because"]
        else:
            earlier = commitment.assessments.order_by("-seq")
            self.fields["corrects_id"].choices = [
                ("", "No: it is a new rating"),
                *((str(one.id), _dated(one)) for one in earlier),
            ]

    def _offer_evidence(self):
        field = self.fields["bearings"]
        field.choices = [(one.id, one.evidence.title) for one in self.evidence]
        field.widget.told = {str(one.id): self._told(one) for one in self.evidence}

    def _told(self, bearing: Bearing) -> Told:
        one = bearing.evidence
        published = one.published_in_words or "undated"
        parts = (
            EvidenceRole(bearing.role).label,
            one.publisher,
            published,
            EvidenceKind(one.kind).label,
            Tier(one.tier).label.lower(),
        )
        alone = confidence_in(as_cited(self.commitment, [bearing]))
        weight = (
            f"alone it supports {alone.label.lower()} confidence" if alone else "proves nothing either way"
        )
        return Told(
            meaning=f"{' · '.join(parts)}; {weight}.", link=one.url, link_words=f"Read it at {one.publisher}"
        )

    def _offer_statuses(self):
        field = self.fields["status"]
        closed = statuses_closed_to(self.commitment)
        above = self.commitment.may_pass_the_ceiling
        field.choices = [
            (one.value, one.label if above else one.label_for(self.commitment.wording)) for one in Delivery
        ]
        field.widget.told = {
            one.value: Told(meaning=one.meaning, closed=closed.get(one.value, "")) for one in Delivery
        }

    def supported(self) -> Confidence | None:
        """The confidence that the evidence now ticked supports."""
        ticked = {str(one) for one in self["bearings"].value() or ()}
        return confidence_in(
            as_cited(self.commitment, [one for one in self.evidence if str(one.id) in ticked])
        )

    def judged(self) -> dict:
        """The words of the rating as the services take them."""
        said = dict(self.cleaned_data)
        return {"bearing_ids": said.pop("bearings"), **said}


def said_by(proposal: Proposal) -> dict:
    """An open proposal as its form starts; the confidence is chosen only where it was put lower by hand."""
    lowered = bool(proposal.confidence_because)
    return {
        **{name: getattr(proposal, name) for name in SAID},
        "bearings": list(proposal.bearings.values_list("id", flat=True)),
        "confidence": proposal.confidence if lowered else "",
        "confidence_because": proposal.confidence_because,
    }


def _dated(assessment: Assessment) -> str:
    return f"{assessment.status_label}, {date_format(assessment.published_at, 'j F Y')}"
