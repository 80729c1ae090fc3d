"""What the desk's tests may ask for: a record with a row of every kind, and people of each group."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission

from tests import factories
from tracker.models import (
    AgreementRelation,
    AgreementText,
    Clause,
    ItemVersion,
    OutboxMessage,
    Theme,
)
from tracker.services import assessing, proposing
from tracker.services.installing import make_groups


def one_of_each(n: int = 1) -> None:
    """`n` more rows of every kind that the desk lists."""
    for _ in range(n):
        number = factories.number()
        Theme.objects.create(slug=f"sample-{number}", name=f"Sample theme {number}")
        agreement = factories.agreement(factories.party())
        AgreementRelation.objects.create(
            agreement=agreement, other=factories.draft_agreement(), relation="beside"
        )
        AgreementText.objects.create(
            agreement=agreement, version=1, text="Sample text.", sha256=AgreementText.hash_of("Sample text."),
            basis="primary", source_url="https://sample.example/text", retrieved_at=factories.NOW,
            retrieved_by=factories.person(),
        )  # fmt: skip
        commitment = factories.commitment_with_testable_words(agreement, by=factories.party())
        factories.draft_commitment(agreement)
        factories.rated(commitment)
        assessing.set_due_date(
            commitment_id=commitment.id, by=factories.person(), now=factories.NOW,
            due_on=date(2027, 12, 31), precision="year", basis="stated",
        )  # fmt: skip
        proposing.propose_rating(
            commitment_id=commitment.id, by=factories.person(), now=factories.NOW, status="under_way",
            reason="A sample reason.", contested=True, bearing_ids=[factories.bearing(commitment).id],
        )  # fmt: skip
        match = factories.match(commitment)
        ItemVersion.objects.create(item=match.item, title="As it was", replaced_by=match.made_by)
        OutboxMessage.objects.create(kind="rating_proposed", payload={"proposal": 1}, made_at=factories.NOW)


@pytest.fixture
def administrator(db):
    return factories.administrator()


@pytest.fixture
def record(administrator):
    """A row of every kind; the administrator has judged the words too, and so may see what others said of them."""
    one_of_each()
    for clause in Clause.objects.all():
        assessing.judge_wording(
            clause_id=clause.id, by=administrator, now=factories.NOW,
            who=True, what=True, how_much=True, when=True, force="firm",
        )  # fmt: skip


@pytest.fixture
def desk(client, administrator):
    """A client logged in as an administrator."""
    client.force_login(administrator)
    return client


@pytest.fixture
def viewer(db):
    """May read the whole record and do nothing."""
    person = factories.person()
    person.user_permissions.set(
        Permission.objects.filter(content_type__app_label="tracker", codename__startswith="view_")
    )
    return person


@pytest.fixture
def editor(db):
    make_groups()
    person = factories.person()
    person.groups.add(Group.objects.get(name="Editors"))
    return person


@pytest.fixture
def reviewer(db):
    make_groups()
    person = factories.person()
    person.groups.add(Group.objects.get(name="Reviewers"))
    return person
