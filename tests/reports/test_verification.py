"""`verify_record` names what somebody with the owner's rights changed behind the record's back."""

import pytest
from django.db import connection

from tests import factories as make
from tests.conftest import put_guards
from tracker.models import Assessment
from tracker.reports.verification import verify_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def tampered():
    """Run SQL with the guards taken away, as the owner of the tables could."""

    def tamper(sql):
        put_guards(up=False)
        with connection.cursor() as cursor:
            cursor.execute(sql)

    commitments = [make.commitment_with_testable_words() for _ in range(4)]
    for one in commitments:
        make.rated(one)
    assert verify_record().differences == []
    return tamper  # the test's transaction puts the guards back


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE tracker_assessment SET reason = 'Kinder.' WHERE seq = 2", "Assessment 2"),
        ("UPDATE tracker_assessment SET hash = 'f' WHERE seq = 2", "Assessment 3 does not follow"),
        ("UPDATE tracker_ledger SET hash = 'f'", "The ledger says"),
        ("UPDATE tracker_commitment SET status = 'delivered' WHERE status = 'under_way'", "shows status"),
        ("UPDATE tracker_commitment SET confidence = 'high'", "shows confidence"),
        ("UPDATE tracker_commitment SET due_on = '2031-01-01'", "shows due_on"),
        ("UPDATE tracker_bearing SET role = 'setback'", "was changed after it was published"),
    ],
)
def test_tampering_is_named(tampered, sql, told):
    tampered(sql)
    assert any(told in difference for difference in verify_record().differences)


def test_a_deleted_last_row_is_missed_by_the_chain_and_found_by_the_ledger(tampered):
    last = raw_id(Assessment.objects.get(seq=4))
    tampered(f"DELETE FROM tracker_citation WHERE assessment_id = '{last}'")
    tampered_again = f"DELETE FROM tracker_assessment WHERE id = '{last}'"
    with connection.cursor() as cursor:
        cursor.execute(tampered_again)
    differences = verify_record().differences
    assert "The ledger says that 4 assessments were published; 3 are there." in differences


def raw_id(assessment):
    return assessment.id if connection.vendor == "postgresql" else assessment.id.hex
