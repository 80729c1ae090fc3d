"""Cited evidence in, a confidence out.

Principle: what counts is how many people looked for themselves, not how many repeated it. A record kept by somebody
other than the party that promised weighs most; a party's word about itself, or one relayed account, weighs least.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.vocabulary import Confidence, EvidenceKind, EvidenceRole, Tier

RECORDS = (
    EvidenceKind.CONTRACT_NOTICE,
    EvidenceKind.STATISTICS_OR_AUDIT,
    EvidenceKind.FOI_REPLY,
    EvidenceKind.COURT_OR_REGULATOR,
)


@dataclass(frozen=True)
class Cited:
    """What confidence needs to know of one piece of evidence; `by_party` is that a party to the promise wrote it."""

    publisher: str
    kind: str
    tier: str
    role: str
    by_party: bool


def confidence_in(cited: Iterable[Cited]) -> Confidence | None:
    """The confidence that the evidence supports; None where nothing is cited, so nothing can be confident."""
    telling = [one for one in cited if one.role != EvidenceRole.CONTEXT]
    if not telling:
        return None
    outside = [one for one in telling if not one.by_party and one.role != EvidenceRole.CLAIM]
    first_hand = {one.publisher.casefold() for one in outside if one.tier == Tier.PRIMARY}
    if len(first_hand) >= 2 or any(one.kind in RECORDS and one.tier == Tier.PRIMARY for one in outside):
        return Confidence.HIGH
    relayed = {one.publisher.casefold() for one in outside}
    artefact = any(
        one.by_party
        and one.tier == Tier.PRIMARY
        and one.role in (EvidenceRole.PROGRESS, EvidenceRole.SETBACK)
        for one in telling
    )
    return Confidence.MEDIUM if first_hand or len(relayed) >= 2 or artefact else Confidence.LOW
