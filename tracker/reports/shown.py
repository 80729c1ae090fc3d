"""A status, the wording it is said of and whether we published a test of our own in; the word for readers out."""

from dataclasses import dataclass
from functools import cache

from tracker.vocabulary import Delivery

ACTIVITY_SEEN = "activity_seen"


@dataclass(frozen=True, slots=True)
class Shown:
    """The word a reader sees, and the key that gives it its glyph and its colour."""

    key: str
    label: str


@cache
def shown(status: str, wording: str, own_test: bool) -> Shown:
    """“Under way” reads “Activity seen” below the wording line, unless a test of our own lifts it."""
    word = Delivery(status)
    label = word.label if own_test else word.label_for(wording)
    return Shown(word.value if label == word.label else ACTIVITY_SEEN, label)


def words_shown() -> list[Shown]:
    """Every word a reader can meet, in the order of the vocabulary, “Activity seen” before “Under way”."""
    words = []
    for status in Delivery:
        words += [shown(status, "", False), shown(status, "", True)]
    return list(dict.fromkeys(words))
