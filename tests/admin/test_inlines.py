"""Rows beneath a form: what the database would refuse is said beside the row, and themes in use stay."""

import pytest
from django.urls import reverse

from tests import factories
from tracker.models import AgreementParty, AgreementRelation, CommitmentParty, Theme


def rows(prefix, *added):
    """The posted rows of an inline, all of them new, as a page sends them that was opened before they were there."""
    told = {f"{prefix}-TOTAL_FORMS": len(added), f"{prefix}-INITIAL_FORMS": 0}
    for n, row in enumerate(added):
        told |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return told


def agreement_told(agreement, **inlines):
    return {
        "title": agreement.title, "kind": agreement.kind, "legal_force": agreement.legal_force,
        "source_url": agreement.source_url, **rows("involved", *inlines.get("involved", ())),
        **rows("relations", *inlines.get("relations", ())),
    }  # fmt: skip


def sent(client, row, told):
    return client.post(reverse(f"admin:tracker_{row._meta.model_name}_change", args=[row.pk]), told)


def test_an_agreement_is_not_related_to_itself(desk):
    agreement = factories.agreement()
    told = agreement_told(agreement, relations=[{"other": agreement.pk, "relation": "serves"}])

    answer = sent(desk, agreement, told)

    assert answer.status_code == 200
    assert "This is the agreement itself" in answer.text
    assert not AgreementRelation.objects.exists()


def test_a_party_that_somebody_else_added_meanwhile_is_told_of(desk):
    party = factories.party()
    agreement = factories.agreement(party)
    told = agreement_told(agreement, involved=[{"party": party.pk, "role": "signatory"}])

    answer = sent(desk, agreement, told)

    assert answer.status_code == 200
    assert "already exists" in answer.text
    assert AgreementParty.objects.count() == 1


def test_a_party_stands_once_in_a_commitment(desk):
    party = factories.party()
    commitment = factories.commitment(by=party)
    told = {
        "position": 1, "title": commitment.title, "statement": commitment.statement, "kind": commitment.kind,
        "basis": commitment.basis, "source_url": commitment.source_url,
        **rows("involved", {"party": party.pk, "involvement": "supporting"}),
    }  # fmt: skip

    answer = sent(desk, commitment, told)

    assert answer.status_code == 200
    assert "already exists" in answer.text
    assert CommitmentParty.objects.get().involvement == "responsible"


def test_a_row_without_fault_is_kept(desk):
    agreement, other = factories.agreement(), factories.agreement()
    told = agreement_told(
        agreement,
        involved=[{"party": factories.party().pk, "role": "participant"}],
        relations=[{"other": other.pk, "relation": "follows"}],
    )

    assert sent(desk, agreement, told).status_code == 302
    assert agreement.involved.get().role == "participant"
    assert agreement.relations.get().other == other


@pytest.mark.parametrize(("used", "answer"), [(True, 403), (False, 302)])
def test_a_theme_goes_only_while_nothing_has_it(desk, used, answer):
    theme = Theme.objects.create(slug="sample", name="Sample")
    if used:
        factories.commitment().themes.add(theme)

    gone = desk.post(reverse("admin:tracker_theme_delete", args=[theme.pk]), {"post": "yes"})

    assert gone.status_code == answer
    assert Theme.objects.exists() is used
