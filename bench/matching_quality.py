"""In: labelled documents (JSON lines) and the agreements file. Out: one table of how well the matcher tells them apart.

    python -m bench.matching_quality --documents FILE --agreements FILE [--misses]

Each document counts by its share of its `event`, so that one story told by eight sites counts once. Only records marked
`sure` are used (a second row shows the rest), and `maybe_labels` are taken out of the ranking: they are neither right
nor wrong. A document's score is that of its best proposal, above the line or below; no other feature of it is used.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.pipeline.match import (
    AGREEMENT,
    MATCHER_VERSION,
    RESPONSIBLE,
    SUPPORTING,
    Document,
    Matcher,
    PartyNames,
    Proposal,
    Subject,
)

GOALS = {"hard": 0.90, "easy": None, "announcement": 0.90, "first": 0.65, "first three": 0.85}


@dataclass(frozen=True)
class Case:
    """One labelled document and what the matcher made of it."""

    record: dict
    weight: float
    proposals: tuple[Proposal, ...]

    @property
    def score(self) -> float:
        return self.proposals[0].score if self.proposals else 0.0

    @property
    def right(self) -> set[str]:
        return {label["key"].upper() for label in self.record["labels"]}

    @property
    def ranked(self) -> list[str]:
        maybe = {key.upper() for key in self.record.get("maybe_labels", ())} - self.right
        return [one.commitment for one in self.proposals if one.commitment not in maybe]


def read_subjects(path: Path) -> list[Subject]:
    """The commitments of an agreements file as subjects, without watch terms: the terms are derived."""
    agreements = json.loads(path.read_text(encoding="utf-8"))["agreements"]
    return [_subject(agreement, entry) for agreement in agreements for entry in agreement["commitments"]]


def read_cases(path: Path, matcher: Matcher, text: str) -> list[Case]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    of_event = Counter((record["sure"], record["event"]) for record in records if record["event"])
    return [
        Case(
            record,
            1 / of_event[record["sure"], record["event"]] if record["event"] else 1.0,
            matcher.match(
                Document.from_record({**record, "text": record.get(text) or record.get("text")}), all=True
            ),
        )
        for record in records
    ]


def auc(positive: Sequence[Case], negative: Sequence[Case]) -> float | None:
    """How often a follow-up scores above one of the others, ties counted half, by weight of the events."""
    pairs = [
        (p.weight * n.weight, (p.score > n.score) + 0.5 * (p.score == n.score))
        for p in positive
        for n in negative
    ]
    total = sum(weight for weight, _ in pairs)
    return sum(weight * won for weight, won in pairs) / total if total else None


def share_within(cases: Sequence[Case], places: int) -> float | None:
    total = sum(case.weight for case in cases)
    return (
        sum(case.weight for case in cases if case.right & set(case.ranked[:places])) / total
        if total
        else None
    )


def figures(cases: Iterable[Case]) -> dict[str, float | None]:
    by_class: dict[str, list[Case]] = {}
    for case in cases:
        by_class.setdefault(case.record["class"], []).append(case)
    follow_ups = by_class.get("follow_up", [])
    return {
        "documents": sum(len(same) for same in by_class.values()),
        "events": round(sum(case.weight for case in follow_ups)),
        "hard": auc(follow_ups, by_class.get("hard_negative", [])),
        "easy": auc(follow_ups, by_class.get("easy_negative", [])),
        "announcement": auc(follow_ups, by_class.get("origin_coverage", [])),
        "first": share_within(follow_ups, 1),
        "first three": share_within(follow_ups, 3),
        "shown": _shown(follow_ups),
        "shown hard": _shown(by_class.get("hard_negative", [])),
        "shown announcement": _shown(by_class.get("origin_coverage", [])),
    }


def print_table(rows: dict[str, dict[str, float | None]]) -> None:
    heads = list(next(iter(rows.values())))
    print(f"matcher {MATCHER_VERSION}")
    print("| records | " + " | ".join(heads) + " |")
    print("|---" * (len(heads) + 1) + "|")
    for name, row in {**rows, "goal": {head: GOALS.get(head) for head in heads}}.items():
        print(f"| {name} | " + " | ".join(_figure(row[head]) for head in heads) + " |")


def print_misses(cases: Iterable[Case]) -> None:
    """Follow-ups whose right commitment is not first, and others that an editor would be shown."""
    for case in cases:
        shown = [one for one in case.proposals if one.above_line]
        missed = case.right and not case.right & set(case.ranked[:1])
        if not missed and (case.right or not shown):
            continue
        print(
            f"\n{case.record['class']} {sorted(case.right)} {case.record['published']} {case.record['title']}"
        )
        for one in [p for p in case.proposals if p.commitment in case.right or p in case.proposals[:3]]:
            print(f"  {one.commitment} {one.score:.3f} {one.kind_of_news}")
            print("     " + " ".join(f"[{reason.weight:+.2f}] {reason.words}" for reason in one.reasons))


def main() -> None:
    options = argparse.ArgumentParser(description="How well does the matcher tell follow-ups apart?")
    options.add_argument("--documents", type=Path, required=True)
    options.add_argument("--agreements", type=Path, required=True)
    options.add_argument("--text", default="excerpt", help="the field that holds the text (default: excerpt)")
    options.add_argument("--misses", action="store_true", help="also list what went wrong, with reasons")
    chosen = options.parse_args()
    cases = read_cases(chosen.documents, Matcher(read_subjects(chosen.agreements)), chosen.text)
    sure = [case for case in cases if case.record["sure"]]
    unsure = [case for case in cases if not case.record["sure"]]
    print_table({"sure": figures(sure), "not sure": figures(unsure), "all": figures(cases)})
    if chosen.misses:
        print_misses(cases)


def _subject(agreement: dict, entry: dict) -> Subject:
    joint = entry["responsible"] in ("joint", "signatories", "companies")
    parties = {
        name: RESPONSIBLE if joint or name == entry["responsible"] else SUPPORTING
        for name in entry["parties"]
    }
    parties = {_plain(name): role for name, role in parties.items()}
    for name in agreement["parties"]:
        parties.setdefault(_plain(name), AGREEMENT)
    return Subject(
        reference=entry["key"].upper(),
        agreement=agreement["agreement"],
        agreement_title=agreement["name"],
        parties=tuple(
            PartyNames(name, role=role, government="government" in name.casefold())
            for name, role in parties.items()
            if name not in ("others", "other departments", "industry", "signatories", "companies")
        ),
        title=entry["title"],
        statement=entry["paraphrase"],
        themes=(entry["theme"],),
        agreed_on=date.fromisoformat(agreement["signed"]) if agreement["signed"] else None,
    )


def _plain(name: str) -> str:
    return name.split(" (")[0]


def _shown(cases: Sequence[Case]) -> float | None:
    """The share of documents that an editor would be shown."""
    total = sum(case.weight for case in cases)
    return (
        sum(case.weight for case in cases if any(one.above_line for one in case.proposals)) / total
        if total
        else None
    )


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
