"""Sources are added, checked, paused and resumed at the desk; what a service refuses is said where it is seen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tracker.models import Source
from tracker.reports.desk import watch_state

ADD = {"kind": "feed", "url": "https://gazette.example/feed.xml", "name": "", "every": "180", "note": ""}


def page(name, *args):
    return reverse(f"admin:tracker_{name}", args=args)


def messages_of(answer):
    return [str(one) for one in answer.context["messages"]]


def later():
    return timezone.now() + timedelta(hours=5)


def test_a_new_source_is_due_at_once_and_signed(client, editor):
    agreement = factories.agreement()
    client.force_login(editor)

    answer = client.post(page("source_add"), {**ADD, "agreements": [agreement.pk], "note": "Sample note"})

    assert answer.status_code == 302
    source = Source.objects.get()
    assert (source.name, source.period, source.note) == ("gazette.example", timedelta(hours=3), "Sample note")
    assert source.added_by == editor
    assert list(source.agreements.all()) == [agreement]
    assert source in Source.objects.due()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1/feed.xml", "This address cannot be watched"),
        ("https://name:word@gazette.example/feed.xml", "This address cannot be watched"),
        ("gopher://gazette.example/", "URL"),
    ],
)
def test_a_wrong_address_is_refused_beside_its_field(client, editor, url, said):
    client.force_login(editor)

    answer = client.post(page("source_add"), {**ADD, "url": url})

    assert said in str(answer.context["adminform"].form.errors["url"])
    assert not Source.objects.exists()


def test_an_address_watched_already_is_refused_beside_its_field(client, editor):
    factories.source(url=ADD["url"])
    client.force_login(editor)

    answer = client.post(page("source_add"), ADD)

    assert "watched already" in str(answer.context["adminform"].form.errors["url"])


def test_a_change_leaves_the_address_and_the_watch_alone(client, editor):
    source = factories.source(slot=7, next_check_at=later())
    client.force_login(editor)

    client.post(
        page("source_change", source.pk),
        {"name": "Another name", "every": "15", "note": "", "url": "https://other.example/", "slot": "0"},
    )

    now = Source.objects.get(pk=source.pk)
    assert (now.name, now.period, now.url, now.slot) == ("Another name", timedelta(minutes=15), source.url, 7)


def test_an_unusual_period_is_kept_when_something_else_is_changed(client, editor):
    source = factories.source(period=timedelta(minutes=7))
    client.force_login(editor)
    assert "7 minutes" in client.get(page("source_change", source.pk)).content.decode()

    client.post(page("source_change", source.pk), {"name": "Another name", "every": "7", "note": ""})

    assert Source.objects.get(pk=source.pk).period == timedelta(minutes=7)


def test_check_now_queues_the_source(client, editor):
    source = factories.source(next_check_at=later())
    client.force_login(editor)

    answer = client.post(page("source_check", source.pk), follow=True)

    assert source in Source.objects.due()
    assert "is queued" in messages_of(answer)[0]
    assert "Queued" in answer.content.decode()


def test_a_source_is_paused_and_resumed(client, editor):
    source = factories.source(next_check_at=later())
    client.force_login(editor)

    paused = client.post(page("source_pause", source.pk), follow=True)
    assert source not in Source.objects.watched()
    assert ">Resume</button>" in paused.content.decode()
    assert ">Check now</button>" not in paused.content.decode()
    client.post(page("source_resume", source.pk))
    assert source in Source.objects.due()


def test_a_refusal_is_shown_and_changes_nothing(client, editor):
    source = factories.source(paused_at=factories.NOW, paused_by=editor)
    client.force_login(editor)

    answer = client.post(page("source_check", source.pk), follow=True)

    assert messages_of(answer) == ["It is paused or parked: resume it first."]


def test_each_of_the_chosen_sources_is_answered_for(client, editor):
    watched = factories.source(name="Sample A", next_check_at=later())
    paused = factories.source(name="Sample B", paused_at=factories.NOW, paused_by=editor)
    client.force_login(editor)

    answer = client.post(
        page("source_changelist"),
        {"action": "check_the_chosen", "_selected_action": [watched.pk, paused.pk]},
        follow=True,
    )

    assert messages_of(answer) == [
        "Sample A is queued: the next free worker checks it.",
        "It is paused or parked: resume it first.",
    ]


@pytest.mark.parametrize("act", ["check", "pause", "resume"])
def test_a_viewer_can_neither_check_nor_pause(client, viewer, act):
    source = factories.source(next_check_at=later())
    client.force_login(viewer)

    assert client.post(page(f"source_{act}", source.pk)).status_code == 403
    assert "row-act" not in client.get(page("source_change", source.pk)).content.decode().replace(
        "row-acts", ""
    )
    client.post(page("source_changelist"), {"action": f"{act}_the_chosen", "_selected_action": [source.pk]})
    now = Source.objects.get(pk=source.pk)
    assert (now.next_check_at, now.paused_at) == (source.next_check_at, None)


@pytest.mark.parametrize("act", ["check", "pause", "resume"])
def test_asking_for_the_address_of_a_button_changes_nothing(client, editor, act):
    source = factories.source(next_check_at=later())
    client.force_login(editor)

    assert client.get(page(f"source_{act}", source.pk)).status_code == 405
    now = Source.objects.get(pk=source.pk)
    assert (now.next_check_at, now.paused_at) == (source.next_check_at, None)


def test_a_post_without_the_token_is_refused(editor):
    source = factories.source(next_check_at=later())
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    assert strict.post(page("source_pause", source.pk)).status_code == 403
    assert source in Source.objects.watched()


def test_the_page_of_a_source_tells_how_its_checks_ended(client, editor):
    source = factories.source(
        last_outcome="dns", failures=1, failing_since=factories.NOW, checked_at=factories.NOW
    )
    factories.check(source, "dns", error="Sample detail for staff", items_seen=3)
    client.force_login(editor)

    shown = client.get(page("source_change", source.pk)).content.decode()

    assert "Name not found" in shown
    assert "the name has no address" in shown
    assert "Sample detail for staff" in shown
    assert "Failing since" in shown


def test_the_last_fifty_checks_are_shown_with_a_link_to_the_rest(client, editor):
    source = factories.source()
    for _ in range(51):
        factories.check(source)
    client.force_login(editor)

    shown = client.get(page("source_change", source.pk)).content.decode()

    assert "The last 50 are shown" in shown
    assert f"{page('check_changelist')}?source__id__exact={source.pk}" in shown


def test_a_source_never_checked_says_so(client, editor):
    source = factories.source()
    client.force_login(editor)

    assert "No check is logged yet" in client.get(page("source_change", source.pk)).content.decode()


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"paused_at": factories.NOW}, "Paused"),
        ({"parked_at": factories.NOW}, "Parked"),
        ({"lease_until": factories.NOW + timedelta(minutes=1)}, "Being checked now"),
        ({"lease_until": factories.NOW - timedelta(minutes=1)}, "Queued"),
        ({}, "Queued"),
        ({"next_check_at": factories.NOW + timedelta(minutes=1)}, "Next check"),
    ],
)
def test_how_a_source_stands_with_the_worker_is_one_word(fields, word):
    source = Source(name="Sample", **{"next_check_at": factories.NOW, **fields})

    assert watch_state(source, now=factories.NOW).word == word


@pytest.mark.parametrize("chosen", ["failing", "unchecked", "paused", "parked"])
def test_the_list_can_be_narrowed_to_trouble(client, editor, chosen):
    now, long_ago = factories.NOW, factories.NOW - timedelta(days=400)
    factories.source(name="Sample failing", failures=1, last_outcome="dns", next_check_at=later())
    factories.source(name="Sample unchecked", next_check_at=long_ago)
    factories.source(name="Sample paused", paused_at=now, paused_by=editor, next_check_at=later())
    factories.source(name="Sample parked", parked_at=now, next_check_at=later())
    client.force_login(editor)

    found = client.get(page("source_changelist"), {"watch": chosen}).context["cl"].result_list

    assert [source.name for source in found] == [f"Sample {chosen}"]


def test_the_list_counts_the_items_of_the_last_seven_days(client, editor):
    check = factories.check()
    factories.item(check, first_seen_at=timezone.now())
    factories.item(check, first_seen_at=timezone.now() - timedelta(days=8))
    client.force_login(editor)

    [source] = client.get(page("source_changelist")).context["cl"].result_list

    assert source.this_week == 1
