"""Evidence by hand: attached with what it shows, retracted with a reason, and no rating moves."""

import pytest
from django.urls import reverse

from tests import factories as make
from tracker.models import Bearing, Evidence

pytestmark = pytest.mark.django_db

TOLD = {
    "url": "https://gazette.example/a-page",
    "title": "A sample page",
    "publisher": "Sample Gazette",
    "role": "progress",
    "tier": "secondary",
    "kind": "news_report",
    "published_precision": "day",
    "event_precision": "day",
}


def attach_page(commitment):
    return reverse("admin:tracker_commitment_attach", args=[commitment.id])


def retract_page(bearing):
    return reverse("admin:tracker_bearing_retract", args=[bearing.id])


@pytest.fixture
def editor(client):
    person = make.editor("editor")
    client.force_login(person)
    return person


def test_a_page_is_attached_and_no_rating_changes(client, editor):
    party = make.party("Sample Labs")
    commitment = make.commitment(by=party)
    page = client.post(attach_page(commitment), {**TOLD, "published_by_party_id": party.id}, follow=True)
    assert "No rating has changed" in page.content.decode()
    bearing = commitment.bearings.get()
    assert (bearing.accepted_by, bearing.evidence.published_by_party) == (editor, party)
    commitment.refresh_from_db()
    assert commitment.status == "not_assessed"


def test_errors_stand_beside_their_fields_and_typed_words_stay(client, editor):
    commitment = make.commitment()
    page = client.post(attach_page(commitment), {**TOLD, "url": "gopher://x", "digest": "Typed with care."})
    assert page.context["form"].errors["url"]
    assert "Typed with care." in page.content.decode()
    client.post(attach_page(commitment), TOLD)
    again = client.post(attach_page(commitment), TOLD)
    assert again.context["form"].errors["url"] == ["This page is attached to this commitment already."]
    assert Evidence.objects.count() == 1


def test_retracting_says_why_and_keeps_the_row(client, editor):
    bearing = make.bearing(make.commitment())
    page = client.post(retract_page(bearing), {"because": ""})
    assert page.context["form"].errors["because"]
    page = client.post(retract_page(bearing), {"because": "It tells of another centre."}, follow=True)
    bearing.refresh_from_db()
    assert (bearing.retracted_by, bearing.retracted_because) == (editor, "It tells of another centre.")
    assert "It tells of another centre." in page.content.decode()
    again = client.post(retract_page(bearing), {"because": "Twice."})
    assert "retracted already" in again.content.decode()


def test_it_says_which_ratings_rest_on_it(client, editor):
    commitment = make.commitment()
    rated = make.rated(commitment)
    page = client.get(retract_page(rated.citations.get().bearing))
    assert list(page.context["cited_by"]) == [rated]
    assert "propose a correction" in page.content.decode()


def test_whoever_may_not_review_is_refused_and_nothing_changes(client):
    bearing = make.bearing(make.commitment())
    client.force_login(make.reviewer())
    assert client.post(attach_page(bearing.commitment), TOLD).status_code == 403
    assert client.post(retract_page(bearing), {"because": "x"}).status_code == 403
    bearing.refresh_from_db()
    assert (bearing.retracted_at, Bearing.objects.count()) == (None, 1)


def test_a_missing_row_is_not_found(client, editor):
    assert client.get("/admin/tracker/commitment/999/attach/").status_code == 404
    assert client.get("/admin/tracker/bearing/999/retract/").status_code == 404
