"""Counts, rows, history, the log and the watch: figures that pages and files are printed from."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.models import Commitment
from tracker.reports.counts import Counts
from tracker.reports.dashboard import overview
from tracker.reports.follow_up import follow_up
from tracker.reports.history import history
from tracker.reports.rows import rows, streamed
from tracker.reports.shown import shown
from tracker.reports.updates import Stream, What
from tracker.reports.watching import the_watch
from tracker.services import assessing
from tracker.services.review import retract_bearing

pytestmark = pytest.mark.django_db


def test_a_step_under_vague_words_reads_activity_seen():
    assert shown("under_way", "statement_of_intent", False).label == "Activity seen"
    assert shown("under_way", "", False).label == "Activity seen"
    assert shown("under_way", "testable", False).label == "Under way"
    assert shown("under_way", "statement_of_intent", True).label == "Under way"


def test_one_off_and_ongoing_are_counted_apart():
    within = make.agreement()
    for kind in ("one_off", "one_off", "ongoing"):
        make.rated(make.commitment(within, kind=kind))
    make.commitment(within)
    counted = {one.word.label: (one.one_off, one.ongoing) for one in Counts.of_everything().by_status()}
    assert counted == {"Not assessed": (1, 0), "Activity seen": (2, 1)}


def test_the_matrix_tells_what_the_ceiling_forbids():
    make.commitment_with_testable_words()
    make.commitment()
    matrix = {status: cells for status, cells, _ in Counts.of_everything().matrix()}
    assert [cell.allowed for cell in matrix["delivered"]] == [True, True, False, False, False]
    assert all(cell.allowed for cell in matrix["stalled"])
    assert [cell.count for cell in matrix["not_assessed"]] == [1, 0, 0, 0, 1]


def test_counts_of_one_agreement_are_a_share_of_the_whole():
    here, there = make.agreement(), make.agreement()
    make.commitment(here)
    make.commitment(there)
    make.rated(make.commitment(there))
    whole = Counts.of_everything()
    assert whole.total == 3
    assert whole.for_agreement(here.id).total == 1
    assert whole.for_agreement(there.id).rated == 1


def test_rows_come_in_the_order_asked_for_however_many():
    within = make.agreement()
    for _ in range(5):
        make.commitment(within)
    asked = Commitment.objects.public().order_by("-reference")
    assert [row.reference for row in streamed(asked, on=make.TODAY)] == list(
        asked.values_list("reference", flat=True)
    )


def test_a_row_tells_its_schedule_on_the_day_it_is_asked_for():
    one = make.commitment()
    assessing.set_due_date(
        commitment_id=one.id,
        by=make.person(),
        now=make.NOW,
        due_on=date(2026, 6, 30),
        precision="day",
        basis="stated",
    )
    asked = Commitment.objects.filter(id=one.id)
    labels = [
        rows(asked, on=day)[0].stand.label for day in (date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert labels == ["Upcoming", "Due within 30 days", "Overdue by 1 day"]


def test_history_tells_what_each_rating_changed():
    one = make.commitment_with_testable_words()
    make.rated(one, "under_way")
    make.rated(one, "stalled")
    newest, oldest = history(one)
    assert (newest.shown.label, newest.before.label) == ("Stalled", "Under way")
    assert oldest.before is None
    assert len(newest.cited) == 1


def test_the_stream_is_newest_first_and_counts_itself():
    one = make.commitment()
    early = make.bearing(one, accepted_at=make.NOW - timedelta(days=2))
    make.rated(one)
    retract_bearing(
        bearing_id=early.id, by=make.person(), now=make.NOW + timedelta(days=1), because="A mistake."
    )
    stream = Stream(Commitment.objects.public())
    told = stream[:50]
    assert [update.what for update in told] == [What.RETRACTION, What.RATING, What.EVIDENCE, What.EVIDENCE]
    assert stream.count() == len(told) == 4
    assert stream[1:2][0].anchor == told[1].anchor
    assert Stream(Commitment.objects.public(), what=["rating"]).count() == 1


def test_the_log_counts_only_this_commitment_and_the_sources_that_watch_it():
    here, there = make.commitment(), make.commitment()
    own, everywhere, other = make.source(), make.source(), make.source()
    own.agreements.add(here.agreement)
    other.agreements.add(there.agreement)
    for one in (own, everywhere, other):
        make.check(one)
    make.check(own, "dns")
    make.match(here, make.item(own.checks.get(slot=1)))
    make.match(there, make.item(everywhere.checks.get()))
    log = follow_up(here)
    assert {source.id for source in log.sources} == {own.id, everywhere.id}
    assert (log.checks, log.looked, log.failed, log.proposed, log.waiting) == (3, 2, 1, 1, 1)
    assert sum(visit.proposed for visit in log.visits) == 1


def test_the_watch_tells_failing_paused_and_forgotten_sources():
    now = timezone.now()
    make.source(name="a fine", looked_at=now, checked_at=now, next_check_at=now)
    make.source(name="b failing", failures=2, last_outcome="timeout", failing_since=now, looked_at=now)
    make.source(name="c paused", paused_at=now, paused_by=make.person())
    make.source(name="d forgotten", looked_at=now - timedelta(days=3))
    hidden = make.source(name="e of a draft", failures=2)
    hidden.agreements.add(make.draft_agreement())
    watch = the_watch()
    assert (watch.known, watch.sources) == (4, 3)
    assert [trouble.name for trouble in watch.troubles] == ["b failing", "c paused", "d forgotten"]
    assert watch.checked_at == now


def test_two_sources_of_one_name_are_both_told_and_neither_twice():
    now = timezone.now()
    long_ago = now - timedelta(days=3)
    make.source(name="Same name", failures=2, last_outcome="timeout", failing_since=now, looked_at=long_ago)
    make.source(name="Same name", looked_at=long_ago)
    make.source(name="Set aside", parked_at=now)
    watch = the_watch()
    assert [trouble.name for trouble in watch.troubles] == ["Same name", "Set aside", "Same name"]
    assert (watch.known, watch.sources) == (3, 2)


def test_a_check_made_before_the_commitment_was_followed_did_not_look_for_it():
    one = make.commitment(published_at=make.NOW)
    watching = make.source()
    make.check(watching, started_at=make.NOW - timedelta(hours=1))
    assert (follow_up(one).checks, follow_up(one).last_looked_at) == (0, None)
    make.check(watching, started_at=make.NOW)
    assert (follow_up(one).checks, len(follow_up(one).visits)) == (1, 1)


def test_the_word_shown_stays_as_it_was_rated_whatever_the_wording_became():
    one = make.commitment()
    make.rated(one, "under_way")
    for rater in (make.person(), make.person()):
        assessing.judge_wording(
            clause_id=one.clause_id, by=rater, now=make.NOW,
            who=True, what=True, how_much=True, when=True, force="firm",
        )  # fmt: skip
    assessing.publish_own_test(
        commitment_id=one.id, by=make.person(), now=make.NOW, text="A sample centre is open."
    )
    one.refresh_from_db()
    assert (one.wording, one.rated_wording, one.rated_by_own_test) == ("testable", "", False)
    row = rows(Commitment.objects.filter(id=one.id), on=make.TODAY)[0]
    counted = [count.word.label for count in Counts.of_everything().by_status()]
    assert [row.shown.label, *counted, one.status_label] == ["Activity seen"] * 3
    assert row.wording == "testable"
    make.rated(one, "under_way")
    assert rows(Commitment.objects.filter(id=one.id), on=make.TODAY)[0].shown.label == "Under way"


def test_the_overview_of_an_empty_record_is_empty():
    seen = overview(on=make.TODAY)
    assert (seen.counts.total, seen.first, seen.latest, seen.overdue_total) == (0, None, [], 0)


def test_the_overview_counts_all_that_is_overdue_and_shows_the_oldest():
    within = make.agreement()
    for n in range(8):
        one = make.commitment(within)
        assessing.set_due_date(
            commitment_id=one.id, by=make.person(), now=make.NOW, due_on=date(2025, 1, 1 + n), precision="day",
            basis="stated",
        )  # fmt: skip
    seen = overview(on=make.TODAY)
    assert seen.overdue_total == 8
    assert [row.due_on.day for row in seen.overdue] == [1, 2, 3, 4, 5, 6]
