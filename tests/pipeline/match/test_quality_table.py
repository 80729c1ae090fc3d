"""The table that measures the matcher, on a made-up labelled file."""

from pathlib import Path
from types import SimpleNamespace

from bench.matching_quality import Case, auc, figures, print_table, read_cases, read_subjects
from tracker.pipeline.match import Matcher

SAMPLES = Path(__file__).parents[2] / "samples" / "matching"


def case(score, weight=1.0):
    return Case({"labels": []}, weight, (SimpleNamespace(score=score, commitment="X"),))


def test_a_follow_up_above_counts_one_a_tie_a_half():
    assert auc([case(0.9)], [case(0.1), case(0.9)]) == 0.75
    assert auc([], [case(0.1)]) is None


def test_one_story_told_by_many_counts_once():
    many = [case(0.0, 0.25) for _ in range(4)]
    assert auc([case(0.9), *many], [case(0.5)]) == 0.5


def test_the_samples_are_told_apart(capsys):
    subjects = read_subjects(SAMPLES / "agreements.json")
    assert [party.name for party in subjects[1].parties] == ["Exampla", "UK government"]
    made = figures(read_cases(SAMPLES / "labelled.jsonl", Matcher(subjects), "excerpt"))
    assert (made["documents"], made["events"]) == (5, 1)
    assert made["hard"] == made["easy"] == made["announcement"] == made["first"] == 1.0
    assert made["shown hard"] == made["shown announcement"] == 0.0
    print_table({"sample": made})
    assert "| sample | 5 | 1 | 1.00 |" in capsys.readouterr().out
