"""A filter set in; what the filter form needs to print itself and to take single filters off again, out."""

from dataclasses import dataclass

from .query import query_string, without

SINGLE = ("q", "sort")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of check boxes."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> int:
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force, and the query string of the same list without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The filter form and its present state."""

    facets: list[Facet]
    chosen: list[Chosen]
    pairs: list[tuple[str, str]]
    search: str
    sort: str
    sorts: list[tuple[str, str]]

    @property
    def query(self) -> str:
        """The filters in force as a query string, without a page number."""
        return query_string(self.pairs)

    def page(self, number: int) -> str:
        """The query string of another page of the same list."""
        return query_string(self.pairs, page=number if number > 1 else "") or "?"


def filter_form(filters) -> FilterForm:
    """Read a valid filter set; each list of choices is read once."""
    asked = filters.form.cleaned_data
    facets, chosen, pairs = [], [], []
    for name, field in filters.form.fields.items():
        if name in SINGLE:
            continue
        choices = [
            Choice(value, label, value in (asked[name] or ())) for value, label in field.choices if value
        ]
        facets.append(Facet(name, field.label, choices))
        pairs += [(name, choice.value) for choice in choices if choice.chosen]
    search, sort = asked.get("q", ""), asked.get("sort", "")
    whole = [("q", search), *pairs, ("sort", sort)]
    if search:
        chosen.append(Chosen("Search", search, query_string(without(whole, "q", search)) or "?"))
    for facet in facets:
        for choice in facet.choices:
            if choice.chosen:
                rest = query_string(without(whole, facet.name, choice.value)) or "?"
                chosen.append(Chosen(facet.label, choice.label, rest))
    field = filters.form.fields.get("sort")
    sorts = [(value, label) for value, label in field.choices if value] if field else []
    kept = [(name, value) for name, value in whole if value]
    return FilterForm(facets, chosen, kept, search, sort, sorts)
