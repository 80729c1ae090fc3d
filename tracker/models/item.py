"""What checks found: articles and documents, with every version that we saw of them."""

from django.db import models

from .constraints import written
from .source import Check, Source


class Item(models.Model):
    """One article or document that a check found. Its key says which one it is within its source."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    found_by = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="items")
    key = models.CharField(max_length=64)
    url = models.CharField(max_length=2000, blank=True)
    canonical_url = models.CharField(max_length=2000, blank=True)
    url_key = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="Hash of the canonical address."
    )
    title = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True, help_text="Plain text, as the source gave it.")
    authors = models.JSONField(default=list)
    language = models.CharField(max_length=12, blank=True)
    published_at = models.DateTimeField(
        null=True, help_text="As the source claims; empty if it gives no usable date."
    )
    date_note = models.CharField(
        max_length=200, blank=True, help_text="Why the date is missing or was limited."
    )
    first_seen_at = models.DateTimeField(db_index=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-first_seen_at", "-id"]
        constraints = [
            written("item", "key"),
            models.UniqueConstraint(fields=["source", "key"], name="item_is_kept_once"),
        ]

    def __str__(self):
        return self.title or self.url or self.key


class ItemVersion(models.Model):
    """An earlier state of an item, kept when its source changed it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)
    replaced_by = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="replaced_versions")

    class Meta:
        ordering = ["item", "-id"]

    def __str__(self):
        return f"{self.item} before {self.replaced_by_id}"
