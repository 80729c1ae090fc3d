"""What an editor types in, checked words out. Forms check shapes; what may be recorded is for the services to say."""

from django import forms

from tracker.models import Commitment, Party
from tracker.vocabulary import (
    DueBasis,
    Element,
    EvidenceKind,
    EvidenceRole,
    Force,
    Precision,
    RejectReason,
    Tier,
)

from .explained import any_of, one_of

NOBODY = "Nobody of these: somebody else writes about them"


class DayInput(forms.DateInput):
    """A day, in the browser's own date field."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def day(label: str, **options) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput, **options)


def words(label: str, *, rows: int = 3, **options) -> forms.CharField:
    options.setdefault("required", False)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def precision(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Precision.choices(), initial=Precision.DAY.value)


def address(label: str, **options) -> forms.URLField:
    return forms.URLField(label=label, assume_scheme="https", max_length=1000, **options)


class EvidenceForm(forms.Form):
    """How a page bears on a commitment; the fields that accepting and attaching by hand share."""

    role = one_of(EvidenceRole, "What does it show?")
    tier = one_of(Tier, "How does it know?")
    kind = forms.ChoiceField(label="Kind of source", choices=EvidenceKind.choices())
    publisher = forms.CharField(
        label="Publisher", max_length=200, help_text="Public. Two reports by one publisher count once."
    )
    published_by_party_id = forms.TypedChoiceField(
        label="Does a party speak here of itself?",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Its own word weighs less than anybody else’s.",
    )
    published_on = day("Published on")
    published_precision = precision("Published: known to the")
    event_on = day("Happened on", help_text="When what it tells of took place, if it says so.")
    event_precision = precision("Happened: known to the")
    digest = words("What it says, in our own words", help_text="Public. One or two sentences.")
    quote = words("The words that matter, exactly as they stand there", help_text="Public.")
    note = words(
        "Why it bears on this commitment",
        rows=2,
        help_text="Public. Leave empty where that is plain.",
    )
    archive_url = address("Archived copy", required=False, help_text="Public. A copy kept elsewhere.")

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        speakers = Party.objects.filter(agreements=commitment.agreement_id) | Party.objects.filter(
            commitments=commitment.id
        )
        self.fields["published_by_party_id"].choices = [
            ("", NOBODY),
            *((party.id, party.name) for party in speakers.distinct().order_by("name")),
        ]


class AttachForm(EvidenceForm):
    """A page that an editor found without the machine."""

    url = address("Address of the page", help_text="Public. Starts with http:// or https://.")
    title = forms.CharField(
        label="Title of the page", max_length=500, help_text="Public, as it stands there."
    )
    field_order = ("url", "title")


class RejectForm(forms.Form):
    because = one_of(RejectReason, "Why not?")
    note = words("Note for other editors", rows=2)


class RedirectForm(forms.Form):
    """“Not this commitment but that one”: the same agreement's public commitments first, then the others'."""

    commitment = forms.TypedChoiceField(label="Which commitment does it bear on?", coerce=int)

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        others = Commitment.objects.public().exclude(id=commitment.id).select_related("agreement")
        groups = {commitment.agreement: []}
        for one in others:
            groups.setdefault(one.agreement, []).append((one.id, str(one)))
        self.fields["commitment"].choices = [
            ("", "Choose a commitment"),
            *((str(agreement), members) for agreement, members in groups.items() if members),
        ]


class BecauseForm(forms.Form):
    """A reason that somebody will read: why a proposal is declined, why evidence is retracted."""

    because = words("Because", required=True)

    def __init__(self, *args, label: str, help_text: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["because"].label = label
        self.fields["because"].help_text = help_text


class JudgeForm(forms.Form):
    """Which elements the words of a clause have, and how firm they are."""

    elements = any_of(Element, "Which of the four do its own words give?", required=False)
    force = one_of(Force, "How firm are they?")
    reason = words("Why", help_text="Public. Name the missing element.")

    def judged(self) -> dict:
        """The four elements as the service takes them, with force and reason."""
        present = self.cleaned_data["elements"]
        return {
            **{element.value: element.value in present for element in Element},
            "force": self.cleaned_data["force"],
            "reason": self.cleaned_data["reason"],
        }


class DueForm(forms.Form):
    basis = one_of(DueBasis, "Where does the date come from?")
    due_on = day("The last day of the period", help_text="As in 31 December for “by the end of 2030”.")
    precision = precision("Known to the")
    note = words(
        "How it was worked out, or what triggers it", help_text="Public. Not needed for a stated date."
    )


class OwnTestForm(forms.Form):
    text = words(
        "Our test",
        rows=6,
        required=True,
        help_text="Public. What would count as delivered, what would not, and how anybody can check it.",
    )
