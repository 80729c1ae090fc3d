"""From news to evidence: an editor accepts, rejects or redirects a match, or attaches evidence by hand."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tracker.models import Bearing, Commitment, Evidence, Match
from tracker.pipeline.canonical import canonical_url
from tracker.pipeline.identify import url_key
from tracker.vocabulary import (
    EvidenceKind,
    EvidenceRole,
    MatchState,
    Precision,
    RejectReason,
    Tier,
)

from .errors import Refused


def prefill(match: Match) -> dict:
    """What an accept form starts from; every value is the editor's to change."""
    item, source = match.item, match.item.source
    speaks_itself = source.publisher_id is not None
    return {
        "role": EvidenceRole.CLAIM if speaks_itself else EvidenceRole.PROGRESS,
        "kind": EvidenceKind.PARTY_ANNOUNCEMENT if speaks_itself else EvidenceKind.NEWS_REPORT,
        "tier": Tier.PRIMARY if speaks_itself else Tier.SECONDARY,
        "publisher": str(source.publisher) if speaks_itself else source.name,
        "published_on": timezone.localdate(item.published_at) if item.published_at else None,
        "published_precision": Precision.DAY,
        "event_on": None,
        "digest": "",
        "quote": match.sentence,
        "note": "",
        "archive_url": "",
    }


@transaction.atomic
def accept_match(*, match_id: int, by, now: datetime, **told) -> Bearing:
    """Turn a pending match into evidence on its commitment. No rating changes. `told` as `attach_evidence` takes it."""
    match = (
        Match.objects.select_for_update(of=("self",))
        .select_related("item__source", "commitment")
        .get(id=match_id)
    )
    if match.state != MatchState.PENDING:
        raise _decided_first(match)
    if match.item.source.publisher_id:
        told.setdefault("published_by_party_id", match.item.source.publisher_id)
    bearing = attach_evidence(
        commitment_id=match.commitment_id,
        by=by,
        now=now,
        url=match.item.url,
        title=match.item.title or match.item.url,
        item_id=match.item_id,
        content_hash=match.item.content_hash,
        language=match.item.language or "en",
        **told,
    )
    _decide(match, state=MatchState.ACCEPTED, decided_at=now, decided_by=by, bearing=bearing)
    return bearing


@transaction.atomic
def reject_match(*, match_id: int, by, now: datetime, because: str, note: str = "") -> Match:
    """Set a pending match aside, with the reason."""
    if because not in RejectReason.__members__.values():
        raise Refused("Choose a reason.", field="because")
    match = Match.objects.get(id=match_id)
    _decide(
        match,
        state=MatchState.REJECTED,
        decided_at=now,
        decided_by=by,
        reject_reason=because,
        note=note.strip(),
    )
    return match


@transaction.atomic
def reopen_match(*, match_id: int, by, now: datetime) -> Match:
    """Undo a rejection."""
    undone = Match.objects.filter(id=match_id, state=MatchState.REJECTED).update(
        state=MatchState.PENDING, decided_at=None, decided_by=None, reject_reason="", note=""
    )
    if not undone:
        raise Refused("Only a rejection can be undone here. To undo an acceptance, retract the evidence.")
    return Match.objects.get(id=match_id)


@transaction.atomic
def redirect_match(*, match_id: int, commitment_id: int, by, now: datetime) -> Match:
    """“Not this commitment but that one”: reject this match and put the item before the other commitment."""
    match = Match.objects.select_related("commitment").get(id=match_id)
    other = Commitment.objects.get(id=commitment_id)
    if other.id == match.commitment_id:
        raise Refused("It is proposed for that commitment already.", field="commitment")
    note = f"Moved to {other.reference}."
    reject_match(match_id=match_id, by=by, now=now, because=RejectReason.NOT_RELEVANT, note=note)
    moved, made = Match.objects.get_or_create(
        item_id=match.item_id,
        commitment=other,
        defaults={
            "score": match.score,
            "reasons": [
                {
                    "signal": "editor",
                    "words": f"Moved here from {match.commitment.reference} by {by}",
                    "weight": 1,
                }
            ],
            "sentence": match.sentence,
            "kind_of_news": match.kind_of_news,
            "proposed_at": now,
        },
    )
    if not made and moved.state != MatchState.PENDING:
        raise Refused(
            f"This item was already {MatchState(moved.state).label.lower()} for {other.reference}.",
            field="commitment",
        )
    return moved


