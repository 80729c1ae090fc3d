"""In: a `Register` once, then one `Reading` after another. Out: `Found`: every name, term, topic and event of the text.

One Aho-Corasick pass over the stems finds them all; a stem stands between spaces, so "act" is never found in "impact".
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from .lexicon import Lexicon, Phrase
from .normalise import Reading, light_of, stems_of, words_of
from .register import Register
from .weights import Weights

Span = tuple[int, int]
# How many words before a verb or a name a turning word may stand ("has not yet been opened").
_REACH_OF_NEGATION = 4


@dataclass(frozen=True)
class Event:
    direction: str
    heading: str
    span: Span
    negated: bool


@dataclass
class Found:
    """Where things stand in one document, by number of the first and the last word."""

    reading: Reading
    names: dict[str, list[tuple[Span, float]]] = field(default_factory=lambda: defaultdict(list))
    countries: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    government: list[Span] = field(default_factory=list)
    terms: dict[Phrase, list[Span]] = field(default_factory=lambda: defaultdict(list))
    topics: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    agreements: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    signing_strong: list[Span] = field(default_factory=list)
    signing_weak: list[Span] = field(default_factory=list)
    other_matter: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    products: list[Span] = field(default_factory=list)
    opinion: list[Span] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    of_the_field: bool = False
    negations: list[int] = field(default_factory=list)

    def hint_country(self, country: str) -> None:
        """Takes a country as spoken of (by a currency, by the ending of an address) although no word names it."""
        if country:
            self.countries.setdefault(country, [])

    def in_title(self, spans: list[Span]) -> bool:
        ends = self.reading.title_ends
        return any(first < ends for first, _ in spans)

    def negated(self, first: int) -> bool:
        """Whether a turning word stands close before word `first`, in the same sentence."""
        at = bisect_right(self.negations, first - 1) - 1
        if at < 0 or first - self.negations[at] > _REACH_OF_NEGATION:
            return False
        return self.reading.sentence_of(self.negations[at]) == self.reading.sentence_of(first)


@dataclass(frozen=True)
class _Name:
    key: str
    factor: float
    spelt: tuple[str, ...]
    acronym: bool
    ordinary: bool
    product: bool = False


class Finder:
    """All phrases of a register and of the lexicon in one automaton."""

    def __init__(self, register: Register, *, lexicon: Lexicon, weights: Weights):
        self._entries: dict[Phrase, list[tuple[str, object]]] = defaultdict(list)
        self._ordinary = lexicon.names_that_are_words
        for key, body in register.bodies.items():
            self._name(key, body.names, 1.0)
            self._name(key, body.wider, weights.company_by_wider_name)
            self._name(key, body.products, weights.company_by_product, product=True)
        for country, forms in lexicon.countries.items():
            for form in forms:
                self._entries[stems_of(form)].append(("country", self._named(country, form, 1.0)))
        for phrase in register.terms:
            self._entries[phrase].append(("term", phrase))
        for topic in register.topics:
            self._add_all("topic", topic, lexicon.topics[topic])
        for phrase, agreements in register.agreements.items():
            self._entries[phrase] += [("agreement", agreement) for agreement in sorted(agreements)]
        for direction, headings in lexicon.events.items():
            for heading, phrases in headings.items():
                self._add_all("event", (direction, heading), phrases)
        for heading, phrases in lexicon.other_matter.items():
            self._add_all("other_matter", heading, phrases)
        self._add_all("government", None, lexicon.government)
        self._add_all("signing_strong", None, lexicon.signing_strong)
        self._add_all("signing_weak", None, lexicon.signing_weak)
        self._add_all("opinion", None, lexicon.opinion)
        self._add_all("negation", None, lexicon.negation)
        for phrase in register.field_words:
            self._entries[phrase].append(("field", phrase))
        self._has_field = bool(register.field_words)
        self._entries.pop((), None)
        self._patterns = [(len(phrase), payloads) for phrase, payloads in self._entries.items()]
        self._automaton = AhoCorasick([f" {' '.join(phrase)} " for phrase in self._entries])

    def find(self, reading: Reading) -> Found:
        found = Found(reading, of_the_field=not self._has_field)
        names: list[tuple[Span, _Name, str]] = []
        hits = []
        for pattern, start, _ in self._automaton.find_matches_as_indexes(reading.joined, overlapping=True):
            length, payloads = self._patterns[pattern]
            first = reading.word_at(start)
            hits.append(((first, first + length - 1), payloads))
        events = []
        for span, payloads in hits:
            for kind, what in payloads:
                if kind == "term":
                    found.terms[what].append(span)
                elif kind == "agreement":
                    found.agreements[what].append(span)
                elif kind == "field":
                    found.of_the_field = True
                elif kind in ("name", "country"):
                    if self._is_name(reading, span, what):
                        names.append((span, what, kind))
                elif tuple(reading.lights[span[0] : span[1] + 1]) == what[0]:
                    if kind == "event":
                        events.append((what[1], span))
                    elif kind == "negation":
                        found.negations.append(span[1])
                    elif kind in ("topic", "other_matter"):
                        (found.topics if kind == "topic" else found.other_matter)[what[1]].append(span)
                    else:
                        getattr(found, kind).append(span)
        found.negations.sort()
        _keep_the_longest(names, found)
        found.events = [Event(*what, span, found.negated(span[0])) for what, span in events]
        return found

    def _add_all(self, kind: str, what: object, phrases: tuple[str, ...]) -> None:
        for phrase in phrases:
            self._entries[stems_of(phrase)].append((kind, (light_of(phrase), what)))

    def _name(self, key: str, names: tuple[str, ...], factor: float, *, product: bool = False) -> None:
        for name in names:
            self._entries[stems_of(name)].append(("name", self._named(key, name, factor, product)))

    def _named(self, key: str, name: str, factor: float, product: bool = False) -> _Name:
        words = words_of(name)
        spelt = tuple(_spelling(word) for word in words)
        alone = len(words) == 1
        acronym = alone and name.isupper() and 2 <= len(name.replace(".", "")) <= 5
        return _Name(key, factor, spelt, acronym, alone and spelt[0] in self._ordinary, product)

    def _is_name(self, reading: Reading, span: Span, name: _Name) -> bool:
        """A name needs its own spelling and, where one word, a capital; an ordinary word needs more than that."""
        first, last = span
        said = reading.said[first : last + 1]
        if tuple(_spelling(word) for word in said) != name.spelt:
            return False
        if len(said) > 1:
            return True
        word = said[0].replace("’", "'").removesuffix("'s")
        if name.acronym:
            return word.isupper() or "." in word
        if word.islower():
            return False
        if not name.ordinary:
            return True
        start, end = reading.spans[first]
        if reading.original[end : end + 1] == "-":
            return False
        opens = first < reading.title_ends or start != reading.sentences[reading.sentence_of(first)][0]
        return opens or word.isupper()


def _spelling(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s").replace(".", "")


def _keep_the_longest(names: list[tuple[Span, _Name, str]], found: Found) -> None:
    """ "Google DeepMind" is not also Google: a name inside a longer name of another body does not count."""
    covering: dict[int, Span] = {}
    for first, last in sorted({span for span, _, kind in names if kind == "name" and span[1] > span[0]}):
        for word in range(first, last + 1):
            kept = covering.get(word)
            if kept is None or kept[1] - kept[0] < last - first:
                covering[word] = (first, last)
    for span, name, kind in names:
        around = covering.get(span[0], span)
        if kind == "country":
            found.countries[name.key].append(span)
        elif around == span or around[1] < span[1]:
            found.names[name.key].append((span, name.factor))
            if name.product:
                found.products.append(span)
