"""The stream of everything published: as a page, and as CSV, JSON and Atom on the same query string."""

from itertools import count

from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Commitment
from tracker.reports.updates import Stream

from . import feeds, records
from .facets import filter_form
from .filters import UpdateFilter
from .json_files import head, list_file
from .misunderstood import answers_nonsense
from .paging import one_page
from .rendering import page
from .tables import csv_file

CHUNK = 500


def _asked(request) -> tuple[UpdateFilter, Stream]:
    filters = UpdateFilter(request.GET, on=timezone.localdate())
    return filters, Stream(filters.found, what=filters.kinds)


def _all_of(stream: Stream):
    for start in count(0, CHUNK):
        chunk = stream[start : start + CHUNK]
        yield from (records.update(told) for told in chunk)
        if len(chunk) < CHUNK:
            return


@require_safe
@answers_nonsense
def update_list(request):
    filters, stream = _asked(request)
    found = one_page(stream, request.GET.get("page", ""))
    return page(
        request,
        "update_list",
        section="updates",
        form=filter_form(filters),
        found=found,
        updates=list(found.object_list),
        count=found.paginator.count,
    )


@require_safe
@answers_nonsense
def updates_csv(request):
    _, stream = _asked(request)
    return csv_file("updates.csv", records.UPDATE_FIELDS, _all_of(stream))


@require_safe
@answers_nonsense
def updates_json(request):
    _, stream = _asked(request)
    total = Stream(Commitment.objects.public()).count()
    return list_file(head(timezone.now()), "updates", _all_of(stream), count=stream.count(), total=total)


@require_safe
@answers_nonsense
def updates_atom(request):
    _, stream = _asked(request)
    return feeds.feed(
        request.get_full_path(),
        "Updates",
        "Ratings published, evidence accepted and evidence retracted",
        [feeds.update_entry(told) for told in stream[: feeds.LENGTH]],
        page=f"{request.path.removesuffix('.atom')}/",
    )
