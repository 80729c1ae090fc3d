"""Putting agreements and commitments before the public, and taking them off again; the record loses nothing."""

from datetime import datetime

from django.db import transaction

from tracker.models import Agreement, Commitment
from tracker.vocabulary import Basis

from .errors import Refused


@transaction.atomic
def publish_agreement(*, agreement_id: int, by, now: datetime) -> Agreement:
    """Show an agreement to everybody; its commitments are published one by one."""
    _show(Agreement.objects.filter(id=agreement_id), by, now)
    return Agreement.objects.get(id=agreement_id)


@transaction.atomic
def publish_commitment(*, commitment_id: int, by, now: datetime) -> Commitment:
    """Show a commitment to everybody, as soon as its agreement is shown."""
    commitment = Commitment.objects.get(id=commitment_id)
    if commitment.basis == Basis.GENERAL_KNOWLEDGE:
        raise Refused(
            "Its wording is not confirmed from any page we read. Read the source, change the basis, then publish.",
            field="basis",
        )
    if not commitment.source_url:
        raise Refused("Give the page that it was read from first.", field="source_url")
    _show(Commitment.objects.filter(id=commitment_id), by, now)
    return Commitment.objects.get(id=commitment_id)


@transaction.atomic
def hide_agreement(*, agreement_id: int, by, now: datetime) -> Agreement:
    """Make an agreement a draft again, and so hide all its commitments; allowed while none of them has been rated."""
    if Commitment.objects.filter(agreement_id=agreement_id, assessments__isnull=False).exists():
        raise Refused(
            "Commitments of this agreement have been rated in public, and a rating is never taken off the record."
        )
    _hide(Agreement.objects.filter(id=agreement_id))
    return Agreement.objects.get(id=agreement_id)


@transaction.atomic
def hide_commitment(*, commitment_id: int, by, now: datetime) -> Commitment:
    """Make a commitment a draft again; allowed while it has not been rated."""
    if Commitment.objects.filter(id=commitment_id, assessments__isnull=False).exists():
        raise Refused("It has been rated in public, and a rating is never taken off the record.")
    _hide(Commitment.objects.filter(id=commitment_id))
    return Commitment.objects.get(id=commitment_id)


def _show(rows, by, now) -> None:
    if not rows.filter(published_at__isnull=True).update(published_at=now, published_by=by):
        raise Refused("It is public already.")


def _hide(rows) -> None:
    if not rows.filter(published_at__isnull=False).update(published_at=None, published_by=None):
        raise Refused("It is a draft already.")
