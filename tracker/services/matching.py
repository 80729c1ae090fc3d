"""Entries in, proposals out, by a matcher that knows the record as it now stands."""

from functools import lru_cache

from django.utils import timezone

from tracker.models import Commitment
from tracker.pipeline.identify import Identified
from tracker.pipeline.match import (
    AGREEMENT,
    RESPONSIBLE,
    SUPPORTING,
    Document,
    Matcher,
    PartyNames,
    Proposal,
    Subject,
)
from tracker.pipeline.read.entry import Entry
from tracker.vocabulary import Involvement

ROLES = {Involvement.RESPONSIBLE: RESPONSIBLE, Involvement.SUPPORTING: SUPPORTING}


def subjects(agreements=None) -> tuple[Subject, ...]:
    """Every public commitment (of these agreements' slugs, if given) as the matcher wants it."""
    commitments = (
        Commitment.objects.public()
        .select_related("agreement", "clause")
        .prefetch_related("involved__party", "agreement__involved__party", "themes")
        .order_by("id")
    )
    if agreements is not None:
        commitments = commitments.filter(agreement__slug__in=agreements)
    return tuple(_subject(one) for one in commitments)


def _subject(commitment: Commitment) -> Subject:
    own = {one.party_id: _names(one.party, ROLES[one.involvement]) for one in commitment.involved.all()}
    others = [
        _names(one.party, AGREEMENT) for one in commitment.agreement.involved.all() if one.party_id not in own
    ]
    return Subject(
        reference=commitment.reference,
        agreement=commitment.agreement.slug,
        agreement_title=commitment.agreement.title,
        parties=(*own.values(), *others),
        title=commitment.title,
        statement=commitment.statement,
        terms=tuple(commitment.watch_term_list),
        clause_words=commitment.clause.quote,
        agreed_on=commitment.agreement.signed_on,
        due_on=commitment.due_on,
        themes=tuple(theme.name for theme in commitment.themes.all()),
    )


def _names(party, role: str) -> PartyNames:
    names = tuple(dict.fromkeys([*([party.short_name] if party.short_name else []), *party.alias_list]))
    return PartyNames(name=party.name, aliases=names, government=party.is_government, role=role)


@lru_cache(maxsize=2)
def _built(known: tuple[Subject, ...]) -> Matcher:
    return Matcher(known)


def propose(entries: list[Identified], *, publisher: str, watched: set[str]) -> dict[str, list[Proposal]]:
    """Key → the proposals that an editor should see, within the `watched` agreements (all, if that is empty)."""
    if not entries:
        return {}
    known = subjects()
    ready = _built(known)
    wanted = {one.reference for one in known if not watched or one.agreement in watched}
    return {
        one.key: [
            proposal
            for proposal in ready.match(_document(one.entry, publisher))
            if proposal.above_line and proposal.commitment in wanted
        ]
        for one in entries
    }


def _document(entry: Entry, publisher: str) -> Document:
    return Document(
        id=entry.id,
        url=entry.link,
        title=entry.title,
        publisher=publisher,
        published=timezone.localdate(entry.published) if entry.published else None,
        text=f"{entry.summary}\n{entry.content}" if entry.content else entry.summary,
    )
