"""From evidence to a rating at the desk: one person proposes, another decides, and nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tracker.models import Assessment, Proposal
from tracker.services import assessing, proposing

pytestmark = pytest.mark.django_db


def propose_page(commitment):
    return reverse("admin:tracker_commitment_propose", args=[commitment.id])


def decide_page(proposal):
    return reverse("admin:tracker_proposal_decide", args=[proposal.id])


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


def rating(commitment, **typed):
    """What the form of a rating sends."""
    bearing = commitment.bearings.first() or make.bearing(commitment)
    return {
        "act": "send",
        "status": "under_way",
        "reason": "A sample step was taken.",
        "bearings": [bearing.id],
        **typed,
    }


def proposed(commitment, by, **said):
    said = {"status": "under_way", "reason": "A sample step was taken.", **said}
    bearing = make.bearing(commitment)
    return proposing.propose_rating(
        commitment_id=commitment.id, by=by, now=make.NOW, bearing_ids=[bearing.id], **said
    )


def test_the_addresses_are_as_others_link_to_them(commitment):
    assert propose_page(commitment) == f"/admin/tracker/commitment/{commitment.id}/propose/"
    assert judge_page(commitment.clause) == f"/admin/tracker/clause/{commitment.clause_id}/judge/"
    for name, end in (("due", "due"), ("own_test", "own-test")):
        address = reverse(f"admin:tracker_commitment_{name}", args=[commitment.id])
        assert address == f"/admin/tracker/commitment/{commitment.id}/{end}/"


def test_whoever_lacks_the_permission_is_refused_and_nothing_changes(client, commitment):
    proposal = proposed(commitment, make.editor())
    client.force_login(make.person("viewer", "view_commitment", "view_proposal"))
    pages = [propose_page(commitment), decide_page(proposal), judge_page(commitment.clause)]
    pages += [
        reverse(f"admin:tracker_commitment_{name}", args=[commitment.id]) for name in ("due", "own_test")
    ]
    for page in pages:
        assert client.get(page).status_code == 403
        assert client.post(page, {"act": "approve", "version": 1}).status_code == 403
    assert not Assessment.objects.exists()


def test_an_editor_who_may_not_approve_is_refused(client, commitment, author):
    proposal = proposed(commitment, make.editor())
    assert client.post(decide_page(proposal), {"act": "approve", "version": 1}).status_code == 403
    assert not Assessment.objects.exists()


def test_one_proposes_and_another_approves(client, commitment, author):
    page = client.post(propose_page(commitment), rating(commitment), follow=True)
    assert "published as soon as somebody else approves it" in page.content.decode()
    proposal = Proposal.objects.get()
    client.force_login(make.reviewer("second-person"))
    page = client.get(decide_page(proposal))
    assert "From “Not assessed” to “Activity seen”" in page.content.decode()
    page = client.post(decide_page(proposal), {"act": "approve", "version": proposal.version}, follow=True)
    commitment.refresh_from_db()
    assert (commitment.status, commitment.standing) == ("under_way", "approved")
    assert commitment.get_absolute_url() in page.content.decode()


def test_looking_at_the_pages_changes_nothing(client, commitment):
    client.force_login(make.administrator())
    proposal = proposed(commitment, make.editor())
    client.get(f"{decide_page(proposal)}?act=approve&version=1")
    client.get(f"{propose_page(commitment)}?act=take_back")
    proposal.refresh_from_db()
    assert (proposal.state, Assessment.objects.count()) == ("open", 0)


def test_ones_own_proposal_is_for_somebody_else_to_decide(client, commitment):
    both = make.person("both", "propose_rating", "approve_rating")
    proposal = proposed(commitment, both)
    client.force_login(both)
    text = client.get(decide_page(proposal)).content.decode()
    assert "somebody else has to decide" in text
    assert "and publish</button>" not in text
    page = client.post(decide_page(proposal), {"act": "approve", "version": 1}, follow=True)
    assert "so somebody else has to approve it" in page.content.decode()
    assert not Assessment.objects.exists()


def test_an_approval_names_the_version_that_was_read(client, commitment):
    proposal = proposed(commitment, make.editor())
    client.force_login(make.reviewer())
    Proposal.objects.filter(id=proposal.id).update(version=2)
    page = client.post(decide_page(proposal), {"act": "approve", "version": 1}, follow=True)
    assert "changed or decided while you had it open" in page.content.decode()
    assert "Approve version 2" in page.content.decode()
    assert not Assessment.objects.exists()


def test_declining_says_why(client, commitment):
    proposal = proposed(commitment, make.editor())
    client.force_login(make.reviewer())
    page = client.post(decide_page(proposal), {"act": "decline", "version": 1, "because": ""})
    assert page.context["form"].errors["because"]
    sent = {"act": "decline", "version": 1, "because": "The step is not dated."}
    client.post(decide_page(proposal), sent)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_because) == ("declined", "The step is not dated.")


def test_statuses_above_the_ceiling_are_closed_with_the_reason(client, commitment, author):
    form = client.get(propose_page(commitment)).context["form"]
    closed = {str(one.data["value"]) for one in form["status"] if one.data["attrs"].get("disabled")}
    assert closed == {"partly_delivered", "delivered", "not_delivered"}
    page = client.post(
        propose_page(commitment), rating(commitment, status="delivered", delivered_on="2026-03-01")
    )
    assert "too vague" in page.context["form"].errors["status"][0]
    assert "A sample step was taken." in page.content.decode()
    assert not Proposal.objects.exists()


def test_testable_words_may_be_rated_as_anything(client, author):
    commitment = make.commitment_with_testable_words()
    assessing.set_due_date(
        commitment_id=commitment.id, by=author, now=make.NOW, due_on=date(2020, 12, 31), precision="year",
        basis="stated",
    )  # fmt: skip
    form = client.get(propose_page(commitment)).context["form"]
    assert not [one for one in form["status"] if one.data["attrs"].get("disabled")]
    client.post(
        propose_page(commitment),
        rating(commitment, status="not_delivered", reason_code="blocked", bearings=[
            make.bearing(commitment, role="setback").id,
            make.bearing(commitment, make.evidence(publisher="Sample Herald"), role="setback").id,
        ]),
    )  # fmt: skip
    assert Proposal.objects.get().status == "not_delivered"


def test_it_says_what_the_chosen_evidence_supports_before_anything_is_sent(client, commitment, author):
    bearing = make.bearing(commitment)
    page = client.post(
        propose_page(commitment), {"act": "look", "bearings": [bearing.id], "reason": "Half-typed"}
    )
    assert page.context["supported"].label == "Low"
    assert "Half-typed" in page.content.decode()
    assert not page.context["form"].errors
    assert not Proposal.objects.exists()


def test_confidence_is_lowered_only_with_a_reason_and_never_raised(client, commitment, author):
    strong = make.bearing(commitment, make.evidence(tier="primary", kind="statistics_or_audit"))
    sent = rating(commitment, bearings=[strong.id], confidence="medium")
    page = client.post(propose_page(commitment), sent)
    assert page.context["form"].errors["confidence_because"]
    weak = rating(commitment, bearings=[make.bearing(commitment).id], confidence="high")
    assert client.post(propose_page(commitment), weak).context["form"].errors["confidence"]
    client.post(propose_page(commitment), {**sent, "confidence_because": "Its sample is small."})
    assert Proposal.objects.get().confidence == "medium"


def test_the_author_revises_from_the_version_that_was_read(client, commitment, author):
    proposal = proposed(commitment, author)
    form = client.get(propose_page(commitment)).context["form"]
    assert form["reason"].value() == proposal.reason
    sent = rating(commitment, reason="A better sample reason.", version=1)
    client.post(propose_page(commitment), sent)
    proposal.refresh_from_db()
    assert (proposal.version, proposal.reason) == (2, "A better sample reason.")


def test_a_stale_revision_is_refused_and_shows_both_texts(client, commitment, author):
    proposal = proposed(commitment, author)
    client.post(propose_page(commitment), rating(commitment, reason="From the other window.", version=1))
    page = client.post(propose_page(commitment), rating(commitment, reason="Typed here.", version=1))
    text = page.content.decode()
    assert "changed while you had it open" in text
    assert "From the other window." in text
    assert "Typed here." in text
    assert 'name="version" value="2"' in text
    proposal.refresh_from_db()
    assert proposal.reason == "From the other window."


def test_what_was_typed_survives_a_decision_made_meanwhile(client, commitment, author):
    proposal = proposed(commitment, author)
    proposing.decline_proposal(
        proposal_id=proposal.id, by=make.reviewer(), because="Too early.", now=make.NOW
    )
    page = client.post(propose_page(commitment), rating(commitment, reason="Typed here.", version=1))
    assert "was decided while you had it open" in page.content.decode()
    assert "Typed here." in page.content.decode()


def test_the_author_takes_it_back_and_nobody_else_can(client, commitment, author):
    proposal = proposed(commitment, author)
    client.force_login(make.editor("other"))
    page = client.post(propose_page(commitment), {"act": "take_back"}, follow=True)
    assert "Only its author can take a proposal back" in page.content.decode()
    client.force_login(author)
    client.post(propose_page(commitment), {"act": "take_back"})
    proposal.refresh_from_db()
    assert proposal.state == "taken_back"


def test_a_second_editor_is_led_to_the_open_proposal(client, commitment, author):
    proposal = proposed(commitment, make.editor("first-editor"))
    text = client.get(propose_page(commitment)).content.decode()
    assert "first-editor proposed" in text
    assert decide_page(proposal) in text
    page = client.post(propose_page(commitment), rating(commitment, reason="Typed here."))
    assert "already waiting" in page.content.decode()
    assert "Typed here." in page.content.decode()


def test_a_correction_names_the_rating_and_what_was_wrong(client, commitment, author):
    wrong = make.rated(commitment)
    sent = rating(commitment, corrects_id=str(wrong.id))
    page = client.post(propose_page(commitment), sent)
    assert page.context["form"].errors["correction_because"]
    client.post(propose_page(commitment), {**sent, "correction_because": "The step was another centre's."})
    assert Proposal.objects.get(state="open").corrects == wrong
    client.force_login(make.reviewer())
    assert (
        "another centre&#x27;s"
        in client.get(decide_page(Proposal.objects.get(state="open"))).content.decode()
    )


def test_lists_of_the_record_are_read_only(client, commitment):
    made = make.rated(commitment)
    client.force_login(make.administrator())
    for name in ("proposal", "assessment", "citation", "wordingrating", "duedate"):
        assert client.get(f"/admin/tracker/{name}/").status_code == 200
        assert client.get(f"/admin/tracker/{name}/add/").status_code == 403
    page = client.get("/admin/tracker/assessment/?status__exact=under_way&standing__exact=approved")
    assert commitment.get_absolute_url() in page.content.decode()
    assert client.post(f"/admin/tracker/assessment/{made.id}/change/", {"reason": "x"}).status_code == 403
