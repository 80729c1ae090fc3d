"""Agreements: the list, one agreement as a page, and the same as JSON and Atom."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Agreement, AgreementRelation, Commitment
from tracker.reports.agreements import cards, clauses_with_promises
from tracker.reports.counts import Counts
from tracker.reports.rows import rows
from tracker.reports.updates import Stream
from tracker.vocabulary import AgreementRole, Relation

from . import feeds, records
from .json_files import head, one_file
from .rendering import page
from .templating import listed


def _public(slug: str) -> Agreement:
    return get_object_or_404(Agreement.objects.public(), slug=slug)


def _promises(agreement: Agreement):
    return (
        Commitment.objects.public()
        .filter(agreement=agreement)
        .order_by("clause__number", "position", "reference")
    )


@require_safe
def agreement_list(request):
    counts = Counts.of_everything()
    shown = cards(Agreement.objects.public().order_by("id"), counts)
    return page(request, "agreement_list", section="agreements", cards=shown, counts=counts)


@require_safe
def agreement_detail(request, slug):
    agreement = _public(slug)
    on = timezone.localdate()
    promises = rows(_promises(agreement), on=on)
    involved = list(agreement.involved.select_related("party").order_by("id"))
    return page(
        request,
        "agreement_detail",
        section="agreements",
        agreement=agreement,
        involved=[(one.party, AgreementRole(one.role).label, one.signatory) for one in involved],
        between=listed([str(one.party) for one in involved]),
        themes=list(agreement.themes.all()),
        counts=Counts.of(_promises(agreement)),
        clauses=clauses_with_promises(agreement, promises),
        related=_related(agreement),
        text=agreement.texts.order_by("-version").first(),
    )


def _related(agreement: Agreement) -> list[tuple[str, Agreement, str]]:
    """(how, other, what that means) for each tie to another public agreement, told from this one's side."""
    public = Agreement.objects.public()
    told = []
    for tie in AgreementRelation.objects.filter(agreement=agreement, other__in=public).select_related(
        "other"
    ):
        word = Relation(tie.relation)
        told.append((f"This agreement {word.label}", tie.other, word.meaning))
    back = {Relation.SERVES: "It is served by", Relation.FOLLOWS: "It is followed by"}
    for tie in AgreementRelation.objects.filter(other=agreement, agreement__in=public).select_related(
        "agreement"
    ):
        word = Relation(tie.relation)
        told.append((back.get(word, f"It {word.label}"), tie.agreement, ""))
    return told


@require_safe
def agreement_json(request, slug):
    agreement = _public(slug)
    counts = Counts.of(_promises(agreement))
    card = cards([agreement], counts)[0]
    promises = rows(_promises(agreement), on=timezone.localdate(), whole=True)
    return one_file({**head(timezone.now()), "agreement": records.agreement(agreement, card, promises)})


@require_safe
def agreement_atom(request, slug):
    agreement = _public(slug)
    return feeds.feed(
        request.get_full_path(),
        str(agreement),
        f"Ratings and evidence published about the commitments of: {agreement.title}",
        [feeds.update_entry(told) for told in Stream(_promises(agreement))[: feeds.LENGTH]],
        page=agreement.get_absolute_url(),
    )
