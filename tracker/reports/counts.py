"""Public commitments in, counts of them out: by status, by wording, and by the two together.

Counts are “n of N”, never a percentage. One-off and ongoing commitments are counted apart: the one kind can be
finished and the other never is.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from tracker.models import Commitment
from tracker.vocabulary import CommitmentKind, Delivery, Standing, Wording

from .shown import Shown, shown, words_shown

NOT_RATED = "not_rated"  # how a wording that nobody has rated is named in filters and tables


@dataclass(frozen=True, slots=True)
class Counted:
    """A word and how many commitments have it, one-off and ongoing apart."""

    word: Shown
    one_off: int
    ongoing: int

    @property
    def total(self) -> int:
        return self.one_off + self.ongoing


@dataclass(frozen=True, slots=True)
class Cell:
    """One meeting of a status and a wording; `allowed` is whether the wording ceiling lets such a rating be given."""

    count: int
    allowed: bool
    status: str
    wording: str


class Counts:
    """All counts of a set of commitments, from one grouped query; `for_agreement` narrows it without asking again."""

    def __init__(self, groups: list[dict]):
        self._groups = groups
        self.total = sum(group["n"] for group in groups)

    @classmethod
    def of(cls, commitments) -> "Counts":
        grouped = (
            commitments.order_by()
            .values(
                "agreement_id", "status", "wording", "kind", "standing", "rated_wording", "rated_by_own_test"
            )
            .annotate(n=Count("id"))
        )
        return cls(list(grouped))

    @classmethod
    def of_everything(cls) -> "Counts":
        return cls.of(Commitment.objects.public())

    def for_agreement(self, agreement_id: int) -> "Counts":
        return Counts([group for group in self._groups if group["agreement_id"] == agreement_id])

    def by_status(self) -> list[Counted]:
        """Every word with its counts, those with none left out."""
        found = Counter()
        for group in self._groups:
            word = shown(group["status"], group["rated_wording"], group["rated_by_own_test"])
            found[word, group["kind"]] += group["n"]
        counted = [
            Counted(word, found[word, CommitmentKind.ONE_OFF], found[word, CommitmentKind.ONGOING])
            for word in words_shown()
        ]
        return [one for one in counted if one.total]

    def by_wording(self) -> list[tuple[str, str, str, int]]:
        """(value, label, meaning, count) for each wording, the unrated last and only if there are any."""
        found = Counter()
        for group in self._groups:
            found[group["wording"]] += group["n"]
        rows = [(word.value, word.label, word.meaning, found[word]) for word in Wording]
        if found[""]:
            rows.append((NOT_RATED, "Not rated yet", "nobody has rated these words", found[""]))
        return rows

    def matrix(self) -> list[tuple[Delivery, list[Cell], int]]:
        """(status, one cell for each wording of `by_wording`, total) for every status."""
        found = Counter()
        for group in self._groups:
            found[group["status"], group["wording"]] += group["n"]
        columns = [value for value, *_ in self.by_wording()]
        rows = []
        for status in Delivery:
            cells = []
            for column in columns:
                wording = "" if column == NOT_RATED else column
                above = bool(wording) and Wording(wording).is_above_the_line
                allowed = above or status.is_under_the_ceiling
                cells.append(Cell(found[status, wording], allowed, status.value, column))
            rows.append((status, cells, sum(cell.count for cell in cells)))
        return rows

    @property
    def rated(self) -> int:
        """How many have had a rating published."""
        return sum(group["n"] for group in self._groups if group["standing"])

    @property
    def assessed(self) -> int:
        """How many of them say more than that nobody has looked yet."""
        return sum(group["n"] for group in self._groups if group["status"] != Delivery.NOT_ASSESSED)

    @property
    def provisional(self) -> int:
        """How many stand on a rating by one person alone."""
        return sum(group["n"] for group in self._groups if group["standing"] == Standing.PROVISIONAL)
