"""In: the subjects. Out: `Register`: whose names, terms and topics lead to which commitments, and how rare each is.

Principle: rarity is counted over commitments, not over news, because the question is always "which of these?".
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from .lexicon import Lexicon, Phrase
from .normalise import light_of, stems_of
from .parties import Body, Group, agreed_by, all_names, bodies_of, body_of, groups_of
from .subject import AGREEMENT, Subject
from .terms import FIELD, NAMED, Term, named_things, terms_of, topics_of
from .weights import Weights

# Rarity of a term among very few commitments says little: count as if there were at least so many.
_FEWEST = 50
# A word in so large a share of the commitments is the field that the register is about.
_SHARE_OF_FIELD = 0.3
_FEWEST_FOR_FIELD = 10
# A weight that changes no score is not worth a posting.
_LEAST = 0.05


@dataclass
class Register:
    """What the matcher knows, by number of the commitment in `subjects`. `agreed` has one group for each agreement."""

    subjects: tuple[Subject, ...]
    groups: list[Group]
    group_of: list[int]
    agreed: list[Group]
    bodies: dict[str, Body]
    terms: dict[Phrase, list[tuple[int, float]]]
    own_terms: list[dict[Phrase, float]]
    topics: dict[str, list[tuple[int, float]]]
    own_topics: list[dict[str, float]]
    agreements: dict[Phrase, set[str]]
    field_words: frozenset[Phrase]
    public_body_rarity: dict[str, float]
    of_company: dict[str, list[int]]


def register(subjects: Sequence[Subject], *, lexicon: Lexicon, weights: Weights) -> Register:
    subjects = tuple(subjects)
    bodies = bodies_of(subjects, lexicon)
    names = all_names(bodies, lexicon)
    topic_of: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for topic, phrases in lexicon.topics.items():
        for phrase in phrases:
            topic_of[light_of(phrase)].append(topic)
    products = frozenset(stems_of(name) for body in bodies.values() for name in body.products)
    own = [
        terms_of(subject, names=names, products=products, lexicon=lexicon, weights=weights)
        for subject in subjects
    ]
    ideas = [topics_of(subject, topic_of=topic_of, weights=weights) for subject in subjects]
    own_terms, own_topics = _weighed(own), _weighed_topics(ideas)
    groups, group_of = groups_of(subjects, bodies, lexicon)
    return Register(
        subjects=subjects,
        groups=groups,
        group_of=group_of,
        agreed=agreed_by(groups),
        bodies=bodies,
        terms=_postings(own_terms),
        own_terms=own_terms,
        topics=_postings(own_topics),
        own_topics=own_topics,
        agreements=_agreement_names(subjects, names, lexicon),
        field_words=_field_words(subjects, own, lexicon),
        public_body_rarity=_public_body_rarity(subjects, bodies, lexicon),
        of_company=_of_company(groups, group_of),
    )


def rarity(having: int, of: int) -> float:
    """1 for what one commitment has, 0 for what all have."""
    of = max(of, _FEWEST)
    return max(0.0, 1.0 - log(max(having, 1)) / log(of))


def _weighed(own: list[list[Term]]) -> list[dict[Phrase, float]]:
    """Terms with their weight times their rarity; what is left with next to nothing is dropped."""
    having = Counter(term.phrase for terms in own for term in terms)
    weighed = [
        {term.phrase: term.weight * rarity(having[term.phrase], len(own)) for term in terms} for terms in own
    ]
    return [{phrase: weight for phrase, weight in one.items() if weight >= _LEAST} for one in weighed]


def _weighed_topics(ideas: list[dict[str, float]]) -> list[dict[str, float]]:
    having = Counter(topic for topics in ideas for topic in topics)
    return [
        {topic: share * _worth(rarity(having[topic], len(ideas))) for topic, share in topics.items()}
        for topics in ideas
    ]


def _postings(weighed: list[dict]) -> dict:
    """The other way round: from a term or topic to the commitments that have it."""
    postings = defaultdict(list)
    for number, one in enumerate(weighed):
        for what, weight in one.items():
            postings[what].append((number, weight))
    return dict(postings)


def _worth(rare: float) -> float:
    """A topic shared by many commitments still says that the document is about one of them: it keeps a third."""
    return (1 + 2 * rare) / 3


def _agreement_names(
    subjects: tuple[Subject, ...], names: frozenset[Phrase], lexicon: Lexicon
) -> dict[Phrase, set[str]]:
    found: dict[Phrase, set[str]] = defaultdict(set)
    for agreement, title in dict.fromkeys(
        (subject.agreement, subject.agreement_title) for subject in subjects
    ):
        for phrase in named_things(title, names=names, lexicon=lexicon):
            found[phrase].add(agreement)
    return found


def _field_words(subjects: tuple[Subject, ...], own: list[list[Term]], lexicon: Lexicon) -> frozenset[Phrase]:
    if len(subjects) < _FEWEST_FOR_FIELD:
        return frozenset()
    counted: Counter[Phrase] = Counter()
    for subject, terms in zip(subjects, own, strict=True):
        phrases = {term.phrase for term in terms if term.kind in (FIELD, NAMED)}
        phrases |= {(stem,) for stem in stems_of(subject.agreement_title) if (stem,) in lexicon.field}
        counted.update(phrases)
    return frozenset(
        phrase for phrase, having in counted.items() if having >= _SHARE_OF_FIELD * len(subjects)
    )


def _public_body_rarity(
    subjects: tuple[Subject, ...], bodies: dict[str, Body], lexicon: Lexicon
) -> dict[str, float]:
    """How few commitments a public body takes part in by its own name, apart from being party to the agreement."""
    counted: Counter[str] = Counter()
    for subject in subjects:
        keys = {body_of(party, lexicon).key for party in subject.parties if party.role != AGREEMENT}
        counted.update(key for key in keys if key in bodies and bodies[key].government)
    return {key: rarity(having, len(subjects)) for key, having in counted.items()}


def _of_company(groups: list[Group], group_of: list[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(group_of):
        for key in groups[group].company_keys:
            found[key].append(number)
    return found
