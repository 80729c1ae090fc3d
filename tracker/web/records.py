"""Rows and records in, dictionaries for JSON out: text exact, names in snake_case, times in UTC with Z, unknown null.

`FIELDS` is the contract of the list: the CSV has the same columns in the same order, and /data/ prints it.
"""

from tracker.models import Agreement, Bearing, Commitment
from tracker.models.chain import stamp
from tracker.reports.agreements import Card
from tracker.reports.follow_up import FollowUp
from tracker.reports.history import Rated
from tracker.reports.rows import Row
from tracker.reports.updates import Update, What
from tracker.vocabulary import EvidenceRole

from .addresses import absolute, url

LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}

# name, how it is read from a Row, what it means
FIELDS = (
    ("reference", lambda row: row.reference, "Stable and never reused, such as OAI-05"),
    ("title", lambda row: row.title, "In a few plain words, ours"),
    ("statement", lambda row: row.statement, "What is promised, in our words"),
    ("agreement", lambda row: row.agreement_slug, "The agreement’s part of its address"),
    ("agreement_title", lambda row: row.agreement_title, "The agreement’s title in full"),
    ("clause", lambda row: row.clause_number, "Number of the clause it rests on"),
    ("kind", lambda row: row.kind, "one_off or ongoing; the two are counted apart"),
    ("responsible", lambda row: [name for _, name in row.responsible], "Parties that are to do it"),
    ("supporting", lambda row: [name for _, name in row.supporting], "Parties that are to help"),
    ("themes", lambda row: [name for _, name in row.themes], "Subjects"),
    ("wording", lambda row: row.wording or None, "How testable the words are; unknown until rated"),
    ("wording_standing", lambda row: row.wording_standing or None, "How many people stand behind that"),
    ("force", lambda row: row.force or None, "How firm the words are"),
    ("status", lambda row: row.status, "What public evidence shows, as stored"),
    ("status_label", lambda row: row.shown.label, "The word shown to readers for it"),
    ("status_on", lambda row: stamp(row.status_on), "The day of that rating"),
    ("standing", lambda row: row.standing or None, "provisional: one rater; approved: two people"),
    ("confidence", lambda row: row.confidence or None, "How well the evidence bears the rating"),
    ("contested", lambda row: row.contested, "Whether somebody with reason disputes it"),
    ("schedule", lambda row: row.stand.word.value, "How it stands against its date, today"),
    ("schedule_days", lambda row: row.stand.days, "Days overdue or late, where that applies"),
    ("due_on", lambda row: stamp(row.due_on), "The last day of the period it is due in"),
    ("due_precision", lambda row: row.due_precision or None, "Whether that is a day, a month or a year"),
    ("due_basis", lambda row: row.due_basis or None, "stated, derived or trigger"),
    ("delivered_on", lambda row: stamp(row.delivered_on), "The day it was in place, if delivered"),
    ("measure", lambda row: row.measure or None, "A number it names, with its unit"),
    ("would_settle_it", lambda row: row.would_settle_it or None, "What evidence would end the question"),
    ("evidence", lambda row: row.evidence, "How many pieces of evidence stand on it"),
    ("basis", lambda row: row.basis, "How the wording is known: primary or secondhand"),
    ("source_url", lambda row: row.source_url, "The page it was read from"),
    ("changed_at", lambda row: stamp(row.changed_at), "When it was last rated, or first published"),
    ("url", lambda row: absolute(url("commitment", row.reference)), "Its page here"),
)  # fmt: skip


def commitment_row(row: Row) -> dict:
    """One commitment as lists give it."""
    return {name: read(row) for name, read, _ in FIELDS}


def rating(told: Rated) -> dict:
    """One published rating with all that its hash covers: raters stand in it as numbers."""
    one = told.rating
    return {
        "id": str(one.id),
        "seq": one.seq,
        "status": one.status,
        "status_label": told.shown.label,
        "reason": one.reason,
        "reason_code": one.reason_code or None,
        "depth": one.depth or None,
        "result": one.result or None,
        "confidence": one.confidence or None,
        "confidence_because": one.confidence_because or None,
        "contested": one.contested,
        "delivered_on": stamp(one.delivered_on),
        "searched_until": stamp(one.searched_until),
        "standing": one.standing,
        "wording": one.wording or None,
        "own_test": one.own_test or None,
        "corrects": str(one.corrects_id) if one.corrects_id else None,
        "correction_because": one.correction_because or None,
        "method_version": one.method_version,
        "proposed_at": stamp(one.proposed_at),
        "proposed_by": one.proposed_by_id,
        "approved_at": stamp(one.approved_at),
        "approved_by": one.approved_by_id,
        "published_at": stamp(one.published_at),
        "evidence": sorted([cited.evidence.url, cited.role] for cited in told.cited),
        "previous_hash": one.previous_hash,
        "hash": one.hash,
    }


