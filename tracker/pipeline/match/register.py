"""In: the subjects. Out: `Register`: whose names, terms and topics lead to which commitments, and how rare each is.

Principle: rarity is counted over commitments, not over news, because the question is always "which of these?".
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from .lexicon import Lexicon, Organisation, Phrase
from .normalise import light_of, stems_of
from .subject import AGREEMENT, PartyNames, Subject
from .terms import FIELD, NAMED, Term, named_things, terms_of, topics_of
from .weights import Weights

# Rarity of a term among very few commitments says little: count as if there were at least so many.
_FEWEST = 50
# A word in so large a share of the commitments is the field that the register is about.
_SHARE_OF_FIELD = 0.3
_FEWEST_FOR_FIELD = 10
# A weight that changes no score is not worth a posting.
_LEAST = 0.05


@dataclass(frozen=True)
class Body:
    """One party or other organisation as the matcher knows it. `key` is its name in small letters."""

    key: str
    name: str
    government: bool
    country: str
    names: tuple[str, ...]
    wider: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Commitments of one agreement with the same parties: what is true of parties and dates is worked out once for all."""

    agreement: str
    title: str
    agreed_on: object
    companies: tuple[tuple[Body, str], ...]
    governments: tuple[tuple[Body, str], ...]
    country: str
    company_keys: frozenset[str] = frozenset()
    of_government: bool = False


@dataclass
class Register:
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
    bodies = _bodies(subjects, lexicon)
    names = _all_names(bodies, lexicon)
    topic_of: dict[Phrase, list[str]] = defaultdict(list)
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
    groups, group_of = _groups(subjects, bodies, lexicon)
    agreed = _agreed(groups)
    plans = {group.agreement for group in agreed if group.governments and not group.companies}
    groups = [replace(group, of_government=group.agreement in plans) for group in groups]
    return Register(
        subjects=subjects,
        groups=groups,
        group_of=group_of,
        agreed=agreed,
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


def body_of(party: PartyNames, lexicon: Lexicon) -> Body:
    """A party with the further names that the lexicon knows for it."""
    name = party.name.split("(")[0].strip() or party.name.strip()
    aliases = tuple(alias for alias in (name, *party.aliases) if alias.strip())
    known = lexicon.organisation(*aliases)
    country = known.country if known else lexicon.country_named_in(party.name, *party.aliases)
    return Body(
        key=(known.name if known else name).casefold(),
        name=known.name if known else name,
        government=party.government or bool(known and known.government),
        country=country,
        names=tuple(dict.fromkeys((*aliases, *(known.names() if known else ())))),
        wider=known.wider if known else (),
        products=known.products if known else (),
    )


def company(organisation: Organisation) -> Body:
    return Body(
        organisation.name.casefold(),
        organisation.name,
        organisation.government,
        organisation.country,
        organisation.names(),
        organisation.wider,
        organisation.products,
    )


def _bodies(subjects: tuple[Subject, ...], lexicon: Lexicon) -> dict[str, Body]:
    """Parties first, with their aliases; then every other body the lexicon knows, so that others' deals are seen."""
    bodies: dict[str, Body] = {}
    for party in dict.fromkeys(party for subject in subjects for party in subject.parties):
        body = body_of(party, lexicon)
        if body.key in bodies:
            known = bodies[body.key]
            body = Body(
                **{
                    **vars(known),
                    "names": tuple(dict.fromkeys(known.names + body.names)),
                    "government": known.government,
                }
            )
        if body.key:
            bodies[body.key] = body
    for organisation in lexicon.organisations:
        bodies.setdefault(organisation.name.casefold(), company(organisation))
    for name in lexicon.companies:
        bodies.setdefault(name.casefold(), Body(name.casefold(), name, False, "", (name,)))
    return bodies


def _all_names(bodies: dict[str, Body], lexicon: Lexicon) -> frozenset[Phrase]:
    names = {stems_of(name) for body in bodies.values() for name in (*body.names, *body.wider)}
    names |= {stems_of(form) for forms in lexicon.countries.values() for form in forms}
    return frozenset(name for name in names if name)


def _groups(
    subjects: tuple[Subject, ...], bodies: dict[str, Body], lexicon: Lexicon
) -> tuple[list[Group], list[int]]:
    numbers: dict[tuple, int] = {}
    groups: list[Group] = []
    group_of = []
    for subject in subjects:
        key = (subject.agreement, subject.parties, subject.agreed_on)
        if key not in numbers:
            numbers[key] = len(groups)
            groups.append(_group(subject, bodies, lexicon))
        group_of.append(numbers[key])
    return groups, group_of


def _group(subject: Subject, bodies: dict[str, Body], lexicon: Lexicon) -> Group:
    roles: dict[str, str] = {}
    for party in subject.parties:
        key = body_of(party, lexicon).key
        if key in bodies and roles.get(key, AGREEMENT) == AGREEMENT:
            roles[key] = party.role
    parties = [(bodies[key], role) for key, role in roles.items()]
    companies = tuple(pair for pair in parties if not pair[0].government)
    governments = tuple(pair for pair in parties if pair[0].government)
    country = next((body.country for body, _ in governments if body.country), "")
    return Group(
        agreement=subject.agreement,
        title=subject.agreement_title,
        agreed_on=subject.agreed_on,
        companies=companies,
        governments=governments,
        country=country or lexicon.country_named_in(subject.agreement_title),
        company_keys=frozenset(body.key for body, _ in companies),
    )


def _agreed(groups: list[Group]) -> list[Group]:
    """One group an agreement, with the parties that all its commitments have: those of the agreement itself."""
    by_agreement: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_agreement[group.agreement].append(group)
    return [_common(same) for same in by_agreement.values()]


def _common(same: list[Group]) -> Group:
    shared = set.intersection(*({body.key for body, _ in (*one.companies, *one.governments)} for one in same))
    companies = tuple(pair for pair in same[0].companies if pair[0].key in shared)
    governments = tuple(pair for pair in same[0].governments if pair[0].key in shared)
    keys = frozenset(body.key for body, _ in companies)
    return replace(same[0], companies=companies, governments=governments, company_keys=keys)


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
