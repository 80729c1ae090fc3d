"""The nouns of the record. Each model's database constraints are its contract; `services/` are its only writers."""

from .agreement import Agreement, AgreementParty, AgreementRelation, AgreementText, Theme
from .assessment import Assessment, Citation, Ledger, Proposal
from .clause import Clause, WordingRating
from .commitment import Commitment, CommitmentParty, DueDate
from .confidence import Cited, confidence_in
from .evidence import Bearing, Evidence
from .item import Item, ItemVersion
from .match import Match
from .outbox import OutboxMessage
from .party import Party
from .schedule import Stand, day_in_words, stand_against_the_date
from .source import CLAIMS_BEFORE_PARKING, Check, Source

__all__ = [
    "Agreement", "AgreementParty", "AgreementRelation", "AgreementText", "Assessment", "Bearing",
    "CLAIMS_BEFORE_PARKING", "Check", "Citation", "Cited", "Clause", "Commitment", "CommitmentParty", "DueDate",
    "Evidence", "Item", "ItemVersion", "Ledger", "Match", "OutboxMessage", "Party", "Proposal", "Source", "Stand",
    "Theme", "WordingRating", "confidence_in", "day_in_words", "stand_against_the_date",
]  # fmt: skip
