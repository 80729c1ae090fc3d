"""The entries of one feed in, the same entries out with the key by which each is known again (`Identified`).

Principle: an entry is what its publisher calls it, as long as that name is its own. A guid that several entries share
names none of them; then the link counts, on the same condition; then title, date and source together. Keys are told
apart within one source only.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from .canonical import canonical_url, without_scheme
from .read import Entry

VERSION = "1"


@dataclass(frozen=True)
class Identified:
    """`other_keys` are weaker names that an earlier visit may have known the entry by, best first."""

    key: str
    canonical_url: str
    content_hash: str
    entry: Entry
    other_keys: tuple[str, ...] = ()


def identify(entries: Sequence[Entry], *, feed_url: str) -> tuple[Identified, ...]:
    source = _source(feed_url)
    links = {id(entry): canonical_url(entry.link) for entry in entries}

    def link_of(entry: Entry) -> str:
        return without_scheme(links[id(entry)])

    def words_of(entry: Entry) -> str:
        return digest(entry.title or entry.summary, entry.published.isoformat() if entry.published else "")

    own_guids = _own(
        entries, name=lambda entry: entry.id, means=lambda entry: link_of(entry) or words_of(entry)
    )
    own_links = _own(entries, name=link_of, means=lambda entry: entry.title)
    identified = []
    for entry in entries:
        keys = []
        if entry.id in own_guids:
            keys.append(digest("guid", source, entry.id))
        if link_of(entry) in own_links:
            keys.append(url_key(links[id(entry)]))
        if not keys:
            keys.append(digest("words", source, words_of(entry)))
        identified.append(
            Identified(
                keys[0], links[id(entry)], content_hash(entry, links[id(entry)]), entry, tuple(keys[1:])
            )
        )
    return tuple(identified)


def content_hash(entry: Entry, link: str) -> str:
    """What changes when the publisher changes the entry. A date that had to be mended moves by itself: left out."""
    updated = entry.updated.isoformat() if entry.updated and not entry.date_note else ""
    return digest("content", without_scheme(link), entry.title, entry.summary, entry.content, updated)


def url_key(canonical: str) -> str:
    """The name of a page wherever it was found, from its canonical URL; empty for none."""
    return digest("link", without_scheme(canonical)) if canonical else ""


def digest(*words: str) -> str:
    """64 hexadecimal digits that stand for these words. Their lengths keep "ab", "c" apart from "a", "bc"."""
    text = "".join(f"{len(word)}:{word}" for word in (VERSION, *words))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _own(
    entries: Sequence[Entry], *, name: Callable[[Entry], str], means: Callable[[Entry], Hashable]
) -> frozenset[str]:
    """The names under which one thing only is found. The same thing twice is a repetition, and still one."""
    meanings = defaultdict(set)
    for entry in entries:
        meanings[name(entry)].add(means(entry))
    return frozenset(found for found, things in meanings.items() if found and len(things) == 1)


def _source(feed_url: str) -> str:
    """The publisher's host: the address of a feed on it may change without making its articles new."""
    try:
        host = urlsplit(feed_url).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.")
