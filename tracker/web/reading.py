"""Pages to read: method, about, data, accessibility, privacy. Definitions are printed from the vocabulary itself."""

from django.views.decorators.http import require_safe

from tracker.models import Commitment
from tracker.reports.counts import Counts
from tracker.reports.shown import words_shown
from tracker.vocabulary import METHOD_VERSION

from .filters import CommitmentFilter, UpdateFilter
from .records import FIELDS, LICENCE, UPDATE_FIELDS
from .rendering import page


@require_safe
def method(request):
    return page(
        request,
        "method",
        section="method",
        counts=Counts.of_everything(),
        method_version=METHOD_VERSION,
        statuses=words_shown(),
    )


@require_safe
def about(request):
    return page(request, "about", section="about")


@require_safe
def data(request):
    return page(
        request,
        "data",
        section="data",
        licence=LICENCE,
        fields=[(name, meaning) for name, _, meaning in FIELDS],
        update_fields=UPDATE_FIELDS,
        filters=[(name, one.label) for name, one in CommitmentFilter.base_filters.items()],
        update_filters=list(UpdateFilter.base_filters),
        total=Commitment.objects.public().count(),
    )


@require_safe
def accessibility(request):
    return page(request, "accessibility", section="accessibility")


@require_safe
def privacy(request):
    return page(request, "privacy", section="privacy")
