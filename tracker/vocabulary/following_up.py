"""What follow-up news is: evidence, sources, checks, matches and the outbox."""

from .words import Words


class EvidenceRole(Words):
    PROGRESS = "progress", "Progress", "shows a step towards the commitment"
    SETBACK = "setback", "Setback", "shows a step away from it, a pause or a failure"
    REFUSAL = "refusal", "Refusal to say", "somebody was asked and would not answer"
    CLAIM = "claim", "Party’s claim", "a party says so of itself"
    CONTEXT = "context", "Context", "helps to understand, and proves nothing either way"


class EvidenceKind(Words):
    PARTY_ANNOUNCEMENT = "party_announcement", "Party announcement"
    NEWS_REPORT = "news_report", "News report"
    PARLIAMENTARY_ANSWER = "parliamentary_answer", "Parliamentary answer"
    FOI_REPLY = "foi_reply", "Freedom of information reply"
    CONTRACT_NOTICE = "contract_notice", "Contract notice"
    STATISTICS_OR_AUDIT = "statistics_or_audit", "Official statistics or audit"
    TRANSPARENCY_RECORD = "transparency_record", "Transparency record"
    COURT_OR_REGULATOR = "court_or_regulator", "Court or regulator"
    RESEARCH = "research", "Research"
    OTHER = "other", "Other"


class Tier(Words):
    PRIMARY = "primary", "First-hand", "its author saw, did or recorded what it tells"
    SECONDARY = "secondary", "Second-hand", "it relays what another source says"


class SourceKind(Words):
    FEED = "feed", "Feed", "RSS, Atom or JSON Feed"


class CheckOutcome(Words):
    """How one visit to a source ended. Only `looked` ones count as having searched."""

    OK = "ok", "Read", "answered and was read"
    NOT_MODIFIED = "not_modified", "Not modified", "the server said that nothing is new"
    SAME_BODY = "same_body", "Same as before", "the very same document as last time"
    NOT_A_FEED = "not_a_feed", "Not a feed", "answered with something that is not a feed"
    THROTTLED = "throttled", "Asked to wait", "the server asked us to come back later"
    GONE = "gone", "Gone", "the server says that it has been removed for good"
    MOVED = "moved", "Moved", "it points somewhere that could not be followed"
    CLIENT_ERROR = "client_error", "Refused", "the server refused the request"
    SERVER_ERROR = "server_error", "Server error", "the server failed"
    TLS = "tls", "Certificate problem", "the server could not prove who it is"
    DNS = "dns", "Name not found", "the name has no address"
    TIMEOUT = "timeout", "Too slow", "no complete answer in time"
    TOO_LARGE = "too_large", "Too large", "the answer is larger than we accept"
    UNSAFE_ADDRESS = "unsafe_address", "Unsafe address", "the address is not one we may visit"
    UNREADABLE = "unreadable", "Unreadable", "the answer is damaged or cut short"
    ENDED = "ended", "Ended by a limit", "reading it took too much time or memory"
    TOO_MANY_REDIRECTS = "too_many_redirects", "Too many redirects", "it sends visitors round in circles"
    CONNECTION_FAILED = "connection_failed", "No connection", "the server could not be reached"

    @property
    def looked(self) -> bool:
        """Whether the visit showed what the source holds, so that finding nothing means something."""
        return self in (CheckOutcome.OK, CheckOutcome.NOT_MODIFIED, CheckOutcome.SAME_BODY)


class MatchState(Words):
    PENDING = "pending", "Waiting for an editor"
    ACCEPTED = "accepted", "Accepted as evidence"
    REJECTED = "rejected", "Rejected"


class RejectReason(Words):
    ANNOUNCEMENT = "announcement", "Only reports the agreement itself"
    OTHER_MATTER = "other_matter", "Same party, other matter"
    OTHER_PARTIES = "other_parties", "Other parties’ deal"
    ALREADY_KNOWN = "already_known", "We have this already"
    OPINION = "opinion", "Opinion, no new fact"
    NOT_RELEVANT = "not_relevant", "Has nothing to do with it"


class OutboxKind(Words):
    RATING_PROPOSED = "rating_proposed", "Rating proposed"
    ASSESSMENT_PUBLISHED = "assessment_published", "Rating published"