def evidence(bearing: Bearing) -> dict:
    """One piece of evidence as it bears on a commitment, retracted or not."""
    one = bearing.evidence
    return {
        "id": f"evidence-{bearing.id}",
        "url": one.url,
        "title": one.title,
        "publisher": one.publisher,
        "kind": one.kind,
        "tier": one.tier,
        "role": bearing.role,
        "role_label": EvidenceRole(bearing.role).label,
        "event_on": stamp(one.event_on),
        "event_precision": one.event_precision if one.event_on else None,
        "published_on": stamp(one.published_on),
        "published_precision": one.published_precision if one.published_on else None,
        "digest": one.digest or None,
        "quote": one.quote or None,
        "language": one.language,
        "archive_url": one.archive_url or None,
        "content_hash": one.content_hash or None,
        "note": bearing.note or None,
        "accepted_at": stamp(bearing.accepted_at),
        "retracted_at": stamp(bearing.retracted_at),
        "retracted_because": bearing.retracted_because or None,
    }


def commitment(found: Commitment, row: Row, ratings: list[Rated], bearings, judged, due_dates, log: FollowUp):
    """One commitment whole."""
    clause = found.clause
    return {
        **commitment_row(row),
        "own_test": found.own_test if found.own_test_at else None,
        "clause_words": {
            "number": clause.number,
            "version": clause.version,
            "section": clause.section or None,
            "heading": clause.heading or None,
            "quote": clause.quote or None,
            "prefix": clause.prefix or None,
            "suffix": clause.suffix or None,
            "basis": clause.basis,
            "source_url": clause.source_url or None,
        },
        "wording_ratings": [
            {
                **{element.value: present for element, present in one.element_list()},
                "rating": one.rating,
                "force": one.force,
                "reason": one.reason or None,
                "rated_at": stamp(one.rated_at),
            }
            for one in judged
        ],
        "due_dates": [
            {
                "due_on": stamp(one.due_on),
                "precision": one.precision,
                "basis": one.basis,
                "note": one.note or None,
                "set_at": stamp(one.set_at),
            }
            for one in due_dates
        ],
        "ratings": [rating(one) for one in ratings],
        "evidence_list": [evidence(one) for one in bearings],
        "follow_up": {
            "sources": len(log.sources),
            "checks": log.checks,
            "looked": log.looked,
            "failed": log.failed,
            "first_check_at": stamp(log.first_at),
            "last_looked_at": stamp(log.last_looked_at),
            "proposed": log.proposed,
            "accepted": log.accepted,
            "rejected": log.rejected,
            "waiting": log.waiting,
        },
    }


def agreement(found: Agreement, card: Card, promises: list[Row]) -> dict:
    """One agreement with its public commitments."""
    return {
        "slug": found.slug,
        "title": found.title,
        "short_title": found.short_title or None,
        "kind": found.kind,
        "legal_force": found.legal_force,
        "nature": found.nature or None,
        "limits": found.limit_list,
        "signed_on": stamp(found.signed_on),
        "published_on": stamp(found.published_on),
        "ends_on": stamp(found.ends_on),
        "parties": [name for _, name in card.parties],
        "source_url": found.source_url,
        "note": found.note or None,
        "url": absolute(found.get_absolute_url()),
        "commitments": [commitment_row(row) for row in promises],
    }


def update(told: Update) -> dict:
    """One update of the stream."""
    is_rating = told.what is What.RATING
    return {
        "what": told.what.value,
        "at": stamp(told.at),
        "reference": told.reference,
        "title": told.title,
        "agreement": told.agreement_slug,
        "status_label": told.shown.label if is_rating else None,
        "status_label_before": told.before.label if told.before else None,
        "standing": told.standing or None,
        "correction_because": told.correction_because or None,
        "role": told.role or None,
        "evidence_title": told.evidence_title or None,
        "publisher": told.publisher or None,
        "published_on": stamp(told.published_on),
        "evidence_url": told.url or None,
        "text": told.reason or None,
        "url": absolute(f"{url('commitment', told.reference)}#{told.anchor}"),
    }


UPDATE_FIELDS = (
    "what", "at", "reference", "title", "agreement", "status_label", "status_label_before", "standing",
    "correction_because", "role", "evidence_title", "publisher", "published_on", "evidence_url", "text", "url",
)  # fmt: skip
