"""What agreements, parties and commitments are: kinds, roles, legal force, and how their wording is known."""

from .words import Words


class PartyKind(Words):
    GOVERNMENT = "government", "Government or department"
    PUBLIC_BODY = "public_body", "Public body or agency"
    COMPANY = "company", "Company"
    GROUP = "group", "Group of bodies", "several bodies named together, such as “other departments”"
    OTHER = "other", "Other body"

    @property
    def is_public(self) -> bool:
        """Whether the party belongs to the state rather than to business."""
        return self in (PartyKind.GOVERNMENT, PartyKind.PUBLIC_BODY)


class AgreementKind(Words):
    MEMORANDUM = "memorandum", "Memorandum of understanding"
    PARTNERSHIP = "partnership", "Partnership"
    VOLUNTARY_COMMITMENTS = "voluntary_commitments", "Voluntary commitments"
    ACTION_PLAN = "action_plan", "Action plan"
    ANNOUNCEMENT = "announcement", "Announcement"
    CONTRACT = "contract", "Contract"


class LegalForce(Words):
    VOLUNTARY = "voluntary", "Voluntary", "not legally binding: no court can enforce it"
    BINDING = "binding", "Legally binding", "a court can enforce it"
    POLICY = "policy", "Government policy", "a plan that a government set itself and may change"


class AgreementRole(Words):
    SIGNATORY = "signatory", "Signatory"
    PARTICIPANT = "participant", "Named participant"


class Relation(Words):
    SERVES = "serves", "serves", "this agreement says that it helps to deliver the other"
    FOLLOWS = "follows", "follows", "this agreement came out of the other"
    BESIDE = "beside", "stands beside", "the two share parties and subject"


class Basis(Words):
    PRIMARY = "primary", "Read at the source", "from the text of the agreement or a party’s own release"
    SECONDHAND = "secondhand", "Second-hand", "from a press or law-firm account of the agreement"
    GENERAL_KNOWLEDGE = "general_knowledge", "Unconfirmed", "not confirmed from a page we read; stays a draft"


class CommitmentKind(Words):
    ONE_OFF = "one_off", "One-off", "can be done once and is then done"
    ONGOING = "ongoing", "Ongoing", "has to be kept up, so it can never be ticked off"


class Involvement(Words):
    RESPONSIBLE = "responsible", "Responsible"
    SUPPORTING = "supporting", "Supporting"
