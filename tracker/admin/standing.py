"""A commitment in, what the desk's pages show of it beside a form out; and the page itself rendered."""

from django.contrib import admin
from django.shortcuts import render

from tracker.models import Clause, Commitment
from tracker.vocabulary import Delivery, Force, Wording


def desk_page(request, template: str, *, title: str, form=None, **shown):
    """One of the desk's own pages; a form with errors says so in the page's title too."""
    shown = {
        **admin.site.each_context(request),
        "title": title,
        "faulty": bool(form is not None and form.is_bound and form.errors),
        "form": form,
        **shown,
    }
    return render(request, f"admin/tracker/desk/{template}.html", shown, using="django")


def commitment_of(pk: int):
    """A queryset of the one commitment, with what every page shows of it."""
    return Commitment.objects.filter(pk=pk).with_parts()


def wording_in_words(clause_or_commitment: Clause | Commitment) -> dict:
    """The wording rating and the force as (label, meaning), None where they are not rated."""
    wording, force = clause_or_commitment.wording, clause_or_commitment.force
    return {"wording": Wording(wording) if wording else None, "force": Force(force) if force else None}


def ceiling_in_words(commitment: Commitment) -> str:
    """Why some statuses are closed to it; empty where none is."""
    if commitment.may_pass_the_ceiling:
        return ""
    if not commitment.wording:
        return "Nobody has rated its wording yet."
    if Wording(commitment.wording).is_above_the_line:
        return "Only one person has found its words testable, and nobody else has agreed yet."
    return f"Its words are too vague to test ({Wording(commitment.wording).label.lower()})."


def statuses_closed_to(commitment: Commitment) -> dict[str, str]:
    """Status → why it cannot be given to this commitment."""
    why = ceiling_in_words(commitment)
    return {status.value: why for status in Delivery if why and not status.is_under_the_ceiling}


def status_words(status: str, commitment: Commitment) -> str:
    """The word that readers would be shown for this status of the commitment."""
    word = Delivery(status)
    return word.label if commitment.own_test_at else word.label_for(commitment.wording)


def evidence_on(commitment: Commitment):
    """What stands on the commitment and was not retracted, newest first."""
    return commitment.bearings.standing().select_related("evidence", "evidence__published_by_party")
