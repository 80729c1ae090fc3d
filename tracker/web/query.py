"""Parts of a query string in, one query string out, so that links keep the filters that a reader chose."""

from urllib.parse import urlencode


def query_string(pairs=(), **more) -> str:
    """`?a=1&b=2` from pairs and named values, empty values left out; an empty string where nothing is left."""
    kept = [(name, value) for name, value in (*pairs, *more.items()) if value not in ("", None)]
    return "?" + urlencode(kept) if kept else ""


def without(pairs, name: str, value: str) -> list[tuple[str, str]]:
    """The pairs but for one."""
    return [pair for pair in pairs if pair != (name, value)]
