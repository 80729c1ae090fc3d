"""Parties in, `Body`s out, whom news may name, and `Group`s of commitments with the same parties."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from .lexicon import Lexicon, Organisation, Phrase
from .normalise import stems_of
from .subject import AGREEMENT, PartyNames, Subject


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
    """Commitments of one agreement with the same parties: what holds of parties and dates is worked out once.

    `of_government`: no company is party to the agreement, it is a plan of the government's own.
    """

    agreement: str
    title: str
    agreed_on: date | None
    companies: tuple[tuple[Body, str], ...]
    governments: tuple[tuple[Body, str], ...]
    country: str
    company_keys: frozenset[str] = frozenset()
    of_government: bool = False


def body_of(party: PartyNames, lexicon: Lexicon) -> Body:
    """A party with the further names that the lexicon knows for it; without `names` if it has no name of its own."""
    name = party.name.split("(")[0].strip() or party.name.strip()
    aliases = tuple(alias for alias in (name, *party.aliases) if alias.strip())
    known = lexicon.organisation(*aliases)
    government = party.government or bool(known and known.government)
    country = known.country if known else lexicon.country_named_in(party.name, *party.aliases)
    usable = tuple(alias for alias in aliases if _is_a_name(alias, government, lexicon))
    return Body(
        key=(known.name if known else name).casefold(),
        name=known.name if known else name,
        government=government,
        country=country,
        names=tuple(dict.fromkeys((*usable, *(known.names() if known else ())))),
        wider=known.wider if known else (),
        products=known.products if known else (),
    )


def _is_a_name(name: str, government: bool, lexicon: Lexicon) -> bool:
    """Whether news could name anybody by it: "UK government" yes, "others" and "industry partners" no."""
    plain = {stem for stem in stems_of(name) if stem in lexicon.everyday or (stem,) in lexicon.field}
    left = set(stems_of(name)) - plain
    if government and lexicon.country_named_in(name):
        return True
    return any(not lexicon.country_named_in(stem) for stem in left)


def _known(organisation: Organisation) -> Body:
    return Body(
        organisation.name.casefold(),
        organisation.name,
        organisation.government,
        organisation.country,
        organisation.names(),
        organisation.wider,
        organisation.products,
    )


def bodies_of(subjects: tuple[Subject, ...], lexicon: Lexicon) -> dict[str, Body]:
    """Parties first, with their aliases; then every other body the lexicon knows, so that others' deals are seen."""
    bodies: dict[str, Body] = {}
    for party in dict.fromkeys(party for subject in subjects for party in subject.parties):
        body = body_of(party, lexicon)
        if not body.names:
            continue
        if body.key in bodies:
            known = bodies[body.key]
            body = replace(known, names=tuple(dict.fromkeys(known.names + body.names)))
        bodies[body.key] = body
    for organisation in lexicon.organisations:
        bodies.setdefault(organisation.name.casefold(), _known(organisation))
    for name in lexicon.companies:
        bodies.setdefault(name.casefold(), Body(name.casefold(), name, False, "", (name,)))
    return bodies


def all_names(bodies: dict[str, Body], lexicon: Lexicon) -> frozenset[Phrase]:
    names = {stems_of(name) for body in bodies.values() for name in (*body.names, *body.wider)}
    names |= {stems_of(form) for forms in lexicon.countries.values() for form in forms}
    return frozenset(name for name in names if name)


def groups_of(
    subjects: tuple[Subject, ...], bodies: dict[str, Body], lexicon: Lexicon
) -> tuple[list[Group], list[int]]:
    """The groups, and for each commitment the number of its group."""
    numbers: dict[tuple, int] = {}
    groups: list[Group] = []
    group_of = []
    for subject in subjects:
        key = (subject.agreement, subject.parties, subject.agreed_on)
        if key not in numbers:
            numbers[key] = len(groups)
            groups.append(_group(subject, bodies, lexicon))
        group_of.append(numbers[key])
    plans = {group.agreement for group in agreed_by(groups) if group.governments and not group.companies}
    return [replace(group, of_government=group.agreement in plans) for group in groups], group_of


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


def agreed_by(groups: list[Group]) -> list[Group]:
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
