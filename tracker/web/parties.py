"""A party: what it promised, everywhere."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Agreement, Commitment, Party
from tracker.reports.agreements import cards
from tracker.reports.counts import Counts
from tracker.reports.rows import rows
from tracker.vocabulary import PartyKind

from .rendering import page


@require_safe
def party_detail(request, slug):
    party = get_object_or_404(Party.objects.public(), slug=slug)
    promised = Commitment.objects.public().filter(id__in=party.in_commitments.order_by().values("commitment"))
    counts = Counts.of(promised)
    agreements = Agreement.objects.public().filter(id__in=party.in_agreements.order_by().values("agreement"))
    found = rows(promised.order_by("agreement_id", "position", "reference"), on=timezone.localdate())
    return page(
        request,
        "party_detail",
        section="agreements",
        party=party,
        kind=PartyKind(party.kind),
        counts=counts,
        agreements=cards(agreements.order_by("id"), counts),
        responsible=[row for row in found if any(slug == one for one, _ in row.responsible)],
        supporting=[row for row in found if any(slug == one for one, _ in row.supporting)],
    )
