"""The text of an RSS, RDF or Atom document in, a `Reading` out.

feedparser does the reading: it knows every dialect. It is given bytes in memory only, since it opens whatever else it
is given, and is told to leave HTML alone: our own plain text is quicker and goes further. Dates are read by `dates`.
"""

import io
import re
import time
from datetime import datetime
from xml.sax import SAXException

import feedparser

from tracker.vocabulary import CheckOutcome

from .dates import Moment, note_on, read_date
from .entry import LONGEST_CONTENT, LONGEST_SUMMARY, LONGEST_TITLE, MOST_AUTHORS, MOST_ENTRIES, Entry, Reading
from .identifier import bounded_id
from .links import web_link
from .prolog import EntitiesRefused, open_document
from .text import clean, plain_text

_ROOTS = ("rss", "feed", "rdf", "channel", "entry")
_KINDS = {"rss090": "rdf", "rss10": "rdf", "rss": "rss", "atom": "atom", "cdf": "cdf"}  # the first that fits
_PAGES = ("html", "body", "head")
_HOURS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_MAILBOX = re.compile(r"[^\s()<>]*@[^\s()<>]*")
_XML_FORBIDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+))")

# feedparser tries nine ways to read each date, for a result that nobody here looks at. The first to answer wins.
feedparser.registerDateHandler(lambda text: time.gmtime(0))


def read_feed(text: str, *, base_url: str, now: datetime | None) -> Reading:
    try:
        document = open_document(text)
    except EntitiesRefused:
        return Reading(
            CheckOutcome.UNREADABLE, error="The document declares entities, which feeds do not need: refused."
        )
    if document is None or document.name in _PAGES:
        what = "a web page" if document else "text"
        return Reading(CheckOutcome.NOT_A_FEED, error=f"The answer is {what}, not a feed.")
    if document.name not in _ROOTS:
        return Reading(CheckOutcome.NOT_A_FEED, error="The answer is XML, but not a feed.")
    parsed = _parsed(document.text)
    kind = _kind(parsed.get("version", ""), document.name)
    if isinstance(parsed.get("bozo_exception"), SAXException) and not document.is_whole:
        return Reading(CheckOutcome.UNREADABLE, kind, error="The feed breaks off before its end.")
    if not kind:
        return Reading(CheckOutcome.NOT_A_FEED, error="The answer is XML of some other kind, not a feed.")
    given = parsed["entries"]
    return Reading(
        CheckOutcome.OK,
        kind,
        title=_titled(parsed["feed"]),
        entries=tuple(_entry(raw, kind, base_url, now) for raw in given[:MOST_ENTRIES]),
        left_out=max(0, len(given) - MOST_ENTRIES),
        ttl_minutes=_ttl(parsed["feed"]),
    )


def _parsed(text: str) -> feedparser.FeedParserDict:
    allowed = _REFERENCE.sub(_allowed_reference, _XML_FORBIDS.sub("", text))
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + allowed.encode("utf-8")
    return feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _allowed_reference(found: re.Match) -> str:
    """A numeric reference as it is, or to a space if XML forbids the character: half a surrogate stops feedparser."""
    digits = found[1] or found[2]
    number = int(digits, 16 if found[1] else 10) if len(digits) < 9 else 0
    known = number <= 0x10FFFF and (number >= 32 or number in (9, 10, 13))
    return found[0] if known and not _XML_FORBIDS.match(chr(number)) else "&#32"


def _kind(version: str, root: str) -> str:
    found = next((kind for start, kind in _KINDS.items() if version.startswith(start)), "")
    return "rdf" if found and root == "rdf" else found


def _entry(raw: dict, kind: str, base_url: str, now: datetime | None) -> Entry:
    published = read_date(_string(raw, "published"), now=now)
    updated = read_date(_string(raw, "updated"), now=now)
    if kind in ("rss", "rdf") and not published.claimed:
        published, updated = (
            updated,
            Moment(),
        )  # these formats have one date, and dc:date arrives as "updated"
    summary, content = _texts(raw)
    return Entry(
        id=bounded_id(clean(_string(raw, "id"), 2_000_000)),
        link=_link(raw, base_url),
        title=_titled(raw),
        summary=summary,
        content=content,
        authors=_authors(raw),
        published=published.at,
        updated=updated.at,
        date_note=note_on(published, updated),
    )


def _link(raw: dict, base_url: str) -> str:
    link = _string(raw, "link")
    if dict.get(raw, "guidislink") and link == _string(raw, "id"):
        return web_link(link)  # a guid that stands in for a link does so only if it is one, whole
    if not link:
        others = [other for other in dict.get(raw, "links") or [] if dict.get(other, "rel") == "alternate"]
        link = next((_string(other, "href") for other in others), "")
    return web_link(link, base_url) if link else ""


def _titled(raw: dict) -> str:
    return _words(_string(raw, "title"), dict.get(raw, "title_detail"), LONGEST_TITLE)


def _texts(raw: dict) -> tuple[str, str]:
    """Summary and full text. A feed with only one of them gives it as the summary."""
    summary = _words(_string(raw, "summary"), dict.get(raw, "summary_detail"), LONGEST_SUMMARY)
    pieces = [piece for piece in dict.get(raw, "content") or [] if isinstance(piece, dict)]
    longest = max(pieces, key=lambda piece: len(_string(piece, "value")), default={})
    content = _words(_string(longest, "value"), longest, LONGEST_CONTENT)
    if not summary:
        return (clean(content, LONGEST_SUMMARY), content if len(content) > LONGEST_SUMMARY else "")
    return summary, content if content != summary else ""


def _words(value: str, detail: object, longest: int) -> str:
    plain = isinstance(detail, dict) and dict.get(detail, "type") == "text/plain"
    return clean(value, longest) if plain else plain_text(value, longest)


def _authors(raw: dict) -> tuple[str, ...]:
    """Names only: addresses are nobody's business here."""
    people = [person for person in dict.get(raw, "authors") or [] if isinstance(person, dict)]
    names = [_string(person, "name") for person in people] or [_string(raw, "author")]
    kept = [_MAILBOX.sub("", plain_text(name, 200)).strip(" ()<>,") for name in names[:MOST_AUTHORS]]
    return tuple(dict.fromkeys(name for name in kept if name))


def _ttl(feed: dict) -> int | None:
    if re.fullmatch(r"\d{1,7}", _string(feed, "ttl").strip()):
        return int(_string(feed, "ttl"))
    hours = _HOURS.get(_string(feed, "sy_updateperiod").strip().lower())
    times = _string(feed, "sy_updatefrequency").strip() or "1"
    if hours and re.fullmatch(r"\d{1,4}", times) and int(times):
        return hours * 60 // int(times)
    return None


def _string(raw: dict, key: str) -> str:
    """The value as the feed gave it: feedparser's own look-up puts others in its place, with a warning."""
    value = dict.get(raw, key)
    return value if isinstance(value, str) else ""
