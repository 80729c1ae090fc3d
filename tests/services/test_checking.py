"""One source in, one Check with its items and matches out, each recorded once whatever happens on the way."""

from datetime import date, timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from tests import factories as make
from tracker.models import Check, Item, ItemVersion, Match, Source
from tracker.services import checking, claiming
from tracker.services.sources import check_soon, pause_source, resume_source
from tracker.vocabulary import CheckOutcome

from .feeding import answers, entry, feed, reads

pytestmark = pytest.mark.django_db


def due_source(**fields):
    source = make.source(**fields)
    Source.objects.filter(id=source.id).update(next_check_at=Now())
    source.refresh_from_db()
    return source


def check(source, visit):
    Source.objects.filter(id=source.id).update(next_check_at=Now())
    (made,) = checking.check_one_after_another(only=[source.id], visit=visit, read=reads)
    source.refresh_from_db()
    return made


def story(n=1):
    return entry(
        n,
        "Samplecorp opens its sample centre in Exampleton",
        "The Ministry of Samples and Samplecorp opened the sample centre in Exampleton, as promised.",
    )


def watched_commitment():
    ministry = make.party("Ministry of Samples", kind="government")
    company = make.party("Samplecorp")
    within = make.agreement(ministry, company, signed_on=date(2025, 7, 1))
    return make.commitment(
        within, by=company, title="Open a sample centre in Exampleton",
        statement="Samplecorp is to open a sample centre in Exampleton.",
    )  # fmt: skip


def test_what_is_new_is_kept_and_what_bears_on_a_promise_is_proposed_with_reasons():
    on = watched_commitment()
    made = check(due_source(), answers(feed(story(), entry(2, "Cat found", "A cat was found."))))
    assert (made.outcome, made.items_seen, made.items_new, made.matches_new) == ("ok", 2, 2, 1)
    match = Match.objects.get()
    assert (match.commitment, match.item.title) == (on, "Samplecorp opens its sample centre in Exampleton")
    assert match.made_by == made
    assert match.reasons
    assert all(reason["words"] for reason in match.reasons)
    on.refresh_from_db()
    assert on.status == "not_assessed"


def test_the_same_feed_again_brings_nothing_new():
    source = due_source()
    check(source, answers(feed(entry(1))))
    again = check(source, answers(feed(entry(1), entry(2))))
    same = check(source, answers(feed(entry(1), entry(2))))
    assert (again.items_new, same.outcome, same.items_new) == (1, "same_body", 0)
    assert Item.objects.count() == 2


def test_an_edited_item_keeps_its_earlier_words():
    source = due_source()
    check(source, answers(feed(entry(1, "Centre to open"))))
    made = check(source, answers(feed(entry(1, "Centre paused"))))
    assert (made.items_new, made.items_changed) == (0, 1)
    assert Item.objects.get().title == "Centre paused"
    assert ItemVersion.objects.get().title == "Centre to open"


def test_the_same_page_in_two_feeds_is_reviewed_once():
    watched_commitment()
    check(due_source(), answers(feed(story())))
    made = check(due_source(), answers(feed(story())))
    assert (made.items_new, made.matches_new) == (1, 0)
    assert Match.objects.count() == 1


def test_a_source_proposes_only_for_the_agreements_it_watches():
    watched_commitment()
    source = due_source()
    source.agreements.add(make.agreement())
    assert check(source, answers(feed(story()))).matches_new == 0


def test_drafts_are_not_matched():
    on = watched_commitment()
    type(on).objects.filter(id=on.id).update(published_at=None, published_by=None)
    assert check(due_source(), answers(feed(story()))).matches_new == 0


def test_validators_are_sent_back_byte_for_byte():
    source = due_source()
    check(source, answers(feed(entry(1)), etag='W/"x y"', last_modified="Mon, 1 Jun 2026"))
    visit = answers(outcome=CheckOutcome.NOT_MODIFIED, status=304)
    assert check(source, visit).outcome == "not_modified"
    assert visit.asked[0]["etag"] == 'W/"x y"'
    assert visit.asked[0]["last_modified"] == "Mon, 1 Jun 2026"
    assert source.failures == 0


def test_validators_of_an_unreadable_answer_are_not_kept():
    source = due_source()
    check(source, answers(b"<html>no feed</html>", content_type="text/html", etag='"e"'))
    assert source.etag == ""


@pytest.mark.parametrize("outcome", [one for one in CheckOutcome if not one.looked])
def test_a_failure_is_shown_as_failed_and_tried_again_later(outcome):
    source = due_source(period=timedelta(hours=1))
    made = check(source, answers(outcome=outcome, error="A sample failure."))
    assert (made.outcome, made.error) == (outcome, "A sample failure.")
    assert source.failures == 1
    assert source.failing_since is not None
    assert source.looked_at is None
    assert source.next_check_at > timezone.now() + timedelta(minutes=100)
    check(source, answers(feed(entry(1))))
    assert (source.failures, source.failing_since) == (0, None)


