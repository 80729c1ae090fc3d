"""What every test may ask for: a browser, a Redis, a database that can be emptied; and a network that ends at home."""

import importlib
import ipaddress
import os
import sys

import pytest
import redis
from django.apps import apps
from django.db import connection
from playwright.sync_api import sync_playwright

from . import servers

SKIPS = {"browser": "SKIP_BROWSER", "redis": "SKIP_REDIS", "postgres": "SKIP_POSTGRES"}
FIXTURES = {"browser": "browser", "redis_url": "redis", "postgres_url": "postgres"}


class OutsideTouched(RuntimeError):
    """A test tried to leave this machine."""


def is_home(host):
    host = host.decode() if isinstance(host, bytes) else host
    if not host or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def stay_home(event, arguments):
    """No connection leaves the machine, whoever opens it; a name is not even looked up."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not is_home(address[0]):
            raise OutsideTouched(f"{event} to {address[0]}: tests reach nothing but this machine")
    elif event == "socket.getaddrinfo":
        host = arguments[0]
        if host is not None and not is_home(host) and not is_number(host):
            raise OutsideTouched(f"look-up of {host}: tests ask no name server")


def is_number(host):
    try:
        ipaddress.ip_address((host.decode() if isinstance(host, bytes) else host).partition("%")[0])
    except ValueError:
        return False
    return True


sys.addaudithook(stay_home)


def pytest_collection_modifyitems(config, items):
    """Mark a test by the server it asks for; leave a kind out only where somebody said so, and say how many."""
    kept, left_out = [], []
    for item in items:
        for fixture, kind in FIXTURES.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(kind)
        unwanted = any(
            item.get_closest_marker(kind) and os.environ.get(name) == "1" for kind, name in SKIPS.items()
        )
        (left_out if unwanted else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept
    config.left_out = len(left_out)


def pytest_report_header(config):
    named = [name for name in SKIPS.values() if os.environ.get(name) == "1"]
    return [f"left out by name: {', '.join(named)}"] if named else []


# The database: the record's triggers refuse to be emptied, and a test that commits must be cleared away


guards_are_up = True


def wants_database(request):
    names = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
    return bool(request.node.get_closest_marker("django_db") or names & set(request.fixturenames))


def commits(request):
    marker = request.node.get_closest_marker("django_db")
    names = {"transactional_db", "live_server", "django_db_reset_sequences"}
    return bool(marker and marker.kwargs.get("transaction")) or bool(names & set(request.fixturenames))


def put_guards(up):
    """Make the triggers of the record anew, with the ledger's one row, or take them away."""
    migration = importlib.import_module("tracker.migrations.0002_guards")
    with connection.cursor() as cursor:
        for create, drop in migration.statements(connection.vendor):
            if create if up else drop:
                cursor.execute(create if up else drop)
    if up:
        migration.open_ledger(apps, None)


@pytest.fixture(autouse=True)
def _guarded_record(request):
    """Every test meets a guarded record; after one that commits the guards step aside, so that it can be emptied."""
    global guards_are_up
    if not wants_database(request):
        yield
        return
    request.getfixturevalue("db")
    if not guards_are_up:
        put_guards(up=True)
        guards_are_up = commits(request)  # inside a test that rolls back, this rolls back too
    yield
    if commits(request):
        put_guards(up=False)
        guards_are_up = False


# Real servers


@pytest.fixture(scope="session")
def _redis():
    with servers.redis_server() as url:
        yield url


@pytest.fixture
def redis_url(_redis):
    """A real Redis with nothing in it."""
    with redis.Redis.from_url(_redis) as client:
        client.flushall()
    return _redis


@pytest.fixture(scope="session")
def postgres_url():
    """A real PostgreSQL beside the tests' own database, for what only its superuser may try."""
    with servers.postgres_server() as url:
        yield url


# The browser


@pytest.fixture(scope="session")
def browser():
    """A real Chromium that asks nobody outside."""
    # Playwright keeps a loop in this thread, which Django takes for asynchronous code; it is not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = servers.chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def console_errors():
    """What the page's console complained of. A test that expects a complaint clears the list."""
    return []


@pytest.fixture
def page(browser, console_errors):
    """An empty page, 1280 by 900; its test fails if the console complained."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.on("console", lambda said: said.type in ("error", "warning") and console_errors.append(said.text))
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    yield page
    context.close()
    assert console_errors == []
