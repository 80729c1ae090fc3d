"""In: `lexicon.toml`. Out: `Lexicon`, its lists as tuples, read once.

What is taken out of a commitment's own words (`everyday`, `field`) is kept as stems; all else as written, because news
must say just that: "scrapped" is an end, "scrap metal" is not.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from .normalise import stem_of, stems_of

Phrase = tuple[str, ...]

PROGRESS, SETBACK, REFUSAL = "progress", "setback", "refusal"
LAUNCH = "an opening or a launch"


@dataclass(frozen=True)
class Organisation:
    """A body the news knows by several names; `wider` names may mean a relative of it, `products` are a sign only."""

    name: str
    also: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    government: bool = False
    country: str = ""

    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


@dataclass(frozen=True)
class Lexicon:
    everyday: frozenset[str]
    field: frozenset[Phrase]
    topics: dict[str, tuple[str, ...]]
    events: dict[str, dict[str, tuple[str, ...]]]
    signing_strong: tuple[str, ...]
    signing_weak: tuple[str, ...]
    other_matter: dict[str, tuple[str, ...]]
    opinion: tuple[str, ...]
    negation: tuple[str, ...]
    government: tuple[str, ...]
    countries: dict[str, tuple[str, ...]]
    country_signs: dict[str, tuple[str, str]]
    organisations: tuple[Organisation, ...]
    companies: tuple[str, ...]
    names_that_are_words: frozenset[str]
    by_name: dict[str, Organisation] = field(repr=False)

    def organisation(self, *names: str) -> Organisation | None:
        """The first organisation known by one of the names, whatever their capitals."""
        return next((found for name in names if (found := self.by_name.get(name.casefold()))), None)

    def country_of_signs(self, text: str, url: str) -> str:
        """The country whose currency stands in the text or whose ending the address has, '' where there is none."""
        host = host_of(url)
        for country, (ending, currency) in self.country_signs.items():
            if host.endswith(ending) or (currency and currency in text):
                return country
        return ""

    def country_named_in(self, *names: str) -> str:
        """The first country whose name or adjective stands in one of the names, '' where there is none."""
        for name in names:
            padded = f" {' '.join(stems_of(name))} "
            for country, forms in self.countries.items():
                if any(f" {' '.join(stems_of(form))} " in padded for form in forms):
                    return country
        return ""


@lru_cache(maxsize=1)
def load() -> Lexicon:
    words = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
    organisations = tuple(_organisation(name, said) for name, said in words["organisations"].items())
    by_name: dict[str, Organisation] = {}
    for organisation in organisations:
        by_name[organisation.name.casefold()] = organisation
    for organisation in organisations:
        for name in organisation.also:
            by_name.setdefault(name.casefold(), organisation)
    return Lexicon(
        everyday=frozenset(stem_of(word) for entry in _split(words["everyday"]) for word in entry.split()),
        field=frozenset(_phrases(words["field"])),
        topics=_table(words["topics"]),
        events={direction: _table(table) for direction, table in words["events"].items()},
        signing_strong=_split(words["signing"]["strong"]),
        signing_weak=_split(words["signing"]["weak"]),
        other_matter=_table(words["other_matter"]),
        opinion=_split(words["opinion"]["words"]),
        negation=_split(words["negation"]["words"]),
        government=_split(words["government"]["words"]),
        countries={country: _split(forms) for country, forms in words["countries"].items()},
        country_signs={country: tuple(signs) for country, signs in words["country_signs"].items()},
        organisations=organisations,
        companies=_split(words["companies"]["names"]),
        names_that_are_words=frozenset(_split(words["names_that_are_words"]["names"])),
        by_name=by_name,
    )


def host_of(url: str) -> str:
    """The host of an address in small letters, '' where the address cannot be read."""
    try:
        return (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return ""


def _organisation(name: str, said: dict) -> Organisation:
    return Organisation(
        name=name,
        also=_split(said.get("also", "")),
        wider=_split(said.get("wider", "")),
        products=_split(said.get("products", "")),
        government=said.get("government", False),
        country=said.get("country", ""),
    )


def _split(entries: str) -> tuple[str, ...]:
    return tuple(" ".join(entry.split()) for entry in entries.split(";") if entry.strip())


def _phrases(entries: str) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(stems_of(entry) for entry in _split(entries)))


def _table(entries: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {heading: _split(listed) for heading, listed in entries.items()}
