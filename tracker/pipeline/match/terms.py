"""In: a `Subject`. Out: the terms and topics that news about it would use, each with the weight of where it stood.

Principle: a term is worth what it tells apart. Names of things and phrases tell more than single words, the title
more than the statement, and a word of the whole field ("AI", "government") next to nothing. How rare a term is
among all commitments is weighed later, in `index`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import Lexicon, Phrase
from .normalise import light_of, stem_of, stems_of, words_of
from .subject import Subject
from .weights import Weights

WATCH, NAMED, PHRASE, WORD, FIELD, NUMBER = "watch", "named", "phrase", "word", "field", "number"

_PIECE = re.compile(r"[.;:!?()\[\]\n,]+(?=\s|$)|[;:()\[\]\n]|\s[–—-]\s")
_LONGEST_PHRASE = 4
# A clause can be pages long; its first words say what it promises.
_MOST_CHARACTERS = 4_000


@dataclass(frozen=True)
class Term:
    """`words` is the term as an editor knows it; `phrase` its stems."""

    phrase: Phrase
    words: str
    kind: str
    weight: float


def terms_of(
    subject: Subject,
    *,
    names: frozenset[Phrase],
    products: frozenset[Phrase],
    lexicon: Lexicon,
    weights: Weights,
) -> list[Term]:
    """Terms of one commitment, each phrase once with its best weight. `names` are names of bodies and countries.

    A product's name is no better than a plain word: every second article about its company has it.
    """
    best: dict[Phrase, Term] = {}
    for words in subject.terms:
        _keep(best, stems_of(words), words, WATCH, weights.term[WATCH])
    derived_from = [
        (subject.title, 1.0),
        (subject.statement, weights.in_statement if subject.title else 1.0),
        *((theme, weights.in_statement) for theme in subject.themes),
        (subject.clause_words, weights.in_clause),
    ]
    for text, share in derived_from:
        for piece in _PIECE.split(text[:_MOST_CHARACTERS]):
            for phrase, words, kind in _derived(words_of(piece), names, lexicon):
                kind = WORD if kind == NAMED and phrase in products else kind
                _keep(best, phrase, words, kind, weights.term[kind] * share)
    return list(best.values())


def topics_of(
    subject: Subject, *, topic_of: dict[tuple[str, ...], list[str]], weights: Weights
) -> dict[str, float]:
    """Topics that the commitment's words belong to, with the weight of the place that named them."""
    found: dict[str, float] = {}
    places = [
        (" ; ".join((subject.title, *subject.themes, *subject.terms)), 1.0),
        (subject.statement, weights.in_statement),
        (subject.clause_words, weights.in_clause),
    ]
    for text, share in places:
        words = light_of(text[:_MOST_CHARACTERS])
        for first in range(len(words)):
            for length in range(1, _LONGEST_PHRASE + 1):
                for topic in topic_of.get(words[first : first + length], ()):
                    found[topic] = max(found.get(topic, 0.0), share)
    return found


def named_things(title: str, *, names: frozenset[Phrase], lexicon: Lexicon) -> set[Phrase]:
    """The names in an agreement's title that are neither parties nor words of the field: "Stargate UK"."""
    found = set()
    for piece in _PIECE.split(title):
        words = words_of(piece)
        stems = [stem_of(word) for word in words]
        for phrase, _, _ in _named_things(words, stems, _covered(stems, names), lexicon):
            if any(
                (s,) not in names and (s,) not in lexicon.field and s not in lexicon.everyday for s in phrase
            ):
                found.add(phrase)
    return found


def _derived(
    words: list[str], names: frozenset[Phrase], lexicon: Lexicon
) -> Iterator[tuple[Phrase, str, str]]:
    stems = [stem_of(word) for word in words]
    is_name = _covered(stems, names)
    plain = [stem in lexicon.everyday or not stem for stem in stems]
    for at, (word, stem) in enumerate(zip(words, stems, strict=True)):
        if is_name[at] or plain[at]:
            continue
        if stem[0].isdigit():
            if _tells(stem):
                yield (stem,), word, NUMBER
        elif (stem,) in lexicon.field:
            yield (stem,), word, FIELD
        elif _stands_out(words, at):
            yield (stem,), word, NAMED
        elif len(stem) > 2:
            yield (stem,), word, WORD
    yield from _phrases(words, stems, [n or p for n, p in zip(is_name, plain, strict=True)], lexicon)
    yield from _named_things(words, stems, is_name, lexicon)


def _stands_out(words: list[str], at: int) -> bool:
    """A capital inside a sentence, alone: in "Energy Council" the pair is the name, not its words."""
    if not at or not words[at][0].isupper() or len(words[at]) < 3 or words[at - 1][0].isupper():
        return False
    return at + 1 == len(words) or not words[at + 1][0].isupper()


def _phrases(words, stems, out, lexicon: Lexicon) -> Iterator[tuple[Phrase, str, str]]:
    """Two or three words side by side, none of them a name or an everyday word."""
    for length in (2, 3):
        for first in range(len(stems) - length + 1):
            phrase = tuple(stems[first : first + length])
            if any(out[first : first + length]) or phrase in lexicon.field:
                continue
            of_the_field = all((stem,) in lexicon.field for stem in phrase)
            yield phrase, " ".join(words[first : first + length]), WORD if of_the_field else PHRASE


def _named_things(words, stems, is_name, lexicon: Lexicon) -> Iterator[tuple[Phrase, str, str]]:
    """Runs of capitals ("AI Growth Zones"), also without a first word of the field ("Growth Zones")."""
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and (words[last][0].isupper() or (last > first and words[last][0].isdigit())):
            last += 1
        while first < last and (
            is_name[first] or (stems[first] in lexicon.everyday and words[first].islower())
        ):
            first += 1
        run = tuple(stems[first:last])
        # A capital at the head of a sentence is no sign of a name unless another follows it.
        if len(run) > 1 and run not in lexicon.field and not all(is_name[first:last]):
            yield run, " ".join(words[first:last]), NAMED
            if len(run) > 2 and (run[0],) in lexicon.field:
                yield run[1:], " ".join(words[first + 1 : last]), NAMED
        first = max(last, first + 1)


def _covered(stems: list[str], names: frozenset[Phrase]) -> list[bool]:
    covered = [False] * len(stems)
    for first in range(len(stems)):
        for length in range(1, _LONGEST_PHRASE + 1):
            if tuple(stems[first : first + length]) in names:
                covered[first : first + length] = [True] * len(stems[first : first + length])
    return covered


def _tells(number: str) -> bool:
    """Whether a number is telling by itself: thousands and decimals are, small counts and years are not."""
    if "." in number:
        return True
    return len(number) >= 4 and not (len(number) == 4 and number[:2] in {"19", "20"})


def _keep(best: dict[Phrase, Term], phrase: Phrase, words: str, kind: str, weight: float) -> None:
    if phrase and (phrase not in best or best[phrase].weight < weight):
        best[phrase] = Term(phrase, words, kind, weight)
