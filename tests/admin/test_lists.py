"""Every list, form and history of the desk opens; none has an option that Django does not know."""

import pytest
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracker.admin.acting import ReadOnlyAdmin, RecordAdmin
from tracker.models import (
    Agreement,
    Assessment,
    Check,
    Citation,
    Commitment,
    DueDate,
    Item,
    ItemVersion,
    OutboxMessage,
    Source,
    WordingRating,
)

from .conftest import one_of_each

OURS = [one for model, one in admin.site._registry.items() if model._meta.app_label == "tracker"]
READ_ONLY = (Assessment, Citation, WordingRating, DueDate, Check, Item, ItemVersion, OutboxMessage)
OWN_WORDS = {"acts", "EMPTY"}


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def name_of(one):
    return one.model.__name__


def unknown_options(cls):
    """Public names that are plain values on our class and that Django's own classes do not have."""
    known = {*dir(admin.ModelAdmin), *dir(InlineModelAdmin), *dir(admin.StackedInline), *OWN_WORDS}
    ours = [part for part in cls.__mro__ if part.__module__.startswith("tracker.")]
    return {
        name
        for part in ours
        for name, value in vars(part).items()
        if not name.startswith("_") and name not in known and not callable(value)
    }


def test_every_model_that_editors_read_is_at_the_desk():
    assert len(OURS) >= 18
    assert User in admin.site._registry
    assert Group in admin.site._registry


@pytest.mark.parametrize("one", OURS, ids=name_of)
def test_no_option_is_misspelt(one):
    assert unknown_options(type(one)) == set()
    for inline in one.inlines:
        assert unknown_options(inline) == set()


def test_a_misspelt_option_would_be_found():
    misspelt = type(
        "Misspelt", (RecordAdmin,), {"date_heirarchy": "added_at", "__module__": "tracker.admin.sample"}
    )

    assert unknown_options(misspelt) == {"date_heirarchy"}


@pytest.mark.parametrize("one", OURS, ids=name_of)
def test_house_rules_of_lists_are_kept(one):
    assert not one.autocomplete_fields
    assert not one.list_editable
    assert one.search_fields or one.list_filter
    if not isinstance(one, ReadOnlyAdmin):  # what can be typed is named, field by field
        assert one.fields or one.fieldsets or type(one).get_fields is not admin.ModelAdmin.get_fields
    for inline in one.inlines:
        assert issubclass(inline, admin.StackedInline)
        assert inline.fields


@pytest.mark.parametrize("one", OURS, ids=name_of)
def test_its_pages_open(one, desk, record):
    row = one.model._default_manager.first()
    assert row is not None

    assert desk.get(address(one.model, "changelist")).status_code == 200
    if one.search_fields:
        assert desk.get(address(one.model, "changelist"), {"q": "sample"}).status_code == 200
    assert desk.get(address(one.model, "change", row.pk)).status_code == 200
    assert desk.get(address(one.model, "history", row.pk)).status_code == 200
    adding = desk.get(address(one.model, "add")).status_code
    assert adding == (403 if isinstance(one, ReadOnlyAdmin) or not may_add(one) else 200)


def may_add(one):
    return type(one).has_add_permission is admin.ModelAdmin.has_add_permission


@pytest.mark.parametrize("model", [User, Group])
def test_people_and_groups_keep_their_pages(model, desk):
    Group.objects.create(name="Sample group")

    assert desk.get(address(model, "changelist")).status_code == 200
    assert desk.get(address(model, "add")).status_code == 200
    assert desk.get(address(model, "change", model.objects.first().pk)).status_code == 200


@pytest.mark.parametrize("model", READ_ONLY)
def test_rows_of_the_record_cannot_be_written_here_even_by_an_administrator(model, desk, record):
    row = model._default_manager.first()

    assert desk.post(address(model, "add"), {}).status_code == 403
    assert desk.post(address(model, "change", row.pk), {}).status_code == 403
    assert desk.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def queries_of_lists(desk):
    """Model name → how many queries its list takes."""
    asked = {}
    for one in OURS:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address(one.model, "changelist")).status_code == 200
        asked[name_of(one)] = len(queries)
    return asked


def test_lists_ask_as_often_for_fifty_rows_as_for_ten(desk):
    one_of_each(10)
    queries_of_lists(desk)
    few = queries_of_lists(desk)
    one_of_each(40)

    assert queries_of_lists(desk) == few
    assert max(few.values()) <= 16


def test_a_public_commitment_cannot_be_deleted(desk):
    commitment = factories.commitment()

    assert desk.post(address(Commitment, "delete", commitment.pk), {"post": "yes"}).status_code == 403
    assert Commitment.objects.filter(pk=commitment.pk).exists()


def test_a_draft_that_nothing_refers_to_can_be_deleted(desk):
    draft = factories.draft_agreement()

    desk.post(address(Agreement, "delete", draft.pk), {"post": "yes"})

    assert not Agreement.objects.filter(pk=draft.pk).exists()


def test_a_draft_with_commitments_is_kept_and_the_page_names_them(desk):
    draft = factories.draft_agreement()
    commitment = factories.draft_commitment(draft)

    answer = desk.post(address(Agreement, "delete", draft.pk), {"post": "yes"})

    assert commitment.reference in answer.content.decode()
    assert Agreement.objects.filter(pk=draft.pk).exists()


def test_a_source_that_was_checked_is_kept(desk):
    source = factories.check().source

    assert desk.post(address(Source, "delete", source.pk), {"post": "yes"}).status_code == 403
