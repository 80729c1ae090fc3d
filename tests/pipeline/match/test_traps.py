"""Coverage that looks like a follow-up and is not; and names that look like others."""

import pytest

from tracker.pipeline.match import PartyNames

from .promises import article, best, matcher, of, promise, said, signals

SIGNING = "The memorandum covers clerks at Larkfield Park, the Sample Safety Institute and tax forms for small firms."


@pytest.mark.parametrize("published", ["2025-03-10", "2025-03-14", "2025-03-08", "2025-03"])
def test_coverage_of_the_signing_is_named_and_stays_below_the_line(published):
    document = article("UK signs partnership with Exampla to train 40,000 clerks", SIGNING, published)
    assert matcher().match(document) == ()
    own = [one for one in matcher().match(document, all=True) if one.commitment.startswith("EXA")]
    assert {one.kind_of_news for one in own} == {"announcement"}
    assert "Announces the agreement itself: “" in said(own[0])


def test_a_headline_of_signing_without_a_date_is_taken_for_the_announcement():
    document = article("UK signs memorandum with Exampla on clerks at Larkfield Park", SIGNING, None)
    assert of("EXA-01", document).kind_of_news == "announcement"


def test_nearly_everything_about_the_company_in_those_days_is_coverage_of_the_signing():
    document = article("Exampla bets on Britain", "It will teach clerks at Larkfield Park.", "2025-03-11")
    proposal = of("EXA-01", document)
    assert proposal.kind_of_news == "announcement"
    assert "Probably coverage of the signing: published 1 day after the signing of 10 March 2025." in said(
        proposal
    )


def test_a_year_later_the_same_words_are_a_follow_up():
    document = article(
        "Exampla trains 40,000 clerks after UK deal", "It opened at Larkfield Park.", "2026-03-11"
    )
    assert matcher().match(document)[0].commitment == "EXA-01"


def test_the_announcement_of_one_agreement_is_no_follow_up_of_an_unrelated_one():
    document = article(
        "UK signs partnership with Mockdata", "It is to build data centres and supercomputers.", "2025-09-01"
    )
    assert of("SCP-01", document).kind_of_news == "announcement_of_another_agreement"


def test_the_announcement_of_a_later_agreement_of_the_same_company_may_be_a_step():
    later = promise(
        "LAT-01", "Clerks for Fernley", agreement="later", agreement_title="Larkfield Pact", agreed_on=None
    )
    document = article(
        "UK signs Larkfield Pact with Exampla: clerks trained at Larkfield Park", published="2025-12-01"
    )
    assert of("EXA-01", document, later).kind_of_news == "follow_up"


def test_what_came_out_before_the_signing_follows_nothing_up():
    proposal = of("EXA-01", article("Exampla opens clerks' school at Larkfield Park, UK", "", "2024-06-01"))
    assert proposal.kind_of_news == "before_the_agreement"
    assert "Published 282 days before the signing of 10 March 2025." in said(proposal)
    assert proposal.score < 0.2


def test_a_product_launch_of_the_same_company_stays_below_the_line():
    document = article("Exampla launches chatbot app with new features", "Users can subscribe from today.")
    assert matcher().match(document) == ()
    assert best(document).kind_of_news == "same_company_other_matter"


@pytest.mark.parametrize(
    ("title", "matter"),
    [("Exampla sued in British court ruling", "a court case"), ("Exampla plans IPO in London", "own money")],
)
def test_lawsuits_and_funding_of_the_same_company_stay_below_the_line(title, matter):
    document = article(title)
    assert matcher().match(document) == ()
    assert best(document).kind_of_news == "same_company_other_matter"
    assert matter in said(best(document))


def test_another_companys_deal_is_named_for_what_it_is():
    document = article("UK signs data centre deal with Mockdata", "Clerks will be trained.", "2025-12-01")
    proposal = of("EXA-01", document)
    assert proposal.kind_of_news == "other_company_deal"
    assert "Its headline is about a deal of Mockdata, not a party here." in said(proposal)


def test_act_is_not_found_in_impact():
    act = promise("EXA-07", "Respect the Harbour Act", terms=("act",))
    assert of("EXA-07", article("The impact of actors in the UK", "Exactly that."), act) is None
    assert "Says “Act”" in said(of("EXA-07", article("Exampla and the Act"), act))


def test_scrap_metal_is_not_a_project_scrapped():
    assert "event" not in signals(of("EXA-01", article("Exampla and scrap metal at Larkfield Park")))


def named(text, party):
    """Whether a commitment of this party alone takes the text for naming it."""
    own = promise("NAM-01", "Harbour lights", parties=(PartyNames(party),))
    proposal = of("NAM-01", article("Harbour lights", text), own)
    return any(reason.words.startswith(f"Names {party}") for reason in proposal.reasons)


@pytest.mark.parametrize("text", ["We saw Meta today.", "It was Meta’s plan.", "Lights by META in Hull."])
def test_a_name_that_is_also_a_word_counts_with_its_capital(text):
    assert named(text, "Meta")


@pytest.mark.parametrize(
    "text", ["A meta study of it.", "A Meta-analysis of it.", "Metallic paint.", "Meta tags help."]
)
def test_a_name_that_is_also_a_word_does_not_count_without(text):
    assert not named(text, "Meta")


def test_an_acronym_needs_its_capitals():
    assert named("The FCA said so.", "FCA")
    assert not named("They fca it.", "FCA")
    assert not named("Tell us more.", "US government")


def test_google_deepmind_is_not_google_cloud():
    assert not named("Run by Google DeepMind.", "Google Cloud")
    assert named("Run by Google Cloud.", "Google Cloud")


def test_a_wider_name_is_worth_less_and_said_to_be_so():
    own = promise("NAM-01", "Harbour lights", parties=(PartyNames("Google Cloud"),))
    assert "May mean Google Cloud: it uses a wider name" in said(
        of("NAM-01", article("Harbour lights", "Run by Google."), own)
    )


def test_a_party_that_is_only_a_group_is_nobody():
    for group in ("Other companies", "others", "Industry partners", "16 AI companies (more later)"):
        assert not named("Others in the industry, and other companies, joined.", group)
