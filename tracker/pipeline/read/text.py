"""HTML or text as a feed gives it in, one line of plain text out, fit for a database and for any page.

The result is words, not markup: what still looks like a tag in it was written to be read as one. It is escaped where it
is shown, as all text is.
"""

import html
import re

import nh3

# Controls, lone surrogates, non-characters, marks that turn the direction of text or have no width. The two joiners
# stay: scripts and emoji need them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLOCK = re.compile(
    r"<(?=/?(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|blockquote|pre|hr|section|article|figcaption)\b)",
    re.IGNORECASE,
)


def clean(text: str, longest: int) -> str:
    """`text` on one line, without characters that hide or harm, cut at `longest` characters."""
    tidy = " ".join(_UNWANTED.sub("", text).split())
    return tidy if len(tidy) <= longest else tidy[: longest - 1].rstrip() + "…"


def plain_text(markup: str, longest: int) -> str:
    """The words of a piece of HTML."""
    if "<" in markup:
        # A space before each block, or the last word of one paragraph would run into the first of the next.
        markup = nh3.clean(_BLOCK.sub(" <", markup), tags=set())
    return clean(html.unescape(markup), longest)
