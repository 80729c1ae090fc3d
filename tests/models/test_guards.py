"""The record against somebody with a shell: statements that no form would send, and the rule that refuses each."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories as make
from tracker.models import Assessment, Citation, Commitment, Ledger, WordingRating

pytestmark = pytest.mark.django_db


def refused(sql, *values, rule):
    """The database refuses the statement, naming the rule."""
    with pytest.raises(IntegrityError, match=rule), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def raw(value):
    """A model's key as this database stores it."""
    return str(value) if connection.vendor == "postgresql" else getattr(value, "hex", value)


def copy_of(assessment, **changes):
    """Save a second assessment like this one, with changes, as a shell would."""
    twin = Assessment.objects.get(id=assessment.id)
    twin.pk = None
    twin._state.adding = True
    twin.id = Assessment._meta.pk.get_default()
    twin.seq += 1
    twin.previous_hash, twin.hash = assessment.hash, f"{twin.seq:064x}"
    for name, value in changes.items():
        setattr(twin, name, value)
    cited = changes.get("cited", [])
    with transaction.atomic():
        Citation.objects.bulk_create(Citation(assessment_id=twin.id, bearing=one) for one in cited)
        twin.save(force_insert=True)
    return twin


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE tracker_assessment SET status = 'delivered'", "assessment_refuses_update"),
        ("UPDATE tracker_assessment SET reason = 'Something kinder.'", "assessment_refuses_update"),
        ("UPDATE tracker_assessment SET hash = '0'", "assessment_refuses_update"),
        ("DELETE FROM tracker_assessment", "assessment_refuses_delete"),
        ("UPDATE tracker_citation SET bearing_id = bearing_id", "citation_refuses_update"),
        ("DELETE FROM tracker_citation", "citation_refuses_delete"),
        ("UPDATE tracker_wordingrating SET force = 'soft'", "wordingrating_refuses_update"),
        ("DELETE FROM tracker_wordingrating", "wordingrating_refuses_delete"),
        ("UPDATE tracker_commitment SET status = 'stalled'", "commitment_status_is_its_newest_assessments"),
        (
            "UPDATE tracker_commitment SET standing = 'provisional'",
            "commitment_status_is_its_newest_assessments",
        ),
        ("UPDATE tracker_commitment SET reference = 'XXX-01'", "commitment_reference_is_never_changed"),
        ("DELETE FROM tracker_ledger", "ledger_is_never_deleted"),
    ],
)
def test_no_statement_rewrites_what_was_published(statement, rule):
    make.rated(make.commitment_with_testable_words(), "under_way")
    refused(statement, rule=rule)


def test_a_due_date_is_kept_for_ever():
    from datetime import date

    from tracker.services.assessing import set_due_date

    on = make.commitment()
    set_due_date(
        commitment_id=on.id,
        by=make.person(),
        now=make.NOW,
        due_on=date(2026, 1, 1),
        precision="day",
        basis="stated",
    )
    refused("UPDATE tracker_duedate SET due_on = '2030-01-01'", rule="duedate_refuses_update")
    refused("DELETE FROM tracker_duedate", rule="duedate_refuses_delete")


def test_the_databases_own_back_door_is_shut():
    """SQLite replaces rows on insert, PostgreSQL empties tables: neither is an UPDATE or a DELETE."""
    made = make.rated(make.commitment_with_testable_words())
    if connection.vendor == "sqlite":
        refused(
            "INSERT OR REPLACE INTO tracker_assessment SELECT * FROM tracker_assessment WHERE id = %s",
            raw(made.id),
            rule=r"assessment_refuses_delete|assessment_takes_the_next_place",
        )
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else it is refused for a reason that would pass
        refused("TRUNCATE tracker_assessment CASCADE", rule="record_refuses_truncate")


def test_nobody_approves_what_they_proposed():
    made = make.rated(make.commitment_with_testable_words())
    with pytest.raises(IntegrityError, match=r"approver_is_not_proposer|assessment_is_the_approved_proposal"):
        copy_of(made, approved_by=made.proposed_by, proposal=None, cited=list(made.commitment.bearings.all()))


def test_a_proposal_cannot_be_approved_by_its_author():
    from tracker.models import Proposal

    made = make.rated(make.commitment_with_testable_words())
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(id=made.proposal_id).update(decided_by=made.proposed_by)


def test_an_assessment_without_its_approved_proposal_is_refused():
    made = make.rated(make.commitment_with_testable_words())
    other = make.rated(make.commitment_with_testable_words(), "stalled")
    with pytest.raises(IntegrityError):
        copy_of(other, commitment=made.commitment, proposal_id=made.proposal_id)


