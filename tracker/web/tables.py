"""Names and rows in, a streamed CSV file out that no spreadsheet takes for formulas.

A text cell that begins like a formula gets an apostrophe before it; numbers stay numbers. JSON has the text exact.
"""

import csv
from collections.abc import Iterable

from django.http import StreamingHttpResponse

# The last four are the full-width forms, which some spreadsheets read as the plain ones.
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def cell(value):
    """A value as a cell: lists joined, truth in words, unknown empty, text made harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = "; ".join(value) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(TRIGGERS) else text


class _Line:
    """What csv.writer writes into; gives the line back instead of keeping it."""

    def write(self, line):
        return line


def csv_file(name: str, columns: Iterable[str], records: Iterable[dict]) -> StreamingHttpResponse:
    """The records as a download; UTF-8 with a header line, one record a line."""
    columns = list(columns)
    writer = csv.writer(_Line())

    def lines():
        yield writer.writerow(columns)
        for record in records:
            yield writer.writerow([cell(record[column]) for column in columns])

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
