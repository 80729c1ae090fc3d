"""Fields that point at a person of the staff, who can therefore never be deleted from under a record."""

from django.conf import settings
from django.db import models


def person(help_text: str = "", *, null: bool = False) -> models.ForeignKey:
    """A protected link to an account; pairs with a `…_at` field of the same act."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=null,
        blank=null,
        help_text=help_text,
    )
