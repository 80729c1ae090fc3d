"""The list of commitments as a page, and the same list as CSV, JSON and Atom on the same query string."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Commitment
from tracker.reports.rows import rows, streamed

from . import feeds, records
from .facets import filter_form
from .filters import CommitmentFilter
from .json_files import head, list_file
from .misunderstood import answers_nonsense
from .paging import one_page
from .rendering import page
from .tables import csv_file


@require_safe
@answers_nonsense
def commitment_list(request):
    on = timezone.localdate()
    filters = CommitmentFilter(request.GET, on=on)
    found = one_page(filters.found, request.GET.get("page", ""))
    return page(
        request,
        "commitment_list",
        section="commitments",
        form=filter_form(filters),
        found=found,
        rows=rows(found.object_list, on=on),
        count=found.paginator.count,
        total=Commitment.objects.public().count(),
    )


@require_safe
@answers_nonsense
def commitments_csv(request):
    on = timezone.localdate()
    found = CommitmentFilter(request.GET, on=on).found
    columns = [name for name, *_ in records.FIELDS]
    return csv_file(
        "commitments.csv", columns, (records.commitment_row(row) for row in streamed(found, on=on))
    )


@require_safe
@answers_nonsense
def commitments_json(request):
    on = timezone.localdate()
    found = CommitmentFilter(request.GET, on=on).found
    return list_file(
        head(timezone.now()),
        "commitments",
        (records.commitment_row(row) for row in streamed(found, on=on)),
        count=found.count(),
        total=Commitment.objects.public().count(),
    )


@require_safe
@answers_nonsense
def commitments_atom(request):
    on = timezone.localdate()
    found = CommitmentFilter(request.GET, on=on).found
    return feeds.feed(
        request.get_full_path(),
        "Commitments",
        "Commitments as they stand, each with its latest rating",
        [feeds.commitment_entry(row) for row in streamed(found, on=on)],
        page=f"{request.path.removesuffix('.atom')}/",
    )
