"""The bytes of a document and what its server says of them in, its text out. Never an error: at worst, marks of doubt.

Principle: a long text that is valid UTF-8 is UTF-8, whatever a header claims. Only after that do the claims count, and
only claims of encodings that the web really uses; some that Python knows can spell characters that were never checked.
"""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BARE_UTF16 = (
    (b"<\x00", "utf-16-le"),
    (b"{\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x00{", "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_USED_ON_THE_WEB = re.compile(
    r"utf-8|cp125\d|cp866|cp874|cp932|cp949|cp950|iso8859-\d+|koi8-[ru]|gb18030|gbk|gb2312|big5|big5hkscs|euc_jp|euc_kr"
    r"|shift_jis|iso2022_jp|mac-roman|mac-cyrillic|tis-620"
)
# What a page calls Latin-1 or ASCII is read as its Windows superset, as every browser does.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}


def decode(body: bytes, content_type: str = "") -> str:
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    for start, encoding in _BARE_UTF16:
        if body.startswith(start):
            return body.decode(encoding, "replace")
    if (
        b"\x1b" not in body[:100_000]
    ):  # an escape sequence is valid UTF-8, and the mark of older Japanese encodings
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for claim in _claims(body, content_type):
        try:
            return body.decode(claim)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8", "followthrough.windows")


def _claims(body: bytes, content_type: str) -> list[str]:
    found = _CHARSET.search(content_type)
    names = [found[1]] if found else []
    if declared := _DECLARED.search(body[:1000]):
        names.append(declared[1].decode("ascii"))
    encodings = []
    for name in names:
        try:
            known = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        known = _SUPERSETS.get(known, known)
        if _USED_ON_THE_WEB.fullmatch(known):
            encodings.append(known)
    return encodings


def _as_windows(problem: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 is, in most cases, a quotation mark or a pound sign pasted from a Windows program."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


codecs.register_error("followthrough.windows", _as_windows)
