"""JSON files: exact text, times in UTC with Z, null for unknown, and the hash chain can be recomputed from them."""

import json
import re

import pytest

from tests import factories as make
from tracker.models.chain import content, link
from tracker.services.review import reject_match

from .site import body

pytestmark = pytest.mark.django_db

STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")


def read(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(body(response))


def times(value, name=""):
    if isinstance(value, dict):
        for key, one in value.items():
            yield from times(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from times(one, name)
    elif name.endswith("_at") or name == "at":
        yield name, value


def test_every_time_is_in_utc_or_null(client, site):
    paths = [path for path in site.paths if ".json" in path]
    assert len(paths) > 6
    for path in paths:
        for name, value in times(read(client, path)):
            assert value is None or STAMP.match(value), (path, name, value)


def test_unknown_is_null_and_never_an_empty_string(client, site):
    def empty(value):
        if isinstance(value, dict):
            return any(empty(one) for name, one in value.items() if name != "previous_hash")
        if isinstance(value, list):
            return any(empty(one) for one in value)
        return value == ""

    for path in (path for path in site.paths if ".json" in path):
        assert not empty(read(client, path)), path


def test_text_is_exact(client, db):
    title = "=1 “quoted” <b>&amp;\u202e\t\\ 日本"
    make.commitment(reference="SMP-A", title=title)
    assert read(client, "/commitments.json")["commitments"][0]["title"] == title
    assert read(client, "/commitments/SMP-A.json")["commitment"]["title"] == title


def test_a_commitment_is_told_whole(client, site):
    told = read(client, "/commitments/SMP-C.json")["commitment"]
    assert told["status"] == "under_way"
    assert told["status_label"] == "Activity seen"
    assert told["clause_words"]["quote"] is None
    assert told["wording_ratings"][0]["what"] is False
    assert told["follow_up"]["failed"] == 1
    assert [one["retracted_because"] for one in told["evidence_list"]] == [None, "It tells of another."]
    assert read(client, "/commitments/SMP-C.json")["licence"]["name"] == "CC BY 4.0"


def test_a_reader_can_compute_the_seal_of_a_rating(client, site):
    told = read(client, "/commitments/SMP-B.json")["commitment"]
    ratings = told["ratings"]
    assert [one["status"] for one in ratings] == ["delivered", "under_way"]
    assert ratings[0]["previous_hash"] == ratings[1]["hash"]
    for one in site.delivered.assessments.all():
        cited = [(cited.bearing.evidence.url, cited.bearing.role) for cited in one.citations.all()]
        sealed = content(one, "SMP-B", cited)
        assert link(sealed) == one.hash
        published = next(rating for rating in ratings if rating["seq"] == one.seq)
        for name, value in published.items():
            if name in sealed:
                assert (value or "") == (sealed[name] or ""), name


def test_an_agreement_is_told_with_its_public_commitments(client, site):
    told = read(client, f"/agreements/{site.agreement.slug}.json")["agreement"]
    assert told["parties"] == ["SD", "Sample Company"]
    assert told["limits"] == ["Not exclusive", "No effect on buying"]
    assert [one["reference"] for one in told["commitments"]] == ["SMP-A", "SMP-B", "SMP-C"]


def test_evidence_that_waits_for_an_editor_is_not_told(client, site):
    hit = make.match(site.stalled, make.item(site.source.checks.first(), title="Sample waiting item"))
    assert b"Sample waiting item" not in body(client.get("/commitments/SMP-A.json"))
    assert read(client, "/commitments/SMP-A.json")["commitment"]["follow_up"]["waiting"] == 1
    reject_match(match_id=hit.id, by=make.person(), now=make.NOW, because="opinion")
    assert read(client, "/commitments/SMP-A.json")["commitment"]["follow_up"]["rejected"] == 1
