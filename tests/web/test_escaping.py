"""Text from feeds and forms is only ever text: no element, attribute, link or template comes to life in a page."""

import pytest
from bs4 import BeautifulSoup

from tests import factories as make
from tracker.services import assessing
from tracker.services.review import retract_bearing
from tracker.web.marks import is_web_address, outside

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea></style></noscript><iframe src=javascript:alert(1)>",
    "{{7*7}}{% raw %}{{ settings.SECRET_KEY }}",
    "${7*7} %(x)s {event.__class__}",
    "\u2028\u2029\u202e\u200b<b onmouseover=alert(1)>",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a><form action=//evil.example><input name=q>",
]
ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example", "http:evil", "https:/evil", "http://",
    'http://x/"onmouseover=alert(1)', "http://x/<script>", "http://x y/", "http://x\\@y/", "ftp://x/", "file:///etc",
    "&#106;avascript:alert(1)", "http://[::1", "mailto:a@b.example", "",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_not_of_the_web_is_shown_as_text(address):
    assert not is_web_address(address)
    assert BeautifulSoup(str(outside(address, "words")), "html.parser").find("a") is None


@pytest.mark.parametrize(
    "address", ["https://gazette.example/a?b=c&d=e#f", "http://gazette.example", "HTTP://g.example/"]
)
def test_an_address_of_the_web_is_a_link_that_gives_nothing_away(address):
    link = BeautifulSoup(str(outside(address, "words")), "html.parser").a
    assert link["href"] == address
    assert set(link["rel"]) == {"noopener", "noreferrer", "nofollow", "ugc"}


def build(text):
    by, other = make.party(f"P {text}"[:190], slug="by"), make.party("Other", slug="other")
    within = make.agreement(
        by, other, slug="within", title=text, short_title="", nature=text, limits=text, note=text
    )
    resting = make.clause(within, quote=text, prefix=text[:150], suffix=text[:150], heading=text[:200])
    one = make.commitment(
        clause=resting, by=by, reference="SMP-A", title=text[:150], statement=text, measure=text[:150],
        would_settle_it=text,
    )  # fmt: skip
    assessing.judge_wording(
        clause_id=resting.id, by=make.person(), now=make.NOW,
        who=True, what=False, how_much=False, when=False, force="soft", reason=text,
    )  # fmt: skip
    one.refresh_from_db()
    told = make.evidence(
        title=text, publisher=text[:150], digest=text, quote=text, url="https://gazette.example/"
    )
    gone = make.bearing(one, make.evidence(title=text, publisher=text[:150]), note=text)
    make.rated(one, reason=text + " x", bearing_ids=[make.bearing(one, told, note=text).id])
    retract_bearing(bearing_id=gone.id, by=make.person(), now=make.NOW, because=text + " x")
    assessing.publish_own_test(commitment_id=one.id, by=make.person(), now=make.NOW, text=text + " x")
    watching = make.source(name=text[:150], failures=1, last_outcome="dns", failing_since=make.NOW)
    make.check(watching, "dns", error=text)


PAGES = (
    "/", "/agreements/", "/agreements/within/", "/commitments/", "/commitments/SMP-A/", "/parties/by/", "/updates/",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_inert_on_every_page(client, payload):
    build(payload)
    for path in PAGES:
        response = client.get(path)
        assert response.status_code == 200
        soup = BeautifulSoup(response.content, "html.parser")
        assert not soup.find_all(["script", "iframe", "img", "style", "b", "textarea"]), path
        assert not [t for t in soup.find_all(True) if any(name.startswith("on") for name in t.attrs)], path
        for link in soup.find_all(href=True):
            assert link["href"].startswith(("/", "#", "?", "http://", "https://")), (path, link["href"])
        assert all(form["action"].startswith("/") for form in soup.find_all("form"))
        assert "49" not in soup.title.string
        if "alert" in payload or "{{" in payload:
            assert payload[:12].strip() in soup.get_text() or payload.startswith("\u2028"), path
        assert "SECRET_KEY }}" in soup.get_text() or "SECRET_KEY" not in payload


@pytest.mark.django_db
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_the_search_is_inert(client, payload):
    soup = BeautifulSoup(client.get("/commitments/", {"q": payload}).content, "html.parser")
    assert not soup.find_all(["script", "iframe", "img", "b"])
    box = soup.find("input", {"name": "q"})
    assert box["value"] == payload.strip()
    assert set(box.attrs) == {"type", "id", "name", "value", "maxlength"}


@pytest.mark.django_db
def test_an_error_in_a_check_is_not_shown_to_readers(client):
    watching = make.source()
    one = make.commitment(reference="SMP-A")
    make.check(watching, "dns", error="getaddrinfo failed for db.internal.example")
    assert b"internal" not in client.get(f"/commitments/{one.reference}/").content
