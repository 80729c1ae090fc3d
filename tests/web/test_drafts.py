"""A draft is nowhere: not found, not listed, not counted, and no byte of any public answer moves when one is added."""

import re

import pytest
from django.core.cache import cache

from tests import factories as make
from tracker.models import Theme
from tracker.services import assessing

from .site import body

pytestmark = pytest.mark.django_db

MADE_AT = re.compile(rb'"made_at": "[^"]+"')


def every_answer(client, paths):
    cache.clear()
    return {path: MADE_AT.sub(b"", body(client.get(path))) for path in paths}


def add_drafts(site):
    """Drafts of every kind, tied to public things as closely as the models let them be."""
    theme = Theme.objects.create(slug="secret", name="Secret theme")
    newcomer = make.party("Secret Party")
    draft = make.draft_commitment(site.agreement, by=site.company, reference="SMP-Z", title="Secret promise")
    draft.themes.add(theme, site.theme)
    assessing.set_due_date(
        commitment_id=draft.id,
        by=make.person(),
        now=make.NOW,
        due_on=make.TODAY,
        precision="day",
        basis="stated",
    )
    assessing.judge_wording(
        clause_id=draft.clause_id, by=make.person(), now=make.NOW,
        who=True, what=True, how_much=True, when=True, force="firm",
    )  # fmt: skip
    same_clause = make.draft_commitment(clause=site.stalled.clause, by=newcomer, reference="SMP-Y")
    make.bearing(same_clause, make.evidence(title="Secret evidence"))
    make.bearing(draft)
    make.match(draft, make.item(site.source.checks.first()))
    hidden = make.draft_agreement(site.company, newcomer, title="Secret agreement", slug="secret-agreement")
    make.commitment(hidden, by=newcomer, reference="SMP-X")
    watching = make.source(name="Secret source", failures=4, last_outcome="dns", failing_since=make.NOW)
    watching.agreements.add(hidden)
    make.check(watching, "dns")
    return draft, same_clause, hidden, newcomer


def test_adding_drafts_moves_no_byte_of_any_public_answer(client, site):
    before = every_answer(client, site.paths)
    add_drafts(site)
    after = every_answer(client, site.paths)
    assert [path for path in before if before[path] != after[path]] == []
    assert not [path for path, answer in after.items() if b"ecret" in answer]


def test_a_draft_is_not_found_in_any_form(client, site):
    draft, same_clause, hidden, newcomer = add_drafts(site)
    addresses = [
        f"/agreements/{hidden.slug}/", f"/agreements/{hidden.slug}.json", f"/agreements/{hidden.slug}.atom",
        f"/parties/{newcomer.slug}/", "/commitments/smp-z/", "/commitments/SMP-Z/?log=2", "/commitments/SMP-Z/?log=x",
    ]  # fmt: skip
    for one in (draft, same_clause):
        for ending in ("/", ".json", ".atom"):
            addresses.append(f"/commitments/{one.reference}{ending}")
    addresses += ["/commitments/SMP-X/", "/commitments/SMP-X.json"]
    for address in addresses:
        for method in (client.get, client.head):
            assert method(address).status_code == 404, address


def test_a_draft_cannot_be_told_from_nothing_at_all(client, site):
    add_drafts(site)
    draft, nothing = client.get("/commitments/SMP-Z/"), client.get("/commitments/SMP-0/")
    assert draft.content == nothing.content
    assert dict(draft.headers) == dict(nothing.headers)


@pytest.mark.parametrize(
    "name, value", [("agreement", "secret-agreement"), ("theme", "secret"), ("q", "Secret")]
)
def test_a_filter_does_not_give_a_draft_away(client, site, name, value):
    nothing = client.get(f"/commitments/?{name}={value}")
    add_drafts(site)
    assert client.get(f"/commitments/?{name}={value}").content == nothing.content


def test_a_draft_is_not_named_as_a_choice_in_the_refusal(client, site):
    add_drafts(site)
    for name in ("agreement", "party", "theme"):
        assert b"ecret" not in client.get(f"/commitments/?{name}=nonsense").content


def test_staff_see_the_same_public_pages_as_everybody(client, site):
    add_drafts(site)
    before = every_answer(client, site.paths)
    client.force_login(make.administrator())
    assert every_answer(client, site.paths) == before
