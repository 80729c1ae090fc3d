"""A date as some feed writes it in, a `Moment` out: an instant in UTC, or None with the reason in words.

Principle: a date that two readers could take for two days is not guessed. Zone names count only where one meaning is
beyond doubt (BST is British Summer Time here); a year before 1990 or a day that does not exist is no date. A date in
the future cannot be when something was published: a day or less is a wrong clock, and is brought back to `now`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

FIRST_YEAR = 1990
WRONG_CLOCK = timedelta(days=1)
LONGEST_DATE = 100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|(?:nov|dec)(?:ember)?"
)
_ZONES_BY_HOURS = {  # RFC 822 itself defines the American ones
    -8: ("pst",),
    -7: ("mst", "pdt"),
    -6: ("cst", "mdt"),
    -5: ("est", "cdt"),
    -4: ("edt",),
    0: ("z", "ut", "utc", "gmt", "wet"),
    1: ("bst", "west", "cet", "met"),
    2: ("cest", "mest", "eet", "sast"),
    3: ("eest", "msk"),
    8: ("hkt", "sgt", "awst"),
    9: ("jst", "kst"),
    10: ("aest",),
    11: ("aedt",),
    12: ("nzst",),
    13: ("nzdt",),
}
_ZONES = {name: hours for hours, names in _ZONES_BY_HOURS.items() for name in names}
_AMBIGUOUS = frozenset({"ist", "ast", "adt", "amt", "gst", "sst", "bdt", "cct", "wst"})

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,12})?)?)? *(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"(\d{4})/(\d\d?)/(\d\d?)(?: +(\d\d?):(\d\d)(?::(\d\d))?)? *(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{12,13})|(\d{15,16})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?: *([ap])\.?m\b\.?)?", re.IGNORECASE)
_OFFSET = re.compile(r"(?<![\d\w])(?:utc|gmt)? ?([+-])(\d{2}):?(\d{2})(?!\d)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?", re.IGNORECASE
)


@dataclass(frozen=True)
class Moment:
    """When: `at` in UTC or None. `note` says what is wrong or assumed; `claimed` that something was there to read."""

    at: datetime | None = None
    note: str = ""
    claimed: bool = False


class _NotADate(ValueError):
    pass


def read_date(text: str, *, now: datetime | None = None) -> Moment:
    given = " ".join(text.split()) if len(text) <= LONGEST_DATE else "?"
    if not given:
        return Moment()
    try:
        at, note = _read(given)
    except (_NotADate, OverflowError) as problem:
        return Moment(
            note=str(problem) if isinstance(problem, _NotADate) else "The date is out of range.", claimed=True
        )
    if at.year < FIRST_YEAR:
        return Moment(note=f"The year {at.year} is before there were feeds.", claimed=True)
    if now is not None and at > now:
        if at - now > WRONG_CLOCK:
            return Moment(note=f"Claims {at:%Y-%m-%d}, which had not come when it was read.", claimed=True)
        return Moment(
            now, f"Claims {at:%Y-%m-%d %H:%M} UTC, after it was read: set to the time of reading.", True
        )
    return Moment(at, note, True)


def note_on(published: Moment, updated: Moment) -> str:
    """What is to be known about an entry's two dates, in one line."""
    notes = [
        f"{name}: {moment.note}"
        for name, moment in (("Published", published), ("Updated", updated))
        if moment.note
    ]
    return " ".join(notes)


def _read(text: str) -> tuple[datetime, str]:
    if found := _EPOCH.fullmatch(text):
        number = int(found[1] or found[2] or found[3])
        return datetime.fromtimestamp(number / (1 if found[1] else 1_000 if found[2] else 1_000_000), UTC), ""
    if found := _ISO.fullmatch(text) or _SLASHED.fullmatch(text):
        year, month, day, hour, minute, second, zone = found.groups()
        clock = (int(hour), int(minute), int(second or 0)) if hour else None
        return _instant((int(year), int(month), int(day)), clock, _offset(zone))
    return _read_words(text)


def _read_words(text: str) -> tuple[datetime, str]:
    """Dates with the month as a word: RFC 822, asctime, and what people write."""
    rest = _WEEKDAY.sub(" ", _COMMENT.sub(" ", text))
    clock = offset = None
    if found := _CLOCK.search(rest):
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        if found[4]:
            if not 1 <= hour <= 12:
                raise _NotADate("The time of day does not exist.")
            hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
        clock = (hour, minute, second)
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
        if found := _OFFSET.search(rest):
            offset = _offset(f"{found[1]}{found[2]}{found[3]}")
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    month, numbers = None, []
    for word in re.findall(r"\d+|[^\W\d_]+", rest.lower()):
        if word.isascii() and word.isdigit():
            numbers.append(word)
        elif word in ("st", "nd", "rd", "th", "of", "at", "on", "t"):
            continue
        elif month is None and _MONTH.fullmatch(word):
            month = _MONTHS.index(word[:3]) + 1
        elif offset is None and clock:
            offset = _zone(word)
        elif word not in _ZONES:
            raise _NotADate("The date could not be understood.")
    if month is None or len(numbers) != 2:
        raise _NotADate("The date could not be understood.")
    day, year = _day_and_year(*numbers)
    return _instant((year, month, day), clock, offset)


def _day_and_year(first: str, second: str) -> tuple[int, int]:
    if len(first) == 4 and len(second) <= 2:
        first, second = second, first
    if len(first) > 2 or len(second) not in (2, 4):
        raise _NotADate("The date could not be understood.")
    year = int(second)
    if len(second) == 2:
        year += 2000 if year < 70 else 1900
    return int(first), year


def _zone(name: str) -> timedelta:
    if name in _ZONES:
        return timedelta(hours=_ZONES[name])
    if name in _AMBIGUOUS:
        raise _NotADate(f"The time zone {name.upper()} has more than one meaning.")
    raise _NotADate("The time zone could not be understood.")


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timedelta(0)
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)
    if minutes > 59 or not timedelta(hours=-12) <= offset <= timedelta(hours=14):
        raise _NotADate("The time zone does not exist.")
    return offset


def _instant(day: tuple[int, int, int], clock: tuple[int, int, int] | None, offset: timedelta | None):
    hour, minute, second = clock or (0, 0, 0)
    later = timedelta()
    if second == 60:  # a leap second, which datetime does not have
        second, later = 59, timedelta(seconds=1)
    if hour == 24 and minute == second == 0:
        hour, later = 0, timedelta(days=1)
    try:
        local = datetime(*day, hour, minute, second, tzinfo=timezone(offset or timedelta()))
    except ValueError:
        raise _NotADate("There is no such day or time.") from None
    note = (
        ""
        if offset is not None
        else "No time zone was given: read as UTC."
        if clock
        else "Only a day was given."
    )
    return (local + later).astimezone(UTC), note
