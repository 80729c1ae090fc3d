"""What the matcher answers: a `Proposal` for an editor, with its reasons in words that can be checked."""

from dataclasses import dataclass

FOLLOW_UP = "follow_up"
ANNOUNCEMENT = "announcement"
BEFORE_AGREEMENT = "before_the_agreement"
SAME_COMPANY = "same_company_other_matter"
OTHER_COMPANY = "other_company_deal"
OTHER_ANNOUNCEMENT = "announcement_of_another_agreement"
GENERAL = "general_news_of_the_field"

KINDS_OF_NEWS = {
    FOLLOW_UP: "May be a follow-up",
    ANNOUNCEMENT: "Announces the agreement itself",
    OTHER_ANNOUNCEMENT: "Announces another agreement",
    BEFORE_AGREEMENT: "Older than the agreement",
    SAME_COMPANY: "Same company, another matter",
    OTHER_COMPANY: "Another company's deal",
    GENERAL: "General news of the field",
}


@dataclass(frozen=True)
class Reason:
    """`words` is a whole sentence an editor can check; `weight` what it added to the sum behind the score."""

    signal: str
    words: str
    weight: float


@dataclass(frozen=True)
class Proposal:
    """`sentence` is the document's own sentence that fits best; `above_line` says an editor should see it."""

    commitment: str
    score: float
    reasons: tuple[Reason, ...]
    sentence: str
    kind_of_news: str
    above_line: bool
