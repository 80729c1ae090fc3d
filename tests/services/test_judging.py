"""What “nothing found” and “stalled” may rest on: searches that were made, logged and looked through."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tracker.services import proposing
from tracker.services.errors import Refused

pytestmark = pytest.mark.django_db


def propose(on, status, **said):
    return proposing.propose_rating(
        commitment_id=on.id, by=make.person(), now=make.NOW, status=status, reason="A sample search.", **said
    )


def test_no_public_evidence_bears_the_day_of_the_last_search():
    on = make.commitment()
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
    on, watching = make.commitment(), make.source()
    make.check(watching, started_at=make.NOW - timedelta(days=100), finished_at=make.NOW)
    with pytest.raises(Refused, match="six months"):
        propose(on, "stalled", reason_code="not_known")
    make.check(watching, started_at=make.NOW - timedelta(days=190), finished_at=make.NOW)
    assert propose(on, "stalled", reason_code="not_known").searched_until == date(2026, 2, 21)
