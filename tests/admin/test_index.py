"""The desk's first page says what waits for whom, how far the work has come, and what the watch is doing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tracker.pipeline.agreement_file import read_agreement_file
from tracker.reports.desk import desk_for, progress, troubles
from tracker.services import assessing, proposing, review
from tracker.services.importing import load_agreements
from tracker.services.installing import SEED

from .conftest import one_of_each


def first_page(client, person):
    client.force_login(person)
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 200
    return answer.content.decode()


def propose(commitment, by):
    return proposing.propose_rating(
        commitment_id=commitment.id, by=by, now=factories.NOW, status="under_way", reason="A sample reason.",
        contested=True, bearing_ids=[factories.bearing(commitment).id],
    )  # fmt: skip


def judge(clause, by):
    assessing.judge_wording(
        clause_id=clause.id, by=by, now=factories.NOW, who=True, what=False, how_much=False, when=False,
        force="soft",
    )  # fmt: skip


def test_an_empty_desk_says_so_in_words(client, editor):
    page = first_page(client, editor)

    assert "Nothing waits for you" in page
    assert "No agreement is on record yet" in page
    assert "No place is watched yet" in page
    assert "No check is logged yet" in page


def test_pending_matches_are_counted_and_decided_ones_are_not(editor, client):
    factories.match()
    rejected = factories.match()
    review.reject_match(match_id=rejected.id, by=editor, now=factories.NOW, because="not_relevant")

    assert desk_for(editor, now=factories.NOW).matches == 1
    assert reverse("admin:tracker_match_queue") in first_page(client, editor)


def test_a_viewer_reads_how_much_waits_and_is_not_led_where_others_decide(client, viewer):
    factories.match()

    page = first_page(client, viewer)

    assert "Only editors may decide" in page
    assert reverse("admin:tracker_match_queue") not in page


def test_somebody_elses_proposal_waits_for_me_and_my_own_does_not(client, reviewer):
    others = propose(factories.commitment(), factories.person())
    mine = propose(factories.commitment(), reviewer)

    page = first_page(client, reviewer)

    assert reverse("admin:tracker_proposal_decide", args=[others.id]) in page
    assert reverse("admin:tracker_proposal_decide", args=[mine.id]) not in page
    assert desk_for(reviewer, now=factories.NOW).own_proposals == 1


def test_a_clause_waits_for_a_second_rater_until_two_agree(editor):
    clause = factories.commitment().clause
    first = factories.person()
    judge(clause, first)

    assert desk_for(editor, now=factories.NOW).clauses.few == [clause]
    assert desk_for(first, now=factories.NOW).clauses.total == 0
    judge(clause, editor)
    assert desk_for(factories.person(), now=factories.NOW).clauses.total == 0


def test_a_provisional_rating_waits_until_somebody_proposes(editor):
    commitment = factories.commitment()
    assessing.install_assessment(
        commitment_id=commitment.id, by=factories.person(), rated_at=factories.NOW, now=factories.NOW,
        status="cannot_be_assessed", reason="Sample.", reason_code="", depth="", result="", confidence="",
        confidence_because="", contested=False, delivered_on=None,
    )  # fmt: skip

    assert desk_for(editor, now=factories.NOW).provisional.few == [commitment]
    propose(commitment, editor)
    assert desk_for(editor, now=factories.NOW).provisional.total == 0


def test_long_lists_show_a_few_and_count_the_rest(editor):
    for _ in range(7):
        judge(factories.commitment().clause, factories.person())

    waiting = desk_for(editor, now=factories.NOW).clauses

    assert (len(waiting.few), waiting.total, waiting.more) == (5, 7, 2)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"failures": 3, "last_outcome": "dns", "failing_since": factories.NOW},
            "Name not found, 3 times in a row",
        ),
        ({"parked_at": factories.NOW}, "Parked: five checks in a row ended the worker"),
        (
            {
                "looked_at": factories.NOW - timedelta(days=400),
                "next_check_at": factories.NOW - timedelta(days=399),
            },
            "Not checked for three of its periods",
        ),
        ({"next_check_at": factories.NOW - timedelta(days=400)}, "Never checked"),
    ],
)
def test_a_source_in_trouble_is_named_with_what_is_wrong(db, fields, said):
    far_off = timezone.now() + timedelta(days=1)
    source = factories.source(**{"next_check_at": far_off, **fields})

    [trouble] = troubles()

    assert trouble.source == source
    assert trouble.said.startswith(said)


def test_a_paused_source_is_no_trouble(db):
    factories.source(paused_at=factories.NOW, paused_by=factories.person(), failures=3, last_outcome="dns")

    assert troubles() == []


def test_progress_keeps_approved_and_provisional_apart(editor, client):
    agreement = factories.agreement(short_title="Sample pact")
    done = factories.commitment_with_testable_words(agreement)
    factories.rated(done)
    factories.draft_commitment(agreement)

    [row] = [row for row in progress() if row.agreement == agreement]

    assert (row.total, row.wording, row.approved, row.provisional, row.evidence) == (2, 1, 1, 0, 1)
    page = first_page(client, editor)
    assert "1 of 2 approved, 0 provisional" in page


def test_an_agreement_without_commitments_says_so(editor, client):
    factories.agreement()

    assert "No commitments yet" in first_page(client, editor)


def test_the_first_page_asks_as_often_for_twenty_agreements_as_for_two(client, administrator):

    def queries():
        with CaptureQueriesContext(connection) as asked:
            first_page(client, administrator)
        return len(asked)

    one_of_each(6)  # more than the few that are shown of each
    queries()
    few = queries()
    one_of_each(20)

    assert queries() == few
    assert few <= 30


def test_the_agreements_that_ship_stand_in_the_table(editor, client):
    records = read_agreement_file((SEED / "agreements.json").read_bytes(), name="agreements.json")
    load_agreements(records, by=factories.person(), now=factories.NOW)

    page = first_page(client, editor)

    assert f"of {len(records[0].commitments)}" in page
