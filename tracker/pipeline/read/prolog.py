"""The text of an XML document in; the name of its root and the text from there on out, or why it is refused.

Everything before the root is dropped, so that no declaration made there can reach a parser. Documents that declare
entities are refused: they can expand to gigabytes or name files. A plain DOCTYPE, as RSS 0.91 has, does no harm.
"""

import re
from dataclasses import dataclass

_BLANK = re.compile(r"[\s\x00\ufeff]*")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,200})")
_KNOWN_ROOT = re.compile(r"<(?:\?xml\s|(?:rss|feed|rdf:RDF)[\s>])")
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_JUNK_BEFORE_FEED = 10_000


class EntitiesRefused(ValueError):
    """The document declares entities."""


@dataclass(frozen=True)
class Document:
    root: str  # as written, with any prefix
    text: str  # from the root's "<" to the end

    @property
    def name(self) -> str:
        return self.root.rpartition(":")[2].lower()

    @property
    def is_whole(self) -> bool:
        """Whether the root is closed anywhere: a document that was cut has lost that."""
        return f"</{self.root.lower()}" in self.text.lower()


def open_document(text: str) -> Document | None:
    """The document, or None where there is no mark-up. Raises EntitiesRefused."""
    at = _start_of_root(text)
    if _ENTITY.search(text, 0, len(text) if at is None else at):
        raise EntitiesRefused
    root = None if at is None else _ROOT.match(text, at)
    return Document(root[1], text[at:]) if root else None


def _start_of_root(text: str) -> int | None:
    at = _BLANK.match(text).end()
    if not text.startswith("<", at):
        # Some servers print a warning before the feed.
        found = _KNOWN_ROOT.search(text, 0, _JUNK_BEFORE_FEED)
        if not found:
            return None
        at = found.start()
    while True:
        at = _BLANK.match(text, at).end()
        if text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4)
        elif text.startswith("<!", at):
            end = _end_of_doctype(text, at)
        else:
            return at
        if end < 0:
            return None
        at = text.index(">", end) + 1


def _end_of_doctype(text: str, at: int) -> int:
    """Where the ">" of a DOCTYPE is, past the declarations in its brackets; -1 where it has none."""
    closed, opened = text.find(">", at), text.find("[", at)
    if opened < 0 or 0 <= closed < opened:
        return closed
    end = text.find("]", opened)
    return text.find(">", end) if end >= 0 else -1
