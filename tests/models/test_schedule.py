"""How a commitment stands against its date: dates in, a word out."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tracker.models import Commitment, stand_against_the_date
from tracker.services.assessing import set_due_date
from tracker.vocabulary import Schedule

DUE = date(2026, 3, 29)  # the day British clocks go forward


@pytest.mark.parametrize(
    ("on", "word", "days"),
    [
        (DUE - timedelta(days=31), Schedule.UPCOMING, None),
        (DUE - timedelta(days=30), Schedule.DUE_SOON, None),
        (DUE, Schedule.DUE_SOON, None),
        (DUE + timedelta(days=1), Schedule.OVERDUE, 1),
        (date(2028, 2, 29), Schedule.OVERDUE, 702),
    ],
)
def test_a_deadline_ends_with_its_day(on, word, days):
    stand = stand_against_the_date(DUE, "under_way", None, on)
    assert (stand.word, stand.days) == (word, days)


def test_lateness_is_counted_from_the_day_of_delivery():
    assert stand_against_the_date(DUE, "delivered", DUE, date(2030, 1, 1)).word is Schedule.ON_TIME
    late = stand_against_the_date(DUE, "delivered", DUE + timedelta(days=3), date(2030, 1, 1))
    assert (late.word, late.days, late.label) == (Schedule.LATE, 3, "Late by 3 days")


def test_without_a_date_nothing_is_late():
    assert stand_against_the_date(None, "under_way", None, DUE).word is Schedule.NO_DATE


@pytest.mark.django_db
def test_the_database_and_the_function_agree():
    on = date(2026, 6, 1)
    for days in (-400, -1, 0, 1, 30, 31, None):
        for status in ("", "delivered"):
            one = make.commitment_with_testable_words()
            if days is not None:
                set_due_date(
                    commitment_id=one.id, by=make.person(), now=make.NOW, due_on=on + timedelta(days=days),
                    precision="day", basis="stated",
                )  # fmt: skip
            if status:
                make.rated(one, status, delivered_on=date(2026, 5, 31))
    for word in Schedule:
        found = set(Commitment.objects.on_schedule(word, on).values_list("reference", flat=True))
        expected = {one.reference for one in Commitment.objects.all() if one.stand(on).word is word}
        assert found == expected
        assert found, f"no sample for {word}"
