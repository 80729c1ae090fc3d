"""Who checks what: one due source at a time is claimed from the database, by its clock, for a limited time.

A claim is a lease with a token. Whoever claims may crash, freeze or be cut off: the lease runs out and somebody else
claims; the token then keeps the late one from writing. Redis has no part in it.
"""

import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from tracker.models import CLAIMS_BEFORE_PARKING, Source

LEASE = timedelta(seconds=120)  # longer than a task may live (60 s), with room for a slow commit
MOST_BACKOFF = timedelta(days=1)
ATTEMPTS = 20


def claim_due(*, only=None) -> Source | None:
    """Claim the source that has waited longest (of `only` these ids, if given), or None if nothing is due."""
    for _ in range(ATTEMPTS):
        with transaction.atomic():
            due = Source.objects.due() if only is None else Source.objects.due().filter(id__in=only)
            due = due.order_by("next_check_at", "id")
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            source = due.first()
            if source is None:
                return None
            claimed = _take(source)
        if claimed:
            return claimed
    return None


def _take(source: Source) -> Source | None:
    """Lease this source if it is still due. One that has ended its worker five times is parked instead.

    The next time is put back here already: a worker killed for memory never reaches the code that handles failures.
    """
    still_due = Source.objects.due().filter(id=source.id)
    if source.claims >= CLAIMS_BEFORE_PARKING:
        still_due.update(parked_at=Now(), lease_until=None, lease_token=None)
        return None
    backoff = min(LEASE * 2**source.claims, MOST_BACKOFF)
    token = uuid.uuid4()
    won = still_due.update(
        lease_token=token, lease_until=Now() + LEASE, claims=F("claims") + 1, next_check_at=Now() + backoff
    )
    if not won:
        return None
    return Source.objects.select_related("publisher").get(id=source.id, lease_token=token)
