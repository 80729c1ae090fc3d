"""The body of an answer in, a `Reading` out: what kind of feed it is and its entries, or why it is none.

`read` never raises and opens nothing. It can be made to work for minutes by a body built for that, so whatever comes
from outside goes through `child.read_in_child`, which runs it in a process that can be ended.
"""

from datetime import datetime

from tracker.vocabulary import CheckOutcome

from .decode import decode
from .entry import Entry, Reading
from .feed import read_feed
from .json_feed import read_json_feed

MOST_BYTES = 15 * 1024 * 1024

__all__ = ["MOST_BYTES", "Entry", "Reading", "read"]


def read(body: bytes, *, content_type: str = "", base_url: str = "", now: datetime | None = None) -> Reading:
    """`base_url` is what relative links are relative to; `now` is where dates in the future are brought back to."""
    if len(body) > MOST_BYTES:
        return Reading(CheckOutcome.TOO_LARGE, error=f"The document is larger than {MOST_BYTES:,} bytes.")
    try:
        text = decode(body, content_type)
        start = text[:1000].lstrip("\ufeff\x00 \t\r\n")[:1]
        if not start:
            return _blank(text)
        reader = read_json_feed if start in "{[" else read_feed
        return reader(text, base_url=base_url, now=now)
    except MemoryError:
        return Reading(CheckOutcome.ENDED, error="Reading the document took too much memory.")
    except Exception:  # a parser's own fault must end as a word on the source's page
        return Reading(
            CheckOutcome.UNREADABLE, error="The document is damaged in a way that the reader cannot mend."
        )


def _blank(text: str) -> Reading:
    if text.strip("\ufeff\x00 \t\r\n"):
        return Reading(CheckOutcome.NOT_A_FEED, error="The answer begins with a long stretch of nothing.")
    return Reading(CheckOutcome.NOT_A_FEED, error="The answer is empty.")
