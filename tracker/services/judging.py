"""A judgement and its evidence in, the same made complete out, or a refusal that says what is missing.

These are the rules of delivery that a reader is promised. The database holds the same line for whoever walks past
this file; here each rule has its sentence.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from tracker.models import Bearing, Check, Cited, Commitment, Source, confidence_in
from tracker.vocabulary import (
    NEEDS_REASON_CODE,
    CheckOutcome,
    Confidence,
    Delivery,
    Depth,
    DueBasis,
    EvidenceKind,
    EvidenceRole,
    MatchState,
    Wording,
)

from .errors import Refused

STALLED_AFTER = timedelta(
    days=183
)  # how long searches must have found nothing before that alone says “stalled”
LOOKED = [outcome.value for outcome in CheckOutcome if outcome.looked]


def cited_bearings(commitment: Commitment, bearing_ids) -> list[Bearing]:
    """The standing bearings on this commitment with these ids."""
    wanted = {int(one) for one in bearing_ids}
    found = list(
        commitment.bearings.standing()
        .filter(id__in=wanted)
        .select_related("evidence", "evidence__published_by_party")
    )
    if len(found) != len(wanted):
        raise Refused(
            "Some of the evidence chosen is not attached to this commitment, or was retracted.",
            field="bearings",
        )
    return found


def as_cited(commitment: Commitment, bearings: list[Bearing]) -> list[Cited]:
    """What confidence needs to know of each."""
    promising = set(commitment.involved.values_list("party_id", flat=True))
    return [
        Cited(
            publisher=one.evidence.publisher,
            kind=one.evidence.kind,
            tier=one.evidence.tier,
            role=one.role,
            # An announcement is somebody's word of itself, whether or not the party was named.
            by_party=one.evidence.published_by_party_id in promising
            or one.evidence.kind == EvidenceKind.PARTY_ANNOUNCEMENT,
        )
        for one in bearings
    ]


def searches(commitment: Commitment):
    """The logged checks that looked where news of this commitment would stand."""
    watching = Source.objects.watching(commitment.agreement).values("id")
    # Nobody looked for a commitment before it was followed here.
    since = commitment.published_at
    return Check.objects.filter(source__in=watching, outcome__in=LOOKED, started_at__gte=since)


def searched_until(commitment: Commitment) -> date:
    """The day of the last logged search, provided that it left nothing undecided."""
    last = searches(commitment).order_by("-started_at").first()
    if last is None:
        raise Refused(
            "No search is logged for this agreement yet. Add a source that watches it and have it checked first.",
            field="status",
        )
    waiting = commitment.matches.filter(state=MatchState.PENDING).count()
    if waiting:
        raise Refused(
            f"{waiting} item{'s wait' if waiting > 1 else ' waits'} in the review queue for this commitment. "
            "Decide on them before saying that nothing was found.",
            field="status",
        )
    return timezone.localdate(last.started_at)


def complete(commitment: Commitment, *, now: datetime, bearing_ids, **said) -> tuple[dict, list[Bearing]]:
    """The fields of a judgement with everything computed filled in, and the bearings it rests on."""
    bearings = cited_bearings(commitment, bearing_ids)
    status = _known(Delivery, said["status"], "status")
    said["reason"] = said["reason"].strip()
    if not said["reason"]:
        raise Refused("Say why: readers are shown the reason beside the status.", field="reason")
    if not status.is_under_the_ceiling and not commitment.may_pass_the_ceiling:
        above = bool(commitment.wording) and Wording(commitment.wording).is_above_the_line
        why = "Only one person has found its words testable so far" if above else "Its words are too vague"
        raise Refused(
            f"{why}, so it cannot be rated “{status.label}”. Two people have to find the words testable, or editors "
            "publish a test of their own; until then the most that can be said is “Activity seen”.",
            field="status",
        )
    if status in NEEDS_REASON_CODE and not said["reason_code"]:
        raise Refused(f"“{status.label}” needs a reason code.", field="reason_code")
    cited = as_cited(commitment, bearings)
    _evidence_bears_it(status, cited, commitment, said, now)
    _dates_and_depth(status, said, now)
    _confidence(status, confidence_in(cited), said)
    return said, bearings


def _known(words, value, field):
    try:
        return words(value)
    except ValueError:
        raise Refused(f"“{value}” is not one of the choices.", field=field) from None


def _evidence_bears_it(status, cited, commitment, said, now):
    """What each status asks of the evidence; context never proves anything."""
    said["searched_until"] = None
    steps = [one for one in cited if one.role == EvidenceRole.PROGRESS]
    setbacks = [one for one in cited if one.role == EvidenceRole.SETBACK]
    if status is Delivery.NO_PUBLIC_EVIDENCE:
        _nothing_is_held(commitment)
        said["searched_until"] = searched_until(commitment)
    if status is Delivery.STALLED and not setbacks:
        said["searched_until"] = _searched_for_long(commitment, now)
    if status in (Delivery.UNDER_WAY, Delivery.PARTLY_DELIVERED, Delivery.DELIVERED) and not steps:
        raise Refused(
            f"“{status.label}” needs evidence that shows progress: at least one dated step.", field="bearings"
        )
    if status in (Delivery.NOT_DELIVERED, Delivery.WITHDRAWN) and not setbacks:
        raise Refused(f"“{status.label}” needs evidence that shows a setback.", field="bearings")
    if status is Delivery.DELIVERED and all(one.by_party for one in steps):
        raise Refused(
            "“Delivered” cannot rest only on the word of the party that promised it. Cite somebody else.",
            field="bearings",
        )
    if status is Delivery.NOT_DELIVERED:
        _not_delivered_is_sound(setbacks, commitment, timezone.localdate(now))


def _nothing_is_held(commitment: Commitment) -> None:
    telling = (EvidenceRole.PROGRESS, EvidenceRole.SETBACK)
    if commitment.bearings.standing().filter(role__in=telling).exists():
        raise Refused(
            "Evidence of progress or setback is attached to this commitment, so it cannot be said that none was found.",
            field="status",
        )


def _searched_for_long(commitment: Commitment, now: datetime) -> date:
    """The last day of searches that went on for six months, which alone may say that nothing moves."""
    last = searched_until(commitment)
    if now - searches(commitment).earliest("started_at").started_at < STALLED_AFTER:
        raise Refused(
            "“Stalled” needs evidence of a setback, or logged searches over six months that found no new step.",
            field="bearings",
        )
    return last


def _not_delivered_is_sound(setbacks: list[Cited], commitment: Commitment, today: date) -> None:
    outside = {one.publisher.casefold() for one in setbacks if not one.by_party}
    if len(outside) < 2 and not any(one.by_party for one in setbacks):
        raise Refused(
            "“Not delivered” needs a party’s own admission, or two sources independent of it.",
            field="bearings",
        )
    passed = commitment.due_on is not None and commitment.due_on < today
    if not passed and commitment.due_basis != DueBasis.TRIGGER:
        raise Refused("“Not delivered” needs a date that has passed. Set the due date first.", field="status")


def _dates_and_depth(status, said, now):
    today = timezone.localdate(now)
    if status is Delivery.DELIVERED and not said["delivered_on"]:
        raise Refused("Give the day on which it was in place.", field="delivered_on")
    if status is not Delivery.DELIVERED and said["delivered_on"]:
        raise Refused("Only a delivered commitment has a day of delivery.", field="delivered_on")
    if said["delivered_on"] and said["delivered_on"] > today:
        raise Refused("It cannot have been delivered in the future.", field="delivered_on")
    if said["result"] and said["depth"] != Depth.RESULT_MEASURED:
        raise Refused("A result belongs only to the rung “Result measured”.", field="result")


def _confidence(status, computed: Confidence | None, said):
    """Confidence is computed; it may be put lower with a reason, never higher."""
    silent = status in (Delivery.NO_PUBLIC_EVIDENCE, Delivery.STALLED) and computed is None
    if silent:
        computed = Confidence.LOW  # an argument from silence
    chosen = _known(Confidence, said["confidence"], "confidence") if said["confidence"] else computed
    if chosen and (computed is None or chosen.rank > computed.rank):
        most = f"at most {computed.label.lower()}" if computed else "none"
        raise Refused(f"The evidence chosen supports {most}.", field="confidence")
    if chosen and computed and chosen.rank < computed.rank and not said["confidence_because"].strip():
        raise Refused(
            f"The evidence supports {computed.label.lower()}: say why you put it lower.",
            field="confidence_because",
        )
    said["confidence"] = chosen.value if chosen else ""
    said["contested"] = bool(said["contested"]) or chosen is Confidence.LOW
