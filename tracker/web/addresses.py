"""A page's name in, its address on this site out; the host comes from the setting and never from the request."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse

SITE_NAME = "Followthrough"


@lru_cache(maxsize=8192)
def url(name: str, *args) -> str:
    """The path of a named page."""
    return reverse(name, args=args)


def absolute(path: str) -> str:
    """The path with the site in front of it."""
    return settings.SITE_URL + path
