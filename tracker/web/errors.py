"""What a reader sees when something is wrong: one plain sentence, never a path, a query or a setting.

None of these pages asks the database, and each falls back to plain text should the templates fail as well.
"""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse

from .rendering import page

log = logging.getLogger(__name__)

TITLES = {
    400: "This request could not be understood",
    403: "This is not open to you",
    404: "There is no such page",
    500: "Something went wrong here",
    503: "The record cannot be reached just now",
}
HELP = {
    400: "Check the address, or start again from the list of commitments.",
    403: "If you followed a link on this site to get here, please tell us.",
    404: "The address may be mistyped. Everything that is public can be reached from the list of "
    "commitments.",
    500: "The fault is ours and it has been noted. Nothing in the record was changed.",
    503: "The site is up but its database does not answer. Please try again in a minute. Nothing is lost.",
}


def told(request, status: int, *, sentence: str = "", choices=()):
    """The page for an error: its title, what was wrong in a sentence, and what would have been right."""
    try:
        answer = page(
            request,
            "error",
            status=status,
            code=status,
            title=TITLES[status],
            sentence=sentence or HELP[status],
            choices=choices,
        )
    except Exception:
        log.exception("The page for error %s could not be made.", status)
        answer = HttpResponse(f"{TITLES[status]}.", status=status, content_type="text/plain; charset=utf-8")
    if status == 503:
        answer["Retry-After"] = "60"
    return answer


def bad_request(request, exception=None):
    return told(request, 400)


def forbidden(request, exception=None):
    return told(request, 403)


def not_found(request, exception=None):
    return told(request, 404)


def server_error(request):
    """500, or 503 where what failed was the way to the database."""
    unreachable = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    return told(request, 503 if unreachable else 500)
