"""The outbox in, e-mails to colleagues out: a proposal tells those who may approve it, a decision tells its author.

A message is leased like a source is checked: one conditional UPDATE takes it, a crash lets it run out, and the
Message-ID is the same each time, so that a mail sent twice is recognised as one.
"""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from tracker.models import Assessment, OutboxMessage, Proposal
from tracker.vocabulary import OutboxKind, ProposalState

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MOST_BACKOFF = timedelta(hours=6)


def announce_waiting(*, budget_seconds: float) -> int:
    """Deliver what waits, oldest first, until none is due or the time is up; how many were delivered."""
    until = time.monotonic() + budget_seconds
    delivered = 0
    while time.monotonic() < until:
        message = _take()
        if message is None:
            break
        delivered += _deliver(message)
    return delivered


def _take() -> OutboxMessage | None:
    """Claim the oldest message whose time has come; its next time is put back before anything is tried."""
    while True:
        message = OutboxMessage.objects.waiting().filter(next_try_at__lte=Now()).first()
        if message is None:
            return None
        backoff = min(LEASE * 2 ** min(message.attempts, 10), MOST_BACKOFF)
        free = OutboxMessage.objects.waiting().filter(id=message.id, attempts=message.attempts)
        if free.update(attempts=F("attempts") + 1, next_try_at=Now() + backoff):
            return message


def _deliver(message: OutboxMessage) -> bool:
    try:
        for mail in MAILS[OutboxKind(message.kind)](message.payload):
            mail.extra_headers["Message-ID"] = (
                f"<outbox-{message.id}-{mail.to[0].replace('@', '-at-')}@{_site_host()}>"
            )
            mail.send()
    except Exception as error:
        log.warning("Outbox message %s could not be sent: %s", message.id, type(error).__name__)
        OutboxMessage.objects.filter(id=message.id).update(error=f"{type(error).__name__}: {error}"[:500])
        return False
    OutboxMessage.objects.filter(id=message.id).update(done_at=Now(), error="")
    return True


def _rating_proposed(payload: dict) -> list[EmailMessage]:
    """To everybody but its author who may approve it and has an address."""
    proposal = Proposal.objects.select_related("commitment", "proposed_by").get(id=payload["proposal"])
    if proposal.state != ProposalState.OPEN:
        return []  # decided while the mail server was away
    may_approve = Q(user_permissions__codename="approve_rating") | Q(
        groups__permissions__codename="approve_rating"
    )
    approvers = (
        get_user_model()
        .objects.filter(may_approve | Q(is_superuser=True), is_active=True, is_staff=True)
        .exclude(Q(id=proposal.proposed_by_id) | Q(email=""))
        .distinct()
    )
    where = reverse("admin:tracker_proposal_decide", args=[proposal.id])
    subject = f"A rating of {proposal.commitment.reference} waits for a second person"
    return [
        _mail(person, subject, "emails/rating_proposed.txt", where, proposal=proposal) for person in approvers
    ]


def _assessment_published(payload: dict) -> list[EmailMessage]:
    """To whoever proposed it, if somebody else approved it."""
    assessment = Assessment.objects.select_related("commitment", "proposed_by", "approved_by").get(
        id=payload["assessment"]
    )
    author = assessment.proposed_by
    if assessment.approved_by is None or not author.email or not author.is_active:
        return []
    where = f"{assessment.commitment.get_absolute_url()}#rating-{assessment.seq}"
    subject = f"Your rating of {assessment.commitment.reference} is published"
    return [_mail(author, subject, "emails/assessment_published.txt", where, assessment=assessment)]


MAILS = {
    OutboxKind.RATING_PROPOSED: _rating_proposed,
    OutboxKind.ASSESSMENT_PUBLISHED: _assessment_published,
}


def _mail(person, subject: str, template: str, path: str, **context) -> EmailMessage:
    body = render_to_string(
        template, {"person": person, "address": settings.SITE_URL + path, **context}, using="public"
    )
    return EmailMessage(subject, body, to=[person.email])


def _site_host() -> str:
    return settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
