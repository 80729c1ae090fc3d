"""Before the public, and off the site again; a rating is never taken off the record."""

import pytest

from tests import factories as make
from tracker.models import Commitment
from tracker.services import publishing
from tracker.services.errors import Refused

pytestmark = pytest.mark.django_db


def test_a_draft_is_shown_once_it_and_its_agreement_are_published():
    within = make.draft_agreement()
    on, by = make.draft_commitment(within), make.person()
    publishing.publish_commitment(commitment_id=on.id, by=by, now=make.NOW)
    assert not Commitment.objects.public().exists()
    publishing.publish_agreement(agreement_id=within.id, by=by, now=make.NOW)
    assert Commitment.objects.public().get().published_by == by


def test_what_is_not_confirmed_is_not_published():
    on = make.draft_commitment(basis="general_knowledge")
    with pytest.raises(Refused, match="not confirmed"):
        publishing.publish_commitment(commitment_id=on.id, by=make.person(), now=make.NOW)


def test_what_names_no_source_is_not_published():
    on = make.draft_commitment(source_url="")
    with pytest.raises(Refused, match="page that it was read from"):
        publishing.publish_commitment(commitment_id=on.id, by=make.person(), now=make.NOW)


def test_what_was_rated_in_public_stays_public():
    on = make.commitment_with_testable_words()
    make.rated(on)
    for hide, row in (
        (publishing.hide_commitment, {"commitment_id": on.id}),
        (publishing.hide_agreement, {"agreement_id": on.agreement_id}),
    ):
        with pytest.raises(Refused, match="never taken off the record"):
            hide(**row, by=make.person(), now=make.NOW)


def test_what_was_not_rated_can_be_a_draft_again():
    on = make.commitment()
    publishing.hide_commitment(commitment_id=on.id, by=make.person(), now=make.NOW)
    assert not Commitment.objects.public().exists()
    with pytest.raises(Refused, match="draft already"):
        publishing.hide_commitment(commitment_id=on.id, by=make.person(), now=make.NOW)
