"""Agreement records in, agreements and commitments in the database out; safe to repeat.

What is new is added. What is there already is never overwritten, since an editor may have changed it: of a commitment's
own fields (`CHECKED_FIELDS`), those in which the file differs are named in the answer, and left alone.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from tracker.models import (
    Agreement,
    AgreementParty,
    AgreementRelation,
    Clause,
    Commitment,
    CommitmentParty,
    Theme,
)
from tracker.pipeline.agreement_file import AgreementRecord, CommitmentRecord
from tracker.vocabulary import (
    AgreementKind,
    Basis,
    CommitmentKind,
    DueBasis,
    Involvement,
    LegalForce,
    Precision,
    Relation,
)

from .assessing import set_due_date
from .errors import Refused
from .naming import PartyNames

CHECKED_FIELDS = ("title", "statement", "kind", "source_url", "measure", "would_settle_it")


@dataclass
class Loaded:
    """What loading did to one agreement."""

    agreement: str
    created: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    differs: dict[str, list[str]] = field(default_factory=dict)
    drafts: list[str] = field(default_factory=list)


class DryRun(Exception):
    """Raised to undo everything that a dry run wrote."""


def load_agreements(
    records: list[AgreementRecord], *, by, now: datetime, publish: bool = True, dry_run: bool = False
) -> list[Loaded]:
    """Add what the records hold and the database does not; all or nothing.

    With `publish`, what rests on a page that was read is shown to everybody at once; what is only general knowledge
    stays a draft in any case.
    """
    _refuse_unknown_words(records)
    answers: list[Loaded] = []
    try:
        with transaction.atomic():
            names = PartyNames()
            answers = [_load(one, names, by, now, publish) for one in records]
            _relate(records)
            if dry_run:
                raise DryRun
    except DryRun:
        pass
    return answers


def _refuse_unknown_words(records) -> None:
    """Refuse a file whose kinds, forces or bases are not in the vocabulary, naming each."""
    said = [
        (one.slug, words, value)
        for one in records
        for words, value in (
            (AgreementKind, one.kind),
            (LegalForce, one.legal_force),
            *((Relation, r) for r, _ in one.related),
        )
    ]
    said += [
        (each.reference, words, value)
        for one in records
        for each in one.commitments
        for words, value in (
            *([(CommitmentKind, each.kind)] if each.kind else []),
            (DueBasis, each.due_basis),
            (Precision, each.due_precision),
            (Basis, each.basis),
        )
    ]
    wrong = [
        f"{where}: “{value}” is not one of {', '.join(words)}."
        for where, words, value in said
        if value not in words.__members__.values()
    ]
    if wrong:
        raise Refused("\n".join(wrong))


def _load(record: AgreementRecord, names: PartyNames, by, now, publish) -> Loaded:
    answer = Loaded(record.slug)
    shown = {"published_at": now, "published_by": by} if publish else {}
    agreement, made = Agreement.objects.get_or_create(
        slug=record.slug,
        defaults={
            "title": record.title,
            "short_title": record.short_title,
            "kind": record.kind,
            "legal_force": record.legal_force,
            "nature": record.nature,
            "limits": "\n".join(record.limits),
            "note": record.note,
            "signed_on": record.signed_on,
            "ends_on": record.ends_on,
            "source_url": record.source_url,
            **shown,
        },
    )
    if made:
        answer.created.append(record.slug)
        for party in names.parties(record.parties):
            AgreementParty.objects.create(agreement=agreement, party=party)
    for position, one in enumerate(record.commitments, start=1):
        held = Commitment.objects.filter(reference=one.reference).first()
        if held is None:
            _add(agreement, one, position, names, by, now, shown)
            answer.created.append(one.reference)
        elif differing := _differing(held, one, agreement):
            answer.differs[one.reference] = differing
        else:
            answer.unchanged.append(one.reference)
        if one.basis == Basis.GENERAL_KNOWLEDGE:
            answer.drafts.append(one.reference)
    return answer


def _add(agreement, one: CommitmentRecord, position: int, names: PartyNames, by, now, shown) -> Commitment:
    last = agreement.clauses.order_by("-number").first()
    # Several commitments may rest on one clause: the first that names it brings its words.
    clause, _ = Clause.objects.get_or_create(
        agreement=agreement,
        number=one.clause or (last.number + 1 if last else 1),
        version=1,
        defaults={
            "section": one.section,
            "quote": one.quote,
            "basis": one.basis,
            "source_url": one.source_url,
        },
    )
    commitment = Commitment.objects.create(
        reference=one.reference,
        agreement=agreement,
        clause=clause,
        position=position,
        title=one.title,
        statement=one.statement,
        kind=one.kind or (CommitmentKind.ONE_OFF if one.due_on else CommitmentKind.ONGOING),
        measure=one.measure,
        would_settle_it=one.would_settle_it,
        watch_terms="\n".join(one.watch_terms),
        basis=one.basis,
        source_url=one.source_url,
        wording=clause.wording,
        force=clause.force,
        **({} if one.basis == Basis.GENERAL_KNOWLEDGE else shown),
    )
    responsible = names.parties(one.responsible, within=agreement)
    for party in responsible:
        CommitmentParty.objects.create(
            commitment=commitment, party=party, involvement=Involvement.RESPONSIBLE
        )
    for party in names.parties(one.parties, within=agreement):
        if party not in responsible:
            CommitmentParty.objects.create(
                commitment=commitment, party=party, involvement=Involvement.SUPPORTING
            )
    for name in one.themes:
        theme, _ = Theme.objects.get_or_create(
            slug=slugify(name), defaults={"name": name[:1].upper() + name[1:]}
        )
        commitment.themes.add(theme)
    if one.due_on or one.due_note:
        set_due_date(
            commitment_id=commitment.id,
            by=by,
            now=now,
            due_on=one.due_on,
            precision=one.due_precision,
            basis=one.due_basis,
            note=one.due_note,
        )
    return commitment


def _differing(held: Commitment, one: CommitmentRecord, agreement: Agreement) -> list[str]:
    different = [
        name for name in CHECKED_FIELDS if getattr(one, name) and getattr(held, name) != getattr(one, name)
    ]
    return [*different, *(["agreement"] if held.agreement_id != agreement.id else [])]


def _relate(records: list[AgreementRecord]) -> None:
    for one in records:
        for relation, other in one.related:
            related = Agreement.objects.filter(slug=other).first()
            if related is None:
                raise Refused(
                    f"{one.slug}: it names the agreement {other}, which is neither in the file nor on record."
                )
            AgreementRelation.objects.get_or_create(
                agreement=Agreement.objects.get(slug=one.slug), other=related, relation=relation
            )
