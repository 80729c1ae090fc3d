"""Every public page: it answers, empty and full, and tells what a reader came for."""

import itertools
import re

import pytest
from bs4 import BeautifulSoup

from tests import factories as make

from .site import EMPTY_PATHS, body

pytestmark = pytest.mark.django_db


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def words(soup):
    return re.sub(r"\s+", " ", soup.get_text(" "))


@pytest.mark.parametrize("path", EMPTY_PATHS)
def test_every_address_answers_while_the_record_is_empty(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert body(response)


def test_every_address_answers_with_a_full_record(client, site):
    for path in site.paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert body(response), path


def test_every_page_has_one_heading_a_title_and_its_landmarks(client, site):
    titles = set()
    for path in site.pages:
        soup = read(client, path)
        assert len(soup.find_all("h1")) == 1, path
        assert soup.html["lang"] == "en-GB"
        assert soup.main and soup.header and soup.footer and soup.nav, path
        assert soup.title.string.endswith("– Followthrough"), path
        assert "Independent: not run by any government or company" in words(soup), path
        assert soup.select_one("a.skip")["href"] == "#content"
        ids = [one["id"] for one in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), (path, sorted(one for one in ids if ids.count(one) > 1))
        titles.add(soup.title.string)
    assert len(titles) >= len(site.pages) - 3  # filtered lists share a title with one another


def test_headings_never_skip_a_level(client, site):
    for path in site.pages:
        levels = [int(one.name[1]) for one in read(client, path).find_all(re.compile(r"^h[1-6]$"))]
        assert levels[0] == 1, path
        for above, below in itertools.pairwise(levels):
            assert below <= above + 1, (path, levels)


def test_no_page_holds_a_script_an_inline_style_or_another_host(client, site):
    for path in site.pages:
        soup = read(client, path)
        assert not soup.find_all(["script", "style", "iframe"]), path
        assert not soup.find_all(style=True), path
        assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
        for tag in soup.find_all(["link", "img", "source"]):
            address = tag.get("href") or tag.get("src")
            assert address.startswith(("/", "http://127.0.0.1:8000/")), (path, address)


def test_no_page_sets_a_cookie_or_touches_the_session(client, site):
    for path in site.paths:
        response = client.get(path)
        assert not response.cookies, path
        assert "Cookie" not in response.get("Vary", ""), path


def test_every_table_has_a_caption_and_scopes(client, site):
    for path in site.pages:
        for table in read(client, path).find_all("table"):
            assert table.caption and table.caption.get_text(strip=True), path
            assert all(one.get("scope") for one in table.find_all("th")), path


def test_every_status_shows_word_glyph_and_border_and_is_no_link(client, site):
    tags = [tag for path in site.pages for tag in read(client, path).select(".tag")]
    assert tags
    for tag in tags:
        assert tag.get_text(strip=True)
        assert tag.find("svg", attrs={"aria-hidden": "true"})
        assert not tag.find_parent("a")
        assert not tag.find("a")


def test_every_link_on_the_site_leads_somewhere(client, site):
    seen = set()
    for path in site.pages:
        for link in read(client, path).find_all("a", href=True):
            if link["href"].startswith("/"):
                seen.add(link["href"].partition("#")[0])
    for address in sorted(seen):
        assert client.get(address).status_code == 200, address


def test_every_link_within_a_page_has_its_target(client, site):
    for path in site.pages:
        soup = read(client, path)
        for link in soup.select('a[href^="#"]'):
            assert soup.find(id=link["href"][1:]), (path, link["href"])


def test_the_front_page_tells_what_was_agreed_and_that_it_is_voluntary(client, site):
    said = words(read(client, "/"))
    assert "Sample memorandum" in said
    assert "Voluntary" in said
    assert "no court can enforce it" in said
    assert "1 July 2025" in said
    assert "5 commitments" in said or "5" in said
    assert "Overdue by" in said
    assert "31 December 2099" in said


def test_the_matrix_adds_up_to_all_commitments(client, site):
    table = read(client, "/").select_one("table.matrix")
    cells = [
        int(re.match(r"\d+", cell.get_text(strip=True)).group())
        for row in table.tbody.find_all("tr")
        for cell in row.find_all("td")
        if "total" not in cell.get("class", []) and re.match(r"\d+", cell.get_text(strip=True))
    ]
    assert sum(cells) == 5
    assert "not possible" in table.get_text()


def test_the_front_page_names_a_source_that_fails(client, site):
    make.source(name="Sample broken feed", failures=3, last_outcome="dns", failing_since=make.NOW)
    said = words(read(client, "/"))
    assert "Sample broken feed" in said
    assert "the name has no address" in said


def test_the_agreement_page_tells_limits_clauses_and_what_was_read(client, site):
    said = words(read(client, f"/agreements/{site.agreement.slug}/"))
    for piece in (
        "Sample Department", "Signatory", "Not exclusive", "No effect on buying", "The whole text was read.",
        "This agreement serves", "Sample plan", "version 1 of its text", site.text.sha256, site.stalled.clause.quote,
        "We do not hold its exact words",
    ):  # fmt: skip
        assert piece in said, piece
    assert "It is served by Sample memorandum" in words(read(client, f"/agreements/{site.plan.slug}/"))


def test_the_party_page_tells_what_it_promised_everywhere(client, site):
    said = words(read(client, f"/parties/{site.department.slug}/"))
    for piece in ("SMP-B", "SMP-D", "SMP-E", "Responsible for 3 commitments"):
        assert piece in said, piece
    assert "SMP-A" not in said


def test_the_method_page_defines_every_word_from_the_vocabulary(client, db):
    from tracker import vocabulary

    said = words(read(client, "/method/"))
    for enum in (
        "Delivery",
        "Wording",
        "Force",
        "Element",
        "Confidence",
        "Schedule",
        "Standing",
        "EvidenceRole",
    ):
        for word in getattr(vocabulary, enum):
            assert word.label in said, word
            assert re.sub(r"\s+", " ", word.meaning) in said, word
    assert "Activity seen" in said


def test_the_method_page_counts_provisional_ratings(client, site):
    said = words(read(client, "/method/"))
    assert "3 of 5 commitments have a published rating. Of those, 0 are first desk assessments" in said


def test_the_list_says_how_many_of_how_many(client, site):
    assert "5 of 5 commitments" in words(read(client, "/commitments/"))
    assert "1 of 5 commitments" in words(read(client, "/commitments/?status=stalled"))


def test_a_list_with_nothing_in_it_says_what_to_do(client, site):
    said = words(read(client, "/commitments/?q=nothing-has-this-word"))
    assert "0 of 5 commitments" in said
    assert "Take a filter off" in said


def test_the_updates_tell_ratings_evidence_and_retractions(client, site):
    said = words(read(client, "/updates/"))
    for piece in (
        "Evidence accepted",
        "Evidence retracted",
        "It tells of another.",
        "Stalled",
        "First rating",
    ):
        assert piece in said, piece


def test_a_long_list_is_paged_and_keeps_its_filters(client, db):
    within = make.agreement()
    for _ in range(51):
        make.commitment(within)
    soup = read(client, "/commitments/?kind=one_off")
    assert len(soup.select(".promises > li")) == 50
    link = soup.select_one('a[rel="next"]')["href"]
    assert "kind=one_off" in link
    assert len(read(client, f"/commitments/{link}").select(".promises > li")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "form", ["/commitments/%00/", "/commitments/%00.json", "/commitments/a%2Fb.atom", "/parties/%00/"]
)
def test_an_address_that_names_nothing_is_not_found(client, form):
    assert client.get(form).status_code == 404
