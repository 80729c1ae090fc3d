"""The page of one commitment: its words, what is known of delivery, evidence, log and history."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from tests import factories as make
from tracker.models import Assessment
from tracker.services import assessing

pytestmark = pytest.mark.django_db


def read(client, reference, query=""):
    response = client.get(f"/commitments/{reference}/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(soup):
    return re.sub(r"\s+", " ", soup.get_text(" "))


def test_the_title_carries_reference_name_and_status(client, site):
    title = read(client, "SMP-A").title.string
    assert title == f"SMP-A: {site.stalled.title} – Stalled – Followthrough"


def test_a_clause_we_hold_is_quoted_word_for_word(client, site):
    quote = read(client, "SMP-A").find("blockquote", class_="quoted")
    assert quote.get_text(strip=True) == site.stalled.clause.quote


def test_a_clause_we_do_not_hold_is_never_quoted(client, site):
    soup = read(client, "SMP-C")
    assert soup.find("blockquote", class_="quoted") is None
    said = words(soup)
    assert "We do not hold the exact words of this clause." in said
    assert "our paraphrase" in said


def test_the_wording_is_told_element_by_element(client, site):
    soup = read(client, "SMP-C")
    elements = [one.get_text(" ", strip=True) for one in soup.select(".elements .verdict")]
    assert elements == ["Who: there", "What: missing", "How much: missing", "When: missing"]
    said = words(soup)
    assert "Statement of intent" in said
    assert "Force: soft" in said
    assert "No act is named." in said
    assert "First desk assessment, awaiting a second rater" in said


def test_two_raters_who_agree_are_told_as_two(client, site):
    assert "Two people agree on this rating of the words" in words(read(client, "SMP-A"))


def test_raters_who_disagree_are_both_shown(client, site):
    assessing.judge_wording(
        clause_id=site.vague.clause_id, by=make.person(), now=make.NOW,
        who=True, what=True, how_much=False, when=False, force="firm",
    )  # fmt: skip
    said = words(read(client, "SMP-C"))
    assert "Rater 2 of 2" in said
    assert "do not agree" in said


def test_below_the_wording_line_a_step_reads_activity_seen(client, site):
    soup = read(client, "SMP-C")
    assert "Activity seen" in soup.title.string
    assert "Under way" not in words(soup)


def test_a_stalled_rating_tells_reason_code_confidence_and_depth(client, site):
    soup = read(client, "SMP-A")
    said = words(soup)
    for piece in (
        "A sample reason, long enough to read.",
        "Reason code : Not known",
        "Confidence : Low",
        "Contested",
    ):
        assert piece.replace(" :", "") in said.replace(" :", ""), piece
    ladder = [one.get_text(strip=True) for one in soup.select(".ladder li.reached")]
    assert ladder == ["Said", "Planned(reached)"]


def test_a_first_desk_assessment_is_shown_as_one(client, db):
    one = make.commitment(reference="SMP-P")
    assessing.install_assessment(
        commitment_id=one.id, by=make.person(), rated_at=make.NOW, now=make.NOW,
        status="not_assessed", reason="No search is logged.", reason_code="", depth="", result="", confidence="",
        confidence_because="", contested=False, delivered_on=None,
    )  # fmt: skip
    said = words(read(client, "SMP-P"))
    assert said.count("First desk assessment, awaiting a second rater") >= 3
    assert "Approved" not in said


def test_every_rating_stays_readable_under_a_permanent_anchor(client, site):
    soup = read(client, "SMP-B")
    seqs = list(
        Assessment.objects.filter(commitment=site.delivered).order_by("-seq").values_list("seq", flat=True)
    )
    assert [one["id"] for one in soup.select(".history > li")] == [f"rating-{seq}" for seq in seqs]
    latest = soup.find(id=f"rating-{seqs[0]}")
    assert "From Under way → to Delivered" in words(latest)


def test_a_correction_names_what_it_corrects_and_why(client, site):
    make.rated(
        site.stalled,
        "under_way",
        corrects_id=site.stalled_rating.id,
        correction_because="It was not a pause.",
    )
    said = words(read(client, "SMP-A"))
    assert f"Corrects rating {site.stalled_rating.seq}" in said
    assert "What was wrong: It was not a pause." in said


def test_evidence_tells_both_dates_role_tier_kind_and_publisher(client, db):
    one = make.commitment(reference="SMP-X")
    make.bearing(
        one,
        make.evidence(
            event_on=date(2026, 2, 1), event_precision="month", published_on=date(2026, 3, 4),
            archive_url="https://archive.example/1", digest="It opened.", quote="We have opened it.",
        ),
        role="claim",
        note="It names the centre.",
    )  # fmt: skip
    said = words(read(client, "SMP-X"))
    for piece in (
        "February 2026", "4 March 2026", "Party’s claim", "Second-hand", "News report", "Sample Gazette", "It opened.",
        "We have opened it.", "archive.example", "It names the centre.",
    ):  # fmt: skip
        assert piece in said, piece


def test_retracted_evidence_stays_struck_with_its_reason(client, site):
    struck = read(client, "SMP-C").select_one(".evidence .struck")
    assert "Sample mistake" in words(struck)
    assert "Retracted" in words(struck)
    assert "It tells of another." in words(struck)


def test_the_log_tells_hits_and_failures(client, site):
    soup = read(client, "SMP-C")
    said = words(soup.select_one("table.log"))
    assert "Failed: too slow" in said
    assert "9 (2 new)" in said
    text = words(soup)
    assert "2 checks : 1 could look".replace(" :", ":") in text.replace(" :", ":")
    assert "1 failed" in text
    assert "0 accepted, 1 rejected, 0 waiting" in text


def test_where_nothing_was_searched_the_log_says_that_and_no_more(client, site):
    said = words(read(client, "SMP-D"))
    assert "No search is logged yet." in said
    assert "It does not mean that nothing happened." in said


def test_a_long_log_is_paged(client, site):
    for hours in range(2, 30):
        make.check(site.source, started_at=make.NOW - timedelta(hours=hours))
    assert len(read(client, "SMP-A").select("table.log tbody tr")) == 20
    assert len(read(client, "SMP-A", "?log=2").select("table.log tbody tr")) == 10
    assert client.get("/commitments/SMP-A/?log=3").status_code == 404


@pytest.mark.parametrize("asked", ["x", "-1", "0", "1e9", "9" * 30, "١", "%00"])
def test_nonsense_for_a_page_of_the_log_is_not_understood(client, site, asked):
    assert client.get(f"/commitments/SMP-A/?log={asked}").status_code == 400


def test_a_revised_date_stands_beside_the_first(client, site):
    assessing.set_due_date(
        commitment_id=site.coming.id, by=make.person(), now=make.NOW, due_on=date(2099, 6, 30), precision="month",
        basis="derived", note="The plan was revised.",
    )  # fmt: skip
    said = words(read(client, "SMP-E"))
    assert "First date: 31 December 2099" in said
    assert "Revised date: June 2099" in said
    assert "The plan was revised." in said


def test_how_late_it_is_is_told_in_days(client, site):
    assert re.search(r"Overdue by [\d,]+ days", words(read(client, "SMP-D")))
    assert "Upcoming" in words(read(client, "SMP-E"))
    assert "No date set" in words(read(client, "SMP-A"))


def test_a_reference_in_small_letters_leads_to_the_page(client, site):
    response = client.get("/commitments/smp-a/")
    assert response.status_code == 301
    assert response["Location"] == "/commitments/SMP-A/"


@pytest.mark.parametrize("form", ["json", "atom"])
def test_its_files_are_found_in_small_letters_too(client, site, form):
    response = client.get(f"/commitments/smp-a.{form}")
    assert response.status_code == 301
    assert response["Location"] == f"/commitments/SMP-A.{form}"
    assert client.get(f"/commitments/smp-none.{form}").status_code == 404


def test_wording_rated_without_the_words_says_that_it_rests_on_our_paraphrase(client, site):
    assert "rated on our paraphrase, because" in words(read(client, "SMP-C")).lower()
    assert "rated from the clause alone" in words(read(client, "SMP-A"))


def test_half_past_eleven_at_night_in_june_is_the_next_day_in_london(client, site):
    assessing.publish_own_test(
        commitment_id=site.vague.id,
        by=make.person(),
        now=datetime(2026, 6, 10, 23, 30, tzinfo=UTC),
        text="A sample centre has a street address.",
    )
    said = words(read(client, "SMP-C"))
    assert "Our test , published 11 June 2026" in said


def test_our_own_test_is_shown_as_ours(client, site):
    assessing.publish_own_test(
        commitment_id=site.vague.id,
        by=make.person(),
        now=make.NOW,
        text="A sample centre has a street address.",
    )
    said = words(read(client, "SMP-C"))
    assert "Our test" in said
    assert "A sample centre has a street address." in said
