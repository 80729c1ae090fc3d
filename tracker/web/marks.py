"""Values of the record in; the small pieces of HTML that show them the same way everywhere out.

A status is never told by colour alone: each has its word, its border and its glyph. Bars have their number beside them
as text, so the drawing itself is hidden from screen readers.
"""

from datetime import UTC, date, datetime
from functools import cache, lru_cache
from urllib.parse import urlsplit

from django.utils import timezone
from markupsafe import Markup

from tracker.models import day_in_words
from tracker.reports.shown import ACTIVITY_SEEN, Shown
from tracker.vocabulary import Delivery, EvidenceRole, Precision, Schedule, Wording

RING = Markup('<circle cx="8" cy="8" r="6"/>')
GLYPHS = {
    Delivery.NOT_ASSESSED.value: Markup('<circle cx="8" cy="8" r="6" stroke-dasharray="2.2 2.5"/>'),
    Delivery.NO_PUBLIC_EVIDENCE.value: Markup('<circle cx="7" cy="7" r="4.6"/><path d="M10.4 10.4 14 14"/>'),
    ACTIVITY_SEEN: RING + Markup('<circle class="solid" cx="8" cy="8" r="2"/>'),
    Delivery.UNDER_WAY.value: RING + Markup('<path class="solid" d="M8 8V2a6 6 0 0 1 6 6z"/>'),
    Delivery.PARTLY_DELIVERED.value: RING + Markup('<path class="solid" d="M8 2a6 6 0 0 1 0 12z"/>'),
    Delivery.DELIVERED.value: Markup(
        '<circle class="solid" cx="8" cy="8" r="6"/><path class="knock" d="m5 8.3 2.1 2.1L11 6.2"/>'
    ),
    Delivery.STALLED.value: RING + Markup('<path d="M6.3 5.5v5M9.7 5.5v5"/>'),
    Delivery.NOT_DELIVERED.value: RING + Markup('<path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6"/>'),
    Delivery.WITHDRAWN.value: RING + Markup('<path d="M11 8H5m2.4-2.4L5 8l2.4 2.4"/>'),
    Delivery.CANNOT_BE_ASSESSED.value: RING
    + Markup('<path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1"/><path d="M8 11.4v.1"/>'),
    f"role-{EvidenceRole.PROGRESS}": Markup('<path d="M3 8h9.5M9 4.5 12.5 8 9 11.5"/>'),
    f"role-{EvidenceRole.SETBACK}": Markup('<path d="M13 8H3.5M7 4.5 3.5 8 7 11.5"/>'),
    f"role-{EvidenceRole.REFUSAL}": RING + Markup('<path d="M4 12 12 4"/>'),
    f"role-{EvidenceRole.CLAIM}": Markup('<path d="M3 3.5h10v7H8L5 13v-2.5H3z"/>'),
    f"role-{EvidenceRole.CONTEXT}": Markup('<path d="M3 5h10M3 8h10M3 11h6"/>'),
    "clock": RING + Markup('<path d="M8 4.8V8l2.2 1.6"/>'),
    "warning": Markup('<path d="M8 2.2 14.4 13.4H1.6zM8 6.4v3.2"/><path d="M8 11.4v.1"/>'),
    "tick": Markup('<path d="m3.2 8.6 3.1 3.1 6.5-7"/>'),
    "cross": Markup('<path d="m4 4 8 8m0-8-8 8"/>'),
}


@cache
def glyph(name: str) -> Markup:
    """A drawing of 16 by 16 in the colour of the text around it."""
    return Markup(
        '<svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        "{}</svg>"
    ).format(GLYPHS[name])


@cache
def status(shown: Shown) -> Markup:
    """The tag of a delivery status."""
    return Markup('<span class="tag tag-{}">{}{}</span>').format(shown.key, glyph(shown.key), shown.label)


