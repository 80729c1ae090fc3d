"""Rows beneath a form, such as the parties of an agreement: what the database would refuse is said beside the row."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet


class SoundRows(BaseInlineFormSet):
    """Rows that keep their model's constraints.

    Django leaves out every constraint that names the parent, since the form does not ask for it; here the parent is
    known, and a row that somebody else added meanwhile, or that points at its own parent, is told of and not fatal.
    """

    def clean(self):
        super().clean()
        for form in self.forms:
            leaving = self.can_delete and self._should_delete_form(form)
            if form.errors or leaving or not form.has_changed():
                continue
            try:
                form.instance.validate_constraints()
            except ValidationError as fault:
                form.add_error(None, fault)


class RowsBeneath(admin.StackedInline):
    """Inline rows, none of them blank to begin with."""

    formset = SoundRows
    extra = 0
