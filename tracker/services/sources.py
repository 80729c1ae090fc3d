"""Sources: added, paused, resumed, and asked for at once."""

from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from tracker.models import Source
from tracker.pipeline.address import UnsafeAddress, check_url, may_connect
from tracker.vocabulary import SourceKind

from .errors import Refused
from .ringing import CHECK, ring_after_commit


def is_literal(host: str) -> bool:
    """Whether the host is an address and not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def refuse_unsafe_url(url: str) -> None:
    """Refuse an address that the fetcher would not visit, with the reason."""
    try:
        place = check_url(url, allow=settings.TRACKER_FETCH_ALLOW)
        # A name is judged by its addresses when it is visited; an address that is written out can be judged now.
        if is_literal(place.host) and not may_connect(place, place.host, settings.TRACKER_FETCH_ALLOW):
            raise UnsafeAddress("It is not an address of the public internet.")
    except UnsafeAddress as error:
        raise Refused(f"This address cannot be watched. {error}", field="url") from error


@transaction.atomic
def add_source(
    *,
    kind: str,
    url: str,
    by,
    now: datetime,
    name: str = "",
    every_minutes: int = 60,
    agreement_ids=(),
    publisher_id=None,
) -> Source:
    """Watch a place; its first check is due at once."""
    if kind not in SourceKind.__members__.values():
        raise Refused(
            f"“{kind}” is not a kind of source. Choose one of: {', '.join(SourceKind)}.", field="kind"
        )
    if every_minutes < 1:
        raise Refused("The least is one minute.", field="every_minutes")
    url = url.strip()
    refuse_unsafe_url(url)
    try:
        with transaction.atomic():
            source = Source.objects.create(
                kind=kind,
                url=url,
                name=name.strip() or urlsplit(url).hostname,
                period=timedelta(minutes=every_minutes),
                publisher_id=publisher_id,
                next_check_at=Now(),
                added_at=now,
                added_by=by,
            )
    except IntegrityError as error:
        if Source.objects.filter(kind=kind, url=url).exists():
            raise Refused("This address is watched already.", field="url") from error
        raise
    source.refresh_from_db()
    source.agreements.set(agreement_ids)
    ring_after_commit(CHECK)
    return source


@transaction.atomic
def check_soon(*, source_id: int) -> Source:
    """Have a source checked by the next worker that is free."""
    if not Source.objects.watched().filter(id=source_id).update(next_check_at=Now()):
        raise Refused("It is paused or parked: resume it first.")
    ring_after_commit(CHECK)
    return Source.objects.get(id=source_id)


@transaction.atomic
def pause_source(*, source_id: int, by, now: datetime) -> Source:
    """Stop watching for now; readers are told that it is not being checked."""
    if not Source.objects.filter(id=source_id, paused_at__isnull=True).update(paused_at=now, paused_by=by):
        raise Refused("It is paused already.")
    return Source.objects.get(id=source_id)


@transaction.atomic
def resume_source(*, source_id: int, by, now: datetime) -> Source:
    """Watch a paused or parked source again, starting at once and with a clean slate."""
    stopped = Source.objects.filter(id=source_id).exclude(paused_at__isnull=True, parked_at__isnull=True)
    if not stopped.update(paused_at=None, paused_by=None, parked_at=None, claims=0, next_check_at=Now()):
        raise Refused("It is being watched already.")
    ring_after_commit(CHECK)
    return Source.objects.get(id=source_id)
