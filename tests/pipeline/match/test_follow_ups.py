"""What a follow-up is proposed for, and what it is told by."""

from dataclasses import replace
from math import exp

from tracker.pipeline.match import WEIGHTS, Matcher

from .promises import DEPARTMENT, EXAMPLA, article, best, matcher, of, promise, promises, said, signals

OPENING = article(
    "Exampla opens clerks' school in Larkfield Park",
    "The British company and the Department for Samples opened it on Monday. The first 300 clerks have begun.",
)


def test_the_right_commitment_is_proposed_first_and_above_the_line():
    proposals = matcher().match(OPENING)
    assert proposals[0].commitment == "EXA-01"
    assert proposals[0].above_line
    assert proposals[0].kind_of_news == "follow_up"
    assert 0.5 < proposals[0].score <= 1


def test_it_says_who_what_when_and_what_happened():
    words = said(best(OPENING))
    assert "Names Exampla in the headline." in words
    assert "Names both sides of the agreement: Exampla and Department for Samples." in words
    assert "Says “Larkfield Park”, in the headline." in words
    assert "Reports an opening or a launch: “… Exampla opens clerks' school" in words
    assert "Published 266 days after the signing of 10 March 2025." in words


def test_it_shows_the_sentence_that_fits_best():
    proposal = of(
        "EXA-01", article("Exampla news", "Nothing here. Clerks are taught at Larkfield Park. The end.")
    )
    assert proposal.sentence == "Clerks are taught at Larkfield Park."


def test_both_sides_weigh_more_than_one():
    one = of("EXA-01", article("Exampla opens clerks' school", "It is in Leeds."))
    both = of("EXA-01", article("Exampla opens clerks' school", "It is in Leeds, says the DfSam."))
    assert both.score > one.score
    assert "both_sides" in signals(both) - signals(one)


def test_a_term_of_one_commitment_weighs_more_than_a_term_of_many():
    many = [promise(f"MNY-{n:02}", "Train clerks") for n in range(20)]
    weights = {
        reason.words: reason.weight
        for reason in of("EXA-01", article("Exampla", "Clerks at Larkfield."), *many).reasons
        if reason.signal == "term"
    }
    assert weights["Says “Larkfield”."] > weights["Says “Clerks”."]


def test_watch_terms_of_editors_are_looked_for():
    watched = promise("EXA-09", "Keep people informed", terms=("blue notebook scheme",))
    proposal = of("EXA-09", article("Exampla starts its Blue Notebook Scheme", "In Leeds."), watched)
    assert "Says “Blue Notebook Scheme”, in the headline." in said(proposal)
    assert proposal.above_line


def test_the_same_idea_in_other_words_is_found():
    proposal = of("SCP-01", article("UK to spend £40m on GPU cluster", "Ministers have funded it."))
    assert "Is about computing power: “GPU”." in said(proposal)
    assert proposal.kind_of_news == "follow_up"


def test_other_forms_of_a_word_are_found():
    assert "Says “clerk”" in said(of("EXA-01", article("Exampla", "Each clerk is paid.")))


def test_a_setback_is_evidence_too():
    proposal = best(
        article("Exampla pauses Larkfield Park school for clerks", "The UK company blames costs.")
    )
    assert proposal.commitment == "EXA-01"
    assert proposal.above_line
    assert "Reports a pause: “… Exampla pauses Larkfield Park" in said(proposal)


def test_what_has_not_happened_is_told_as_such():
    proposal = best(article("Exampla and Larkfield Park", "In Britain the school for clerks has not opened."))
    assert (
        "Says that an opening or a launch has not come: “… the school for clerks has not opened …”"
        in said(proposal)
    )


def test_a_party_named_only_to_be_left_out_counts_against():
    proposal = of("EXA-01", article("Larkfield Park opens for clerks", "The UK built it without Exampla."))
    assert "Names Exampla only to leave it out." in said(proposal)


def test_the_country_is_heard_in_its_places_its_money_and_its_addresses():
    for text in ("It is near Leeds.", "It costs £3m."):
        assert not {"country_missing", "country_other"} & signals(
            of("EXA-01", article("Exampla trains clerks", text))
        )
    british = replace(article("Exampla trains clerks"), url="https://gazette.example.uk/1")
    assert "country_missing" not in signals(of("EXA-01", british))
    assert "country_missing" in signals(of("EXA-01", article("Exampla trains clerks")))


def test_news_of_another_country_counts_against():
    proposal = of("EXA-01", article("Exampla trains clerks in Canada"))
    assert "Says nothing of the UK, but names Canada." in said(proposal)


def test_the_weights_come_from_the_table():
    changed = Matcher(promises(), weights=replace(WEIGHTS, company=WEIGHTS.company + 1))
    assert changed.match(OPENING)[0].score > matcher().match(OPENING)[0].score


def test_the_reasons_add_up_to_the_score():
    for proposal in matcher().match(OPENING, all=True):
        total = WEIGHTS.start + sum(reason.weight for reason in proposal.reasons)
        assert abs(proposal.score - 1 / (1 + exp(-total))) < 0.002


def test_what_the_reasons_quote_stands_in_the_document():
    whole = f"{OPENING.title} {OPENING.text}"
    for proposal in matcher().match(OPENING, all=True):
        assert proposal.sentence in whole
        for reason in proposal.reasons:
            for quote in reason.words.split("“")[1:]:
                assert quote.split("”")[0].strip("… ") in whole


def test_what_is_left_out_below_the_line_is_the_only_difference():
    for document in (OPENING, article("Exampla sued over Larkfield Park"), article("UK buys supercomputers")):
        everything = matcher().match(document, all=True)
        assert matcher().match(document) == tuple(one for one in everything if one.above_line)


def test_the_answer_is_the_same_every_time_and_in_any_order_of_the_commitments():
    first = matcher().match(OPENING, all=True)
    assert matcher().match(OPENING, all=True) == first
    turned = Matcher(tuple(reversed(promises()))).match(OPENING, all=True)
    assert [(one.commitment, one.score) for one in turned] == [(one.commitment, one.score) for one in first]


def test_no_commitments_no_proposals():
    assert Matcher(()).match(OPENING, all=True) == ()


def test_a_commitment_without_words_is_no_trouble():
    empty = promise("EXA-00", "", parties=(EXAMPLA, DEPARTMENT))
    nobody = promise("EXA-99", "Larkfield", parties=(), agreed_on=None)
    assert matcher(empty, nobody).match(OPENING)[0].commitment == "EXA-01"
