"""The filters: each finds what it says, several add up, and nonsense is refused in a sentence and never breaks."""

import io
import json
from urllib.parse import quote

import feedparser
import pytest
from bs4 import BeautifulSoup

from .site import body

pytestmark = pytest.mark.django_db

HOSTILE = [
    "status=nonsense", "status=", "status=stalled&status=nonsense", "status=%00", "status[]=stalled", "wording=%ff%fe",
    "force=firm'--", "kind=<script>alert(1)</script>", "party=../../etc/passwd", "party=0", "theme=%25_%25_",
    "agreement=none", "agreement=" + "a" * 3000, "schedule=late&schedule=soon", "standing=both", "sort=password",
    "sort=title;drop table", "sort=-a,a,-a", "sort=-due", "sort=%00", "page=nonsense", "page=-1", "page=0",
    "page=999999999999999999999", "page=1e9", "page=%00", "page=١٢", "page=" + "9" * 5000, "page=", "page=2&page=x",
    "q=" + "a" * 7000, "q=%00", "q=%ff%fe", "q=%25_%25_", "q=" + quote("' OR 1=1 --"), "q=" + quote("{{7*7}}"),
    "q=" + quote("\u202e\u2028\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")), "q=(((((", "q=%5C",
    "q=" + "+".join("abcdefghij" * 9), "id=9223372036854775808", "utm_source=letter", "&&&=", "=", "%", "a=b=c",
    "status=" + "&status=".join(["stalled"] * 300), "due=0000-00-00", "limit=NaN&offset=Infinity",
]  # fmt: skip
LISTS = (
    "/commitments/",
    "/commitments.csv",
    "/commitments.json",
    "/commitments.atom",
    "/updates/",
    "/updates.json",
)


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:40])
def test_nonsense_never_breaks_a_list(client, site, query):
    for path in LISTS:
        response = client.get(f"{path}?{query}")
        assert response.status_code in (200, 400, 404), (path, query)
        body(response)


def test_a_thousand_parameters_are_refused_and_nothing_breaks(client, site):
    query = "&".join(f"x{n}=1" for n in range(1500))
    assert client.get(f"/commitments/?{query}").status_code in (200, 400)


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_value_is_refused_with_the_choices(client, site, path):
    response = client.get(f"{path}?wording=nonsense")
    said = BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)
    assert response.status_code == 400
    assert "“wording” was given a value that it does not have" in said
    assert "statement_of_intent" in said
    assert "nonsense" not in said


def test_a_page_number_that_is_none_is_refused_in_a_sentence(client, site):
    response = client.get("/commitments/?page=x")
    assert response.status_code == 400
    assert b"A page number is a whole number" in response.content


def test_a_page_past_the_end_is_not_found(client, site):
    assert client.get("/commitments/?page=2").status_code == 404


def test_an_unknown_name_is_ignored(client, site):
    assert client.get("/commitments/?utm_source=letter").status_code == 200


def found(client, query):
    answer = json.loads(body(client.get(f"/commitments.json?{query}")))
    assert answer["count"] == len(answer["commitments"])
    assert answer["total"] == 5
    return [one["reference"][-1] for one in answer["commitments"]]


@pytest.mark.parametrize(
    "query, letters",
    [
        ("", "ABCDE"),
        ("status=stalled", "A"),
        ("status=stalled&status=delivered", "AB"),
        ("status=under_way", "C"),
        ("wording=testable", "AB"),
        ("wording=statement_of_intent", "C"),
        ("wording=not_rated", "DE"),
        ("force=soft", "C"),
        ("kind=ongoing", "C"),
        ("standing=approved", "ABC"),
        ("standing=provisional", ""),
        ("theme=skills", "DE"),
        ("schedule=overdue", "D"),
        ("schedule=overdue&schedule=upcoming", "DE"),
        ("schedule=no_date", "ABC"),
        ("schedule=no_date&status=stalled", "A"),
        ("q=SMP-D", "D"),
        ("q=sample+centre", "ABCDE"),
        ("q=sample+nothing", ""),
        ("sort=reference", "ABCDE"),
        ("sort=due", "DEABC"),
    ],
)  # fmt: skip
def test_a_filter_finds_what_it_says(client, site, query, letters):
    assert "".join(found(client, query)) == letters


def test_filters_by_party_and_agreement_take_their_names_in_addresses(client, site):
    assert found(client, f"party={site.company.slug}") == ["A", "C"]
    assert found(client, f"agreement={site.plan.slug}") == ["D", "E"]
    both = f"party={site.company.slug}&party={site.department.slug}"
    assert found(client, both) == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(
    "query", ["", "status=stalled", "schedule=overdue", "kind=ongoing&q=sample", "theme=skills"]
)
def test_page_csv_json_and_feed_agree(client, site, query):
    page = BeautifulSoup(client.get(f"/commitments/?{query}").content, "html.parser")
    on_page = [one.get_text(strip=True) for one in page.select(".promises .ref")]
    in_csv = [
        line.split(",")[0]
        for line in body(client.get(f"/commitments.csv?{query}")).decode().split("\r\n")[1:]
    ]
    feed = feedparser.parse(io.BytesIO(client.get(f"/commitments.atom?{query}").content))
    in_feed = [entry.title.partition(":")[0] for entry in feed.entries]
    in_json = [f"SMP-{letter}" for letter in found(client, query)]
    assert on_page == in_json == in_feed == [one for one in in_csv if one]


def test_each_filter_in_force_can_be_taken_off_alone(client, site):
    page = BeautifulSoup(
        client.get("/commitments/?status=stalled&status=delivered&q=sample&sort=title").content, "html.parser"
    )
    links = {one.get_text(" ", strip=True): one["href"] for one in page.select(".chosen a")}
    assert links["Take off the filter Delivery: Stalled ×"] == "?q=sample&status=delivered&sort=title"
    assert links["Take off the filter Search: sample ×"] == "?status=delivered&status=stalled&sort=title"
    assert links["Take all off"] == "/commitments/"


def test_the_form_keeps_what_was_chosen(client, site):
    page = BeautifulSoup(client.get("/commitments/?kind=ongoing&q=sample&sort=due").content, "html.parser")
    form = page.find("form")
    assert form["method"] == "get"
    assert form.find("input", {"name": "q"})["value"] == "sample"
    assert form.find("option", selected=True)["value"] == "due"
    assert [one["value"] for one in form.find_all("input", checked=True)] == ["ongoing"]
    for field in form.find_all(["input", "select"]):
        assert field.find_parent("label") or form.find("label", {"for": field["id"]})


def test_updates_are_filtered_by_what_they_tell_and_of_whom(client, site):
    def kinds(query):
        return {one["what"] for one in json.loads(body(client.get(f"/updates.json?{query}")))["updates"]}

    assert kinds("") == {"rating", "evidence", "retraction"}
    assert kinds("what=rating") == {"rating"}
    assert kinds("what=evidence&what=retraction") == {"evidence", "retraction"}
    assert kinds(f"agreement={site.plan.slug}") == set()
    assert client.get("/updates/?what=nonsense").status_code == 400
