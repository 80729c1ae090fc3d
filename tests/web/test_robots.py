"""robots.txt and the sitemap: every public address, and nothing else."""

import pytest
from defusedxml import ElementTree

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

pytestmark = pytest.mark.django_db


def test_robots_are_told_where_the_sitemap_is(client):
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in told
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in told


def test_the_sitemap_names_every_page_and_each_answers(client, site):
    told = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [one.text.removeprefix("http://127.0.0.1:8000") for one in told.iter(f"{NAMESPACE}loc")]
    assert "/commitments/SMP-A/" in places
    assert f"/agreements/{site.plan.slug}/" in places
    assert len(places) == len(set(places))
    for place in places:
        assert client.get(place).status_code == 200, place
