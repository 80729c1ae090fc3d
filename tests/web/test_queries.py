"""Queries on every page are few, and no more for a hundred rows than for ten."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tracker.models import Theme
from tracker.services import assessing

from .site import body

pytestmark = pytest.mark.django_db

MOST = 15
PAGES = {
    "/": 14,
    "/agreements/": 3,
    "/agreements/sample/": 10,
    "/commitments/": 7,
    "/commitments/?status=under_way&q=open": 7,
    "/commitments/SMP-0/": 15,
    "/parties/sample-maker/": 6,
    "/updates/": 8,
    "/method/": 1,
    "/data/": 1,
    "/about/": 0,
    "/accessibility/": 0,
    "/privacy/": 0,
    "/commitments.csv": 9,
    "/commitments.json": 11,
    "/commitments.atom": 9,
    "/commitments/SMP-0.json": 14,
    "/commitments/SMP-0.atom": 5,
    "/agreements/sample.json": 8,
    "/agreements/sample.atom": 5,
    "/updates.json": 9,
    "/sitemap.xml": 3,
}


def grow(within, by, watching, how_many, start=0):
    """Commitments with evidence, ratings, a date, a theme, a match and a check each; some of every kind in each ten."""
    theme, _ = Theme.objects.get_or_create(slug="sample", name="Sample")
    for n in range(start, start + how_many):
        one = make.commitment(within, by=by, reference=f"SMP-{n}")
        one.themes.add(theme)
        make.rated(one)
        if n % 10 == 0:
            make.rated(one)
            make.bearing(one, accepted_at=make.NOW + timedelta(hours=1))
        due_on = date(2099, 1, 1) if n % 2 else make.TODAY
        assessing.set_due_date(
            commitment_id=one.id,
            by=make.person(),
            now=make.NOW,
            due_on=due_on,
            precision="day",
            basis="stated",
        )
        make.match(one, make.item(make.check(watching, "ok")))


def counted(client):
    counts = {}
    for path in PAGES:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            response = client.get(path)
            assert response.status_code == 200, path
            body(response)
        counts[path] = len(seen)
    return counts


def test_queries_are_few_and_no_more_for_a_hundred_rows_than_for_ten(client):
    maker = make.party(slug="sample-maker")
    within = make.agreement(maker, slug="sample")
    watching = make.source()
    grow(within, maker, watching, 10)
    few = counted(client)
    grow(within, maker, watching, 90, start=10)
    many = counted(client)
    assert {path: n for path, n in many.items() if n > few[path]} == {}
    assert few == PAGES
    assert max(few.values()) <= MOST
