"""Identified entries and what is kept already in; which are new, changed or as they were out (`Sifted`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from .identify import Identified

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Sifted:
    """Each entry once, in the feed's order, under the key it is kept by."""

    new: tuple[Identified, ...]
    changed: tuple[Identified, ...]
    unchanged: tuple[Identified, ...]


def sift(identified: Iterable[Identified], *, known: Mapping[str, str]) -> Sifted:
    """`known` maps the keys kept for this source to their content hashes, deleted ones included."""
    once: dict[str, Identified] = {}
    for candidate in identified:
        kept_as = next((key for key in (candidate.key, *candidate.other_keys) if key in known), candidate.key)
        found = replace(candidate, key=kept_as)
        if kept_as not in once or _age(found) > _age(once[kept_as]):
            once[kept_as] = found
    new, changed, unchanged = [], [], []
    for found in once.values():
        if found.key not in known:
            new.append(found)
        elif known[found.key] != found.content_hash:
            changed.append(found)
        else:
            unchanged.append(found)
    return Sifted(tuple(new), tuple(changed), tuple(unchanged))


def _age(found: Identified) -> datetime:
    """The later the newer: of two versions in one feed, the newest counts."""
    return found.entry.updated or found.entry.published or _LONG_AGO
