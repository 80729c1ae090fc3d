"""A web link in, the same link out in the one form that stands for all its ways of being written.

Principle: only what is known to make no difference is taken away. Two links that stay different cost an editor a second
look; two articles made one are lost. So AMP pages, mobile hosts and unknown parameters are left alone.
"""

import re
from urllib.parse import urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|li_fat_id|mc_cid|mc_eid"
    r"|mkt_tok|_hsenc|_hsmi|__hstc|__hssc|vero_id|oly_enc_id|oly_anon_id|at_(?:medium|campaign|link\w*|bbc\w*|ptr\w*)"
    r"|ns_(?:campaign|mchannel|source|linkname|fee)|cmpid|xtor|_ga|_gl|guccounter|guce_referrer(?:_sig)?",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(link: str) -> str:
    """The canonical form of an http(s) link, or "" for anything else."""
    try:
        parts = urlsplit(link.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return ""
    authority = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        authority = f"{authority}:{port}"
    query = _query(parts.query)
    return f"{parts.scheme}://{authority}{_escapes(parts.path) or '/'}{'?' if query else ''}{query}"


def without_scheme(url: str) -> str:
    """What is left to tell two pages apart by: a site that moves to https keeps its articles."""
    return url.partition("://")[2]


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    # In the order of their names; those of one name stay in theirs, which may carry a meaning.
    return "&".join(sorted((_escapes(pair) for pair in kept), key=lambda pair: pair.partition("=")[0]))


def _escapes(text: str) -> str:
    return _ESCAPE.sub(_escape, text)


def _escape(found: re.Match) -> str:
    character = chr(int(found[1], 16))
    return character if _UNRESERVED.fullmatch(character) else f"%{found[1].upper()}"