@transaction.atomic
def attach_evidence(
    *,
    commitment_id: int,
    by,
    now: datetime,
    url: str,
    title: str,
    publisher: str,
    role: str,
    kind: str,
    tier: str,
    published_on: date | None = None,
    published_precision: str = Precision.DAY,
    event_on: date | None = None,
    event_precision: str = Precision.DAY,
    digest: str = "",
    quote: str = "",
    note: str = "",
    archive_url: str = "",
    language: str = "en",
    published_by_party_id=None,
    item_id=None,
    content_hash: str = "",
) -> Bearing:
    """Attach one page to one commitment; a page already known as evidence is used again, never doubled."""
    for words, value, field in (
        (EvidenceRole, role, "role"),
        (EvidenceKind, kind, "kind"),
        (Tier, tier, "tier"),
    ):
        if value not in words.__members__.values():
            raise Refused("Choose one.", field=field)
    url = canonical_url(url.strip())
    if len(url) > 1000:
        raise Refused(
            "The address is longer than 1,000 characters. Find a shorter one of the same page.", field="url"
        )
    if not url:
        raise Refused("Give the address of the page, starting with http:// or https://.", field="url")
    for value, field in ((title, "title"), (publisher, "publisher")):
        if not value.strip():
            raise Refused("This is shown to readers and cannot be empty.", field=field)
    today = timezone.localdate(now)
    for day, field in ((published_on, "published_on"), (event_on, "event_on")):
        if day and day > today:
            raise Refused("This day is in the future.", field=field)
    evidence, _ = Evidence.objects.get_or_create(
        url_key=url_key(url),
        defaults={
            "url": url,
            "title": title.strip()[:500],
            "publisher": publisher.strip(),
            "published_by_party_id": published_by_party_id,
            "kind": kind,
            "tier": tier,
            "published_on": published_on,
            "published_precision": published_precision,
            "event_on": event_on,
            "event_precision": event_precision,
            "digest": digest.strip(),
            "quote": quote.strip(),
            "archive_url": archive_url.strip(),
            "language": language,
            "item_id": item_id,
            "content_hash": content_hash,
            "added_at": now,
            "added_by": by,
        },
    )
    told = {
        "digest": digest,
        "quote": quote,
        "archive_url": archive_url,
        "event_on": event_on,
        "published_on": published_on,
    }
    _refuse_contradiction(evidence, {"publisher": publisher.strip(), "kind": kind, "tier": tier})
    _fill_gaps(evidence, told)
    if Bearing.objects.standing().filter(commitment_id=commitment_id, evidence=evidence).exists():
        raise Refused("This page is attached to this commitment already.", field="url")
    # What was retracted stays as it is, with its reason; attaching the page again is a new entry.
    return Bearing.objects.create(
        commitment_id=commitment_id,
        evidence=evidence,
        role=role,
        note=note.strip(),
        accepted_at=now,
        accepted_by=by,
    )


def _refuse_contradiction(evidence: Evidence, told: dict) -> None:
    """Refuse what differs from the page as we hold it already: it may carry ratings, and nothing typed is dropped."""
    for name, value in told.items():
        held = getattr(evidence, name)
        if held != value:
            shown = getattr(evidence, f"get_{name}_display", lambda held=held: held)()
            raise Refused(
                f"We hold this page already, as “{shown}”. Change it there first, or choose that.", field=name
            )


def _fill_gaps(evidence: Evidence, told: dict) -> None:
    """Add what an earlier editor left empty; what stands there already is not overwritten."""
    missing = {name: value for name, value in told.items() if value and not getattr(evidence, name)}
    if missing:
        Evidence.objects.filter(id=evidence.id).update(**missing)
        evidence.refresh_from_db()


@transaction.atomic
def retract_bearing(*, bearing_id: int, by, now: datetime, because: str) -> Bearing:
    """Take a piece of evidence off a commitment. It stays readable, struck through, wherever a rating cites it."""
    if not because.strip():
        raise Refused("Say why: readers are shown the reason.", field="because")
    done = (
        Bearing.objects.standing()
        .filter(id=bearing_id)
        .update(retracted_at=now, retracted_by=by, retracted_because=because.strip())
    )
    if not done:
        raise Refused("It was retracted already.")
    return Bearing.objects.get(id=bearing_id)


def _decide(match: Match, **decision) -> None:
    """Settle a pending match by one conditional UPDATE, or tell the loser of the race who was first."""
    if not Match.objects.pending().filter(id=match.id).update(**decision):
        match.refresh_from_db()
        raise _decided_first(match)
    match.refresh_from_db()


def _decided_first(match: Match) -> Refused:
    return Refused(f"{match.decided_by} decided on this first: {MatchState(match.state).label.lower()}.")
