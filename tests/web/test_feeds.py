"""Atom feeds: well-formed whatever the text holds, with ids that stay and times in UTC."""

import io

import feedparser
import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db

FEEDS = ("/commitments.atom", "/updates.atom", "/commitments/SMP-A.atom")
NASTY = "a\x01\x08\x0b\x0c\x1f\x7f\ufffe\uffff]]>&<script>alert(1)</script>\u2028\u202e&lt;b&gt; “x”"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    told = feedparser.parse(io.BytesIO(response.content))
    assert not told.bozo, (path, told.get("bozo_exception"))
    assert told.version == "atom10"
    return told


def test_every_feed_is_well_formed(client, site):
    for path in (path for path in site.paths if ".atom" in path):
        told = read(client, path)
        assert told.feed.id
        assert told.feed.updated.endswith("+00:00") or told.feed.updated.endswith("Z")
        ids = [entry.id for entry in told.entries]
        assert len(ids) == len(set(ids)), path
        for entry in told.entries:
            assert entry.link.startswith("http://127.0.0.1:8000/commitments/")
            assert entry.updated.endswith("+00:00") or entry.updated.endswith("Z")


def test_an_empty_feed_is_well_formed(client):
    assert read(client, "/updates.atom").entries == []


def test_control_characters_and_mark_up_do_no_harm(client):
    one = make.commitment(reference="SMP-A", title=NASTY[:150], statement=NASTY)
    told = make.bearing(one, make.evidence(title=NASTY, publisher=NASTY[:100], digest=NASTY))
    make.rated(one, reason=NASTY, bearing_ids=[told.id])
    for path in (*FEEDS, f"/agreements/{one.agreement.slug}.atom"):
        told = read(client, path)
        assert told.entries
        for entry in told.entries:
            assert "<script" not in entry.summary
        assert any("alert(1)" in entry.title + entry.summary for entry in told.entries)


def test_the_query_string_of_the_list_drives_its_feed(client, site):
    assert [entry.title[:5] for entry in read(client, "/commitments.atom?status=stalled").entries] == [
        "SMP-A"
    ]
    told = read(client, "/updates.atom?what=retraction")
    assert len(told.entries) == 1
    assert told.entries[0].title.startswith("SMP-C: Retracted: Sample mistake")
    assert [link.href for link in told.feed.links if link.rel == "self"] == [
        "http://127.0.0.1:8000/updates.atom?what=retraction"
    ]


def test_an_entry_leads_to_its_permanent_anchor(client, site):
    for entry in read(client, "/commitments/SMP-C.atom").entries:
        path, _, anchor = entry.link.removeprefix("http://127.0.0.1:8000").partition("#")
        assert f'id="{anchor}"' in client.get(path).content.decode(), entry.link


def test_a_rating_is_told_with_the_change(client, site):
    titles = [entry.title for entry in read(client, "/commitments/SMP-B.atom").entries]
    assert "SMP-B: Under way → Delivered" in titles
