"""The editors' desk in a real browser: the queue by its keys and without them, a rating by two people, and axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories as make
from tracker.models import Match, Proposal

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "sample-administrator"


@pytest.fixture
def desk(page, live_server):
    """Logged in as an administrator; gives the address of the desk."""
    make.administrator(NAME)
    log_in(page, live_server, NAME)
    return f"{live_server.url}/admin/"


def log_in(page, live_server, name):
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("sample-pass-phrase")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{live_server.url}/admin/")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def matches(count):
    return [make.match(score=0.9 - n / 10, sentence="A sample article") for n in range(count)]


def test_the_queue_is_worked_by_its_keys_once_they_are_switched_on(page, desk):
    first, second, third = matches(3)
    page.goto(f"{desk}tracker/match/queue/")
    page.keyboard.press("l")
    assert "after=" not in page.url, "off until switched on"
    page.get_by_label("Use keys").check()
    page.keyboard.press("a")
    assert focused(page) == "Accept as evidence"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=second.commitment.reference).wait_for()
    assert page.get_by_label("Use keys").is_checked(), "the switch is remembered"
    assert focused(page) == "story"
    page.keyboard.press("r")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=third.commitment.reference).wait_for()
    page.keyboard.press("n")
    assert focused(page) == "id_move-commitment"
    page.get_by_label("Note for other editors").fill("later")
    assert "after=" not in page.url, "typing is not a key press"
    page.locator("#story").focus()
    page.keyboard.press("l")
    page.get_by_role("heading", name="You have been through them all").wait_for()
    states = Match.objects.filter(id__in=[first.id, second.id, third.id]).order_by("-score")
    assert list(states.values_list("state", flat=True)) == ["accepted", "rejected", "pending"]


def test_the_queue_works_without_javascript(browser, live_server):
    make.administrator(NAME)
    first, second = matches(2)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, live_server, NAME)
    page.goto(f"{live_server.url}/admin/tracker/match/queue/")
    assert not page.get_by_label("Use keys").is_visible()
    page.get_by_label("Opinion, no new fact").check()
    page.get_by_role("button", name="Reject").click()
    page.get_by_role("heading", name=second.commitment.reference).wait_for()
    page.get_by_role("button", name="Undo that rejection").click()
    page.get_by_role("heading", name=first.commitment.reference).wait_for()
    context.close()


def test_a_rating_goes_from_one_person_to_another(page, live_server):
    commitment = make.commitment()
    bearing = make.bearing(commitment)
    make.editor("sample-editor")
    make.reviewer("sample-reviewer")
    log_in(page, live_server, "sample-editor")
    page.goto(f"{live_server.url}/admin/tracker/commitment/{commitment.id}/propose/")
    assert page.get_by_label("Delivered", exact=True).is_disabled()
    page.get_by_label(bearing.evidence.title).check()
    page.get_by_role("button", name="Work out the confidence").click()
    page.get_by_text("the evidence ticked supports low confidence").wait_for()
    page.get_by_label("Activity seen").check()
    page.get_by_label("Why this status and no other").fill("A sample step was taken.")
    page.get_by_role("button", name="Propose").click()
    page.get_by_text("Proposed. It is published").wait_for()
    page.get_by_role("button", name="Log out").click()
    log_in(page, live_server, "sample-reviewer")
    page.goto(f"{live_server.url}/admin/tracker/proposal/{Proposal.objects.get().id}/decide/")
    page.get_by_role("button", name="Approve version 1 and publish").click()
    page.get_by_text("Approved and published:").wait_for()
    commitment.refresh_from_db()
    assert commitment.status == "under_way"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_axe_and_fits_a_narrow_screen(page, desk, scheme):
    match = matches(2)[0]
    commitment = match.commitment
    bearing = make.bearing(commitment)
    proposed = make.commitment()
    waiting = Proposal.objects.create(
        commitment=proposed, status="under_way", reason="A sample step.", method_version="sample",
        proposed_at=make.NOW, proposed_by=make.editor(),
    )  # fmt: skip
    page.emulate_media(color_scheme=scheme)
    for address in (
        "",
        "tracker/match/queue/",
        f"tracker/commitment/{commitment.id}/propose/",
        f"tracker/proposal/{waiting.id}/decide/",
        f"tracker/clause/{commitment.clause_id}/judge/",
        f"tracker/commitment/{commitment.id}/attach/",
        f"tracker/commitment/{commitment.id}/due/",
        f"tracker/commitment/{commitment.id}/own-test/",
        f"tracker/bearing/{bearing.id}/retract/",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(desk + address)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_errors_stand_beside_the_field_and_pass_axe(page, desk):
    matches(1)
    page.goto(f"{desk}tracker/match/queue/")
    page.get_by_label("Publisher").fill(" ")
    page.get_by_label("What it says, in our own words").fill("Typed with care.")
    page.get_by_role("button", name="Accept as evidence").click()
    page.get_by_role("heading", name="Nothing has been recorded yet").wait_for()
    page.get_by_role("link", name="Publisher").click()
    assert focused(page) == "id_accept-publisher"
    assert page.get_by_label("What it says, in our own words").input_value() == "Typed with care."
    assert Axe().run(page).response["violations"] == []
