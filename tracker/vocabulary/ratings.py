"""How wording, delivery, schedule, confidence and depth are rated, and who stands behind a rating."""

from .words import Words

METHOD_VERSION = (
    "2026.1"  # goes up when a rule of rating changes; each assessment keeps the one it was made by
)


class Wording(Words):
    """How testable a clause is: how many of who, what, how much and when its own words give."""

    TESTABLE = "testable", "Testable", "says who, what, how much and when: a stranger could check it"
    MOSTLY_TESTABLE = (
        "mostly_testable",
        "Mostly testable",
        "three of the four are there; the missing one is named",
    )
    PARTLY_TESTABLE = "partly_testable", "Partly testable", "two of who, what, how much and when"
    STATEMENT_OF_INTENT = (
        "statement_of_intent",
        "Statement of intent",
        "one or none of the four, or only a shared aim",
    )

    @classmethod
    def from_elements(cls, who: bool, what: bool, how_much: bool, when: bool) -> "Wording":
        """The rating that follows from which elements a clause has."""
        present = sum((who, what, how_much, when))
        ladder = (
            cls.STATEMENT_OF_INTENT,
            cls.STATEMENT_OF_INTENT,
            cls.PARTLY_TESTABLE,
            cls.MOSTLY_TESTABLE,
            cls.TESTABLE,
        )
        return ladder[present]

    @property
    def is_above_the_line(self) -> bool:
        """Whether delivery of such a clause may be rated without an editors' test of their own."""
        return self in (Wording.TESTABLE, Wording.MOSTLY_TESTABLE)


class Element(Words):
    WHO = "who", "Who", "a named party"
    WHAT = "what", "What", "an act or deliverable that can be identified"
    HOW_MUCH = "how_much", "How much", "a measure, or an end state that can be observed"
    WHEN = "when", "When", "a date, a period or a trigger"


class Force(Words):
    FIRM = "firm", "Firm", "will do it, shall do it"
    SOFT = "soft", "Soft", "will explore, will seek to, aims to"
    PERMISSIVE = "permissive", "Permissive", "may, could"


class Delivery(Words):
    """What public evidence shows of a commitment."""

    NOT_ASSESSED = "not_assessed", "Not assessed", "nobody has looked yet"
    NO_PUBLIC_EVIDENCE = (
        "no_public_evidence",
        "No public evidence",
        "a documented search up to the date shown found nothing; that does not prove that nothing was done",
    )
    UNDER_WAY = (
        "under_way",
        "Under way",
        "at least one dated step that can be verified, by a named party, aimed at this commitment. Repeating the "
        "promise or considering it is not a step. Where the words are too vague to test it reads “Activity seen”",
    )
    PARTLY_DELIVERED = (
        "partly_delivered",
        "Partly delivered",
        "a defined part is in place, or a materially weaker form; the reason lists which. A pilot is at most this",
    )
    DELIVERED = (
        "delivered",
        "Delivered",
        "the stated act or end state is in place, shown by evidence that does not rest only on the word of the party "
        "that promised it. Lateness is told elsewhere",
    )
    STALLED = (
        "stalled",
        "Stalled",
        "a party paused it, or documented searches over six months found no new step",
    )
    NOT_DELIVERED = (
        "not_delivered",
        "Not delivered",
        "the date or trigger passed without delivery, by a party’s own admission or two independent sources",
    )
    WITHDRAWN = "withdrawn", "Withdrawn", "a party dropped or replaced it"
    CANNOT_BE_ASSESSED = (
        "cannot_be_assessed",
        "Cannot be assessed",
        "its words, or secrecy, prevent any test; the reason says why and what would settle it",
    )

    def label_for(self, wording: str) -> str:
        """The word shown to readers: below the wording line a step is only “Activity seen”."""
        above = bool(wording) and Wording(wording).is_above_the_line
        return "Activity seen" if self is Delivery.UNDER_WAY and not above else self.label

    @property
    def is_final(self) -> bool:
        """Whether it closes the question."""
        return self in FINAL

    @property
    def is_under_the_ceiling(self) -> bool:
        """Whether it may be said of words too vague to test."""
        return self in UNDER_THE_CEILING

    @property
    def needs_reason_code(self) -> bool:
        return self in NEEDS_REASON_CODE

    @property
    def needs_evidence(self) -> bool:
        """Whether at least one piece of evidence has to be cited; a stalled one may cite a search instead."""
        return self in NEEDS_EVIDENCE


