"""In: the commitments once, then documents one by one. Out: for each document its proposals, best first, with reasons.

Principle: a document bears on a commitment when it names the parties, speaks of the thing promised, tells that
something happened, and came out after the promise without being its announcement. Each of these is a signal with a
weight from one table; the score is the logistic of their sum, so every reason says how much it counted.
"""

from collections.abc import Iterable
from math import exp, log

from . import explain
from .content import Content, Weighing, weigh
from .document import MOST_CHARACTERS, Document
from .finding import Finder, Found
from .lexicon import load
from .normalise import read
from .proposal import (
    ANNOUNCEMENT,
    BEFORE_AGREEMENT,
    FOLLOW_UP,
    GENERAL,
    OTHER_ANNOUNCEMENT,
    OTHER_COMPANY,
    SAME_COMPANY,
    Proposal,
    Reason,
)
from .register import register
from .signals import Announced, Stance, announcement, most, stance
from .subject import Subject
from .told import Told, tell
from .weights import WEIGHTS, Weights

MATCHER_VERSION = "table-1"


class Matcher:
    """Built once from the subjects; `match` may then be called from many threads."""

    def __init__(self, subjects: Iterable[Subject], *, weights: Weights = WEIGHTS):
        self._lexicon = lexicon = load()
        self.weights = weights
        self._register = register(tuple(subjects), lexicon=lexicon, weights=weights)
        self._finder = Finder(self._register, lexicon=lexicon, weights=weights)

    def match(self, document: Document, *, all: bool = False) -> tuple[Proposal, ...]:
        """Proposals an editor should see, best first; with `all` also those below the line, named for what they are."""
        if not self._register.subjects:
            return ()
        found = self._finder.find(read(document.title, document.text, MOST_CHARACTERS))
        found.hint_country(self._lexicon.country_of_signs(found.reading.original, document.url))
        weighing = weigh(found, self._register, self.weights)
        announced = self._announced(found, document.days())
        told = tell(found, self.weights)
        proposals = []
        for number, stance_here in self._candidates(found, document, weighing, announced, told, below=all):
            proposal = self._proposal(number, weighing.content(number), stance_here, told, found, below=all)
            if proposal is not None:
                proposals.append(proposal)
        return tuple(sorted(proposals, key=lambda one: (-one.score, one.commitment)))

    def _candidates(
        self, found: Found, document: Document, weighing: Weighing, announced, told: Told, *, below: bool
    ):
        """Numbers of commitments worth a proposal, each with the stance of its group.

        For an editor only those are worth one that could still reach the line; the rest is not worked out.
        """
        weights, groups = self.weights, self._register.groups
        least = weights.least_to_be_candidate if below else weights.least_content
        totals = weighing.totals
        numbers = [number for number, total in totals.items() if total >= least]
        if below:
            of_company = (number for key in found.names for number in self._register.of_company.get(key, ()))
            numbers = {*numbers, *of_company}
        needed = (
            log(weights.line / (1 - weights.line)) - weights.start - told.most() - weights.term_with_party
        )
        bounds: dict[int, float] = {}
        stances: dict[int, Stance] = {}
        for number in numbers:
            group = self._register.group_of[number]
            if not below:
                if group not in bounds:
                    bounds[group] = most(groups[group], found, weights=weights)
                if bounds[group] + totals[number] < needed:
                    continue
            if group not in stances:
                stances[group] = stance(
                    groups[group],
                    found,
                    document.days(),
                    announced=announced,
                    register=self._register,
                    weights=weights,
                )
            if below or stances[group].total + totals[number] >= needed:
                yield number, stances[group]

    def _announced(self, found: Found, days) -> list[Announced]:
        announced = []
        for group in self._register.agreed:
            reason = announcement(group, found, days, weights=self.weights)
            if reason is not None:
                announced.append(Announced(group.agreement, group.title, group.company_keys, reason))
        return announced

    def _proposal(
        self, number: int, content: Content, stance: Stance, told: Told, found: Found, *, below: bool
    ):
        weights = self.weights
        reasons = [*content.reasons(found), *stance.reasons, *told.reasons(content.total, weights)]
        together = content.together_with(stance.party_spans, found)
        if together:
            reasons.append(
                Reason("term_with_party", explain.term_with_party(together), weights.term_with_party)
            )
        score = round(1 / (1 + exp(-(weights.start + sum(reason.weight for reason in reasons)))), 4)
        kind = _kind(score, content, stance, told, weights)
        above = kind == FOLLOW_UP and score >= weights.line
        if not (above or below):
            return None
        reasons.sort(key=lambda reason: -abs(reason.weight))
        reference = self._register.subjects[number].reference
        return Proposal(
            reference, score, tuple(reasons), content.best_sentence(found, stance.party_spans), kind, above
        )


def _kind(score: float, content: Content, stance: Stance, told: Told, weights: Weights) -> str:
    """The class an editor can filter by; the first that holds."""
    if stance.before:
        return BEFORE_AGREEMENT
    if stance.announcement:
        return ANNOUNCEMENT
    if stance.another_announcement:
        return OTHER_ANNOUNCEMENT
    if score >= weights.line and content.total >= weights.least_content:
        return FOLLOW_UP
    if stance.other_company:
        return OTHER_COMPANY
    if stance.company_named and (told.other_matter or content.total < weights.least_content):
        return SAME_COMPANY
    return FOLLOW_UP if score >= weights.line / 2 and content.total >= weights.least_content else GENERAL
