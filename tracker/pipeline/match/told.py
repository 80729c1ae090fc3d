"""In: what was found in a document. Out: `Told`: what it says happened, and whether it is about another matter."""

from dataclasses import dataclass, field

from . import explain
from .finding import Event, Found
from .lexicon import LAUNCH, PROGRESS
from .proposal import Reason
from .weights import Weights

_WORDS_AROUND = 6


@dataclass
class Told:
    """The same for all commitments of one document; another matter counts only where little speaks for this one."""

    events: list[Reason] = field(default_factory=list)
    against: list[Reason] = field(default_factory=list)
    other_matter: bool = False
    missing: Reason | None = None

    def most(self) -> float:
        """The most that `reasons` can add."""
        return sum(reason.weight for reason in self.events)

    def reasons(self, content_total: float, weights: Weights) -> list[Reason]:
        reasons = list(self.events)
        if content_total < weights.content_that_outweighs:
            reasons += self.against
        if self.missing is not None and content_total < weights.content_that_outweighs / 2:
            reasons.append(self.missing)
        return reasons


def tell(found: Found, weights: Weights) -> Told:
    told = Told()
    for progress in (True, False):
        best = _best([event for event in found.events if (event.direction == PROGRESS) == progress], found)
        if best is not None:
            weight = weights.event if not told.events else 0.0
            if found.in_title([best.span]):
                weight += weights.event_in_headline
            if not progress:
                weight += weights.setback
            told.events.append(Reason("event", _words(best, found), round(weight, 3)))
    for heading, spans in sorted(found.other_matter.items()):
        if found.in_title(spans) or len(spans) > 1:
            told.other_matter = True
            said = found.reading.words(*min(spans))
            told.against.append(
                Reason("other_matter", explain.other_matter(heading, said), weights.other_matter)
            )
    launched = _launch_of_product(found)
    if launched:
        told.other_matter = True
        told.against.append(
            Reason("product_launch", explain.product_launch(launched), weights.product_launch)
        )
    if found.in_title(found.opinion):
        said = found.reading.words(*min(found.opinion))
        told.against.append(Reason("opinion", explain.opinion(said), weights.opinion))
    if not found.of_the_field:
        told.missing = Reason("field_missing", explain.field_missing(), weights.field_missing)
    return told


def _launch_of_product(found: Found) -> str:
    """The product, if a headline has one and a launch, and the text has nothing of any public side."""
    if found.government or found.countries:
        return ""
    launches = [event.span for event in found.events if event.heading == LAUNCH]
    if not found.in_title(launches) or not found.in_title(found.products):
        return ""
    return found.reading.words(*min(found.products))


def _best(events: list[Event], found: Found) -> Event | None:
    """One in the headline before one in the text, then the first, then the longest."""
    if not events:
        return None
    ends = found.reading.title_ends
    return min(
        events, key=lambda event: (event.span[0] >= ends, event.span[0], -event.span[1], event.heading)
    )


def _words(event: Event, found: Found) -> str:
    first, last = event.span
    number = found.reading.sentence_of(first)
    while (
        first > event.span[0] - _WORDS_AROUND and first > 0 and found.reading.sentence_of(first - 1) == number
    ):
        first -= 1
    most = len(found.reading.spans) - 1
    while last < min(event.span[1] + _WORDS_AROUND, most) and found.reading.sentence_of(last + 1) == number:
        last += 1
    return explain.event(event.heading, f"… {found.reading.words(first, last)} …", event.negated)
