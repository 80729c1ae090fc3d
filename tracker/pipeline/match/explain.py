"""In: what a signal found. Out: a sentence for an editor, who has the article and the commitment side by side."""

from datetime import date

_LONGEST_QUOTE = 160
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_MONTHS += ("November", "December")


def company(name: str, factor: float, in_headline: bool) -> str:
    where = " in the headline" if in_headline else ""
    if factor >= 1:
        return f"Names {name}{where}."
    return f"May mean {name}{where}: it uses a wider name, or names a product or a person of it."


def company_missing(names: list[str]) -> str:
    return f"Does not name {_or(names)}."


def negated_party(name: str) -> str:
    return f"Names {name} only to leave it out."


def government(name: str) -> str:
    return f"Names {name}."


def government_implied(said: str, country: str) -> str:
    return (
        f"Speaks of the public side of {_the(country)}: “{said}”."
        if country
        else f"Speaks of the public side: “{said}”."
    )


def both_sides(company_name: str, government_name: str) -> str:
    return f"Names both sides of the agreement: {company_name} and {government_name}."


def agreement_named(said: str) -> str:
    return f"Names the agreement: “{said}”."


def country(name: str) -> str:
    return f"Its headline names {_the(name)}, whose own plan this is."


def country_missing(country: str) -> str:
    return f"Says nothing of {_the(country)}."


def country_other(country: str, other: str) -> str:
    return f"Says nothing of {_the(country)}, but names {_the(other)}."


def field_missing() -> str:
    return "Has none of the words that most commitments share."


def term(words: str, times: int, in_headline: bool) -> str:
    often = "" if times == 1 else f" {times} times"
    return f"Says “{words}”{often}{', in the headline' if in_headline else ''}."


def topic(name: str, said: str) -> str:
    return f"Is about {name}: “{said}”."


def term_with_party(sentence: str) -> str:
    return f"Says it in one sentence with a party: “{shorten(sentence)}”"


def event(heading: str, said: str, negated: bool) -> str:
    return (
        f"Says that {heading} has not come: “{shorten(said)}”"
        if negated
        else f"Reports {heading}: “{shorten(said)}”"
    )


def after(at_least: int, at_most: int, signed: date) -> str:
    days = f"{at_least} days" if at_least == at_most else f"{at_least} to {at_most} days"
    return f"Published {days} after the signing of {_day(signed)}."


def before(days: int, signed: date) -> str:
    return f"Published {_days(days)} before the signing of {_day(signed)}."


def announcement(said: str, at_least: int, at_most: int, signed: date) -> str:
    when = f"{_around(at_least, at_most)} the signing of {_day(signed)}"
    return f"Announces the agreement itself: “{said}”, published {when}."


def announcement_by_date(at_least: int, at_most: int, signed: date) -> str:
    return f"Probably coverage of the signing: published {_around(at_least, at_most)} the signing of {_day(signed)}."


def announcement_echo(said: str, days: int) -> str:
    return f"Its headline speaks of the signing (“{said}”), {_days(days)} after it."


def announcement_undated(said: str) -> str:
    return f"Its headline speaks of the signing (“{said}”), and it carries no date."


def announces_relative(title: str) -> str:
    return f"Announces another agreement of the same company, which may be a step of this one: {title}."


def announces_another(title: str) -> str:
    return f"Announces another agreement: {title}."


def other_company(name: str) -> str:
    return f"Its headline is about a deal of {name}, not a party here."


def other_matter(heading: str, said: str) -> str:
    return f"Seems to be about {heading}: “{said}”."


def product_launch(said: str) -> str:
    return f"Its headline is the launch of a product: “{said}”."


def opinion(said: str) -> str:
    return f"Reads as opinion or advice: “{said}”."


def shorten(text: str, most: int = _LONGEST_QUOTE) -> str:
    """The text on one line, cut at a space so that it has no more than about `most` letters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text.rfind(" ", 0, most)
    return f"{text[: cut if cut > 0 else most]} …"


def _around(at_least: int, at_most: int) -> str:
    if at_least != at_most:
        return "in the weeks around"
    if at_least == 0:
        return "on the day of"
    return f"{_days(abs(at_least))} {'after' if at_least > 0 else 'before'}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _the(country: str) -> str:
    return f"the {country}" if country in {"UK", "US", "EU", "UAE"} else country


def _or(names: list[str]) -> str:
    if len(names) > 3:
        return f"{names[0]} or any other of the {len(names)} companies"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
