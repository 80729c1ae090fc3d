"""In: what was found in a document. Out: `Content`: which of a commitment's own words and ideas it has, how much."""

from collections import defaultdict
from dataclasses import dataclass, field

from . import explain
from .finding import Found, Span
from .lexicon import Phrase
from .proposal import Reason
from .register import Register
from .weights import Weights

_MOST_SHOWN = 5
_LONGEST_SENTENCE = 400


@dataclass
class Content:
    """Weights of the commitment's terms and topics in one document, as found and before the caps."""

    terms: dict[Phrase, float] = field(default_factory=dict)
    topics: dict[str, float] = field(default_factory=dict)
    most_from_terms: float = 0.0
    most_from_topics: float = 0.0

    @property
    def from_terms(self) -> float:
        return min(sum(self.terms.values()), self.most_from_terms)

    @property
    def from_topics(self) -> float:
        return min(sum(self.topics.values()), self.most_from_topics)

    @property
    def total(self) -> float:
        return self.from_terms + self.from_topics

    def reasons(self, found: Found) -> list[Reason]:
        """One reason a term, the weightiest first; what the caps cut off and what is not shown goes into the last."""
        made = self._shown(
            sorted(self.terms.items(), key=lambda one: (-one[1], one[0])),
            self.from_terms,
            lambda phrase: ("term", _term_words(found, phrase)),
        )
        return made + self._shown(
            sorted(self.topics.items(), key=lambda one: (-one[1], one[0])),
            self.from_topics,
            lambda topic: ("topic", explain.topic(topic, found.reading.words(*min(found.topics[topic])))),
        )

    def together_with(self, party_spans: list[Span], found: Found) -> str:
        """The first sentence that holds a party and a term that tells, '' if there is none."""
        if not party_spans or not self.terms:
            return ""
        with_party = {found.reading.sentence_of(span[0]) for span in party_spans}
        for phrase, weight in sorted(self.terms.items(), key=lambda one: (-one[1], one[0])):
            if weight < 0.2:
                break
            for span in found.terms[phrase]:
                number = found.reading.sentence_of(span[0])
                if number in with_party:
                    return found.reading.sentence(number)
        return ""

    def best_sentence(self, found: Found, party_spans: list[Span]) -> str:
        """The sentence with most of the weight, the earlier of two that are equal."""
        weights: dict[int, float] = defaultdict(float)
        for weighed, spans_of in ((self.terms, found.terms), (self.topics, found.topics)):
            for what, weight in weighed.items():
                for number in {found.reading.sentence_of(span[0]) for span in spans_of[what]}:
                    weights[number] += weight
        for number in {found.reading.sentence_of(span[0]) for span in party_spans}:
            if number in weights:
                weights[number] += 0.5
        if not weights:
            return ""
        best = min(weights, key=lambda number: (-round(weights[number], 6), number))
        return explain.shorten(found.reading.sentence(best), _LONGEST_SENTENCE)

    def _shown(self, weighed, capped: float, explained) -> list[Reason]:
        made: list[Reason] = []
        left = capped
        for at, (what, weight) in enumerate(weighed[:_MOST_SHOWN]):
            last = at == min(len(weighed), _MOST_SHOWN) - 1
            given = left if last else min(weight, left)
            left -= given
            if given > 0:
                made.append(Reason(*explained(what), round(given, 3)))
        return made


@dataclass(frozen=True)
class Weighing:
    """How much of each commitment's own words and ideas a document has; `content` tells which they were."""

    register: Register
    weights: Weights
    term_factors: dict[Phrase, float]
    topic_factors: dict[str, float]
    totals: dict[int, float]

    def content(self, number: int) -> Content:
        own_terms, own_topics = self.register.own_terms[number], self.register.own_topics[number]
        return Content(
            terms={p: w * self.term_factors[p] for p, w in own_terms.items() if p in self.term_factors},
            topics={t: w * self.topic_factors[t] for t, w in own_topics.items() if t in self.topic_factors},
            most_from_terms=self.weights.most_from_terms,
            most_from_topics=self.weights.most_from_topics,
        )


def weigh(found: Found, register: Register, weights: Weights) -> Weighing:
    """Adds up, for all commitments at once, what `Content.total` will be, without making a `Content` for each."""
    term_factors, topic_factors = {}, {}
    from_terms: dict[int, float] = {}
    from_topics: dict[int, float] = {}
    had = from_terms.get
    for phrase, spans in found.terms.items():
        factor = 1 + weights.again * min(len(spans) - 1, 2)
        if found.in_title(spans):
            factor *= weights.in_headline
        term_factors[phrase] = factor
        for number, weight in register.terms[phrase]:
            from_terms[number] = had(number, 0.0) + weight * factor
    had = from_topics.get
    for topic, spans in found.topics.items():
        factor = weights.topic * (weights.in_headline if found.in_title(spans) else 1.0)
        topic_factors[topic] = factor
        for number, weight in register.topics[topic]:
            from_topics[number] = had(number, 0.0) + weight * factor
    most, totals = weights.most_from_terms, {}
    for number, weight in from_terms.items():
        totals[number] = weight if weight < most else most
    most = weights.most_from_topics
    for number, weight in from_topics.items():
        totals[number] = totals.get(number, 0.0) + (weight if weight < most else most)
    return Weighing(register, weights, term_factors, topic_factors, totals)


def _term_words(found: Found, phrase: Phrase) -> str:
    spans = found.terms[phrase]
    return explain.term(found.reading.words(*spans[0]), len(spans), found.in_title(spans))
