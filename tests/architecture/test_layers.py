"""The house keeps its rules; and each rule, given a small house that breaks it, says so."""

from pathlib import Path

import pytest

from . import rules

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_house_has_no(rule):
    assert rules.faults(ROOT, rule) == []


def test_the_rules_read_the_real_house():
    modules = {source.module for source in rules.sources(ROOT, "tracker")}
    assert {
        "tracker.vocabulary",
        "tracker.models",
        "tracker.services",
        "tracker.web",
        "tracker.admin",
    } <= modules


@pytest.fixture
def house(tmp_path):
    """Builds a small checkout: `house("tracker/web/pages.py", "import os")`."""

    def build(path, text):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return tmp_path

    return build


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tracker/vocabulary/words.py", "from tracker.models import Commitment"),
        ("tracker/models/party.py", "from tracker.services.review import accept"),
        ("tracker/models/party.py", "def late():\n    from ..reports import dashboard"),
        ("tracker/services/review.py", "import tracker.web.pages"),
        ("tracker/reports/health.py", "from tracker import tasks"),
        ("tracker/pipeline/read/feed.py", "from ...services import checking"),
    ],
)
def test_an_arrow_that_runs_up_is_seen(house, path, text):
    (fault,) = rules.faults(house(path, text), rules.arrows_that_run_up)
    assert fault.startswith(f"{path}:")
    assert "stands above it" in fault


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tracker/admin/queue.py", "from tracker.web.marks import status"),
        ("tracker/web/pages.py", "from ..tasks import dispatch"),
        ("tracker/tasks.py", "import tracker.management.commands.up"),
    ],
)
def test_a_door_that_knows_a_door_is_seen(house, path, text):
    (fault,) = rules.faults(house(path, text), rules.arrows_that_run_up)
    assert "a door imports a door" in fault


def test_arrows_that_run_down_or_stay_are_fine(house):
    house(
        "tracker/web/pages.py", "from .marks import status\nfrom tracker.reports import dashboard\nimport os"
    )
    house(
        "tracker/services/review.py", "from tracker.models import Match\nfrom tracker.reports import health"
    )
    root = house("tracker/models/party.py", "from tracker.vocabulary import PartyKind\nimport config.places")
    assert rules.faults(root, rules.arrows_that_run_up) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tracker/pipeline/fetch.py", "from django.utils import timezone"),
        ("tracker/pipeline/match/terms.py", "from ...models import Commitment"),
        ("tracker/pipeline/dedupe.py", "from django.conf import settings"),
        ("tracker/vocabulary.py", "import django.db.models"),
        ("tracker/vocabulary/words.py", "from config import settings"),
        ("tracker/pipeline/dates.py", "from datetime import datetime\nlate = datetime.now()"),
        ("tracker/pipeline/dates.py", "import datetime\nlate = datetime.date.today()"),
        ("tracker/pipeline/dates.py", "import time\nlate = time.time()"),
    ],
)
def test_django_or_a_clock_in_plain_python_is_seen(house, path, text):
    assert len(rules.faults(house(path, text), rules.plain_python_that_is_not)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "import requests",
        "import urllib.request",
        "from urllib import request",
        "import httpx",
        "from aiohttp import ClientSession",
        "from http.client import HTTPConnection",
        "import http.client as web",
        "from socket import create_connection",
        "import socket\nsocket.create_connection(('example.org', 80))",
        "import socket\nwith socket.socket() as line:\n    pass",
        "import feedparser\nfeedparser.parse('x')",
        "from feedparser import parse",
    ],
)
def test_a_second_way_out_is_seen(house, text):
    assert len(rules.faults(house("tracker/services/looking.py", text), rules.second_ways_out)) == 1


def test_the_first_way_out_is_fine(house):
    house("tracker/pipeline/fetch.py", "import socket, http.client\nsocket.socket()")
    house("tracker/pipeline/deadline.py", "import socket\ndef shut(line: socket.socket): ...")
    root = house("tracker/pipeline/read/feed.py", "import feedparser\nfeedparser.parse(b'')")
    assert rules.faults(root, rules.second_ways_out) == []


@pytest.mark.parametrize(
    "text",
    [
        "Assessment(status='delivered').save()",
        "Assessment.objects.create(status='delivered')",
        "Assessment.objects.filter(id=1).update(status='delivered')",
        "Assessment.objects.bulk_create([])",
        "Commitment.objects.filter(id=1).update(status='delivered')",
        "Commitment.objects.create(status='delivered')",
        "commitment.status = 'delivered'",
        "match.commitment.status = 'delivered'",
        "the_commitment.status: str = 'delivered'",
    ],
)
def test_a_second_writer_of_ratings_is_seen(house, text):
    assert len(rules.faults(house("tracker/services/review.py", text), rules.second_writers_of_ratings)) == 1
    assert (
        rules.faults(house("tracker/services/review.py", "import os"), rules.second_writers_of_ratings) == []
    )


def test_the_first_writer_and_all_readers_are_fine(house):
    house("tracker/services/assessing.py", "Assessment.objects.create()\ncommitment.status = 'delivered'")
    house("tracker/models/assessment.py", "class Assessment(Model):\n    pass")
    root = house(
        "tracker/web/pages.py",
        "Assessment.objects.filter(status='x')\nif commitment.status == 'x': pass\n"
        "Commitment.objects.filter(id=1).update(title='x')",
    )
    assert rules.faults(root, rules.second_writers_of_ratings) == []


def test_a_file_of_three_hundred_lines_is_seen(house):
    assert rules.faults(house("tracker/web/pages.py", "x = 1\n" * 299), rules.files_too_long) == []
    (fault,) = rules.faults(house("tracker/web/pages.py", "x = 1\n" * 300), rules.files_too_long)
    assert "has 300 lines" in fault


def test_a_migration_may_be_long(house):
    assert rules.faults(house("tracker/migrations/0001_x.py", "x = 1\n" * 900), rules.files_too_long) == []


@pytest.mark.parametrize("path", ["tracker/web/utils.py", "tracker/helpers/x.py", "tests/common.py"])
def test_a_name_that_says_nothing_is_seen(house, path):
    assert len(rules.faults(house(path, ""), rules.names_that_say_nothing)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{{ title|safe }}",
        "{{ title | safe }}",
        "{% autoescape off %}{{ title }}{% endautoescape %}",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        "<style>p { color: red }</style>",
        '<p class="x" style="color: red">',
        '<p\n   style="color: red">',
        '<button onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_unsafe_markup_in_a_template_is_seen(house, text):
    assert len(rules.faults(house("templates/page.html", text), rules.unsafe_markup)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from django.utils.safestring import mark_safe",
        "from markupsafe import Markup\nMarkup(title)",
        "from markupsafe import Markup\nMarkup(f'<b>{title}</b>')",
        "import markupsafe\nmarkupsafe.Markup('<b>' + title + '</b>')",
    ],
)
def test_unsafe_markup_in_python_is_seen(house, text):
    assert len(rules.faults(house("tracker/web/marks.py", text), rules.unsafe_markup)) == 1


def test_safe_markup_is_fine(house):
    house("templates/page.html", '<script src="/static/a.js" defer></script><p data-on="x">{{ title }}</p>')
    house("templates/emails/told.txt", "{% autoescape off %}{{ title }}{% endautoescape %}")
    root = house(
        "tracker/web/marks.py", "Markup('<b>{}</b>').format(title)\nMarkup('<b>' + GLYPHS[name] + '</b>')"
    )
    assert rules.faults(root, rules.unsafe_markup) == []
