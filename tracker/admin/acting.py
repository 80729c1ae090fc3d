"""A request and a service in, its result or its refusal as a message out; and the bases of our lists and pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import URLField
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse

from tracker.services.errors import Refused


def attempt(request, service, **words):
    """Call a service. Its result, or None after its refusal was put before the person as a message."""
    try:
        return service(**words)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


def attempt_into(form, service, **words):
    """Call a service. Its result, or None after its refusal was put beside the form's field that it names."""
    try:
        return service(**words)
    except Refused as refusal:
        show_refusal(form, refusal)
        return None


def show_refusal(form, refusal: Refused) -> None:
    """Put a refusal beside the field that it names, or above the form if it names none that the form has."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def require(request, permission: str) -> None:
    """Answer 403 to whoever lacks the permission, such as `tracker.review_match`."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


@dataclass(frozen=True)
class Act:
    """A button of a change page. `do(request, row)` calls a service and gives a sentence, or None if it was refused."""

    name: str
    label: str
    permission: str
    do: Callable
    fits: Callable = lambda row: True


class RecordAdmin(admin.ModelAdmin):
    """A list and a page of the record, with buttons that call services (`acts`) and links to further pages.

    `acts` become POST addresses named `admin:<app>_<model>_<name>`; `links_for` gives (label, address) pairs.
    """

    acts: tuple[Act, ...] = ()
    save_on_top = False
    list_per_page = 50
    show_full_result_count = False

    def links_for(self, request, row) -> list[tuple[str, str]]:
        return []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A plain field: what it points at has a list of its own, and needs no pop-up beside it."""
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def save_model(self, request, obj, form, change):
        """Write only what the form asked for: a worker or a service may have written the rest meanwhile."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        asked = [field.name for field in self.opts.concrete_fields if field.name in form.changed_data]
        if asked:
            obj.save(update_fields=asked)

    def get_urls(self):
        ours = [
            path(
                f"<path:object_id>/{act.name}/",
                self.admin_site.admin_view(self._view_of(act)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{act.name}",
            )
            for act in self.acts
        ]
        return ours + super().get_urls()

    def _view_of(self, act: Act):
        def view(request, object_id):
            require(request, act.permission)
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            row = self.get_object(request, object_id)
            if row is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            said = act.do(request, row)
            if said:
                self.log_change(request, row, said)
                messages.success(request, said)
            return HttpResponseRedirect(self.address_of(row))

        return view

    def address_of(self, row) -> str:
        """The row's own page at the desk."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id) if request.method == "GET" else None
        shown = {"row_acts": [], "row_links": []}
        if row is not None:
            shown = {
                "row_acts": [
                    (act.name, act.label, self._address_of_act(act, row))
                    for act in self.acts
                    if act.fits(row) and request.user.has_perm(act.permission)
                ],
                "row_links": self.links_for(request, row),
            }
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def _address_of_act(self, act: Act, row) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{act.name}", args=[row.pk])


class ReadOnlyAdmin(RecordAdmin):
    """Rows that are written by services alone: to be read here, never added, changed or deleted."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
