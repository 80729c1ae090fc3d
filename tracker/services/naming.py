"""Names of parties as files write them in, Party rows out; a name nobody has used before becomes a new party."""

from django.utils.text import slugify

from tracker.models import Party
from tracker.vocabulary import PartyKind

EVERY_SIGNATORY = {"signatories", "companies", "the companies"}


class PartyNames:
    """Finds parties by name, short name or alias, whatever the case."""

    def __init__(self):
        self._known: dict[str, Party] = {}
        for party in Party.objects.all():
            self._learn(party)

    def parties(self, names, *, within=None) -> list[Party]:
        """The parties named, each once. “Signatories” means the agreement's own that are not of the state."""
        found: list[Party] = []
        for name in names:
            if name.casefold() in EVERY_SIGNATORY and within is not None:
                found += [
                    one.party
                    for one in within.involved.select_related("party")
                    if not one.party.is_government
                ]
            else:
                found.append(self._one(name))
        return list(dict.fromkeys(found))

    def _one(self, name: str) -> Party:
        if name.casefold() not in self._known:
            slug = slugify(name)[:80] or f"party-{Party.objects.count() + 1}"
            self._learn(Party.objects.create(slug=slug, name=name, kind=PartyKind.OTHER))
        return self._known[name.casefold()]

    def _learn(self, party: Party) -> None:
        for name in (party.name, party.short_name, *party.alias_list):
            if name:
                self._known.setdefault(name.casefold(), party)
