"""The whole main job on one path: feed in, proposal, accept, propose, approve, and every channel tells it."""

import csv
import io
import json
from datetime import timedelta

import feedparser
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from tests import factories as make
from tests import servers
from tests.pipeline.hosts import reply, serving
from tests.services.feeding import entry, feed
from tracker.models import Check, Commitment, Match
from tracker.reports.verification import verify_record
from tracker.services.installing import install_seed

from .test_worker import due_source, ring, worker
from .walking import press

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.redis]

HEADLINE = "Sample: OpenAI signs up to an AI Growth Zone in Exampleshire"
TEXT = (
    "A sample article, made up for a test. OpenAI and DSIT opened a data centre in the AI Growth Zone of Exampleshire, "
    "the company's first support for a zone."
)


def sample_feed():
    published = http_date((timezone.now() - timedelta(hours=2)).timestamp())
    other = entry(2, "Sample: village fete draws a crowd", "Nothing here bears on any agreement.", published)
    return feed(entry(1, HEADLINE, TEXT, published), other)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_story_from_the_feed_to_the_public_page(redis_url, tmp_path):
    install_seed(now=timezone.now())
    public = Client()
    before = Commitment.objects.get(reference="OAI-06")
    assert before.status == "stalled"
    assert b"awaiting a second rater" in public.get("/commitments/OAI-06/").content

    # A worker on a real Redis hears the bell and checks the source.
    with serving({"/feed": reply(sample_feed(), "200 OK", "Content-Type: application/rss+xml")}) as host:
        due_source(host.url("/feed"))
        with worker(redis_url, tmp_path / "worker.log", host):
            ring(redis_url)
            servers.wait_until(Check.objects.exists, 30, "the check")
    check = Check.objects.get()
    assert (check.outcome, check.items_seen, check.items_new) == ("ok", 2, 2)

    # It proposes the commitment, with reasons that an editor can check; nothing public has changed but the log.
    match = Match.objects.get(commitment__reference="OAI-06")
    assert match.item.title == HEADLINE
    assert any("OpenAI" in reason["words"] for reason in match.reasons)
    assert not Match.objects.filter(item__title__contains="fete").exists()
    before.refresh_from_db()
    assert before.status == "stalled"
    page = public.get("/commitments/OAI-06/").content.decode()
    assert "Sample feed" in page
    assert HEADLINE not in page

    # An editor accepts it from the queue.
    editor = logged_in(make.editor("sample-editor"))
    for other in Match.objects.exclude(id=match.id):
        press(editor, f"/admin/tracker/match/queue/?match={other.id}", "Reject", because="not_relevant")
    answer = press(
        editor, f"/admin/tracker/match/queue/?match={match.id}", "Accept as evidence",
        publisher="Sample Gazette", digest="A sample digest of a sample article.",
    )  # fmt: skip
    assert "No rating has changed" in answer.content.decode()
    bearing = before.bearings.get(evidence__title=HEADLINE)
    assert HEADLINE in public.get("/commitments/OAI-06/").content.decode()

    # She proposes a rating; she cannot approve it herself; a reviewer does.
    press(
        editor, f"/admin/tracker/commitment/{before.id}/propose/", "Propose",
        bearings=[bearing.id], status="under_way", reason="A sample reason: a sample zone has opened.",
    )  # fmt: skip
    proposal = before.proposals.get()
    assert editor.get(f"/admin/tracker/proposal/{proposal.id}/decide/").status_code == 403
    reviewer = logged_in(make.reviewer("sample-reviewer"))
    press(reviewer, f"/admin/tracker/proposal/{proposal.id}/decide/", "Approve")
    before.refresh_from_db()
    assert (before.status, before.standing) == ("under_way", "approved")

    # The page, the list, the spreadsheet, the JSON and the feed all show it, and the record proves itself.
    page = public.get("/commitments/OAI-06/").content.decode()
    assert "Activity seen" in page, "its words are too vague for more"
    assert "A sample reason: a sample zone has opened." in page
    assert "Stalled" in page, "the earlier rating stays readable"
    for address in ("/commitments/?status=under_way", "/updates/"):
        assert "OAI-06" in public.get(address).content.decode()
    rows = csv.DictReader(io.StringIO(body("/commitments.csv?status=under_way").removeprefix("\ufeff")))
    assert "OAI-06" in {row["reference"] for row in rows}
    listed = json.loads(body("/commitments.json?status=under_way"))
    (one,) = [found for found in listed["commitments"] if found["reference"] == "OAI-06"]
    assert one["status"] == "under_way"
    told = json.loads(body("/commitments/OAI-06.json"))
    assert told["commitment"]["reference"] == "OAI-06"
    parsed = feedparser.parse(io.BytesIO(body("/updates.atom").encode()))
    assert not parsed.bozo
    assert "OAI-06" in parsed.entries[0].title
    assert verify_record().differences == []
    out = io.StringIO()
    call_command("verify_record", stdout=out)
    assert json.loads(out.getvalue())["assessments"] == 14


def body(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return b"".join(answer).decode()
