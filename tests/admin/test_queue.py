"""The review queue: one story at a time, a person decides, nothing typed is lost, and the slower of two is told."""

import pytest
from django.urls import reverse

from tests import factories as make
from tracker.models import Bearing, Match
from tracker.services import review

pytestmark = pytest.mark.django_db

QUEUE = "/admin/tracker/match/queue/"
EVIDENCE = {
    "accept-role": "progress",
    "accept-tier": "secondary",
    "accept-kind": "news_report",
    "accept-publisher": "Sample Gazette",
    "accept-published_precision": "day",
    "accept-event_precision": "day",
}


@pytest.fixture
def editor(client):
    person = make.editor("editor")
    client.force_login(person)
    return person


def send(client, match, act, query="", follow=True, **typed):
    return client.post(f"{QUEUE}{query}", {"match": match.id, "act": act, **typed}, follow=follow)


def accept(client, match, **typed):
    return send(client, match, "accept", **{**EVIDENCE, **typed})


def test_its_address_has_a_name():
    assert reverse("admin:tracker_match_queue") == QUEUE


def test_whoever_may_not_review_is_refused_and_nothing_changes(client):
    match = make.match()
    client.force_login(make.person("viewer", "view_match"))
    assert client.get(QUEUE).status_code == 403
    assert send(client, match, "reject", **{"reject-because": "opinion"}).status_code == 403
    match.refresh_from_db()
    assert match.state == "pending"


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get(QUEUE).url.startswith("/admin/login/")


def test_the_best_match_comes_first_with_both_sides_of_it(client, editor):
    make.match(score=0.2)
    best = make.match(
        score=0.9,
        of=make.item(title="A sample title", summary="Before. The one sentence. After <b>."),
        sentence="The one  sentence.",
    )
    page = client.get(QUEUE)
    assert page.context["match"] == best
    text = page.content.decode()
    assert best.commitment.clause.quote in text
    assert "<mark>The one sentence.</mark> After &lt;b&gt;." in text
    assert "Names both parties" in text
    assert 'rel="noopener noreferrer nofollow"' in text
    assert "<strong>2</strong> wait for a decision" in text


def test_words_that_we_do_not_hold_are_not_made_up(client, editor):
    make.match(make.commitment(clause=make.clause(quote="")))
    assert "We do not hold the exact words" in client.get(QUEUE).content.decode()


def test_looking_changes_nothing(client, editor):
    match = make.match()
    client.get(f"{QUEUE}?match={match.id}&act=accept")
    match.refresh_from_db()
    assert (match.state, Bearing.objects.count()) == ("pending", 0)


def test_accepting_makes_evidence_and_moves_on_to_the_next(client, editor):
    first, second = make.match(score=0.9), make.match(score=0.8)
    page = accept(client, first, **{"accept-digest": "It opened."})
    assert page.redirect_chain == [(f"{QUEUE}#story", 302)]
    assert page.context["match"] == second
    first.refresh_from_db()
    assert (first.state, first.decided_by, first.bearing.evidence.digest) == (
        "accepted",
        editor,
        "It opened.",
    )
    assert first.bearing.evidence.published_by_party is None
    assert "No rating has changed" in page.content.decode()


def test_the_form_starts_from_what_is_known(client, editor):
    party = make.party("Sample Labs")
    on = make.commitment(make.agreement(party), by=party)
    source = make.source(publisher=party)
    make.match(on, make.item(make.check(source)), sentence="Words that matter.")
    start = client.get(QUEUE).context["accept"]
    assert start["role"].value() == "claim"
    assert start["published_by_party_id"].value() == party.id
    assert start["quote"].value() == "Words that matter."


def test_what_was_typed_is_kept_beside_the_error(client, editor):
    match = make.match()
    page = accept(client, match, **{"accept-digest": "Typed with care.", "accept-published_on": "2999-01-01"})
    assert page.context["accept"].errors == {"published_on": ["This day is in the future."]}
    text = page.content.decode()
    assert "Typed with care." in text
    assert "<title>Error: Review queue" in text
    assert not Bearing.objects.exists()


def test_a_rejection_needs_its_reason(client, editor):
    match = make.match()
    page = send(client, match, "reject", **{"reject-note": "A lawsuit."})
    assert page.context["reject"].errors["because"]
    assert "A lawsuit." in page.content.decode()
    send(client, match, "reject", **{"reject-because": "other_matter", "reject-note": "A lawsuit."})
    match.refresh_from_db()
    assert (match.state, match.reject_reason, match.note) == ("rejected", "other_matter", "A lawsuit.")


def test_a_rejection_can_be_undone_by_whoever_made_it(client, editor):
    match = make.match()
    send(client, match, "reject", **{"reject-because": "opinion"})
    assert "Undo that rejection" in client.get(QUEUE).content.decode()
    page = send(client, match, "undo")
    assert page.context["match"] == match
    assert page.context["match"].state == "pending"


