"""Dictionaries in, JSON files out: UTF-8, the text exact, a list of any length streamed record by record."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse

from .marks import utc
from .records import LICENCE

TYPE = "application/json; charset=utf-8"


def head(now: datetime) -> dict:
    """What stands at the top of every file: where it comes from, when, and what may be done with it."""
    return {"site": settings.SITE_URL, "licence": LICENCE, "made_at": utc(now)}


def one_file(record: dict) -> HttpResponse:
    return HttpResponse(json.dumps(record, ensure_ascii=False, indent=1), content_type=TYPE)


def list_file(
    top: dict, name: str, records: Iterable[dict], *, count: int, total: int
) -> StreamingHttpResponse:
    """`{…top, "count": n, "total": N, name: [ … ]}`, written as it is read."""

    def pieces():
        opening = json.dumps({**top, "count": count, "total": total}, ensure_ascii=False)
        yield f"{opening[:-1]}, {json.dumps(name)}: ["
        between = "\n"
        for record in records:
            yield between + json.dumps(record, ensure_ascii=False)
            between = ",\n"
        yield "\n]}\n"

    return StreamingHttpResponse(pieces(), content_type=TYPE)
