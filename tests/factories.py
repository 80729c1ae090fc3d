"""Records for tests, one plain function for each state. Every name and address in them is made up as a sample."""

import itertools
from datetime import UTC, date, datetime

from django.contrib.auth.models import Permission, User

from tracker.models import (
    Agreement,
    AgreementParty,
    Bearing,
    Check,
    Clause,
    Commitment,
    CommitmentParty,
    Evidence,
    Item,
    Match,
    Party,
    Source,
)
from tracker.services import assessing, proposing
from tracker.vocabulary import (
    AgreementKind,
    Basis,
    CheckOutcome,
    CommitmentKind,
    EvidenceKind,
    EvidenceRole,
    Involvement,
    LegalForce,
    PartyKind,
    SourceKind,
    Tier,
)

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
_numbers = itertools.count(1)


def number() -> int:
    """A number not handed out before in this run."""
    return next(_numbers)


def person(name: str = "", *permissions: str) -> User:
    """A member of staff; with `permissions` named as codenames, such as "review_match"."""
    user = User.objects.create_user(
        name or f"person-{number()}", password="sample-pass-phrase", is_staff=True
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def editor(name: str = "") -> User:
    return person(name, "review_match", "propose_rating", "check_source", "view_match", "view_commitment")


def reviewer(name: str = "") -> User:
    return person(name, "approve_rating", "propose_rating", "view_commitment", "view_proposal")


def administrator(name: str = "") -> User:
    return User.objects.create_superuser(name or f"admin-{number()}", password="sample-pass-phrase")


def party(name: str = "", kind: str = PartyKind.COMPANY, **fields) -> Party:
    n = number()
    return Party.objects.create(
        slug=fields.pop("slug", f"sample-party-{n}"), name=name or f"Sample Party {n}", kind=kind, **fields
    )


def agreement(*parties: Party, published: bool = True, **fields) -> Agreement:
    n = number()
    made = Agreement.objects.create(
        **{
            "slug": f"sample-agreement-{n}",
            "title": f"Sample agreement {n}",
            "kind": AgreementKind.MEMORANDUM,
            "legal_force": LegalForce.VOLUNTARY,
            "signed_on": date(2025, 7, 1),
            "source_url": f"https://sample.example/agreements/{n}",
            **({"published_at": NOW, "published_by": person()} if published else {}),
            **fields,
        }
    )
    for one in parties:
        AgreementParty.objects.create(agreement=made, party=one)
    return made


def draft_agreement(*parties: Party, **fields) -> Agreement:
    return agreement(*parties, published=False, **fields)


def clause(within: Agreement | None = None, **fields) -> Clause:
    n = number()
    return Clause.objects.create(
        **{
            "agreement": within or agreement(),
            "number": n,
            "section": "Section 1",
            "quote": f"Both sides will open sample centre {n} by the end of 2030.",
            "basis": Basis.PRIMARY,
            **fields,
        }
    )


def commitment(
    within: Agreement | None = None, *, by: Party | None = None, published: bool = True, **fields
) -> Commitment:
    """A published commitment, its wording not rated, its delivery not assessed."""
    n = number()
    resting_on = fields.pop("clause", None) or clause(within)
    made = Commitment.objects.create(
        **{
            "reference": f"SMP-{n:02d}",
            "agreement": resting_on.agreement,
            "clause": resting_on,
            "title": f"Open sample centre {n}",
            "statement": f"They are to open sample centre {n}.",
            "kind": CommitmentKind.ONE_OFF,
            "basis": Basis.PRIMARY,
            "source_url": f"https://sample.example/commitments/{n}",
            **({"published_at": NOW, "published_by": person()} if published else {}),
            **fields,
        }
    )
    if by:
        CommitmentParty.objects.create(commitment=made, party=by, involvement=Involvement.RESPONSIBLE)
    return made


def draft_commitment(within: Agreement | None = None, **fields) -> Commitment:
    return commitment(within, published=False, **fields)


def commitment_with_testable_words(within: Agreement | None = None, **fields) -> Commitment:
    """A commitment whose words two people found testable, so that any status may be given."""
    made = commitment(within, **fields)
    for rater in (person(), person()):
        assessing.judge_wording(
            clause_id=made.clause_id,
            by=rater,
            now=NOW,
            who=True,
            what=True,
            how_much=True,
            when=True,
            force="firm",
        )
    made.refresh_from_db()
    return made


def evidence(**fields) -> Evidence:
    n = number()
    return Evidence.objects.create(
        **{
            "url": f"https://gazette.example/news/{n}",
            "url_key": f"{n:064x}",
            "title": f"Sample report {n}",
            "publisher": "Sample Gazette",
            "kind": EvidenceKind.NEWS_REPORT,
            "tier": Tier.SECONDARY,
            "published_on": date(2026, 3, 1),
            "added_at": NOW,
            "added_by": person(),
            **fields,
        }
    )


def bearing(on: Commitment, of: Evidence | None = None, **fields) -> Bearing:
    return Bearing.objects.create(
        **{
            "commitment": on,
            "evidence": of or evidence(),
            "role": EvidenceRole.PROGRESS,
            "accepted_at": NOW,
            "accepted_by": person(),
            **fields,
        }
    )


def rated(on: Commitment, status: str = "under_way", **fields):
    """An assessment that one person proposed, with a piece of evidence, and another approved."""
    fields.setdefault("reason", "A sample reason, long enough to read.")
    role = "setback" if status in ("stalled", "not_delivered", "withdrawn") else "progress"
    fields.setdefault("bearing_ids", [bearing(on, role=role).id])
    if status in ("stalled", "not_delivered", "withdrawn"):
        fields.setdefault("reason_code", "not_known")
    if status == "delivered":
        fields.setdefault("delivered_on", date(2026, 3, 1))
    proposal = proposing.propose_rating(
        commitment_id=on.id, by=person(), now=NOW, status=status, contested=True, **fields
    )
    made = assessing.approve_proposal(proposal_id=proposal.id, by=person(), version=proposal.version, now=NOW)
    on.refresh_from_db()
    return made


def source(**fields) -> Source:
    n = number()
    return Source.objects.create(
        **{
            "name": f"Sample feed {n}",
            "kind": SourceKind.FEED,
            "url": f"https://gazette.example/feed-{n}.xml",
            "next_check_at": NOW,
            "added_at": NOW,
            "added_by": person(),
            **fields,
        }
    )


def check(of: Source | None = None, outcome: str = CheckOutcome.OK, **fields) -> Check:
    of = of or source()
    return Check.objects.create(
        **{
            "source": of,
            "slot": of.checks.count() + 1,
            "started_at": NOW,
            "finished_at": NOW,
            "outcome": outcome,
            **fields,
        }
    )


def item(found_by: Check | None = None, **fields) -> Item:
    n = number()
    found_by = found_by or check()
    return Item.objects.create(
        **{
            "source": found_by.source,
            "found_by": found_by,
            "key": f"{n:064x}",
            "url": f"https://gazette.example/items/{n}",
            "canonical_url": f"https://gazette.example/items/{n}",
            "url_key": f"{n:064x}",
            "title": f"Sample centre {n} opens",
            "summary": "A sample article about a sample centre.",
            "published_at": NOW,
            "first_seen_at": NOW,
            "content_hash": f"{n:064x}",
            **fields,
        }
    )


def match(on: Commitment | None = None, of: Item | None = None, **fields) -> Match:
    of = of or item()
    return Match.objects.create(
        **{
            "item": of,
            "commitment": on or commitment(),
            "made_by": of.found_by,
            "score": 0.7,
            "reasons": [{"signal": "parties", "words": "Names both parties", "weight": 0.4}],
            "proposed_at": NOW,
            **fields,
        }
    )
