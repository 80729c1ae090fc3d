"""The files in `tracker/seed/` in, a first record out: parties, agreements, real follow-ups and first desk assessments.

The assessments enter as `provisional`: one rater, no approver. When they are in, installation is closed for good, and
the database takes no further provisional rating. Safe to repeat: later runs add what is new among the agreements.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from tracker.models import Assessment, Bearing, Commitment, Ledger, Party, confidence_in
from tracker.pipeline.agreement_file import read_agreement_file, read_period
from tracker.vocabulary import Confidence

from .assessing import install_assessment, judge_wording
from .importing import Loaded, load_agreements
from .judging import as_cited
from .review import attach_evidence

SEED = Path(__file__).resolve().parent.parent / "seed"
INSTALLER = "installation"
LOWERED = "The first desk assessment, by one person from second-hand reports, put it lower than the evidence allows."

EDITS = (
    "agreement", "agreementparty", "agreementrelation", "agreementtext", "clause", "commitment", "commitmentparty",
    "evidence", "bearing", "party", "source", "theme",
)  # fmt: skip
READS = (
    "assessment",
    "check",
    "citation",
    "duedate",
    "item",
    "itemversion",
    "match",
    "outboxmessage",
    "proposal",
    "wordingrating",
)
# A party wrongly named can be taken out again; everything else of the record stays.
EDITOR_ACTS = (
    "review_match",
    "propose_rating",
    "check_source",
    "delete_agreementparty",
    "delete_commitmentparty",
)


@dataclass(frozen=True)
class Installed:
    """What this run added."""

    agreements: list[Loaded]
    evidence: int
    assessments: int


@transaction.atomic
def install_seed(*, now: datetime, folder: Path = SEED) -> Installed:
    """Load what ships; the first time also its evidence and first assessments."""
    make_groups()
    by = installer()
    ledger = Ledger.objects.select_for_update().get(id=1)
    for one in _held(folder, "parties")["parties"]:
        known = {**one, "aliases": "\n".join(one["aliases"])}
        Party.objects.get_or_create(slug=one["slug"], defaults=known)
    records = read_agreement_file((folder / "agreements.json").read_bytes(), name="agreements.json")
    loaded = load_agreements(records, by=by, now=now)
    if ledger.installed_at:
        return Installed(loaded, 0, 0)
    evidence = sum(_evidence(one, by, now) for one in _held(folder, "evidence")["evidence"])
    first = _held(folder, "first-assessments")
    rated_at = datetime.combine(date.fromisoformat(first["rated_on"]), time(), UTC)
    for one in first["assessments"]:
        _assessment(one, by, rated_at, now)
    Ledger.objects.filter(id=1).update(installed_at=now)
    return Installed(loaded, evidence, Assessment.objects.count())


def installer():
    """The account that stands for the desk that made the first record: nobody can log in with it."""
    user, made = get_user_model().objects.get_or_create(
        username=INSTALLER, defaults={"is_active": False, "first_name": "First", "last_name": "desk"}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def make_groups() -> None:
    """Editors find and propose; reviewers may approve as well. Existing groups stay as an administrator set them."""
    for name, extra in (("Editors", ()), ("Reviewers", ("approve_rating",))):
        group, made = Group.objects.get_or_create(name=name)
        if not made:
            continue
        wanted = [f"{act}_{model}" for model in EDITS for act in ("add", "change", "view")]
        wanted += [f"view_{model}" for model in READS]
        own = Permission.objects.filter(content_type__app_label="tracker")
        group.permissions.set(own.filter(codename__in=[*wanted, *EDITOR_ACTS, *extra]))


def _held(folder: Path, name: str) -> dict:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _evidence(one: dict, by, now: datetime) -> int:
    """Attach one page to every commitment that it bears on."""
    published_on, precision = read_period(one["published"])
    party = Party.objects.filter(slug=one.get("published_by_party", "")).first()
    for bearing in one["bears_on"]:
        commitment = Commitment.objects.get(reference=bearing["commitment"].upper())
        attach_evidence(
            commitment_id=commitment.id,
            by=by,
            now=now,
            url=one["url"],
            title=one["title"],
            publisher=one["publisher"],
            role=bearing["role"],
            kind=one["kind"],
            tier=one["tier"],
            published_on=published_on,
            published_precision=precision,
            digest=one["digest"],
            language=one["language"],
            published_by_party_id=party.id if party else None,
        )
    return 1


def _assessment(one: dict, by, rated_at: datetime, now: datetime) -> None:
    commitment = Commitment.objects.get(reference=one["commitment"].upper())
    judge_wording(clause_id=commitment.clause_id, by=by, now=rated_at, **one["wording"])
    commitment.refresh_from_db()
    said = one["assessment"]
    bearings = list(
        Bearing.objects.filter(commitment=commitment, evidence__url__in=said["evidence"]).select_related(
            "evidence"
        )
    )
    if len(bearings) != len(said["evidence"]):
        raise ValueError(f"{commitment.reference}: evidence of the first assessment is not in evidence.json")
    install_assessment(
        commitment_id=commitment.id,
        by=by,
        rated_at=rated_at,
        now=now,
        bearing_ids=[bearing.id for bearing in bearings],
        status=said["status"],
        reason=said["reason"],
        reason_code=said["reason_code"] or "",
        depth=said["depth"] or "",
        result="",
        confidence=said["confidence"] or "",
        confidence_because=LOWERED if _is_lowered(commitment, bearings, said["confidence"]) else "",
        contested=said["contested"],
        delivered_on=None,
    )


def _is_lowered(commitment: Commitment, bearings: list[Bearing], chosen: str | None) -> bool:
    computed = confidence_in(as_cited(commitment, bearings))
    return bool(chosen and computed and Confidence(chosen).rank < computed.rank)
