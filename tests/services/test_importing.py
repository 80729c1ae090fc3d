"""Loading agreements: what is new is added, what is there is left alone, and a bad file changes nothing."""

import json

import pytest

from tests import factories as make
from tracker.models import Agreement, Commitment, DueDate, Party
from tracker.pipeline.agreement_file import Unreadable, read_agreement_file
from tracker.services.errors import Refused
from tracker.services.importing import load_agreements

pytestmark = pytest.mark.django_db

COMMITMENT = {
    "key": "smp-01", "title": "Open a sample centre", "paraphrase": "They are to open a sample centre.",
    "parties": ["Samplecorp"], "responsible": "Samplecorp", "theme": "sample centres", "due": "2026-03",
    "source_url": "https://sample.example/a", "basis": "stored_primary",
}  # fmt: skip
AGREEMENT = {
    "agreement": "sample-2025", "name": "Sample memorandum", "parties": ["Ministry of Samples", "Samplecorp"],
    "signed": "2025-07-01", "nature": "voluntary", "source_url": "https://sample.example/", "commitments": [COMMITMENT],
}  # fmt: skip


def load(*agreements, **words):
    records = read_agreement_file(json.dumps({"agreements": agreements}).encode())
    return load_agreements(records, by=make.person(), now=make.NOW, **words)


def test_a_new_agreement_is_loaded_with_its_parts():
    (loaded,) = load(AGREEMENT)
    assert loaded.created == ["sample-2025", "SMP-01"]
    one = Commitment.objects.public().get()
    assert (one.reference, str(one.due_on), one.due_precision) == ("SMP-01", "2026-03-31", "month")
    assert [each.party.name for each in one.involved.all()] == ["Samplecorp"]
    assert one.clause.quote == ""
    assert DueDate.objects.get().commitment == one


def test_loading_again_changes_nothing():
    load(AGREEMENT)
    (loaded,) = load(AGREEMENT)
    assert (loaded.created, loaded.unchanged, loaded.differs) == ([], ["SMP-01"], {})
    assert (Commitment.objects.count(), Party.objects.count(), DueDate.objects.count()) == (1, 2, 1)


def test_what_an_editor_changed_is_named_and_left_alone():
    load(AGREEMENT)
    Commitment.objects.update(title="Open a better sample centre")
    (loaded,) = load(AGREEMENT)
    assert loaded.differs == {"SMP-01": ["title"]}
    assert Commitment.objects.get().title == "Open a better sample centre"


def test_a_dry_run_says_everything_and_writes_nothing():
    (loaded,) = load(AGREEMENT, dry_run=True)
    assert loaded.created == ["sample-2025", "SMP-01"]
    assert not Agreement.objects.exists()
    assert not Party.objects.exists()


def test_general_knowledge_stays_a_draft():
    load({**AGREEMENT, "commitments": [{**COMMITMENT, "basis": "general_knowledge", "source_url": None}]})
    assert Commitment.objects.count() == 1
    assert not Commitment.objects.public().exists()


def test_signatories_are_the_agreements_own_companies():
    make.party("Ministry of Samples", kind="government")
    load(
        {**AGREEMENT, "commitments": [{**COMMITMENT, "parties": ["signatories"], "responsible": "companies"}]}
    )
    assert [each.party.name for each in Commitment.objects.get().involved.all()] == ["Samplecorp"]


def test_every_problem_of_a_file_is_named_at_once():
    bad = {**AGREEMENT, "agreement": "Not A Slug", "signed": "last summer"}
    bad["commitments"] = [
        COMMITMENT,
        COMMITMENT,
        {**COMMITMENT, "key": "x", "due": "soon", "basis": "a hunch", "title": ""},
    ]
    with pytest.raises(Unreadable) as unreadable:
        load(bad)
    told = str(unreadable.value)
    for word in (
        "lower-case",
        "last summer",
        "more than once",
        "must look like",
        "soon",
        "basis",
        "“title” is missing",
    ):
        assert word in told


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b'{"agreements": [', "breaks off"),
        (b'{"things": []}', "no list called"),
        (b"name,colour\na,red\n", "no columns called"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(body, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read_agreement_file(body)


def test_a_word_outside_the_vocabulary_loads_nothing():
    with pytest.raises(Refused, match="handshake"):
        load({**AGREEMENT, "kind": "handshake"})
    assert not Agreement.objects.exists()


def test_a_spreadsheet_gives_the_same_record():
    rows = (
        "agreement,agreement_name,agreement_source_url,agreement_parties,agreement_signed,key,title,paraphrase,parties,"
        "responsible,theme,due,source_url,basis\n"
        "sample-2025,Sample memorandum,https://sample.example/,Ministry of Samples; Samplecorp,2025-07-01,smp-01,"
        "Open a sample centre,They are to open a sample centre.,Samplecorp,Samplecorp,sample centres,2026-03,"
        "https://sample.example/a,stored_primary\n"
    )
    (from_csv,) = read_agreement_file(rows.encode("utf-8-sig"))
    (from_json,) = read_agreement_file(json.dumps({"agreements": [AGREEMENT]}).encode())
    assert from_csv.commitments == from_json.commitments
    assert (from_csv.title, from_csv.parties, from_csv.signed_on) == (
        from_json.title, from_json.parties, from_json.signed_on,
    )  # fmt: skip


def test_an_agreement_that_is_not_on_record_cannot_be_related():
    with pytest.raises(Refused, match="nowhere-2020"):
        load({**AGREEMENT, "related": [{"relation": "serves", "agreement": "nowhere-2020"}]})
    assert not Agreement.objects.exists()


def test_two_commitments_may_rest_on_one_clause():
    second = {**COMMITMENT, "key": "smp-02", "clause": 4}
    load({**AGREEMENT, "commitments": [{**COMMITMENT, "clause": 4, "quote": "will open a centre"}, second]})
    first, second = Commitment.objects.order_by("reference")
    assert first.clause == second.clause
    assert (first.clause.number, first.clause.quote) == (4, "will open a centre")


def test_a_clause_that_is_no_number_is_named():
    with pytest.raises(Unreadable, match="whole number"):
        load({**AGREEMENT, "commitments": [{**COMMITMENT, "clause": "four"}]})