def test_a_provisional_rating_is_refused_once_installation_has_ended():
    on = make.commitment()
    Ledger.objects.filter(id=1).update(installed_at=make.NOW)
    by = make.person()
    with pytest.raises(IntegrityError, match="provisional_at_installation_only"), transaction.atomic():
        Assessment.objects.create(
            commitment=on, standing="provisional", status="not_assessed", reason="Sample.", method_version="1",
            proposed_at=make.NOW, proposed_by=by, published_at=make.NOW, seq=1, hash="a",
        )  # fmt: skip
    refused("UPDATE tracker_ledger SET installed_at = NULL", rule="installation_is_never_reopened")


def provisional(on, **fields):
    return Assessment.objects.create(
        **{
            "commitment": on,
            "standing": "provisional",
            "status": "not_assessed",
            "reason": "Sample.",
            "method_version": "1",
            "proposed_at": make.NOW,
            "proposed_by": make.person(),
            "published_at": make.NOW,
            "seq": 1,
            "hash": "a",
            "wording": on.wording,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"status": "delivered", "delivered_on": "2026-01-01"}, "ceiling|evidence"),
        ({"status": "under_way"}, "assessment_cites_its_evidence"),
        ({"status": "stalled", "reason_code": "not_known"}, "assessment_cites_its_evidence"),
        ({"status": "withdrawn"}, "reason_code|evidence"),
        ({"status": "no_public_evidence"}, "rests_on_a_search"),
        ({"status": "finished"}, "status_is_known|ceiling"),
        ({"confidence": "certain"}, "confidence_is_known"),
        ({"confidence": "low"}, "low_is_contested"),
        ({"reason": ""}, "reason_is_written"),
        ({"wording": "testable"}, "assessment_wording_is_the_commitments"),
        ({"own_test": "We would know."}, "assessment_own_test_is_the_published_one"),
        ({"seq": 7}, "assessment_takes_the_next_place"),
        ({"previous_hash": "b"}, "assessment_takes_the_next_place"),
        ({"approved_at": "2026-01-01T00:00Z"}, "approved_has_who_and_when|standing_tells_who_approved"),
        ({"standing": "approved"}, "standing_tells_who_approved|approved_proposal"),
        ({"standing": "doubtful"}, "standing"),
        ({"result": "major"}, "result_was_measured"),
        ({"correction_because": "It was wrong."}, "correction_says_why"),
    ],
)
def test_a_false_rating_is_refused_by_the_database_itself(fields, rule):
    on = make.commitment()
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        provisional(on, **fields)


def test_evidence_of_another_commitment_does_not_count():
    on, elsewhere = make.commitment(), make.bearing(make.commitment())
    key = Assessment._meta.pk.get_default()

    def cite_and_rate():
        with transaction.atomic():
            Citation.objects.create(assessment_id=key, bearing=elsewhere)
            provisional(on, id=key, status="under_way")

    with pytest.raises(IntegrityError, match="assessment_cites_its_own_commitment"):
        cite_and_rate()


def test_nothing_is_cited_after_the_event():
    made = make.rated(make.commitment_with_testable_words())
    late = make.bearing(made.commitment)
    with pytest.raises(IntegrityError, match="citation_comes_before_its_assessment"), transaction.atomic():
        Citation.objects.create(assessment=made, bearing=late)


def test_wording_that_does_not_follow_from_its_elements_is_refused():
    clause = make.clause()
    with pytest.raises(IntegrityError, match="wording_follows_from_its_elements"), transaction.atomic():
        WordingRating.objects.create(
            clause=clause, who=True, what=False, how_much=False, when=False, rating="testable", force="firm",
            rated_at=make.NOW, rated_by=make.person(),
        )  # fmt: skip


def test_a_commitment_cannot_be_born_with_a_status():
    with pytest.raises(IntegrityError, match="commitment_starts_not_assessed"), transaction.atomic():
        make.commitment(status="delivered")


def test_what_rests_on_general_knowledge_cannot_be_published():
    with pytest.raises(IntegrityError, match="unconfirmed_commitment_stays_a_draft"), transaction.atomic():
        make.commitment(basis="general_knowledge")


def test_who_and_when_stand_together():
    on = make.commitment()
    with pytest.raises(IntegrityError, match="published_has_who_and_when"), transaction.atomic():
        Commitment.objects.filter(id=on.id).update(published_by=None)


def test_every_guard_is_in_place():
    """A migration that rebuilds a table on SQLite drops its triggers: whoever writes one has to put them back."""
    import importlib

    wanted = {name for name, *_ in importlib.import_module("tracker.migrations.0002_guards").rules()}
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert wanted <= {name for (name,) in cursor.fetchall()}
