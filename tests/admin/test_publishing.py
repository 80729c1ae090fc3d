"""Agreements and commitments are added as drafts, published with a button, and written only where they may be."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tracker.models import Agreement, AgreementText, Commitment
from tracker.reports.verification import verify_record


def page(name, *args):
    return reverse(f"admin:tracker_{name}", args=args)


def inline(prefix, n=0):
    return {f"{prefix}-TOTAL_FORMS": n, f"{prefix}-INITIAL_FORMS": n}


def told_of(commitment, **other):
    return {
        "position": commitment.position, "title": commitment.title, "statement": commitment.statement,
        "kind": commitment.kind, "basis": commitment.basis, "source_url": commitment.source_url,
        **inline("involved"), **other,
    }  # fmt: skip


def messages_of(answer):
    return " ".join(str(one) for one in answer.context["messages"])


def test_a_new_agreement_starts_as_a_draft_with_its_parties(client, editor):
    party = factories.party()
    client.force_login(editor)

    answer = client.post(
        page("agreement_add"),
        {
            "title": "Sample memorandum", "short_title": "Sample", "slug": "sample", "kind": "memorandum",
            "legal_force": "voluntary", "source_url": "https://sample.example/text", **inline("relations"),
            "involved-TOTAL_FORMS": 1, "involved-INITIAL_FORMS": 0, "involved-0-party": party.pk,
            "involved-0-role": "signatory", "involved-0-signatory": "A sample minister",
        },
    )  # fmt: skip

    assert answer.status_code == 302
    made = Agreement.objects.get(slug="sample")
    assert made.published_at is None
    assert list(made.parties.all()) == [party]


def test_a_new_commitment_starts_as_a_draft_and_takes_over_the_rating_of_its_clause(client, editor):
    rated = factories.commitment_with_testable_words()
    client.force_login(editor)

    answer = client.post(
        page("commitment_add"),
        told_of(
            rated,
            reference="SMP-900",
            agreement=rated.agreement_id,
            clause=rated.clause_id,
            status="delivered",
        ),
    )

    assert answer.status_code == 302
    made = Commitment.objects.get(reference="SMP-900")
    assert made.published_at is None
    assert (made.status, made.wording) == ("not_assessed", "testable")
    assert verify_record().differences == []


def test_a_clause_of_another_agreement_is_refused_beside_the_field(client, editor):
    commitment, other = factories.commitment(), factories.clause()
    client.force_login(editor)

    answer = client.post(
        page("commitment_add"),
        told_of(commitment, reference="SMP-900", agreement=commitment.agreement_id, clause=other.pk),
    )

    assert "belongs to another agreement" in str(answer.context["adminform"].form.errors["clause"])


def test_saving_a_commitment_writes_only_what_was_changed(client, editor):
    commitment = factories.commitment_with_testable_words()
    factories.rated(commitment)
    client.force_login(editor)

    client.post(
        page("commitment_change", commitment.pk),
        told_of(commitment, title="A plainer title", reference="XXX-01", status="withdrawn"),
    )

    now = Commitment.objects.get(pk=commitment.pk)
    assert (now.title, now.reference, now.status) == ("A plainer title", commitment.reference, "under_way")


def test_a_public_commitment_keeps_its_source(client, editor):
    commitment = factories.commitment()
    client.force_login(editor)

    answer = client.post(
        page("commitment_change", commitment.pk),
        told_of(commitment, source_url="", basis="general_knowledge"),
    )

    assert set(answer.context["adminform"].form.errors) == {"source_url", "basis"}


def test_an_editor_publishes_a_commitment_and_the_history_says_so(client, editor):
    draft = factories.draft_commitment()
    client.force_login(editor)
    assert ">Publish</button>" in client.get(page("commitment_change", draft.pk)).content.decode()

    answer = client.post(page("commitment_publish", draft.pk), follow=True)

    draft.refresh_from_db()
    assert draft.published_by == editor
    assert "is public now" in messages_of(answer)
    assert "is public now" in client.get(page("commitment_history", draft.pk)).content.decode()


def test_a_refusal_of_the_service_is_shown_as_it_stands(client, editor):
    draft = factories.draft_commitment(basis="general_knowledge")
    client.force_login(editor)

    answer = client.post(page("commitment_publish", draft.pk), follow=True)

    assert "not confirmed from any page we read" in messages_of(answer)
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_rated_agreement_stays_on_the_site(client, editor):
    commitment = factories.commitment_with_testable_words()
    factories.rated(commitment)
    client.force_login(editor)

    answer = client.post(page("agreement_hide", commitment.agreement_id), follow=True)

    assert "never taken off the record" in messages_of(answer)
    assert Agreement.objects.get(pk=commitment.agreement_id).published_at


def test_an_agreement_is_published_and_taken_off_again(client, editor):
    draft = factories.draft_agreement()
    client.force_login(editor)

    client.post(page("agreement_publish", draft.pk))
    assert Agreement.objects.public().filter(pk=draft.pk).exists()
    client.post(page("agreement_hide", draft.pk))
    assert not Agreement.objects.public().filter(pk=draft.pk).exists()


def test_a_viewer_cannot_publish(client, viewer):
    commitment, agreement = factories.draft_commitment(), factories.draft_agreement()
    client.force_login(viewer)

    assert client.post(page("commitment_publish", commitment.pk)).status_code == 403
    assert client.post(page("agreement_publish", agreement.pk)).status_code == 403
    assert ">Publish</button>" not in client.get(page("commitment_change", commitment.pk)).content.decode()
    assert not Commitment.objects.public().exists()


@pytest.mark.parametrize("act", ["publish", "hide"])
def test_asking_for_the_address_of_a_button_changes_nothing(client, editor, act):
    commitment = factories.commitment(published=act == "hide")
    client.force_login(editor)

    assert client.get(page(f"commitment_{act}", commitment.pk)).status_code == 405
    assert bool(Commitment.objects.get(pk=commitment.pk).published_at) == (act == "hide")


def test_a_post_without_the_token_is_refused(editor):
    draft = factories.draft_commitment()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    assert strict.post(page("commitment_publish", draft.pk)).status_code == 403
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_stranger_is_sent_to_the_log_in(client, db):
    draft = factories.draft_commitment()

    answer = client.post(page("commitment_publish", draft.pk))

    assert answer.status_code == 302
    assert reverse("admin:login") in answer.url


def test_a_text_is_numbered_hashed_and_signed(client, editor):
    agreement = factories.agreement()
    client.force_login(editor)

    for text in ("First words.", "Other words."):
        client.post(
            page("agreementtext_add"),
            {
                "agreement": agreement.pk,
                "text": text,
                "basis": "primary",
                "source_url": "https://sample.example/t",
            },
        )

    last = AgreementText.objects.get(agreement=agreement, version=2)
    assert last.sha256 == AgreementText.hash_of(last.text)
    assert last.retrieved_by == editor
    assert client.post(page("agreementtext_change", last.pk), {"text": "Changed."}).status_code == 403


def test_words_that_were_rated_cannot_be_changed(client, editor):
    clause = factories.commitment_with_testable_words().clause
    client.force_login(editor)

    client.post(
        page("clause_change", clause.pk),
        {"section": "Section 9", "basis": "primary", "quote": "Other words.", "number": 99, "version": 1},
    )

    now = type(clause).objects.get(pk=clause.pk)
    assert (now.section, now.quote, now.number) == ("Section 9", clause.quote, clause.number)
