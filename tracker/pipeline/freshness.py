"""The headers in which a server says how long to wait, in; seconds out. What cannot be understood is None.

A server's clock may be wrong, so its dates are compared with its own Date header; only without one with `now`.
"""

import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 86_400.0  # a day; a server that asks for more is asked again tomorrow
_MAX_AGE = re.compile(r'(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})', re.IGNORECASE)


def retry_after(headers: Message, now: datetime | None) -> float | None:
    """How many seconds the server asks us to stay away, at most a day."""
    text = _text(headers, "Retry-After")
    if re.fullmatch(r"\d{1,10}(?:\.\d{1,6})?", text):
        return min(float(text), LONGEST_WAIT)
    return _seconds_until(text, headers, now)


def max_age(headers: Message, now: datetime | None) -> int | None:
    """For how many seconds the server calls its answer fresh, at most a day."""
    control = _text(headers, "Cache-Control")
    if found := _MAX_AGE.search(control):
        return min(int(found[1]), int(LONGEST_WAIT))
    if "no-cache" in control.lower() or "no-store" in control.lower():
        return None
    seconds = _seconds_until(_text(headers, "Expires"), headers, now)
    return None if seconds is None else int(seconds)


def _seconds_until(text: str, headers: Message, now: datetime | None) -> float | None:
    then = _http_date(text)
    since = _http_date(_text(headers, "Date")) or now
    if then is None or since is None:
        return None
    return min(max((then - since).total_seconds(), 0.0), LONGEST_WAIT)


def _http_date(text: str) -> datetime | None:
    if not 10 <= len(text) <= 60:
        return None
    try:
        found = parsedate_to_datetime(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(headers: Message, name: str) -> str:
    return str(headers.get(name, "")).strip()
