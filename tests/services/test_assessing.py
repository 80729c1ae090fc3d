"""How a rating comes to be: proposed by one person, approved by another, and then for ever."""

import pytest

from tests import factories as make
from tracker.models import Assessment, Ledger, OutboxMessage
from tracker.reports.verification import verify_record
from tracker.services import assessing, proposing
from tracker.services.errors import Refused

pytestmark = pytest.mark.django_db


def propose(on, by=None, status="under_way", bearing_ids=None, **said):
    if bearing_ids is None:
        bearing_ids = [make.bearing(on).id]
    return proposing.propose_rating(
        **{
            "commitment_id": on.id,
            "by": by or make.person(),
            "now": make.NOW,
            "status": status,
            "reason": "A sample step was taken.",
            "bearing_ids": bearing_ids,
            **said,
        }
    )


def approve(proposal, by=None):
    return assessing.approve_proposal(
        proposal_id=proposal.id, by=by or make.person(), version=proposal.version, now=make.NOW
    )


def test_a_proposal_changes_nothing_in_public():
    on = make.commitment_with_testable_words()
    propose(on)
    on.refresh_from_db()
    assert on.status == "not_assessed"
    assert not on.assessments.exists()


def test_approval_by_somebody_else_publishes_it():
    on, author, approver = make.commitment_with_testable_words(), make.person(), make.person()
    made = approve(propose(on, author), approver)
    on.refresh_from_db()
    assert (on.status, on.standing) == ("under_way", "approved")
    assert (made.proposed_by, made.approved_by) == (author, approver)
    assert [one.bearing for one in made.citations.all()] == list(on.bearings.all())
    assert OutboxMessage.objects.filter(payload={"assessment": str(made.id)}).count() == 1


def test_the_author_cannot_approve():
    author = make.person()
    proposal = propose(make.commitment_with_testable_words(), author)
    with pytest.raises(Refused, match="somebody else"):
        approve(proposal, author)
    assert not Assessment.objects.exists()


def test_a_later_rating_supersedes_and_both_stay_readable():
    on = make.commitment_with_testable_words()
    first, second = make.rated(on, "under_way"), make.rated(on, "stalled")
    on.refresh_from_db()
    assert on.status == "stalled"
    assert list(on.assessments.all()) == [second, first]
    assert second.previous_hash == first.hash


def test_approval_is_of_the_version_that_was_read():
    author = make.person()
    on = make.commitment_with_testable_words()
    proposal = propose(on, author)
    proposing.revise_proposal(
        proposal_id=proposal.id, by=author, version=1, now=make.NOW, reason="Said better.",
        bearing_ids=[make.bearing(on).id],
    )  # fmt: skip
    with pytest.raises(Refused, match="changed or decided"):
        approve(proposal)
    assert not Assessment.objects.exists()


def test_the_second_of_two_approvers_is_told():
    proposal = propose(make.commitment_with_testable_words())
    approve(proposal)
    with pytest.raises(Refused, match="changed or decided"):
        approve(proposal)
    assert Assessment.objects.count() == 1


def test_evidence_retracted_after_the_proposal_stops_the_approval():
    from tracker.services.review import retract_bearing

    on = make.commitment_with_testable_words()
    only = make.bearing(on)
    proposal = propose(on, bearing_ids=[only.id])
    retract_bearing(bearing_id=only.id, by=make.person(), now=make.NOW, because="A sample mistake.")
    with pytest.raises(Refused, match="retracted"):
        approve(proposal)


@pytest.mark.parametrize("status", ["delivered", "partly_delivered", "not_delivered"])
def test_vague_words_are_never_rated_above_the_ceiling(status):
    on = make.commitment()
    with pytest.raises(Refused, match="too vague") as refusal:
        propose(on, status=status)
    assert refusal.value.field == "status"


def test_a_published_test_of_our_own_lifts_the_ceiling():
    on = make.commitment()
    assessing.publish_own_test(
        commitment_id=on.id, by=make.person(), now=make.NOW, text="A sample centre is open."
    )
    made = approve(propose(on, status="partly_delivered"))
    assert made.own_test == "A sample centre is open."
    with pytest.raises(Refused, match="stays as it is"):
        assessing.publish_own_test(commitment_id=on.id, by=make.person(), now=make.NOW, text="Easier.")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"status": "under_way", "bearing_ids": []}, "bearings"),
        ({"status": "stalled"}, "reason_code"),
        ({"status": "stalled", "reason_code": "not_known", "bearing_ids": []}, "status"),
        ({"status": "stalled", "reason_code": "not_known"}, "status"),
        ({"status": "no_public_evidence", "bearing_ids": []}, "status"),
        ({"status": "delivered"}, "delivered_on"),
        ({"status": "delivered", "delivered_on": make.TODAY.replace(year=2027)}, "delivered_on"),
        ({"status": "under_way", "delivered_on": make.TODAY}, "delivered_on"),
        ({"status": "not_delivered", "reason_code": "not_known"}, "bearings"),
        ({"status": "splendid"}, "status"),
        ({"reason": "  "}, "reason"),
        ({"confidence": "high"}, "confidence"),
        ({"result": "major"}, "result"),
        ({"corrects_id": "00000000-0000-0000-0000-000000000000"}, "correction_because"),
    ],
)
def test_what_the_record_cannot_carry_is_refused_with_its_field(said, field):
    on = make.commitment_with_testable_words()
    with pytest.raises(Refused) as refusal:
        propose(on, **said)
    assert refusal.value.field == field
    assert str(refusal.value).endswith((".", "?"))


