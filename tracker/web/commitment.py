"""One commitment: its page, and the same as JSON and Atom."""

from datetime import date

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Commitment
from tracker.reports.follow_up import follow_up
from tracker.reports.history import history
from tracker.reports.rows import bare_rows, rows
from tracker.reports.updates import Stream
from tracker.vocabulary import DueBasis, EvidenceKind, Tier

from . import feeds, records
from .json_files import head, one_file
from .misunderstood import Misunderstood, answers_nonsense
from .rendering import page

LOG_PAGE = 20
RELATED = 6


def _public(reference: str) -> Commitment:
    found = Commitment.objects.public().filter(reference=reference)
    commitment = found.select_related("agreement", "clause__text").first()
    if commitment is None:
        raise Http404
    return commitment


def _row(commitment: Commitment, on, *, whole: bool = False):
    return rows(Commitment.objects.filter(id=commitment.id), on=on, whole=whole)[0]


@require_safe
@answers_nonsense
def commitment_detail(request, reference):
    try:
        commitment = _public(reference)
    except Http404:
        return redirect(_public(reference.upper()), permanent=True)
    on = timezone.localdate()
    log_page = _log_page(request.GET.get("log", ""))
    log = follow_up(commitment, start=(log_page - 1) * LOG_PAGE, length=LOG_PAGE)
    if log_page > 1 and not log.visits:
        raise Http404
    themes = list(commitment.themes.all())
    ratings = history(commitment)
    return page(
        request,
        "commitment_detail",
        section="commitments",
        on=on,
        commitment=commitment,
        clause=commitment.clause,
        agreement=commitment.agreement,
        row=_row(commitment, on),
        themes=themes,
        judged=_judgements(commitment),
        due_dates=[(one, DueBasis(one.basis)) for one in commitment.due_dates.order_by("set_at", "id")],
        ratings=ratings,
        latest=ratings[0] if ratings else None,
        evidence=[
            (one, one.evidence, EvidenceKind(one.evidence.kind).label, Tier(one.evidence.tier))
            for one in _bearings(commitment)
        ],
        log=log,
        log_page=log_page,
        log_pages=-(-log.checks // LOG_PAGE),
        related=_related(commitment, themes, on),
    )


def _log_page(asked: str) -> int:
    if not asked:
        return 1
    if not (asked.isascii() and asked.isdigit() and len(asked) < 9 and int(asked)):
        raise Misunderstood("A page of the follow-up log is a whole number, such as log=2.")
    return int(asked)


def _judgements(commitment: Commitment):
    """The newest judgement of the clause by each rater, newest first."""
    newest = {one.rated_by_id: one for one in commitment.clause.ratings.order_by("id")}
    return sorted(newest.values(), key=lambda one: one.id, reverse=True)


def _bearings(commitment: Commitment):
    """Standing evidence first, the newest first; retracted pieces stay readable after it."""
    found = commitment.bearings.select_related("evidence__published_by_party")
    newest = sorted(found, key=lambda one: (one.evidence.published_on or date.min, one.id), reverse=True)
    return sorted(newest, key=lambda one: one.retracted_at is not None)


def _related(commitment: Commitment, themes, on):
    """Other public commitments on the same themes, those of other agreements first."""
    if not themes:
        return []
    through = Commitment.themes.through.objects.filter(theme__in=themes).values("commitment")
    others = Commitment.objects.public().filter(id__in=through).exclude(id=commitment.id)
    found = bare_rows(others.order_by("agreement_id", "position", "reference"), on=on)
    found.sort(key=lambda row: row.agreement_id == commitment.agreement_id)
    return found[:RELATED]


@require_safe
def commitment_json(request, reference):
    try:
        commitment = _public(reference)
    except Http404:
        return redirect("commitment_json", _public(reference.upper()).reference, permanent=True)
    record = records.commitment(
        commitment,
        _row(commitment, timezone.localdate(), whole=True),
        history(commitment),
        _bearings(commitment),
        _judgements(commitment),
        commitment.due_dates.order_by("set_at", "id"),
        follow_up(commitment, length=0),
    )
    return one_file({**head(timezone.now()), "commitment": record})


@require_safe
def commitment_atom(request, reference):
    try:
        commitment = _public(reference)
    except Http404:
        return redirect("commitment_atom", _public(reference.upper()).reference, permanent=True)
    stream = Stream(Commitment.objects.filter(id=commitment.id))
    return feeds.feed(
        request.get_full_path(),
        f"{commitment.reference}: {commitment.title}",
        commitment.statement,
        [feeds.update_entry(told) for told in stream[: feeds.LENGTH]],
        page=commitment.get_absolute_url(),
    )
