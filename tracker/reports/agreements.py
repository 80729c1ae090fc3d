"""Public agreements in, cards with parties and counts out; one agreement in, its clauses with their promises out."""

from dataclasses import dataclass, field

from tracker.models import Agreement, AgreementParty, Clause
from tracker.vocabulary import AgreementKind, LegalForce

from .counts import Counts
from .rows import Row


@dataclass(slots=True)
class Card:
    """What a list shows of an agreement."""

    agreement: Agreement
    counts: Counts
    parties: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return AgreementKind(self.agreement.kind).label

    @property
    def legal_force(self) -> LegalForce:
        return LegalForce(self.agreement.legal_force)


def cards(agreements, counts: Counts) -> list[Card]:
    """The agreements in their order, each with its parties and its share of the counts, in two queries."""
    made = {one.id: Card(one, counts.for_agreement(one.id)) for one in agreements}
    parts = (
        AgreementParty.objects.filter(agreement_id__in=made)
        .order_by("id")
        .values_list("agreement_id", "party__slug", "party__short_name", "party__name")
    )
    for agreement_id, slug, short_name, name in parts:
        made[agreement_id].parties.append((slug, short_name or name))
    return list(made.values())


def clauses_with_promises(agreement: Agreement, promises: list[Row]) -> list[tuple[Clause, list[Row]]]:
    """The clauses that public commitments rest on, in the order of the text, each with those commitments.

    A clause that only drafts rest on is left out: it would give them away.
    """
    resting: dict[int, list[Row]] = {}
    for row in promises:
        resting.setdefault(row.clause_id, []).append(row)
    found = agreement.clauses.filter(id__in=resting).select_related("text").order_by("number", "-version")
    return [(clause, resting[clause.id]) for clause in found]
