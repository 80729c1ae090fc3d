"""How much the cited evidence can carry."""

import pytest

from tracker.models import Cited, confidence_in
from tracker.vocabulary import Confidence


def cited(publisher="Sample Gazette", kind="news_report", tier="secondary", role="progress", by_party=False):
    return Cited(publisher, kind, tier, role, by_party)


@pytest.mark.parametrize(
    ("evidence", "confidence"),
    [
        ([], None),
        ([cited(role="context")], None),
        ([cited()], Confidence.LOW),
        ([cited(), cited()], Confidence.LOW),
        ([cited(), cited("Sample Herald")], Confidence.MEDIUM),
        ([cited(tier="primary")], Confidence.MEDIUM),
        ([cited(tier="primary"), cited("Sample Herald", tier="primary")], Confidence.HIGH),
        ([cited(tier="primary"), cited("SAMPLE gazette", tier="primary")], Confidence.MEDIUM),
        ([cited(kind="contract_notice", tier="primary")], Confidence.HIGH),
        ([cited(kind="contract_notice", tier="primary", by_party=True)], Confidence.MEDIUM),
        ([cited(kind="party_announcement", tier="primary", role="claim", by_party=True)], Confidence.LOW),
        ([cited(kind="party_announcement", tier="primary", by_party=True)], Confidence.MEDIUM),
    ],
)
def test_people_who_looked_for_themselves_count(evidence, confidence):
    assert confidence_in(evidence) == confidence


def test_the_order_of_evidence_does_not_matter():
    evidence = [
        cited(),
        cited("Sample Herald", tier="primary"),
        cited("Sample Post", kind="foi_reply", tier="primary"),
    ]
    assert confidence_in(evidence) == confidence_in(reversed(evidence)) == Confidence.HIGH
