"""A query string in, the public commitments it asks for out: one set of filters behind the list, its files and feeds.

An unknown value is refused with the choices; an unknown name is ignored, so that links with tracking names still work.
"""

from datetime import date
from functools import cached_property

import django_filters
from django.db.models import F

from tracker.models import Agreement, Commitment, Party, Theme
from tracker.reports.counts import NOT_RATED
from tracker.reports.updates import What
from tracker.vocabulary import CommitmentKind, Delivery, Force, Schedule, Standing, Wording

from .misunderstood import Misunderstood

LONGEST_SEARCH = 200
SORTS = {
    "agreement": ("Agreement, then place in it", ("agreement_id", "position")),
    "reference": ("Reference", ()),
    "title": ("Title", ("title",)),
    "due": ("Due date, soonest first", (F("due_on").asc(nulls_last=True),)),
    "rated": ("Date of rating, newest first", (F("status_on").desc(nulls_last=True),)),
}

DELIVERY = [
    (word.value, "Under way, or Activity seen" if word is Delivery.UNDER_WAY else word.label)
    for word in Delivery
]


def agreement_choices():
    found = Agreement.objects.public().order_by("id").values_list("slug", "short_title", "title")
    return [(slug, short_title or title) for slug, short_title, title in found]


def party_choices():
    """Parties that a public commitment names."""
    named = Commitment.objects.public().values("parties")
    found = Party.objects.filter(id__in=named).order_by("name").values_list("slug", "short_name", "name")
    return [(slug, short_name or name) for slug, short_name, name in found]


def theme_choices():
    named = Commitment.objects.public().values("themes")
    return list(Theme.objects.filter(id__in=named).order_by("name").values_list("slug", "name"))


class AnyOf(django_filters.MultipleChoiceFilter):
    """Any of several values of one field; “not rated” means that the field is empty."""

    def filter(self, commitments, values):
        wanted = ["" if value == NOT_RATED else value for value in values or ()]
        return commitments.filter(**{f"{self.field_name}__in": wanted}) if wanted else commitments


class AnyThrough(django_filters.MultipleChoiceFilter):
    """Any of several related things, by slug, without doubling a commitment that has two of them."""

    def filter(self, commitments, values):
        if not values:
            return commitments
        having = Commitment.objects.filter(**{f"{self.field_name}__slug__in": values}).order_by().values("id")
        return commitments.filter(id__in=having)


class OnSchedule(django_filters.MultipleChoiceFilter):
    """Any of several words of the schedule, on the filter set's day."""

    def filter(self, commitments, values):
        found = None
        for value in values or ():
            standing_so = commitments.on_schedule(value, self.parent.on)
            found = standing_so if found is None else found | standing_so
        return commitments if found is None else found


class CommitmentFilter(django_filters.FilterSet):
    """All that may be asked of the list of commitments."""

    q = django_filters.CharFilter(method="search", label="Search", max_length=LONGEST_SEARCH)
    status = AnyOf(choices=DELIVERY, label="Delivery")
    wording = AnyOf(choices=[*Wording.choices(), (NOT_RATED, "Not rated yet")], label="Wording")
    schedule = OnSchedule(choices=Schedule.choices(), label="Schedule")
    agreement = AnyOf(field_name="agreement__slug", label="Agreement")
    party = AnyThrough(field_name="parties", label="Party")
    theme = AnyThrough(field_name="themes", label="Theme")
    kind = AnyOf(choices=CommitmentKind.choices(), label="Kind")
    force = AnyOf(choices=Force.choices(), label="Force of the words")
    standing = AnyOf(choices=Standing.choices(), label="Standing of the rating")
    sort = django_filters.ChoiceFilter(
        method="order", label="Sort by", empty_label=None,
        choices=[(value, words) for value, (words, _) in SORTS.items()],
    )  # fmt: skip

    class Meta:
        model = Commitment
        fields = []

    def __init__(self, data=None, *, on: date):
        self.on = on
        super().__init__(data, Commitment.objects.public().order_by(*SORTS["agreement"][1], "reference"))
        # Read once here: a form asks a callable for its choices at every turn, and each turn would be a query.
        for name, choices in (
            ("agreement", agreement_choices),
            ("party", party_choices),
            ("theme", theme_choices),
        ):
            self.filters[name].extra["choices"] = choices()

    def search(self, commitments, name, words):
        return commitments.mentioning(words)

    def order(self, commitments, name, value):
        return commitments.order_by(*SORTS[value][1], "reference")

    @cached_property
    def found(self):
        """The commitments asked for, or `Misunderstood`."""
        self.refuse_nonsense()
        return self.qs

    def refuse_nonsense(self):
        for name, field in self.form.fields.items():
            if name not in self.form.errors:
                continue
            if name == "q":
                raise Misunderstood(
                    f"A search takes up to {LONGEST_SEARCH} characters of plain text, such as q=growth zone."
                )
            choices = [(value, words) for value, words in field.choices if value]
            raise Misunderstood(f"“{name}” was given a value that it does not have. It may be:", choices)


class UpdateFilter(CommitmentFilter):
    """All that may be asked of the stream of updates: what kind of update, and of which commitments."""

    what = django_filters.MultipleChoiceFilter(method="kind_of_update", choices=What.choices(), label="What")
    sort = None

    def __init__(self, data=None, *, on: date):
        super().__init__(data, on=on)
        self.filters.move_to_end("what", last=False)

    def kind_of_update(self, commitments, name, values):
        return commitments

    @property
    def kinds(self) -> list[str]:
        self.refuse_nonsense()
        return self.form.cleaned_data["what"]