def test_delivered_cannot_rest_on_the_partys_own_word():
    company = make.party()
    on = make.commitment_with_testable_words(by=company)
    own = make.bearing(on, make.evidence(published_by_party=company, kind="party_announcement"))
    with pytest.raises(Refused, match="only on the word"):
        propose(on, status="delivered", delivered_on=make.TODAY, bearing_ids=[own.id])


def test_confidence_is_computed_and_only_ever_lowered():
    on = make.commitment_with_testable_words()
    two = [make.bearing(on, make.evidence(publisher=name)).id for name in ("Sample Gazette", "Sample Herald")]
    with pytest.raises(Refused, match="say why you put it lower"):
        propose(on, bearing_ids=two, confidence="low")
    proposal = propose(
        on, bearing_ids=two, confidence="low", confidence_because="Both quote one anonymous source."
    )
    assert (proposal.confidence, proposal.contested) == ("low", True)


def test_one_proposal_waits_at_a_time():
    on = make.commitment_with_testable_words()
    propose(on)
    with pytest.raises(Refused, match="already waiting"):
        propose(on)


def test_a_declined_proposal_makes_room_for_another():
    on = make.commitment_with_testable_words()
    proposal = propose(on)
    with pytest.raises(Refused, match="Say why"):
        proposing.decline_proposal(proposal_id=proposal.id, by=make.person(), because=" ", now=make.NOW)
    proposing.decline_proposal(
        proposal_id=proposal.id, by=make.person(), because="The date is wrong.", now=make.NOW
    )
    assert propose(on).state == "open"


def test_only_the_author_revises_and_a_stale_form_is_refused():
    author = make.person()
    on = make.commitment_with_testable_words()
    proposal = propose(on, author)
    evidence = {"bearing_ids": [make.bearing(on).id]}
    with pytest.raises(Refused, match="Only its author"):
        proposing.revise_proposal(
            proposal_id=proposal.id, by=make.person(), version=1, now=make.NOW, **evidence
        )
    proposing.revise_proposal(proposal_id=proposal.id, by=author, version=1, now=make.NOW, **evidence)
    with pytest.raises(Refused, match="changed while you had it open"):
        proposing.revise_proposal(proposal_id=proposal.id, by=author, version=1, now=make.NOW, **evidence)


def test_the_chain_holds_over_many_ratings():
    commitments = [make.commitment_with_testable_words() for _ in range(3)]
    for round_ in ("under_way", "stalled", "delivered"):
        for one in commitments:
            make.rated(one, round_)
    result = verify_record()
    assert (result.assessments, result.differences) == (9, [])
    assert Ledger.objects.get(id=1).hash == result.head


def judge(clause, by, *elements, force="firm"):
    who, what, how_much, when = elements
    return assessing.judge_wording(
        clause_id=clause.id,
        by=by,
        now=make.NOW,
        who=who,
        what=what,
        how_much=how_much,
        when=when,
        force=force,
    )


def test_wording_is_settled_when_two_people_agree():
    on = make.commitment()
    judge(on.clause, make.person(), True, True, False, True)
    on.clause.refresh_from_db()
    assert (on.clause.wording, on.clause.wording_standing) == ("mostly_testable", "provisional")
    judge(on.clause, make.person(), True, True, False, True)
    on.clause.refresh_from_db()
    on.refresh_from_db()
    assert (on.clause.wording_standing, on.wording, on.force) == ("approved", "mostly_testable", "firm")


def test_a_second_rater_who_disagrees_settles_nothing():
    on = make.commitment()
    first, second = make.person(), make.person()
    judge(on.clause, first, True, True, True, True)
    judge(on.clause, second, True, False, False, False)
    on.refresh_from_db()
    on.clause.refresh_from_db()
    assert (on.wording, on.clause.wording_standing) == ("testable", "provisional")
    judge(on.clause, first, True, False, False, False)
    on.refresh_from_db()
    assert on.wording == "statement_of_intent"


def test_one_person_rating_twice_is_still_one_rater():
    on, same = make.commitment(), make.person()
    judge(on.clause, same, True, True, True, True)
    judge(on.clause, same, True, True, True, True)
    on.clause.refresh_from_db()
    assert on.clause.wording_standing == "provisional"


def test_a_revised_due_date_stands_beside_the_first():
    from datetime import date

    on = make.commitment()
    for year in (2026, 2028):
        assessing.set_due_date(
            commitment_id=on.id, by=make.person(), now=make.NOW, due_on=date(year, 12, 31), precision="year",
            basis="stated",
        )  # fmt: skip
    on.refresh_from_db()
    assert on.due_on == date(2028, 12, 31)
    assert [one.due_on.year for one in on.due_dates.all()] == [2026, 2028]
    with pytest.raises(Refused, match="how the date was worked out"):
        assessing.set_due_date(
            commitment_id=on.id, by=make.person(), now=make.NOW, due_on=date(2027, 1, 1), precision="day",
            basis="derived",
        )  # fmt: skip


def test_the_word_shown_is_the_one_it_was_rated_with():
    on = make.commitment()
    make.rated(on, "under_way")
    assert on.status_label == "Activity seen"
    assessing.publish_own_test(commitment_id=on.id, by=make.person(), now=make.NOW, text="A sample test.")
    on.refresh_from_db()
    assert on.status_label == "Activity seen", "no rating was made by the new test"
    assert verify_record().differences == []
    make.rated(on, "under_way")
    assert on.status_label == "Under way"
