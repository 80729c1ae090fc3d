"""In: what the register holds about one commitment. Out: `Subject`, the plain shape the matcher is built from."""

from dataclasses import dataclass, field
from datetime import date

RESPONSIBLE = "responsible"
SUPPORTING = "supporting"
AGREEMENT = "agreement"


@dataclass(frozen=True)
class PartyNames:
    """One party as news may name it.

    `role` says how it comes to be here: it is responsible for the commitment, supports it, or is
    only a party to the agreement (`AGREEMENT`).
    """

    name: str
    aliases: tuple[str, ...] = ()
    government: bool = False
    role: str = AGREEMENT


@dataclass(frozen=True)
class Subject:
    """One commitment. `terms` are its watch terms; where there are none they are derived from its own words."""

    reference: str
    agreement: str
    agreement_title: str
    parties: tuple[PartyNames, ...] = ()
    title: str = ""
    statement: str = ""
    terms: tuple[str, ...] = ()
    clause_words: str = ""
    agreed_on: date | None = None
    due_on: date | None = None
    themes: tuple[str, ...] = field(default=())
