"""Telling colleagues: each message once, later if the mail server is away, never lost."""

import pytest
from django.core import mail
from django.db.models.functions import Now

from tests import factories as make
from tracker.models import OutboxMessage
from tracker.services import proposing
from tracker.services.announcing import announce_waiting

pytestmark = pytest.mark.django_db


def person(name, *permissions):
    made = make.person(name, *permissions)
    made.email = f"{name}@sample.example"
    made.save()
    return made


def proposed_by(author):
    on = make.commitment_with_testable_words()
    return proposing.propose_rating(
        commitment_id=on.id, by=author, now=make.NOW, status="under_way", reason="A sample step.",
        bearing_ids=[make.bearing(on).id],
    )  # fmt: skip


def announce():
    return announce_waiting(budget_seconds=5)


def test_whoever_may_approve_is_told_of_a_proposal():
    author = person("author", "propose_rating", "approve_rating")
    person("approver", "approve_rating")
    person("onlooker", "view_commitment")
    proposal = proposed_by(author)
    announce()
    (sent,) = mail.outbox
    assert sent.to == ["approver@sample.example"]
    assert proposal.commitment.reference in sent.subject
    assert f"/admin/tracker/proposal/{proposal.id}/decide/" in sent.body


def test_the_author_is_told_of_the_publication():
    from tracker.services.assessing import approve_proposal

    author, approver = person("author", "propose_rating"), make.person("approver")
    proposal = proposed_by(author)
    announce()
    made = approve_proposal(proposal_id=proposal.id, by=approver, version=1, now=make.NOW)
    announce()
    (sent,) = mail.outbox
    assert sent.to == ["author@sample.example"]
    assert f"/commitments/{made.commitment.reference}/#rating-{made.seq}" in sent.body


def test_each_message_is_sent_once():
    person("approver", "approve_rating")
    proposed_by(make.person())
    assert announce() == 1
    assert announce() == 0
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_delays_and_loses_nothing(settings):
    person("approver", "approve_rating")
    proposed_by(make.person())
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert announce() == 0
    message = OutboxMessage.objects.get()
    assert (message.done_at, message.attempts) == (None, 1)
    assert "refused" in message.error.lower()
    settings.EMAIL_BACKEND = backend
    assert announce() == 0, "it waits before it tries again"
    OutboxMessage.objects.update(next_try_at=Now())
    assert announce() == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<outbox-{message.id}-")
