"""From news to evidence: a person decides, once, and nothing that was typed or found is lost."""

import pytest

from tests import factories as make
from tracker.models import Bearing, Evidence, Match
from tracker.reports.verification import verify_record
from tracker.services import review
from tracker.services.errors import Refused

pytestmark = pytest.mark.django_db

TOLD = {"role": "progress", "kind": "news_report", "tier": "secondary", "publisher": "Sample Gazette"}


def accept(match, by=None, **told):
    return review.accept_match(match_id=match.id, by=by or make.person(), now=make.NOW, **{**TOLD, **told})


def test_accepting_makes_evidence_and_changes_no_rating():
    match = make.match()
    bearing = accept(match)
    match.refresh_from_db()
    assert (match.state, match.bearing) == ("accepted", bearing)
    assert bearing.evidence.item == match.item
    match.commitment.refresh_from_db()
    assert match.commitment.status == "not_assessed"


def test_the_second_of_two_editors_is_told_who_was_first():
    match, first = make.match(), make.person("first-editor")
    review.reject_match(match_id=match.id, by=first, now=make.NOW, because="opinion")
    with pytest.raises(Refused, match="first-editor decided on this first"):
        accept(match)
    assert not Bearing.objects.exists()


def test_a_rejection_says_why_and_can_be_undone():
    match = make.match()
    with pytest.raises(Refused, match="Choose a reason"):
        review.reject_match(match_id=match.id, by=make.person(), now=make.NOW, because="bored")
    review.reject_match(
        match_id=match.id, by=make.person(), now=make.NOW, because="other_matter", note="A lawsuit."
    )
    reopened = review.reopen_match(match_id=match.id, by=make.person(), now=make.NOW)
    assert (reopened.state, reopened.decided_by, reopened.reject_reason) == ("pending", None, "")


def test_an_acceptance_is_not_undone_by_reopening():
    match = make.match()
    accept(match)
    with pytest.raises(Refused, match="retract the evidence"):
        review.reopen_match(match_id=match.id, by=make.person(), now=make.NOW)


def test_not_this_commitment_but_that_one():
    match, other = make.match(), make.commitment()
    moved = review.redirect_match(match_id=match.id, commitment_id=other.id, by=make.person(), now=make.NOW)
    match.refresh_from_db()
    assert (match.state, moved.state, moved.commitment, moved.item) == (
        "rejected",
        "pending",
        other,
        match.item,
    )
    assert "Moved here from" in moved.reasons[0]["words"]


def test_one_page_is_one_piece_of_evidence_wherever_it_bears():
    item = make.item()
    accept(make.match(of=item))
    accept(make.match(of=item))
    assert Evidence.objects.count() == 1
    assert Bearing.objects.count() == 2


def test_the_same_page_twice_on_one_commitment_is_refused():
    on = make.commitment()
    told = {**TOLD, "url": "https://gazette.example/a", "title": "Sample"}
    review.attach_evidence(commitment_id=on.id, by=make.person(), now=make.NOW, **told)
    with pytest.raises(Refused, match="attached to this commitment already"):
        review.attach_evidence(
            commitment_id=on.id,
            by=make.person(),
            now=make.NOW,
            **{**told, "url": "https://gazette.example/a?utm_source=x"},
        )


def test_retracted_evidence_stays_and_can_be_attached_again():
    bearing = make.bearing(make.commitment())
    with pytest.raises(Refused, match="Say why"):
        review.retract_bearing(bearing_id=bearing.id, by=make.person(), now=make.NOW, because="")
    review.retract_bearing(bearing_id=bearing.id, by=make.person(), now=make.NOW, because="Wrong company.")
    assert Bearing.objects.count() == 1
    assert not Bearing.objects.public().exists()
    with pytest.raises(Refused, match="already"):
        review.retract_bearing(bearing_id=bearing.id, by=make.person(), now=make.NOW, because="Again.")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": ""}, "url"),
        ({"title": " "}, "title"),
        ({"publisher": ""}, "publisher"),
        ({"role": "helpful"}, "role"),
        ({"kind": ""}, "kind"),
        ({"tier": "best"}, "tier"),
        ({"published_on": make.TODAY.replace(year=2030)}, "published_on"),
    ],
)
def test_wrong_values_are_named_by_field(told, field):
    given = {**TOLD, "url": "https://gazette.example/a", "title": "Sample", **told}
    with pytest.raises(Refused) as refusal:
        review.attach_evidence(commitment_id=make.commitment().id, by=make.person(), now=make.NOW, **given)
    assert refusal.value.field == field
    assert not Evidence.objects.exists()


def test_a_partys_own_page_is_prefilled_as_its_claim():
    company = make.party("Sample Company")
    match = make.match(of=make.item(make.check(make.source(publisher=company))))
    assert review.prefill(match)["role"] == "claim"
    bearing = accept(match)
    assert bearing.evidence.published_by_party == company
    assert Match.objects.get().state == "accepted"


def test_a_second_editor_fills_gaps_and_overwrites_nothing():
    item = make.item()
    accept(make.match(of=item), digest="What it says.")
    accept(make.match(of=item), digest="Something else.", quote="The very words.")
    known = Evidence.objects.get()
    assert (known.digest, known.quote) == ("What it says.", "The very words.")


def test_the_loser_of_an_acceptance_is_told_who_was_first():
    match, first = make.match(), make.person("first-editor")
    accept(match, by=first)
    with pytest.raises(Refused, match="first-editor decided on this first: accepted"):
        accept(match)


def test_retracted_evidence_attached_again_is_a_new_entry_and_the_record_holds():
    on, by = make.commitment_with_testable_words(), make.person()
    told = {**TOLD, "commitment_id": on.id, "by": by, "now": make.NOW, "title": "Sample report"}
    told["url"] = "https://gazette.example/cited"
    cited = review.attach_evidence(**told)
    make.rated(on, bearing_ids=[cited.id])
    review.retract_bearing(bearing_id=cited.id, by=by, now=make.NOW, because="Wrong role.")
    again = review.attach_evidence(**{**told, "role": "context"})
    cited.refresh_from_db()
    assert (again.evidence, again.role) == (cited.evidence, "context")
    assert (cited.role, cited.retracted_because) == ("progress", "Wrong role.")
    assert verify_record().differences == []


def test_what_contradicts_the_page_as_it_is_held_is_refused():
    item = make.item()
    accept(make.match(of=item))
    with pytest.raises(Refused, match="We hold this page already, as “Second-hand”") as refusal:
        accept(make.match(of=item), tier="primary")
    assert refusal.value.field == "tier"
