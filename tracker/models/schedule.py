"""Dates in, a word out: how a commitment stands against its date. Computed, never typed."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.vocabulary import Delivery, Precision, Schedule

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Stand:
    """A word of the schedule and, where it counts them, the days overdue or late."""

    word: Schedule
    days: int | None = None

    @property
    def label(self) -> str:
        """As shown: the word, with the days where it counts them."""
        if self.days is None:
            return self.word.label
        return f"{self.word.label} by {self.days:,} day{'' if self.days == 1 else 's'}"


def day_in_words(day: date, precision: str) -> str:
    """“9 April 2026”, “April 2026” or “2026”: never more exact than what is known."""
    if precision == Precision.YEAR:
        return str(day.year)
    month = f"{day:%B} {day.year}"
    return month if precision == Precision.MONTH else f"{day.day} {month}"


def stand_against_the_date(due_on: date | None, status: str, delivered_on: date | None, on: date) -> Stand:
    """How it stands on the day `on`. A deadline ends with its day; delivery counts from the day it happened."""
    if due_on is None:
        return Stand(Schedule.NO_DATE)
    if status == Delivery.DELIVERED and delivered_on is not None:
        late = (delivered_on - due_on).days
        return Stand(Schedule.LATE, late) if late > 0 else Stand(Schedule.ON_TIME)
    if on > due_on:
        return Stand(Schedule.OVERDUE, (on - due_on).days)
    return Stand(Schedule.DUE_SOON) if due_on - on <= SOON else Stand(Schedule.UPCOMING)