def test_failing_for_long_is_tried_daily_and_never_given_up():
    source = due_source()
    Source.objects.filter(id=source.id).update(failures=500)
    source.refresh_from_db()
    check(source, answers(outcome=CheckOutcome.DNS))
    wait = source.next_check_at - timezone.now()
    assert timedelta(hours=21) < wait < timedelta(hours=27)
    assert source.parked_at is None


def test_a_server_that_asks_to_wait_is_given_time():
    source = due_source(period=timedelta(minutes=5))
    check(source, answers(outcome=CheckOutcome.THROTTLED, retry_after=7200.0, status=429))
    assert source.next_check_at > timezone.now() + timedelta(minutes=107)


def test_two_workers_never_claim_the_same_source():
    due_source()
    assert claiming.claim_due() is not None
    assert claiming.claim_due() is None


def test_a_lease_that_ran_out_is_claimed_again_and_the_late_worker_writes_nothing():
    due_source()
    late = claiming.claim_due()
    Source.objects.update(lease_until=Now() - timedelta(seconds=1), next_check_at=Now())
    current = claiming.claim_due()
    assert checking.check_claimed(late, visit=answers(feed(entry(1))), read=reads) is None
    assert not Check.objects.exists()
    assert not Item.objects.exists()
    assert checking.check_claimed(current, visit=answers(feed(entry(1))), read=reads).slot == 1


def test_a_source_that_keeps_ending_its_worker_is_parked_and_can_be_resumed():
    source = due_source()
    for _ in range(5):
        assert claiming.claim_due() is not None
        Source.objects.update(lease_until=Now() - timedelta(seconds=1), next_check_at=Now())
    assert claiming.claim_due() is None
    source.refresh_from_db()
    assert source.parked_at is not None
    resume_source(source_id=source.id, by=make.person(), now=make.NOW)
    assert claiming.claim_due() is not None


def test_a_paused_source_is_left_alone():
    source = due_source()
    pause_source(source_id=source.id, by=make.person(), now=make.NOW)
    assert claiming.claim_due() is None


def test_check_now_makes_it_due():
    source = make.source(next_check_at=timezone.now() + timedelta(days=1))
    assert claiming.claim_due() is None
    check_soon(source_id=source.id)
    assert claiming.claim_due() == source


def test_every_slot_has_its_check():
    source = due_source()
    for n in range(4):
        check(source, answers(feed(entry(n))))
    assert list(source.checks.order_by("slot").values_list("slot", flat=True)) == [1, 2, 3, 4]
    assert source.slot == 4


def test_one_failing_source_does_not_keep_the_others_waiting():
    for _ in range(3):
        due_source()

    def visit(url, **words):
        return answers(feed(entry(1)))(url, **words) if "feed" in url else None

    broken = answers(b"\x00" * 50)
    seen = []

    def mixed(url, **words):
        seen.append(url)
        return (broken if len(seen) == 1 else visit)(url, **words)

    checks = list(checking.check_one_after_another(visit=mixed, read=reads))
    assert [one.outcome for one in checks][1:] == ["ok", "ok"]
    assert checks[0].outcome in ("not_a_feed", "unreadable")


def test_each_source_brings_its_own_commitments_of_a_page_that_both_hold():
    first = watched_commitment()
    one, two = due_source(), due_source()
    one.agreements.add(first.agreement)
    check(one, answers(feed(story())))
    second = watched_commitment_of(first)
    two.agreements.add(second.agreement)
    assert check(two, answers(feed(story()))).matches_new == 1
    assert set(Match.objects.values_list("commitment", flat=True)) == {first.id, second.id}


def watched_commitment_of(other):
    """The same parties' same promise in another agreement."""
    parties = [one.party for one in other.involved.all()]
    within = make.agreement(*parties, signed_on=date(2025, 7, 1))
    return make.commitment(within, by=parties[0], title=other.title, statement=other.statement)


def test_a_fault_of_our_own_is_recorded_and_holds_up_nobody():
    due_source()
    due_source()
    broken = []

    def read(body, **words):
        if not broken:
            broken.append(body)
            raise RuntimeError("a sample fault")
        return reads(body, **words)

    checks = list(checking.check_one_after_another(visit=answers(feed(entry(1))), read=read))
    assert [one.outcome for one in checks] == ["unreadable", "ok"]
    assert checks[0].error == "A fault of this program ended the check: RuntimeError."


def test_the_wait_that_a_server_asks_for_is_never_cut_short():
    source = due_source(period=timedelta(minutes=5))
    fetched = answers(retry_after=3600.0)("https://gazette.example/")
    waits = {checking.wait(source, fetched, looked=False) for _ in range(200)}
    assert min(waits) >= timedelta(hours=1)