FINAL = (Delivery.PARTLY_DELIVERED, Delivery.DELIVERED, Delivery.NOT_DELIVERED, Delivery.WITHDRAWN)
UNDER_THE_CEILING = (
    Delivery.NOT_ASSESSED,
    Delivery.NO_PUBLIC_EVIDENCE,
    Delivery.UNDER_WAY,
    Delivery.STALLED,
    Delivery.WITHDRAWN,
    Delivery.CANNOT_BE_ASSESSED,
)
NEEDS_REASON_CODE = (Delivery.STALLED, Delivery.NOT_DELIVERED, Delivery.WITHDRAWN)
NEEDS_EVIDENCE = (Delivery.UNDER_WAY, *FINAL)


class ReasonCode(Words):
    NOT_PRIORITISED = "not_prioritised", "Not prioritised"
    CHANGED_POSITION = "changed_position", "Changed position"
    BLOCKED = "blocked", "Blocked by others or by law"
    COST_OR_CONDITIONS = "cost_or_conditions", "Cost or conditions"
    REPLACED = "replaced", "Replaced"
    ALREADY_IN_PLACE = "already_in_place", "Already in place before the agreement"
    NOT_KNOWN = "not_known", "Not known"


class Standing(Words):
    """How many people stand behind a rating."""

    PROVISIONAL = (
        "provisional",
        "First desk assessment, awaiting a second rater",
        "made by one person when the tracker was installed; nobody has approved it yet",
    )
    APPROVED = "approved", "Approved", "proposed by one person and approved by another"


class ProposalState(Words):
    OPEN = "open", "Waiting for a second person"
    APPROVED = "approved", "Approved and published"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Taken back by its author"


class DueBasis(Words):
    STATED = "stated", "Stated", "the words of the agreement give the date"
    DERIVED = "derived", "Derived", "worked out from the words; the note says how"
    TRIGGER = "trigger", "Trigger", "due when something else happens; the note says what"


class Precision(Words):
    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class Schedule(Words):
    NO_DATE = "no_date", "No date set", "the agreement gives no date"
    UPCOMING = "upcoming", "Upcoming", "the date is more than 30 days away"
    DUE_SOON = "due_soon", "Due within 30 days", "the date is near"
    OVERDUE = "overdue", "Overdue", "the date has passed and delivery has not been shown"
    ON_TIME = "on_time", "On time", "delivered by the date"
    LATE = "late", "Late", "delivered after the date"


class Confidence(Words):
    HIGH = (
        "high",
        "High",
        "a primary record not written by the party that promised, or two independent first-hand sources",
    )
    MEDIUM = (
        "medium",
        "Medium",
        "one independent first-hand report, two second-hand ones, "
        "or a party’s own dated artefact that anyone can inspect",
    )
    LOW = (
        "low",
        "Low",
        "a party’s word only, one second-hand report, or an argument from silence: always contested",
    )

    @property
    def rank(self) -> int:
        """0 for low, 2 for high: confidence may be lowered by an editor, never raised."""
        return list(reversed(type(self))).index(self)


class Depth(Words):
    SAID = "said", "Said"
    PLANNED = "planned", "Planned"
    RESOURCED = "resourced", "Resourced", "money, staff or a contract"
    OPERATING = "operating", "Operating"
    RESULT_MEASURED = "result_measured", "Result measured"


class Result(Words):
    WORSE = "worse", "Worse"
    NO_CHANGE = "no_change", "No change"
    SMALL = "small", "Small"
    MAJOR = "major", "Major"
    TRANSFORMED = "transformed", "Transformed"
