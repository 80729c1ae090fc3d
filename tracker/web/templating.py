"""The public pages' Jinja2 environment: Django's options in; an environment with this site's words and marks out.

Templates get plain values and call these few functions; they decide nothing about a status themselves.
"""

from datetime import date, datetime

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

from tracker import vocabulary

from . import marks
from .addresses import SITE_NAME, absolute, url
from .query import query_string


def plural(count: int, one: str, many: str = "") -> str:
    """“1 check”, “2 checks”, “1,204 checks”."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def local_day(moment: datetime) -> date:
    """The day on which it happened in the site's own zone."""
    return timezone.localdate(moment)


def listed(names) -> str:
    """“A”, “A and B”, “A, B and C”."""
    *most, last = names or [""]
    return f"{', '.join(most)} and {last}" if most else last


def label(words: str, value: str) -> str:
    """The label of a stored value in one of the vocabulary's lists, such as `label("Force", "soft")`."""
    return getattr(vocabulary, words)(value).label if value else ""


def environment(**options) -> Environment:
    options.pop("autoescape", None)  # it is always on here, whatever the setting says
    options.update(trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    made = Environment(autoescape=True, **options)
    made.globals.update(
        absolute=absolute,
        bar=marks.bar,
        day=marks.day,
        day_text=marks.day_text,
        glyph=marks.glyph,
        host_of=marks.host_of,
        label=label,
        local_day=local_day,
        moment=marks.moment,
        outside=marks.outside,
        plural=plural,
        query=query_string,
        role=marks.role,
        site_name=SITE_NAME,
        site_url=settings.SITE_URL,
        contact=settings.TRACKER_CONTACT,
        stand=marks.stand,
        static=static,
        status=marks.status,
        url=url,
        vocabulary=vocabulary,
        wording=marks.wording,
    )
    made.filters.update(listed=listed)
    return made
