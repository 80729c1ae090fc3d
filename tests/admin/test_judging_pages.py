"""Judging a promise itself at the desk: its words, its date, and a test of our own."""

import pytest
from django.urls import reverse

from tests import factories as make
from tracker.models import DueDate, WordingRating
from tracker.services import assessing

pytestmark = pytest.mark.django_db


def judge_page(clause):
    return reverse("admin:tracker_clause_judge", args=[clause.id])


@pytest.fixture
def author(client):
    person = make.editor("author")
    client.force_login(person)
    return person


@pytest.fixture
def commitment(db):
    return make.commitment()


def judged(clause, by, **elements):
    said = {"who": True, "what": False, "how_much": False, "when": False, **elements}
    return assessing.judge_wording(clause_id=clause.id, by=by, now=make.NOW, force="soft", **said)


def test_others_judgements_stay_hidden_until_you_have_judged(client, commitment, author):
    clause = commitment.clause
    judged(clause, make.person("first-rater"))
    text = client.get(judge_page(clause)).content.decode()
    assert "first-rater" not in text
    assert "Shown as" not in text
    sent = {"elements": ["who"], "force": "soft", "reason": "Names no act."}
    page = client.post(judge_page(clause), sent, follow=True)
    assert "first-rater" in page.content.decode()
    assert "Two people agree: statement of intent, soft" in page.content.decode()
    assert WordingRating.objects.get(rated_by=author).judgement == (True, False, False, False, "soft")


def test_the_list_of_judgements_hides_them_as_well(client, commitment):
    judged(commitment.clause, make.person("first-rater"))
    client.force_login(make.administrator("judge"))
    assert not client.get("/admin/tracker/wordingrating/").context["cl"].result_list


def test_a_judgement_needs_its_force(client, commitment, author):
    page = client.post(judge_page(commitment.clause), {"elements": ["who", "what"], "reason": "Typed here."})
    assert page.context["form"].errors["force"]
    assert "Typed here." in page.content.decode()
    assert not WordingRating.objects.exists()


def test_a_due_date_says_where_it_comes_from(client, commitment, author):
    address = reverse("admin:tracker_commitment_due", args=[commitment.id])
    sent = {"basis": "derived", "due_on": "2030-12-31", "precision": "year"}
    assert client.post(address, sent).context["form"].errors["note"]
    client.post(address, {**sent, "note": "“By the end of 2030.”"})
    commitment.refresh_from_db()
    assert (str(commitment.due_on), DueDate.objects.count()) == ("2030-12-31", 1)


def test_our_own_test_lifts_the_ceiling_and_stays_as_it_is(client, commitment):
    client.force_login(make.reviewer())
    address = reverse("admin:tracker_commitment_own_test", args=[commitment.id])
    assert client.post(address, {"text": " "}).context["form"].errors["text"]
    client.post(address, {"text": "Three sample centres stand open."})
    commitment.refresh_from_db()
    assert commitment.may_pass_the_ceiling
    again = client.post(address, {"text": "Another test."})
    assert "stays as it is" in again.content.decode()
    assert '<button type="submit" class="button">Publish' not in client.get(address).content.decode()


def test_lifting_the_ceiling_is_for_reviewers(client, commitment, author):
    address = reverse("admin:tracker_commitment_own_test", args=[commitment.id])
    pages = [
        reverse(f"admin:tracker_commitment_{name}", args=[commitment.id]) for name in ("change", "propose")
    ]
    assert client.post(address, {"text": "Three sample centres stand open."}).status_code == 403
    assert not [page for page in pages if address in client.get(page).text]
    client.force_login(make.reviewer())
    assert [page for page in pages if address in client.get(page).text] == pages
    commitment.refresh_from_db()
    assert commitment.own_test == ""


def test_a_single_rater_is_not_called_vague(client, commitment, author):
    judged(commitment.clause, author, what=True, how_much=True, when=True)
    page = client.get(reverse("admin:tracker_commitment_propose", args=[commitment.id]))
    assert "Only one person has found its words testable" in page.text
