"""In: what was found in a document, and a group of commitments. Out: `Stance`: what names, place and date say.

All of it is the same for every commitment of the group, so it is worked out once for each group and document.
"""

from dataclasses import dataclass, field
from datetime import date

from . import explain
from .document import days_between
from .finding import Found, Span
from .parties import Group
from .proposal import Reason
from .register import Register
from .subject import AGREEMENT
from .weights import Weights

_MANY_COMPANIES = 4
_NOWHERE = (1 << 30, 0)


@dataclass
class Stance:
    """`reasons` with their weights, and the facts that the kind of news is told from."""

    reasons: list[Reason] = field(default_factory=list)
    company_named: bool = False
    government_named: bool = False
    party_spans: list[Span] = field(default_factory=list)
    other_company: bool = False
    before: bool = False
    announcement: bool = False
    another_announcement: bool = False

    def add(self, signal: str, words: str, weight: float) -> None:
        self.reasons.append(Reason(signal, words, round(weight, 3)))

    @property
    def total(self) -> float:
        return sum(reason.weight for reason in self.reasons)


@dataclass(frozen=True)
class Announced:
    """An agreement that the document itself announces."""

    agreement: str
    title: str
    companies: frozenset[str]
    reason: Reason


def stance(
    group: Group, found: Found, days, *, announced: list[Announced], register: Register, weights: Weights
) -> Stance:
    """What names, country, date and the making of agreements say of one group."""
    made = Stance()
    _parties(made, group, found, register, weights)
    _country(made, group, found, weights)
    _announcements(made, group, announced, weights)
    _date(made, group, days, weights)
    _other_company(made, group, found, register, weights)
    return made


def most(group: Group, found: Found, *, weights: Weights) -> float:
    """No less than `stance` can come to, at a fraction of the cost: who is out of reach need not be looked at."""
    best = weights.after
    if group.agreement in found.agreements:
        best += weights.agreement_named
    if group.of_government:
        best += weights.country_of_plan
    if any(body.key in found.names for body, _ in group.governments):
        best += max(weights.government * weights.government_alone, weights.public_body)
    elif group.governments and found.government:
        best += weights.government_implied * weights.government_alone
    if not group.company_keys.isdisjoint(found.names):
        best += weights.company + weights.company_in_headline + weights.both_sides
    elif group.company_keys:
        best += weights.company_missing * (weights.company_missing_from_plan if group.of_government else 1.0)
    return best


def companies_named(group: Group, found: Found) -> list[tuple[str, float, str]]:
    """Names, strengths and roles of the group's companies in the document, strongest first."""
    named = []
    for body, role in group.companies:
        if body.key in found.names:
            named.append((body.name, max(factor for _, factor in found.names[body.key]), role))
    return sorted(named, key=lambda one: (-one[1], one[2] == AGREEMENT, one[0]))


def governments_named(group: Group, found: Found) -> list[tuple[str, str]]:
    return [(body.key, body.name) for body, _ in group.governments if body.key in found.names]


def government_implied(group: Group, found: Found) -> bool:
    return bool(
        group.governments and found.government and (not group.country or group.country in found.countries)
    )


def _parties(made: Stance, group: Group, found: Found, register: Register, weights: Weights) -> None:
    companies = companies_named(group, found)
    governments = governments_named(group, found)
    implied = not governments and government_implied(group, found)
    made.company_named = bool(companies)
    made.government_named = bool(governments)
    for body, _ in (*group.companies, *group.governments):
        made.party_spans += [span for span, _ in found.names.get(body.key, ())]
    _companies(made, group, found, companies, weights)
    alone = weights.government_alone if group.of_government else 1.0
    if governments:
        key, name = max(governments, key=lambda one: (register.public_body_rarity.get(one[0], 0.0), one[1]))
        rare = weights.public_body * register.public_body_rarity.get(key, 0.0)
        made.add("government", explain.government(name), max(weights.government * alone, rare))
    elif implied:
        said = explain.government_implied(found.reading.words(*min(found.government)), group.country)
        made.add("government", said, weights.government_implied * alone)
    if companies and (governments or implied):
        other = governments[0][1] if governments else "the government"
        made.add("both_sides", explain.both_sides(companies[0][0], other), weights.both_sides)
    if group.agreement in found.agreements:
        said = found.reading.words(*min(found.agreements[group.agreement]))
        made.add("agreement", explain.agreement_named(said), weights.agreement_named)


def _companies(made: Stance, group: Group, found: Found, named: list, weights: Weights) -> None:
    if not named:
        if group.companies:
            share = weights.company_missing_from_plan if group.of_government else 1.0
            words = explain.company_missing([body.name for body, _ in group.companies])
            made.add("company_missing", words, weights.company_missing * share)
        return
    name, factor, role = named[0]
    weight = weights.company * factor
    if role == AGREEMENT:
        weight *= weights.company_only_in_agreement
    if len(group.companies) > _MANY_COMPANIES:
        weight *= weights.company_one_of_many
    spans = [span for body, _ in group.companies for span, _ in found.names.get(body.key, ())]
    in_title = found.in_title(spans)
    if in_title:
        weight += weights.company_in_headline * factor
    made.add("company", explain.company(name, factor, in_title), weight)
    if all(found.negated(span[0]) for span in spans):
        made.add("negated_party", explain.negated_party(name), weights.negated_party)