def test_somebody_elses_rejection_is_not_undone(client, editor):
    match = make.match()
    review.reject_match(match_id=match.id, by=make.person(), now=make.NOW, because="opinion")
    assert "only a decision of your own" in send(client, match, "undo").content.decode()
    match.refresh_from_db()
    assert match.state == "rejected"


def test_an_acceptance_leads_to_retracting(client, editor):
    match = make.match()
    page = accept(client, match)
    match.refresh_from_db()
    assert reverse("admin:tracker_bearing_retract", args=[match.bearing_id]) in page.content.decode()


def test_the_loser_of_a_race_is_told_and_keeps_what_was_typed(client, editor):
    match, other = make.match(), make.match(score=0.1)
    first = make.person("first-editor")
    review.accept_match(
        match_id=match.id, by=first, now=make.NOW, role="progress", kind="news_report", tier="secondary",
        publisher="Sample Gazette",
    )  # fmt: skip
    page = accept(client, match, **{"accept-digest": "Typed with care."})
    text = page.content.decode()
    assert "first-editor decided on" in text
    assert "Typed with care." in text
    assert Bearing.objects.count() == 1
    assert page.context["next"] == f"{QUEUE}#story"
    assert client.get(QUEUE).context["match"] == other


def test_later_goes_on_to_the_one_behind(client, editor):
    first, second = make.match(score=0.9), make.match(score=0.8)
    page = client.get(client.get(QUEUE).context["later"])
    assert page.context["match"] == second
    assert "<strong>1 of 2</strong> left" in page.content.decode()
    page = client.get(page.context["later"])
    assert "You have been through them all" in page.content.decode()
    assert client.get(page.context["from_the_top"]).context["match"] == first


def test_a_decision_keeps_its_place_and_filters(client, editor):
    one, two, three = make.match(score=0.9), make.match(score=0.8), make.match(score=0.7)
    page = send(client, two, "reject", f"?after={one.id}", **{"reject-because": "opinion"})
    assert page.context["match"] == three
    only = client.get(f"{QUEUE}?agreement={one.commitment.agreement.slug}")
    assert (only.context["match"], only.context["waiting"]) == (one, 1)
    three.kind_of_news = "setback"
    three.save()
    assert client.get(f"{QUEUE}?kind=setback").context["match"] == three


def test_not_this_commitment_but_that_one(client, editor):
    match = make.match()
    other = make.commitment(match.commitment.agreement)
    choices = client.get(QUEUE).context["move"].fields["commitment"].choices
    assert choices[1] == (str(other.agreement), [(other.id, str(other))])
    page = send(client, match, "move", **{"move-commitment": other.id})
    match.refresh_from_db()
    assert match.state == "rejected"
    assert page.context["match"] == Match.objects.get(item=match.item, commitment=other)


def test_a_draft_is_not_offered_for_moving(client, editor):
    match = make.match()
    draft = make.draft_commitment(match.commitment.agreement)
    page = send(client, match, "move", **{"move-commitment": draft.id})
    assert page.context["move"].errors["commitment"]


def test_the_same_story_is_linked(client, editor):
    match = make.match(score=0.9)
    twin = make.match(of=match.item, score=0.3)
    assert list(client.get(QUEUE).context["same_story"]) == [twin]


def test_a_page_held_already_is_said_to_be(client, editor):
    item = make.item()
    make.evidence(url_key=item.url_key, publisher="Sample Herald")
    make.match(of=item)
    page = client.get(QUEUE)
    assert "We hold this page already" in page.content.decode()
    assert page.context["accept"]["publisher"].value() == "Sample Herald"


def test_an_empty_queue_says_what_that_means(client, editor):
    text = client.get(QUEUE).content.decode()
    assert "Nothing waits for a decision" in text
    assert "It does not mean that nothing has happened" in text
    assert "Nothing waits under this filter" in client.get(f"{QUEUE}?agreement=nowhere").content.decode()


def test_an_unknown_match_is_not_found(client, editor):
    assert client.get(f"{QUEUE}?match=999").status_code == 404
    assert client.post(QUEUE, {"match": "x", "act": "accept"}).status_code == 404


def test_the_list_of_matches_leads_to_the_queue(client):
    client.force_login(make.administrator())
    match = make.match()
    page = client.get("/admin/tracker/match/")
    assert f"{QUEUE}?match={match.id}" in page.content.decode()
    assert client.get(f"/admin/tracker/match/{match.id}/change/").status_code == 200


def test_a_long_queue_costs_no_more_queries(client, editor, django_assert_max_num_queries):
    for _ in range(5):
        make.match()
    with django_assert_max_num_queries(22):
        client.get(QUEUE)
