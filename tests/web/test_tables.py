"""CSV files: what a spreadsheet would run is made harmless, and nothing else is changed."""

import csv
import io

import pytest

from tests import factories as make
from tracker.web.records import FIELDS, UPDATE_FIELDS
from tracker.web.tables import cell

from .site import body

TRIGGERS = [
    "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠x",
]  # fmt: skip


@pytest.mark.parametrize("text", TRIGGERS)
def test_text_that_begins_like_a_formula_gets_an_apostrophe(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "value, written",
    [(-5, -5), (0, 0), (None, ""), (True, "true"), (False, "false"), (["a", "b"], "a; b"), (["=a"], "'=a"),
     ("a=1", "a=1"), ('"=1', '"=1'), (" x", " x")],
)  # fmt: skip
def test_everything_else_is_written_as_it_is(value, written):
    assert cell(value) == written


def lines(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert "attachment" in response["Content-Disposition"]
    assert response.streaming
    return list(csv.reader(io.StringIO(body(response).decode("utf-8"), newline="")))


@pytest.mark.django_db
@pytest.mark.parametrize("text", TRIGGERS)
def test_no_cell_of_a_download_begins_like_a_formula(client, text):
    text = text.replace("\0", "\t")  # the database on PostgreSQL takes no NUL
    by = make.party(text, slug="sample-by")
    one = make.commitment(
        by=by, title=text, statement=text + '"\n,;', measure=text, would_settle_it=text, reference="SMP-A"
    )
    make.bearing(one, make.evidence(title=text, publisher=text, digest=text))
    make.rated(one, reason=text + "long enough")
    for path in ("/commitments.csv", "/updates.csv"):
        header, *rows = lines(client, path)
        assert rows
        for row in rows:
            assert len(row) == len(header)
            assert not [one for one in row if one.startswith(tuple("=+-@\t\r\n\0＝＋－＠"))], path


@pytest.mark.django_db
def test_the_columns_are_the_documented_fields(client, site):
    assert lines(client, "/commitments.csv")[0] == [name for name, *_ in FIELDS]
    assert lines(client, "/updates.csv")[0] == list(UPDATE_FIELDS)
    page = client.get("/data/").content.decode()
    for name, *_ in FIELDS:
        assert f"<code>{name}</code>" in page


@pytest.mark.django_db
def test_a_commitment_stands_in_the_file_as_on_its_page(client, site):
    header, *rows = lines(client, "/commitments.csv?status=stalled")
    (row,) = rows
    told = dict(zip(header, row, strict=True))
    assert told["reference"] == "SMP-A"
    assert told["status_label"] == "Stalled"
    assert told["responsible"] == "Sample Company"
    assert told["wording"] == "testable"
    assert told["evidence"] == "1"
    assert told["url"] == "http://127.0.0.1:8000/commitments/SMP-A/"
