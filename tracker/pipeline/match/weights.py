"""The table of weights: what each signal adds to (or takes from) the sum whose logistic is the score.

They were set by reasoning about news, changed by hand where labelled samples showed the reasoning wrong, and rounded;
none was fitted by machine. A weight of 1 makes a match about 2.7 times as likely. Change one here, run
`python -m bench.matching_quality`, and give `MATCHER_VERSION` a new name.
"""

from dataclasses import dataclass, field


def _by_kind_of_term() -> dict[str, float]:
    return {
        "watch": 1.6,  # an editor chose it
        "named": 1.6,  # a place, a programme: "Cobalt Park"
        "phrase": 1.1,  # two or three words side by side; their single words count as well
        "number": 1.0,  # "100,000" says which promise is meant
        "word": 0.55,
        "field": 0.08,  # "AI", "government": in every second commitment
    }


@dataclass(frozen=True)
class Weights:
    # Where the sum starts: of the documents that share any word with a commitment, very few bear on it.
    start: float = -3.4
    # At this score and above an editor sees the proposal.
    line: float = 0.5

    # The commitment's own words.
    term: dict[str, float] = field(default_factory=_by_kind_of_term)
    in_statement: float = 0.6  # the statement explains, the title names
    in_clause: float = 0.4  # clauses are long and formal
    in_headline: float = 1.5  # factor: a headline says what the article is about
    again: float = 0.2  # factor added for the 2nd and the 3rd time a term is said
    least_content: float = 0.6  # with less than this from its own words, a document is about something else
    least_to_be_candidate: float = 0.15  # a word of the whole field joins in, but brings no commitment in
    most_from_terms: float = 4.0  # many words must not outweigh every other signal
    topic: float = 0.9  # the same idea in other words ("supercomputer" for "compute")
    most_from_topics: float = 1.8
    term_with_party: float = 0.4  # a term and a party in one sentence

    # Who is named.
    company: float = 1.2
    company_in_headline: float = 0.4
    company_by_product: float = 0.5  # factor: "ChatGPT" is a sign of OpenAI, no more
    company_by_wider_name: float = 0.7  # factor: "Google" may be any of its firms
    company_only_in_agreement: float = 0.7  # factor: party to the agreement, not to this promise
    company_one_of_many: float = 0.5  # factor: one signatory of more than four
    company_missing: float = -1.6  # news of a company's promise names the company
    company_missing_from_plan: float = (
        0.5  # factor: a plan of the government's own is told without its companies
    )
    government: float = 0.5
    government_implied: float = 0.3  # "ministers" in a text that names the country
    country_of_plan: float = (
        0.5  # "UK to invest …": in news of a government's own plan its country is the actor
    )
    government_alone: float = 1.5  # factor: a plan of the government's own has no other side to name
    public_body: float = 0.8  # a body with a task, such as a regulator, that few commitments name
    both_sides: float = 0.6
    agreement_named: float = 1.2
    country_missing: float = -1.2  # a promise of one country, news that names none
    country_other: float = -1.8  # and news that names only others
    field_missing: float = -1.2  # not one word that most commitments share: news of another field
    negated_party: float = -1.0  # "without OpenAI"

    # What happened.
    event: float = 0.5
    event_in_headline: float = 0.3
    setback: float = 0.2  # pauses and cancellations are told only of things promised before

    # When.
    # Both bounds below are in days after the signing.
    after: float = 0.5
    before: float = -7.0  # nothing can follow up what was not yet agreed
    days_of_announcement: int = 10
    days_of_echo: int = 60

    # What it is instead.
    announcement: float = -5.0
    announcement_by_date: float = -3.5  # so soon after the signing, without words of signing
    announcement_echo: float = -1.2  # words of signing in the headline, some weeks later
    announcement_of_another: float = -2.0
    announcement_of_relative: float = -0.8  # another agreement of the same company may be a step of this one
    other_company: float = -1.2
    other_matter: float = -0.6
    product_launch: float = -1.2  # a product and its launch in the headline, and nothing of the public side
    opinion: float = -0.3
    content_that_outweighs: float = (
        2.5  # with so much from its own words, other matters and opinion do not count
    )


WEIGHTS = Weights()
