"""A file of agreements in (JSON or CSV, bytes), plain records out, or the list of everything that is wrong with it.

The JSON form is an object with `agreements`, each with its `commitments`; the CSV form is one commitment a row, the
agreement's columns repeated. Both give the same records; `docs/loading.md` lists the fields.
"""

import csv
import io
import json
import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

BASES = {
    "stored_primary": "primary",
    "stored_secondhand": "secondhand",
    "primary": "primary",
    "secondhand": "secondhand",
    "general_knowledge": "general_knowledge",
}
DAY, MONTH, YEAR = "day", "month", "year"
KEY = re.compile(r"[A-Za-z0-9]{1,12}-[0-9]{1,4}")


class Unreadable(ValueError):
    """The file cannot be loaded; `problems` are sentences that each say where and what."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class CommitmentRecord:
    """One commitment as the file gives it; lists are of names, a date is the last day of its period."""

    reference: str
    title: str
    statement: str
    source_url: str
    basis: str
    kind: str = ""
    parties: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    section: str = ""
    clause: int | None = None
    quote: str = ""
    measure: str = ""
    due_on: date | None = None
    due_precision: str = DAY
    due_basis: str = "stated"
    due_note: str = ""
    watch_terms: tuple[str, ...] = ()
    would_settle_it: str = ""


@dataclass(frozen=True)
class AgreementRecord:
    """One agreement as the file gives it, with its commitments in order."""

    slug: str
    title: str
    source_url: str
    short_title: str = ""
    kind: str = "memorandum"
    legal_force: str = "voluntary"
    nature: str = ""
    note: str = ""
    signed_on: date | None = None
    ends_on: date | None = None
    limits: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    commitments: list[CommitmentRecord] = field(default_factory=list)


def read_agreement_file(body: bytes, *, name: str = "") -> list[AgreementRecord]:
    """The agreements of a JSON or CSV file. Raises Unreadable with every problem found, not only the first."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(["The file is not UTF-8 text."]) from None
    raw = _from_json(text) if text.lstrip()[:1] in ("{", "[") else _from_csv(text, name)
    problems: list[str] = []
    agreements = [_agreement(one, problems, number) for number, one in enumerate(raw, start=1)]
    _refuse_doubles(agreements, problems)
    if problems:
        raise Unreadable(problems)
    return agreements


def read_period(text: str) -> tuple[date | None, str]:
    """`2030`, `2025-10` or `2025-10-31` → the last day of that period, and how exact it is."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip())
    if not parts:
        raise ValueError(f"“{text}” is not a date such as 2030, 2025-10 or 2025-10-31")
    year, month, day = (int(part) if part else None for part in parts.groups())
    if month is None:
        return date(year, 12, 31), YEAR
    if not 1 <= month <= 12:
        raise ValueError(f"“{text}” has no such month")
    if day is None:
        return date(year, month, monthrange(year, month)[1]), MONTH
    return date(year, month, day), DAY


def _from_json(text: str) -> list:
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable([f"The JSON breaks off in line {error.lineno}: {error.msg}."]) from None
    raw = held.get("agreements") if isinstance(held, dict) else held
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise Unreadable(["The file has no list called “agreements”."])
    return raw


def _from_csv(text: str, name: str) -> list:
    """Rows grouped by their agreement; an agreement's own columns start with `agreement_`."""
    rows = csv.DictReader(io.StringIO(text))
    if not rows.fieldnames or "agreement" not in rows.fieldnames or "key" not in rows.fieldnames:
        raise Unreadable([f"{name or 'The file'} has no columns called “agreement” and “key”."])
    found: dict[str, dict] = {}
    for row in rows:
        row = {column: (value or "").strip() for column, value in row.items() if column}
        own = {
            column.removeprefix("agreement_"): value
            for column, value in row.items()
            if column.startswith("agreement_")
        }
        agreement = found.setdefault(
            row["agreement"], {"agreement": row["agreement"], **own, "commitments": []}
        )
        agreement["commitments"].append(
            {column: value for column, value in row.items() if not column.startswith("agreement_")}
        )
    return list(found.values())