def _country(made: Stance, group: Group, found: Found, weights: Weights) -> None:
    if not group.country or made.government_named:
        return
    if group.country in found.countries:
        if group.of_government and found.in_title(found.countries[group.country]):
            made.add("country", explain.country(group.country), weights.country_of_plan)
        return
    if found.countries:
        other = min(found.countries, key=lambda country: min(found.countries[country], default=_NOWHERE))
        made.add("country_other", explain.country_other(group.country, other), weights.country_other)
    else:
        # "The government" of a text that names no country may well be the one.
        share = 0.5 if found.government else 1.0
        made.add("country_missing", explain.country_missing(group.country), weights.country_missing * share)


def _date(made: Stance, group: Group, days, weights: Weights) -> None:
    if days is None or group.agreed_on is None or made.announcement:
        return
    at_least, at_most = days_between(group.agreed_on, days)
    if at_most < 0:
        made.before = True
        made.add("before", explain.before(-at_most, group.agreed_on), weights.before)
    elif at_least > weights.days_of_announcement:
        made.add("after", explain.after(at_least, at_most, group.agreed_on), weights.after)


def _announcements(made: Stance, group: Group, announced: list[Announced], weights: Weights) -> None:
    for one in announced:
        if one.agreement == group.agreement:
            made.announcement = True
            made.reasons.append(one.reason)
            return
    for one in announced:
        if one.companies & group.company_keys:
            made.add(
                "announcement_of_relative",
                explain.announces_relative(one.title),
                weights.announcement_of_relative,
            )
        else:
            made.another_announcement = True
            made.add(
                "announcement_of_another",
                explain.announces_another(one.title),
                weights.announcement_of_another,
            )
        return


def _other_company(made: Stance, group: Group, found: Found, register: Register, weights: Weights) -> None:
    if made.company_named or group.agreement in found.agreements:
        return
    own = {body.key for body, _ in (*group.companies, *group.governments)}
    others = sorted(
        (spans[0][0], register.bodies[key].name)
        for key, spans in found.names.items()
        if key not in own
        and not register.bodies[key].government
        and found.in_title([span for span, _ in spans])
    )
    dealing = found.signing_strong or found.signing_weak
    if others and dealing:
        made.other_company = True
        share = 1.0 if group.companies else 0.5
        made.add("other_company", explain.other_company(others[0][1]), weights.other_company * share)


def announcement(group: Group, found: Found, days, *, weights: Weights) -> Reason | None:
    """Whether the document announces the group's agreement, why, and how much that takes from the score.

    Principle: in the days around a signing nearly everything about its parties is coverage of the signing; later
    only a headline in the words of signing is, and the less so the later it is.
    """
    named = bool(companies_named(group, found))
    by_title = group.agreement in found.agreements
    official = bool(governments_named(group, found)) or government_implied(group, found)
    if not (by_title or named or (official and not group.companies)):
        return None
    strong, weak = found.signing_strong, found.signing_weak
    headline = found.in_title(strong) or (found.in_title(weak) and (named or by_title))
    both = by_title or (named and (official or not group.governments or group.country in found.countries))
    if days is None or group.agreed_on is None:
        if found.in_title(strong) and both:
            return Reason(
                "announcement", explain.announcement_undated(_said(found, strong)), weights.announcement / 2
            )
        return None
    at_least, at_most = days_between(group.agreed_on, days)
    near = at_least <= weights.days_of_announcement and at_most >= -weights.days_of_announcement
    if near and at_most - at_least > 2 * weights.days_of_announcement:
        near = _mostly_near(group.agreed_on, days, weights.days_of_announcement) or bool(strong)
    if near and (strong or weak) and both:
        said = _said(found, strong or weak)
        return Reason(
            "announcement",
            explain.announcement(said, at_least, at_most, group.agreed_on),
            weights.announcement,
        )
    if near and (named or by_title or headline):
        return Reason(
            "announcement",
            explain.announcement_by_date(at_least, at_most, group.agreed_on),
            weights.announcement_by_date,
        )
    if weights.days_of_announcement < at_least <= weights.days_of_echo and found.in_title(strong) and both:
        return Reason(
            "announcement",
            explain.announcement_echo(_said(found, strong), at_least),
            weights.announcement_echo,
        )
    return None


def _mostly_near(signed: date, days: tuple[date, date], reach: int) -> bool:
    """A month known only as a month: near if the signing fell in it."""
    return days[0] <= signed <= days[1] and (days[1] - days[0]).days <= 31


def _said(found: Found, spans: list[Span]) -> str:
    return found.reading.words(*min(spans))
