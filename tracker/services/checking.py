"""One source in, one Check with its items and matches out: claim → fetch → read → identify → sift → match → keep.

Everything slow happens outside a transaction; everything is then kept in one, which first proves that the claim still
holds. So a worker that dies leaves nothing half-done, and one that wakes up late writes nothing.
"""

import hashlib
import logging
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from tracker.models import Check, Item, Source
from tracker.pipeline.answer import Fetched
from tracker.pipeline.dedupe import Sifted, sift
from tracker.pipeline.fetch import fetch
from tracker.pipeline.identify import identify
from tracker.pipeline.read import Reading
from tracker.pipeline.read.child import read_in_child
from tracker.vocabulary import CheckOutcome

from .claiming import MOST_BACKOFF, claim_due
from .keeping import keep_items
from .matching import propose

log = logging.getLogger(__name__)

JITTER = 0.1
NOTHING = Sifted((), (), ())


@dataclass(frozen=True)
class Found:
    """What one visit brought, before anything of it is written."""

    fetched: Fetched
    outcome: CheckOutcome
    error: str
    body_hash: str
    sifted: Sifted
    proposals: dict
    seen: int


def check_due(*, budget_seconds: float, visit=fetch, read=read_in_child) -> list[Check]:
    """Claim and check due sources until none is left or the time is up; the checks kept, in order."""
    until = time.monotonic() + budget_seconds
    checks = []
    for check in check_one_after_another(visit=visit, read=read):
        checks.append(check)
        if time.monotonic() >= until:
            break
    return checks


def check_one_after_another(*, only=None, visit=fetch, read=read_in_child) -> Iterator[Check]:
    """Claim and check due sources (of `only` these ids, if given), each once, until none is left."""
    while source := claim_due(only=only):
        check = check_claimed(source, visit=visit, read=read)
        if check:
            yield check
        if only is not None:
            only = [number for number in only if number != source.id]


def check_claimed(source: Source, *, visit=fetch, read=read_in_child) -> Check | None:
    """Check a source that this process has claimed. None if the claim ran out meanwhile, and nothing was written."""
    started_at = timezone.now()
    try:
        found = look(source, visit=visit, read=read, now=started_at)
    except Exception as fault:
        # A fault of ours: the source gets its check, with a name, and the others get theirs.
        log.exception("Checking source %s failed.", source.id)
        error = f"A fault of this program ended the check: {type(fault).__name__}."
        found = Found(
            Fetched(CheckOutcome.UNREADABLE), CheckOutcome.UNREADABLE, error, source.body_hash, NOTHING, {}, 0
        )
    return keep(source, found, started_at=started_at, finished_at=timezone.now())


def look(source: Source, *, visit, read, now: datetime) -> Found:
    """Fetch, read, sift and match; writes nothing."""
    fetched = visit(
        source.url,
        user_agent=settings.TRACKER_USER_AGENT,
        allow=settings.TRACKER_FETCH_ALLOW,
        etag=source.etag,
        last_modified=source.last_modified,
        now=now,
    )
    if fetched.outcome != CheckOutcome.OK:
        return Found(fetched, fetched.outcome, fetched.error or "", source.body_hash, NOTHING, {}, 0)
    body_hash = hashlib.sha256(fetched.body).hexdigest()
    if body_hash == source.body_hash:
        return Found(fetched, CheckOutcome.SAME_BODY, "", body_hash, NOTHING, {}, 0)
    reading: Reading = read(
        fetched.body, content_type=fetched.content_type, base_url=fetched.final_url, now=now
    )
    if reading.outcome != CheckOutcome.OK:
        return Found(fetched, reading.outcome, reading.error or "", source.body_hash, NOTHING, {}, 0)
    identified = identify(reading.entries, feed_url=source.url)
    keys = {key for one in identified for key in (one.key, *one.other_keys)}
    known = dict(Item.objects.filter(source=source, key__in=keys).values_list("key", "content_hash"))
    sifted = sift(identified, known=known)
    return Found(
        fetched, CheckOutcome.OK, "", body_hash, sifted, _proposals(source, sifted), len(reading.entries)
    )


def _proposals(source: Source, sifted: Sifted) -> dict:
    """Key → proposals for every new or changed entry, within the agreements that the source watches."""
    watched = set(source.agreements.values_list("slug", flat=True))
    publisher = str(source.publisher) if source.publisher_id else source.name
    return propose([*sifted.new, *sifted.changed], publisher=publisher, watched=watched)


@transaction.atomic
def keep(source: Source, found: Found, *, started_at: datetime, finished_at: datetime) -> Check | None:
    """Write the check, its items and its matches, if the claim still holds."""
    looked = found.outcome.looked
    state = {
        "lease_until": None,
        "lease_token": None,
        "slot": F("slot") + 1,
        "claims": 0,
        "checked_at": Now(),
        "last_outcome": found.outcome,
        "next_check_at": Now() + wait(source, found.fetched, looked=looked),
        "failures": 0 if looked else F("failures") + 1,
        "failing_since": None if looked else source.failing_since or started_at,
    }
    if looked:
        state["looked_at"] = Now()
    if found.outcome == CheckOutcome.OK:
        state |= {
            # A validator too long to keep is forgotten: half of one would be a lie.
            "etag": found.fetched.etag if len(found.fetched.etag) <= 500 else "",
            "last_modified": found.fetched.last_modified if len(found.fetched.last_modified) <= 200 else "",
            "body_hash": found.body_hash,
        }
    held = Source.objects.filter(id=source.id, lease_token=source.lease_token)
    if not held.update(**state):
        log.warning("The claim on source %s ran out before its check ended; nothing was written.", source.id)
        return None
    check = Check.objects.create(
        source=source,
        slot=source.slot + 1,
        started_at=started_at,
        finished_at=max(finished_at, started_at),
        outcome=found.outcome,
        status=found.fetched.status,
        size=len(found.fetched.body),
        redirects=list(found.fetched.redirects),
        items_seen=found.seen,
        items_new=len(found.sifted.new),
        items_changed=len(found.sifted.changed),
        error=found.error,
    )
    made = keep_items(check, found.sifted, found.proposals, now=finished_at)
    if made:
        Check.objects.filter(id=check.id).update(matches_new=made)
        check.matches_new = made
    return check


def wait(source: Source, fetched: Fetched, *, looked: bool) -> timedelta:
    """How long until the next visit: the period, longer with each failure, never sooner than the server asks."""
    wanted = source.period if looked else source.period * (source.failures + 2)
    wanted = min(wanted, max(MOST_BACKOFF, source.period))
    wanted *= 1 + random.SystemRandom().uniform(-JITTER, JITTER)
    asked = max(fetched.retry_after or 0, fetched.max_age or 0)
    return max(wanted, min(timedelta(seconds=asked), MOST_BACKOFF))
