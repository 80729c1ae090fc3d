"""What “nothing found” and “stalled” may rest on: searches that were made, logged and looked through."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tracker.services import proposing
from tracker.services.assessing import judge_wording, set_due_date
from tracker.services.errors import Refused

pytestmark = pytest.mark.django_db


def followed_commitment():
    """A commitment that has been followed here for long."""
    return make.commitment(published_at=make.NOW - timedelta(days=400))


def propose(on, status, **said):
    return proposing.propose_rating(
        commitment_id=on.id, by=make.person(), now=make.NOW, status=status, reason="A sample search.", **said
    )


def test_no_public_evidence_bears_the_day_of_the_last_search():
    on = followed_commitment()
    watching = make.source()
    make.check(watching, started_at=make.NOW - timedelta(days=2))
    make.check(watching, "timeout")
    proposal = propose(on, "no_public_evidence")
    assert proposal.searched_until == date(2026, 5, 30)
    assert (proposal.confidence, proposal.contested) == ("low", True)


def test_a_failed_check_is_not_a_search():
    make.check(make.source(), "dns")
    with pytest.raises(Refused, match="No search is logged"):
        propose(make.commitment(), "no_public_evidence")


def test_a_search_of_another_agreement_does_not_count():
    on, elsewhere = make.commitment(), make.source()
    elsewhere.agreements.add(make.agreement())
    make.check(elsewhere)
    with pytest.raises(Refused, match="No search is logged"):
        propose(on, "no_public_evidence")


def test_what_waits_in_the_queue_is_looked_through_first():
    on = make.commitment()
    make.match(on, make.item(make.check()))
    with pytest.raises(Refused, match="1 item waits"):
        propose(on, "no_public_evidence")


def test_silence_says_stalled_only_after_six_months_of_searching():
    on, watching = followed_commitment(), make.source()
    make.check(watching, started_at=make.NOW - timedelta(days=100), finished_at=make.NOW)
    with pytest.raises(Refused, match="six months"):
        propose(on, "stalled", reason_code="not_known")
    make.check(watching, started_at=make.NOW - timedelta(days=190), finished_at=make.NOW)
    assert propose(on, "stalled", reason_code="not_known").searched_until == date(2026, 2, 21)


def test_a_search_made_before_the_commitment_was_followed_did_not_look_for_it():
    make.check(make.source(), started_at=make.NOW - timedelta(days=2))
    with pytest.raises(Refused, match="No search is logged"):
        propose(make.commitment(), "no_public_evidence")


def test_nothing_found_cannot_be_said_against_evidence_that_is_held():
    on = followed_commitment()
    make.check(make.source())
    make.bearing(on)
    with pytest.raises(Refused, match="cannot be said that none was found"):
        propose(on, "no_public_evidence")


@pytest.mark.parametrize("role", ["context", "claim", "refusal"])
@pytest.mark.parametrize("status", ["under_way", "delivered"])
def test_only_progress_shows_progress(status, role):
    on = make.commitment_with_testable_words()
    only = make.bearing(on, role=role)
    with pytest.raises(Refused, match="at least one dated step"):
        propose(on, status, bearing_ids=[only.id], delivered_on=make.TODAY if status == "delivered" else None)


def test_an_announcement_is_somebodys_own_word_even_if_no_party_was_named():
    on = make.commitment_with_testable_words()
    only = make.bearing(on, make.evidence(kind="party_announcement", tier="primary"))
    with pytest.raises(Refused, match="only on the word"):
        propose(on, "delivered", bearing_ids=[only.id], delivered_on=make.TODAY)


def test_not_delivered_needs_a_date_that_has_passed():
    on = make.commitment_with_testable_words()
    papers = ("Sample Gazette", "Sample Herald")
    two = [make.bearing(on, make.evidence(publisher=name), role="setback").id for name in papers]
    told = {"bearing_ids": two, "reason_code": "not_known"}
    with pytest.raises(Refused, match="a date that has passed"):
        propose(on, "not_delivered", **told)
    set_due_date(
        commitment_id=on.id,
        by=make.person(),
        now=make.NOW,
        due_on=date(2026, 5, 1),
        precision="day",
        basis="stated",
    )
    assert propose(on, "not_delivered", **told).status == "not_delivered"


def test_words_that_one_person_alone_found_testable_keep_the_ceiling():
    on = make.commitment()
    judge_wording(
        clause_id=on.clause_id, by=make.person(), now=make.NOW, who=True, what=True, how_much=True, when=True,
        force="firm",
    )  # fmt: skip
    with pytest.raises(Refused, match="Only one person"):
        propose(on, "partly_delivered", bearing_ids=[make.bearing(on).id])


def test_a_draft_is_not_rated():
    with pytest.raises(Refused, match="draft"):
        propose(make.draft_commitment(), "cannot_be_assessed")
