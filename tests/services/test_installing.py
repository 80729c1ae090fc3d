"""What ships: real agreements, real follow-ups, and first assessments that never pass for more than they are."""

import json
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests import factories as make
from tracker.models import Assessment, Bearing, Commitment, Evidence, Party
from tracker.reports.verification import verify_record
from tracker.services.assessing import install_assessment
from tracker.services.installing import SEED, install_seed

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def _installed():
    install_seed(now=NOW)


@pytest.mark.usefixtures("_installed")
def test_everything_that_ships_is_there():
    assert Commitment.objects.count() == 69
    assert Commitment.objects.filter(agreement__slug="uk-openai-2025").count() == 13
    assert Evidence.objects.count() == 12
    assert not Party.objects.filter(kind="other").exists(), (
        "a party of the agreements is missing from parties.json"
    )


@pytest.mark.usefixtures("_installed")
def test_what_is_only_general_knowledge_ships_as_drafts():
    drafts = Commitment.objects.filter(published_at__isnull=True)
    assert set(drafts.values_list("reference", flat=True)) == {
        "NVD-04", "AAP-07", "AAP-10", "AAP-11", "WH-07", "WH-08",
    }  # fmt: skip


@pytest.mark.usefixtures("_installed")
def test_first_assessments_are_provisional_with_one_rater_and_no_approver():
    assert Assessment.objects.count() == 13
    for one in Assessment.objects.all():
        assert (one.standing, one.approved_by, one.proposed_by.username) == (
            "provisional",
            None,
            "installation",
        )
    assert not Assessment.objects.get(commitment__reference="OAI-05").proposed_by.is_active
    assert verify_record().differences == []


@pytest.mark.usefixtures("_installed")
def test_they_say_what_the_desk_wrote():
    told = json.loads((SEED / "first-assessments.json").read_text())["assessments"]
    for one in told:
        made = Assessment.objects.get(commitment__reference=one["commitment"].upper())
        said = one["assessment"]
        assert (made.status, made.reason) == (said["status"], said["reason"])
        assert made.confidence == (said["confidence"] or "")
        assert made.contested == said["contested"]
        assert set(made.citations.values_list("bearing__evidence__url", flat=True)) == set(said["evidence"])


@pytest.mark.usefixtures("_installed")
def test_where_nothing_was_searched_nothing_is_claimed():
    assert not Commitment.objects.filter(status="no_public_evidence").exists()
    quiet = Commitment.objects.get(reference="OAI-03")
    assert quiet.status_label == "Not assessed"
    assert "search" in quiet.assessments.get().reason


@pytest.mark.usefixtures("_installed")
def test_dates_that_have_passed_show_as_overdue():
    overdue = Commitment.objects.public().overdue(make.TODAY).values_list("reference", flat=True)
    assert set(overdue) == {"SEO-01", "SGU-01", "AAP-01", "NVD-03", "TPD-01"}


@pytest.mark.usefixtures("_installed")
def test_after_installation_nobody_adds_a_provisional_rating():
    on = Commitment.objects.get(reference="GGC-01")
    with pytest.raises(IntegrityError, match="provisional_at_installation_only"), transaction.atomic():
        install_assessment(
            commitment_id=on.id, by=make.person(), rated_at=make.NOW, now=make.NOW, status="not_assessed",
            reason="Sample.", reason_code="", depth="", result="", confidence="", confidence_because="",
            contested=False, delivered_on=None,
        )  # fmt: skip


@pytest.mark.usefixtures("_installed")
def test_installing_again_adds_nothing():
    again = install_seed(now=NOW)
    assert (again.evidence, again.assessments) == (0, 0)
    assert sum(len(one.created) for one in again.agreements) == 0
    assert Bearing.objects.count() == 24
