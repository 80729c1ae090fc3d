"""Sifted entries in, Items, their earlier versions and Matches in the database out; part of the check's transaction."""

from datetime import datetime

from tracker.models import Check, Commitment, Item, ItemVersion, Match
from tracker.pipeline.dedupe import Sifted
from tracker.pipeline.identify import Identified, url_key
from tracker.pipeline.match import MATCHER_VERSION


def keep_items(check: Check, sifted: Sifted, proposals: dict, *, now: datetime) -> int:
    """Keep new and changed items and what was proposed for them; the number of matches made."""
    if not sifted.new and not sifted.changed:
        return 0
    Item.objects.bulk_create(
        (
            Item(source_id=check.source_id, found_by=check, key=one.key, first_seen_at=now, **_fields(one))
            for one in sifted.new
        ),
        ignore_conflicts=True,
    )
    for one in sifted.changed:
        _renew(check, one)
    fresh = [*sifted.new, *sifted.changed]
    items = {
        item.key: item
        for item in Item.objects.filter(source_id=check.source_id, key__in=[one.key for one in fresh])
    }
    return _keep_matches(check, items, proposals, now)


def _fields(one: Identified) -> dict:
    entry = one.entry
    return {
        "url": entry.link,
        "canonical_url": one.canonical_url,
        "url_key": url_key(one.canonical_url),
        "title": entry.title[:500],
        "summary": entry.summary,
        "authors": list(entry.authors),
        "published_at": entry.published,
        "date_note": entry.date_note[:200],
        "content_hash": one.content_hash,
    }


def _renew(check: Check, one: Identified) -> None:
    """Put a changed item's new words in place, keeping the old ones as a version."""
    item = Item.objects.get(source_id=check.source_id, key=one.key)
    ItemVersion.objects.create(
        item=item, title=item.title, summary=item.summary, content_hash=item.content_hash, replaced_by=check
    )
    Item.objects.filter(id=item.id).update(**_fields(one))


def _keep_matches(check: Check, items: dict[str, Item], proposals: dict, now: datetime) -> int:
    """One match for each page and commitment, whichever source brought the page first."""
    elsewhere = set(
        Match.objects.filter(item__url_key__in=[item.url_key for item in items.values() if item.url_key])
        .exclude(item__source_id=check.source_id)
        .values_list("item__url_key", "commitment_id")
    )
    references = {proposal.commitment for found in proposals.values() for proposal in found}
    commitments = dict(Commitment.objects.filter(reference__in=references).values_list("reference", "id"))
    matches = [
        Match(
            item=items[key],
            commitment_id=commitments[proposal.commitment],
            made_by=check,
            score=proposal.score,
            reasons=[
                {"signal": one.signal, "words": one.words, "weight": one.weight} for one in proposal.reasons
            ],
            sentence=proposal.sentence,
            kind_of_news=proposal.kind_of_news,
            matcher_version=MATCHER_VERSION,
            proposed_at=now,
        )
        for key, found in proposals.items()
        if key in items
        for proposal in found
        if proposal.commitment in commitments
        and (items[key].url_key, commitments[proposal.commitment]) not in elsewhere
    ]
    Match.objects.bulk_create(matches, ignore_conflicts=True)
    return Match.objects.filter(made_by=check).count()