@cache
def role(value: str) -> Markup:
    """The tag of an evidence role."""
    word = EvidenceRole(value)
    return Markup('<span class="role role-{}">{}{}</span>').format(word, glyph(f"role-{word}"), word.label)


@cache
def wording(value: str) -> Markup:
    """How testable the words are: the word, with one filled square for each step of the ladder."""
    if not value:
        return Markup('<span class="wording wording-none">Not rated yet</span>')
    word = Wording(value)
    filled = len(Wording) - list(Wording).index(word)
    squares = Markup("").join(
        Markup('<rect x="{}" y="1" width="6" height="6"{}/>').format(
            1 + 9 * place, Markup(' class="solid"') if place < filled else ""
        )
        for place in range(len(Wording))
    )
    return Markup(
        '<span class="wording"><svg class="steps" viewBox="0 0 35 8" width="35" height="8" aria-hidden="true" '
        'focusable="false">{}</svg>{}</span>'
    ).format(squares, word.label)


def stand(found) -> Markup:
    """How a commitment stands against its date; only what is overdue or late stands out."""
    if found.word in (Schedule.OVERDUE, Schedule.LATE):
        return Markup('<span class="stand stand-{}">{}{}</span>').format(
            found.word, glyph("clock"), found.label
        )
    return Markup('<span class="stand stand-{}">{}</span>').format(found.word, found.label)


@lru_cache(maxsize=4096)
def day(when: date | None, precision: str = Precision.DAY, unknown: str = "date not known") -> Markup:
    """A date as exactly as it is known: “16 September 2025”, “September 2025”, “2025”."""
    if when is None:
        return Markup('<span class="unknown">{}</span>').format(unknown)
    text, short = day_text(when, precision), when.isoformat()
    short = {Precision.YEAR: short[:4], Precision.MONTH: short[:7]}.get(precision, short)
    return Markup('<time datetime="{}">{}</time>').format(short, text)


def day_text(when: date, precision: str = Precision.DAY) -> str:
    """The same as plain text."""
    return day_in_words(when, precision)


def moment(when: datetime | None, unknown: str = "never") -> Markup:
    """A time to the minute, in the site's own zone, named."""
    if when is None:
        return Markup('<span class="unknown">{}</span>').format(unknown)
    local = timezone.localtime(when)
    return Markup('<time datetime="{}">{} {:%B} {}, {:%H:%M} {}</time>').format(
        utc(when), local.day, local, local.year, local, local.tzname()
    )


def utc(when: datetime) -> str:
    """ISO 8601 to the second, in UTC, with Z."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=4096)
def bar(count: int, total: int, key: str = "plain") -> Markup:
    """A bar as long as its share of the total; the number itself stands beside it in the page."""
    share = round(100 * count / total, 2) if total else 0
    return Markup(
        '<svg class="bar" viewBox="0 0 100 10" width="100%" height="10" preserveAspectRatio="none" '
        'aria-hidden="true" focusable="false"><rect class="bar-back" width="100" height="10"/>'
        '<rect class="bar-fill fill-{}" width="{}" height="10"/></svg>'
    ).format(key, share)


def is_web_address(address: str) -> bool:
    """Whether a link may be made of it: http or https to a named host, and nothing that a browser reads otherwise."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    plain = address.isprintable() and not any(sign in address for sign in ' \\"<>')
    return plain and parts.scheme in ("http", "https") and bool(host)


def outside(address: str, text: str = "") -> Markup:
    """A link to somebody else's page, or only its text where the address is not one to follow."""
    if not is_web_address(address):
        return Markup("<bdi>{}</bdi>").format(text or address)
    return Markup('<a href="{}" rel="noopener noreferrer nofollow ugc"><bdi>{}</bdi></a>').format(
        address, text or address
    )


def host_of(address: str) -> str:
    """The host of an address for print; empty if it has none."""
    return (urlsplit(address).hostname or "").removeprefix("www.") if is_web_address(address) else ""
