"""The operator's commands: JSON lines out, sentences for what is wrong, as other programs rely on them."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make
from tests.pipeline.hosts import reply, serving
from tests.services.feeding import entry, feed
from tracker.models import Check, Commitment, Match, Source

pytestmark = pytest.mark.django_db


def run(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def gazette(settings):
    """A feed on this machine that the fetcher may visit."""
    with serving({"/feed": reply(feed(entry(1)), "200 OK", "Content-Type: application/rss+xml")}) as host:
        settings.TRACKER_FETCH_ALLOW = host.allow
        yield host


def test_a_source_is_added_and_checked(gazette):
    (added,) = run("add_source", "--kind", "feed", "--url", gazette.url("/feed"), "--every", "30")
    assert Source.objects.get(id=added["source"]).period.total_seconds() == 1800
    (checked,) = run("check_sources", "--due")
    assert checked == {
        "source": added["source"], "outcome": "ok", "items_seen": 1, "items_new": 1, "matches_new": 0,
        "seconds": checked["seconds"], "error": None,
    }  # fmt: skip
    assert run("check_sources", "--due") == []
    assert [one["outcome"] for one in run("check_sources", "--all")] == ["same_body"]
    assert [one["source"] for one in run("check_sources", "--source", str(added["source"]))] == [
        added["source"]
    ]
    assert Check.objects.count() == 3


def test_one_round_of_dispatch_checks_what_is_due(gazette):
    run("add_source", "--kind", "feed", "--url", gazette.url("/feed"))
    run("dispatch")
    assert Check.objects.get().outcome == "ok"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--kind", "rumour", "--url", "https://gazette.example/"], "not a kind of source"),
        (["--kind", "feed", "--url", "http://127.0.0.1/"], "cannot be watched"),
        (
            ["--kind", "feed", "--url", "https://gazette.example/", "--agreement", "nowhere"],
            "No agreement is called nowhere",
        ),
    ],
)
def test_a_source_that_cannot_be_watched_is_refused_in_a_sentence(words, sentence):
    with pytest.raises(CommandError, match=sentence):
        run("add_source", *words)


def test_checking_an_unknown_source_says_so():
    with pytest.raises(CommandError, match="Source 999"):
        run("check_sources", "--source", "999")


def document(**fields):
    return json.dumps(
        {
            "id": "a", "url": "https://gazette.example/a", "title": "Samplecorp opens its sample centre in Exampleton",
            "publisher": "Sample Gazette", "published": "2026-01-02", "language": "en",
            "text": "The Ministry of Samples and Samplecorp opened the sample centre in Exampleton.", **fields,
        }
    )  # fmt: skip


def test_documents_are_matched_and_nothing_is_written(tmp_path):
    ministry, company = make.party("Ministry of Samples", kind="government"), make.party("Samplecorp")
    on = make.commitment(
        make.agreement(ministry, company), by=company, title="Open a sample centre in Exampleton",
        statement="Samplecorp is to open a sample centre in Exampleton.",
    )  # fmt: skip
    file = tmp_path / "documents.jsonl"
    file.write_text(f"{document()}\n\n{document(id='b', title='Cat found', text='')}\n")
    first, second = run("match", str(file))
    assert first["id"] == "a"
    assert first["proposals"][0]["commitment"] == on.reference
    assert 0 < first["proposals"][0]["score"] <= 1
    assert all(isinstance(reason, str) for reason in first["proposals"][0]["reasons"])
    assert second == {"id": "b", "proposals": []}
    assert len(run("match", str(file), "--all", "--limit", "1")[0]["proposals"]) == 1
    assert not Match.objects.exists()


@pytest.mark.parametrize(("line", "sentence"), [("[1", "Line 1"), ("[]", "Line 1"), ("3", "Line 1")])
def test_a_line_that_is_no_document_is_named(tmp_path, line, sentence):
    file = tmp_path / "documents.jsonl"
    file.write_text(line)
    with pytest.raises(CommandError, match=sentence):
        run("match", str(file))


def test_a_file_that_is_not_there_is_named(tmp_path):
    for command in ("match", "load_agreements"):
        with pytest.raises(CommandError, match="No such file"):
            run(command, str(tmp_path / "missing"))


def test_agreements_are_loaded_from_a_file(tmp_path):
    file = tmp_path / "agreements.json"
    commitment = {
        "key": "smp-01", "title": "Open a centre", "paraphrase": "They are to open a centre.",
        "basis": "stored_primary", "source_url": "https://sample.example/", "parties": ["Samplecorp"],
    }  # fmt: skip
    agreement = {
        "agreement": "sample", "name": "Sample", "source_url": "https://sample.example/", "commitments": [commitment],
    }  # fmt: skip
    file.write_text(json.dumps({"agreements": [agreement]}))
    (answer,) = run("load_agreements", str(file), "--dry-run")
    assert (answer["created"], answer["dry_run"]) == (["sample", "SMP-01"], True)
    assert not Commitment.objects.exists()
    run("load_agreements", str(file))
    (again,) = run("load_agreements", str(file))
    assert again["unchanged"] == ["SMP-01"]
    file.write_text("{")
    with pytest.raises(CommandError, match="nothing was loaded"):
        run("load_agreements", str(file))


def test_the_record_verifies_and_says_when_it_does_not():
    make.rated(make.commitment_with_testable_words())
    (answer,) = run("verify_record")
    assert (answer["assessments"], answer["differences"]) == (1, [])
    assert len(answer["head"]) == 64
    Commitment.objects.update(contested=False)
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_record", stdout=out)
    assert ended.value.code == 1
    assert json.loads(out.getvalue())["differences"]
