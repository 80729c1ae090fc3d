"""What the watch brought and what we have to tell: checks, items and messages, to be read and never changed here."""

from django.contrib import admin
from django.utils.html import format_html

from tracker.models import Check, Item, ItemVersion, OutboxMessage
from tracker.vocabulary import CheckOutcome

from .acting import ReadOnlyAdmin


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin):
    """Every visit to every source."""

    list_display = (
        "started_at", "source", "outcome", "items_seen", "items_new", "items_changed", "matches_new", "took",
    )  # fmt: skip
    list_select_related = ("source",)
    list_filter = ("outcome", "source")
    search_fields = ("source__name", "error")
    date_hierarchy = "started_at"
    fields = (
        "source", "slot", "started_at", "finished_at", "outcome", "meaning", "status", "size", "redirects",
        "items_seen", "items_new", "items_changed", "matches_new", "error",
    )  # fmt: skip
    readonly_fields = ("meaning",)

    @admin.display(description="seconds")
    def took(self, check):
        return f"{check.seconds:.1f}"

    @admin.display(description="which means")
    def meaning(self, check):
        return CheckOutcome(check.outcome).meaning


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    """Articles and documents that checks found."""

    list_display = ("title_or_address", "source", "published_at", "first_seen_at")
    list_select_related = ("source",)
    list_filter = ("source",)
    search_fields = ("title", "summary", "url")
    date_hierarchy = "first_seen_at"
    fields = (
        "title", "address", "source", "found_by", "summary", "authors", "language", "published_at", "date_note",
        "first_seen_at", "content_hash",
    )  # fmt: skip
    readonly_fields = ("address",)

    @admin.display(description="item")
    def title_or_address(self, item):
        return str(item)

    @admin.display(description="link")
    def address(self, item):
        if not item.url.startswith(("https://", "http://")):
            return item.url or None
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', item.url)


@admin.register(ItemVersion)
class ItemVersionAdmin(ReadOnlyAdmin):
    """How items read before their source changed them."""

    list_display = ("title", "item", "replaced_by")
    list_select_related = ("item", "replaced_by", "replaced_by__source")
    search_fields = ("title", "summary", "item__title")
    fields = ("item", "title", "summary", "content_hash", "replaced_by")


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    """What has to be told to others, and whether it was."""

    list_display = ("id", "kind", "made_at", "attempts", "next_try_at", "done_at")
    list_filter = ("kind", ("done_at", admin.EmptyFieldListFilter))
    search_fields = ("error",)
    date_hierarchy = "made_at"
    fields = ("kind", "payload", "made_at", "attempts", "next_try_at", "error", "done_at")
