"""A link as a feed gives it and what it is relative to in, an absolute http(s) URL out, or "" when it is none."""

import re
import string
from urllib.parse import quote, urljoin, urlsplit

LONGEST_LINK = 2000
# What may stand in a URL as it is; everything else is escaped, so that no link can end an attribute or start a tag.
_AS_IT_IS = string.ascii_letters + string.digits + "-._~:/?#[]@!$&'()*+,;=%"
_HOST = re.compile(r"[^\s\x00-\x20\x7f/\\@<>\"'`{}|^%]+")


def web_link(value: object, base_url: str = "") -> str:
    if not isinstance(value, str) or len(value) > LONGEST_LINK:
        return ""
    text = value.strip()
    if not text or "\\" in text or re.search(r"[\x00-\x1f\x7f]", text):
        return ""
    try:
        parts = urlsplit(urljoin(base_url, text))
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    link = (
        quote(parts.geturl().encode("utf-8", "replace"), safe=_AS_IT_IS)
        if host.isascii()
        else _foreign(parts)
    )
    return link if len(link) <= LONGEST_LINK else ""


def _foreign(parts) -> str:
    """A link to a host in another script, with that host in the form that the network uses."""
    try:
        netloc = parts.netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return quote(parts._replace(netloc=netloc).geturl().encode("utf-8", "replace"), safe=_AS_IT_IS)
