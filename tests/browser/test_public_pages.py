"""Every public page in a real Chromium, light, dark and at 320 pixels: axe, the console and the width are watched."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from tests import factories as make
from tests.web.site import EMPTY_PATHS, Site
from tracker.models import Agreement, Commitment, Source

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
EVERYTHING = {"resultTypes": ["violations"]}
COLOURS = {**EVERYTHING, "runOnly": ["color-contrast"]}
PAGES = (
    "/", "/agreements/", "/agreements/uk-openai-2025/", "/commitments/",
    "/commitments/?status=stalled&q=ai&sort=due", "/commitments/?q=nothing-has-this-word", "/commitments/OAI-01/",
    "/commitments/OAI-05/", "/commitments/SEO-01/", "/parties/openai/", "/updates/",
    "/method/", "/about/", "/data/", "/accessibility/", "/privacy/",
)  # fmt: skip
WRONG = ("/no/such/page/", "/commitments/?status=nonsense", "/commitments/?page=x")


@pytest.fixture
def seeded(live_server):
    """The site as it is after installation, with a watch that has begun: one check that looked and one that failed."""
    call_command("install_seed", verbosity=0)
    watching = make.source(name="Sample feed")
    watching.agreements.add(Agreement.objects.get(slug="uk-openai-2025"))
    found = make.item(make.check(watching, "ok", items_seen=12, items_new=1))
    make.match(Commitment.objects.get(reference="OAI-05"), found)
    make.check(watching, "timeout")
    Source.objects.filter(id=watching.id).update(
        looked_at=make.NOW, checked_at=make.NOW, failures=1, last_outcome="timeout", failing_since=make.NOW
    )
    return live_server.url


@pytest.fixture
def faults(browser):
    """A function that opens an address, turns it dark and narrow, and gives what is wrong with it, in sentences."""
    context = browser.new_context(viewport=WIDE)
    context.set_default_timeout(60_000)  # axe takes its time where other tests run beside it
    axe = Axe()

    def broken_rules(tab, options):
        found = axe.run(tab, options=options).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]

    def too_wide(tab):
        beyond = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"scrolls sideways by {beyond} pixels"] if beyond > 0 else []

    def look(address):
        tab, said = context.new_page(), []
        tab.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda one: said.append(one.url) if "//localhost:" not in one.url else None)
        tab.emulate_media(color_scheme="light")
        tab.goto(address)
        said += broken_rules(tab, EVERYTHING) + too_wide(tab)
        tab.emulate_media(color_scheme="dark")
        said += broken_rules(tab, COLOURS)
        tab.set_viewport_size(NARROW)
        said += broken_rules(tab, EVERYTHING) + too_wide(tab)
        tab.close()
        return said

    yield look
    context.close()


def test_every_page_with_what_ships_is_without_fault(seeded, faults):
    found = {path: faults(seeded + path) for path in PAGES}
    assert {path: said for path, said in found.items() if said} == {}


def test_every_state_of_the_record_is_without_fault(live_server, faults):
    site = Site()
    found = {path: faults(live_server.url + path) for path in site.pages if path not in EMPTY_PATHS}
    assert {path: said for path, said in found.items() if said} == {}


def test_the_pages_of_an_empty_record_are_without_fault(live_server, faults):
    for path in ("/", "/agreements/", "/commitments/", "/updates/"):
        assert faults(live_server.url + path) == [], path


def test_error_pages_are_without_fault(live_server, faults):
    for path in WRONG:
        said = [one for one in faults(live_server.url + path) if "the server responded" not in one]
        assert said == [], path


def test_an_open_filter_is_without_fault(live_server, page):
    Site()
    page.goto(live_server.url + "/commitments/")
    for summary in page.locator(".facet > summary").all():
        summary.click()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [one["id"] for one in found] == []


def test_the_keyboard_reaches_the_content_and_a_filter(live_server, page):
    Site()
    page.goto(live_server.url + "/commitments/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.locator(".facet > summary").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Stalled", exact=True).focus()
    page.keyboard.press("Space")
    page.locator("#q").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*status=stalled*")
    assert page.locator(".promises > li").count() == 1
    page.get_by_role("link", name="Take off the filter Delivery: Stalled").click()
    assert page.locator(".promises > li").count() == 5


def test_everything_works_without_javascript(live_server, browser):
    Site()
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(live_server.url + "/")
    tab.get_by_role("link", name="Commitments", exact=True).first.click()
    tab.locator(".facet > summary", has_text="Delivery").click()
    tab.get_by_label("Stalled", exact=True).check()
    tab.get_by_role("button", name="Show").click()
    assert tab.get_by_role("heading", name="1 of 5 commitments").is_visible()
    tab.locator(".promises a").first.click()
    assert tab.get_by_role("heading", level=1).is_visible()
    context.close()


def test_targets_are_large_enough_to_hit(seeded, page):
    page.set_viewport_size({"width": 320, "height": 800})
    for path in ("/", "/commitments/?status=stalled", "/commitments/OAI-05/"):
        page.goto(seeded + path)
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                    'button, select, input[type=search], summary, nav a, .links a, .chosen a, .matrix a')]
                .map(one => [one.getBoundingClientRect(), one])
                .filter(([box, one]) => box.width && (box.height < 23.5 || box.width < 23.5))
                .map(([box, one]) => `${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""
        )
        assert small == [], path


def test_on_paper_navigation_is_gone_and_statuses_keep_their_words(live_server, page):
    Site()
    page.goto(live_server.url + "/commitments/SMP-A/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert page.locator(".tag", has_text="Stalled").first.is_visible()