def _agreement(raw: dict, problems: list[str], number: int) -> AgreementRecord:
    slug = _text(raw, "agreement")
    where = slug or f"agreement {number}"
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        problems.append(f"{where}: “agreement” must be lower-case words joined by hyphens.")
    title = _required(raw, "name", where, problems)
    commitments = raw.get("commitments") or []
    if not isinstance(commitments, list) or not all(isinstance(one, dict) for one in commitments):
        problems.append(f"{where}: “commitments” is not a list.")
        commitments = []
    nature = _text(raw, "nature")
    return AgreementRecord(
        slug=slug,
        title=title,
        short_title=_text(raw, "short_title"),
        kind=_text(raw, "kind") or "memorandum",
        legal_force=_text(raw, "legal_force") or ("policy" if "policy" in nature else "voluntary"),
        nature=nature,
        note=_text(raw, "note"),
        signed_on=_day(raw, "signed", where, problems),
        ends_on=_day(raw, "ends", where, problems),
        limits=_list(raw, "limits"),
        parties=_list(raw, "parties"),
        related=tuple((one["relation"], one["agreement"]) for one in raw.get("related") or []),
        source_url=_required(raw, "source_url", where, problems),
        commitments=[
            _commitment(one, problems, f"{where}, row {n}") for n, one in enumerate(commitments, start=1)
        ],
    )


def _commitment(raw: dict, problems: list[str], where: str) -> CommitmentRecord:
    key = _text(raw, "key")
    where = key or where
    if not KEY.fullmatch(key):
        problems.append(f"{where}: “key” must look like oai-05.")
    basis = BASES.get(_text(raw, "basis"))
    if basis is None:
        problems.append(f"{where}: “basis” must be one of {', '.join(BASES)}.")
    due_on, precision = None, DAY
    if due := _text(raw, "due"):
        try:
            due_on, precision = read_period(due)
        except ValueError as error:
            problems.append(f"{where}: {error}.")
    parties = _list(raw, "parties")
    responsible = _list(raw, "responsible")
    return CommitmentRecord(
        reference=key.upper(),
        title=_required(raw, "title", where, problems),
        statement=_required(raw, "paraphrase", where, problems),
        # What is only general knowledge was read nowhere, and stays a draft.
        source_url=_text(raw, "source_url")
        if basis == "general_knowledge"
        else _required(raw, "source_url", where, problems),
        basis=basis or "general_knowledge",
        kind=_text(raw, "kind"),
        parties=parties,
        # “joint” and “companies” name no one party: then everybody named is responsible.
        responsible=tuple(name for name in responsible if name in parties) or parties,
        themes=_list(raw, "themes") or _list(raw, "theme"),
        section=_text(raw, "section"),
        clause=_number(raw, "clause", where, problems),
        quote=_text(raw, "quote"),
        measure=_text(raw, "number"),
        due_on=due_on,
        due_precision=_text(raw, "due_precision") or precision,
        due_basis=_text(raw, "due_basis") or "stated",
        due_note=_text(raw, "due_note"),
        watch_terms=_list(raw, "watch_terms"),
        would_settle_it=_text(raw, "would_settle_it"),
    )


def _text(raw: dict, name: str) -> str:
    value = raw.get(name)
    return "" if value is None else str(value).strip()


def _list(raw: dict, name: str) -> tuple[str, ...]:
    """A list of names, or one string with semicolons between them."""
    value = raw.get(name)
    names = value if isinstance(value, list) else str(value or "").split(";")
    return tuple(str(one).strip() for one in names if str(one).strip())


def _required(raw: dict, name: str, where: str, problems: list[str]) -> str:
    value = _text(raw, name)
    if not value:
        problems.append(f"{where}: “{name}” is missing.")
    return value


def _number(raw: dict, name: str, where: str, problems: list[str]) -> int | None:
    value = _text(raw, name)
    if value and not value.isdecimal():
        problems.append(f"{where}: “{name}” is {value}, which is not a whole number.")
        return None
    return int(value) if value else None


def _day(raw: dict, name: str, where: str, problems: list[str]) -> date | None:
    value = _text(raw, name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        problems.append(f"{where}: “{name}” is {value}, which is not a day such as 2025-07-21.")
        return None


def _refuse_doubles(agreements: list[AgreementRecord], problems: list[str]) -> None:
    for what, names in (
        ("agreement", [one.slug for one in agreements]),
        ("key", [each.reference for one in agreements for each in one.commitments]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            problems.append(f"The {what} {name} stands more than once in the file.")
