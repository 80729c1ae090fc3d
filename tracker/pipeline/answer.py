"""What comes back from a visit: a status or a failure in, a named outcome with a sentence out."""

import re
from dataclasses import dataclass

from tracker.vocabulary import CheckOutcome

from .address import UnsafeAddress

_SENDABLE = re.compile(r"[\x20-\x7e\x80-\xff]{1,2000}")
_BY_HUNDRED = {2: CheckOutcome.OK, 3: CheckOutcome.MOVED, 4: CheckOutcome.CLIENT_ERROR}


@dataclass(frozen=True)
class Limits:
    """How much of our time and memory one answer may take, in seconds and bytes."""

    connect: float = 5.0
    read: float = 20.0
    total: float = 30.0
    wire: int = 5 * 1024 * 1024
    body: int = 15 * 1024 * 1024
    ratio: int = 100
    redirects: int = 4
    addresses: int = 8


USUAL = Limits()


@dataclass(frozen=True)
class Fetched:
    """How one visit went. `body` is complete or empty; `error` is a sentence for staff, or None."""

    outcome: CheckOutcome
    url: str = ""
    final_url: str = ""
    status: int | None = None
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    redirects: tuple[str, ...] = ()
    permanent: bool = False
    retry_after: float | None = None
    max_age: int | None = None
    seconds: float = 0.0
    error: str | None = None


class Refused(Exception):
    """There is no answer to keep: `outcome` is the word for it, the text a sentence."""

    def __init__(self, outcome: CheckOutcome, sentence: str):
        super().__init__(sentence)
        self.outcome = outcome


def too_large(most: int) -> Refused:
    return Refused(CheckOutcome.TOO_LARGE, f"The answer is larger than {most:,} bytes.")


def outcome_of(status: int, asked_to_wait: bool, conditional: bool) -> CheckOutcome:
    """The word for an HTTP status. `conditional`: we asked "only if changed"; `asked_to_wait`: it names a time."""
    if status == 304 and conditional:
        return CheckOutcome.NOT_MODIFIED
    if status == 429 or (status == 503 and asked_to_wait):
        return CheckOutcome.THROTTLED
    if status == 410:
        return CheckOutcome.GONE
    if status == 206:  # a part, which nobody asked for
        return CheckOutcome.UNREADABLE
    return _BY_HUNDRED.get(status // 100, CheckOutcome.SERVER_ERROR)


def explained(problem: Exception, too_late: bool) -> Fetched:
    """What went wrong on the way, as a result. The text of foreign errors is not passed on: it may say too much."""
    if isinstance(problem, UnsafeAddress):
        return Fetched(CheckOutcome.UNSAFE_ADDRESS, error=str(problem))
    if too_late or isinstance(problem, TimeoutError):
        return Fetched(CheckOutcome.TIMEOUT, error="No complete answer came in time.")
    if isinstance(problem, Refused):
        return Fetched(problem.outcome, error=str(problem))
    if isinstance(problem, OSError):
        return Fetched(CheckOutcome.CONNECTION_FAILED, error="The server could not be reached.")
    return Fetched(CheckOutcome.UNREADABLE, error="The answer is not proper HTTP.")


def sendable(validator: str) -> bool:
    """Whether an ETag or Last-Modified can go back to its server byte for byte."""
    return bool(_SENDABLE.fullmatch(validator))


def kept(header: object) -> str:
    text = "" if header is None else str(header).strip()
    return text if sendable(text) else ""
