"""What the desk keeps from being changed or decided, and says so: words, weighed evidence, stale versions, drafts."""

import pytest
from django.urls import reverse

from tests import factories as make
from tracker.models import Assessment, Commitment, Proposal
from tracker.services import assessing, proposing

pytestmark = pytest.mark.django_db

ENDLESS = "9" * 5000


def page(name, row):
    return reverse(f"admin:tracker_{name}", args=[row.pk])


def judged(clause):
    assessing.judge_wording(
        clause_id=clause.id, by=make.person(), now=make.NOW,
        who=True, what=True, how_much=False, when=False, force="soft",
    )  # fmt: skip


def proposed(commitment, by):
    return proposing.propose_rating(
        commitment_id=commitment.id, by=by, now=make.NOW, status="under_way",
        reason="A sample step was taken.", bearing_ids=[make.bearing(commitment).id],
    )  # fmt: skip


def fields_of(client, address):
    return set(client.get(address).context["adminform"].form.fields)


def test_missing_words_can_be_filled_in_until_two_raters_agree(desk):
    clause = make.clause(quote="")
    judged(clause)
    address = page("clause_change", clause)
    assert {"quote", "prefix", "suffix", "text"} <= fields_of(desk, address)
    assert "asks its raters to judge again" in desk.get(address).text

    desk.post(address, {"basis": "primary", "quote": "They will open it.", "number": 99})

    clause.refresh_from_db()
    assert (clause.quote, clause.number != 99) == ("They will open it.", True)
    assert not {"quote", "prefix", "suffix", "text"} & fields_of(desk, address)


def test_a_refused_form_keeps_the_words_that_were_typed(desk):
    clause = make.clause(quote="")
    judged(clause)
    answer = desk.post(page("clause_change", clause), {"basis": "", "quote": "They will open it."})
    assert answer.context["adminform"].form.errors["basis"]
    assert 'name="quote"' in answer.text


def test_settled_wording_keeps_a_clause_without_words(desk):
    clause = make.clause(quote="")
    judged(clause)
    judged(clause)
    assert not {"quote", "prefix", "suffix", "text"} & fields_of(desk, page("clause_change", clause))


def test_what_a_rating_weighed_stays_as_it_was(desk):
    weighed = {"publisher", "published_by_party", "kind", "tier"}
    commitment = make.commitment()
    bearing = make.bearing(commitment)
    address = page("evidence_change", bearing.evidence)
    assert weighed <= fields_of(desk, address)
    make.rated(commitment, bearing_ids=[bearing.id])
    assert not (weighed | {"url"}) & fields_of(desk, address)
    assert {"title", "digest"} <= fields_of(desk, address)


def test_an_endless_version_is_stale(client):
    commitment, author = make.commitment(), make.editor()
    proposal = proposed(commitment, author)
    client.force_login(author)
    sent = {
        "act": "send", "status": "under_way", "reason": "Typed here.", "version": ENDLESS,
        "bearings": [commitment.bearings.get().id],
    }  # fmt: skip
    assert "changed while you had" in client.post(page("commitment_propose", commitment), sent).text
    client.force_login(make.reviewer())
    address = page("proposal_decide", proposal)
    answer = client.post(address, {"act": "approve", "version": ENDLESS}, follow=True)
    assert "changed or decided while you had it open" in answer.text
    assert not Assessment.objects.exists()


def test_declining_a_version_that_was_revised_since_is_refused_in_words(client):
    proposal = proposed(make.commitment(), make.editor())
    client.force_login(make.reviewer())
    address = page("proposal_decide", proposal)
    assert client.get(address).text.count('name="version" value="1"') == 2
    Proposal.objects.filter(id=proposal.id).update(version=2)
    answer = client.post(address, {"act": "decline", "version": 1, "because": "Not dated."})
    assert "changed while you had it open" in answer.text
    assert "Not dated." in answer.text
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_a_draft_is_not_rated_and_the_page_says_so(client, administrator):
    draft = make.draft_commitment()
    client.force_login(administrator)
    propose, judge = page("commitment_propose", draft), page("clause_judge", draft.clause)
    shown = client.get(page("commitment_change", draft)).text
    assert propose not in shown
    assert judge not in shown
    assert "This is a draft" in client.get(propose).text
    assert 'name="reason"' not in client.get(propose).text
    sent = {"act": "send", "status": "under_way", "reason": "Typed.", "bearings": [make.bearing(draft).id]}
    answer = client.post(propose, sent)
    assert "This is a draft" in answer.context["form"].non_field_errors()[0]
    assert not Proposal.objects.exists()
    Commitment.objects.filter(id=draft.id).update(published_at=make.NOW, published_by=administrator)
    assert propose in client.get(page("commitment_change", draft)).text
