"""Places to watch: taken on, or refused with a sentence beside the field."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from tests import factories as make
from tracker.models import Source
from tracker.services import sources
from tracker.services.errors import Refused

pytestmark = pytest.mark.django_db


def add(**said):
    return sources.add_source(
        **{
            "kind": "feed",
            "url": "https://gazette.example/feed",
            "by": make.person(),
            "now": make.NOW,
            **said,
        }
    )


def test_a_new_source_is_due_at_once_and_named_after_its_host():
    source = add()
    assert source.name == "gazette.example"
    assert Source.objects.due().get() == source


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"url": "http://127.0.0.1/feed"}, "url"),
        ({"url": "http://localhost/feed"}, "url"),
        ({"url": "http://2130706433/"}, "url"),
        ({"url": "file:///etc/hostname"}, "url"),
        ({"url": "https://user:secret@gazette.example/"}, "url"),
        ({"url": "https://gazette.example:6379/"}, "url"),
        ({"url": ""}, "url"),
        ({"kind": "telepathy"}, "kind"),
        ({"every_minutes": 0}, "every_minutes"),
    ],
)
def test_what_cannot_be_watched_is_refused_by_field(said, field):
    with pytest.raises(Refused) as refusal:
        add(**said)
    assert refusal.value.field == field
    assert not Source.objects.exists()


def test_the_same_address_is_watched_once():
    add()
    with pytest.raises(Refused, match="watched already"):
        add(name="Again")


def test_an_unchecked_source_is_not_taken_for_a_quiet_one():
    quiet, silent = make.source(), make.source()
    Source.objects.filter(id=quiet.id).update(looked_at=Now())
    Source.objects.filter(id=silent.id).update(looked_at=Now() - timedelta(hours=4))
    assert list(Source.objects.unchecked()) == [silent]
