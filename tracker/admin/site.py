"""The editors' desk: Django's own admin site under our name, whose first page says what waits for you."""

from functools import cache

from django.contrib import admin
from django.utils import timezone

from tracker.reports.desk import desk_for

from . import pages


class EditorsDesk(admin.AdminSite):
    """The admin, whose first page says what waits for the person who is logged in."""

    site_title = "Followthrough"
    site_header = "Followthrough: editors’ desk"
    index_title = "What waits for you"
    empty_value_display = "–"

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")  # rows of the record go one by one, if at all

    def get_urls(self):
        return pages.urls(self) + super().get_urls()

    def get_app_list(self, request, app_label=None):
        """Our own record first, accounts after it."""
        return sorted(super().get_app_list(request, app_label), key=lambda app: app["app_label"] != "tracker")

    def index(self, request, extra_context=None):
        desk = desk_for(request.user, now=timezone.now())
        return super().index(request, {"desk": desk, **(extra_context or {})})


@cache
def the_desk() -> EditorsDesk:
    """The one desk. Our lists register with it while Django is still making it, so a second must not be made."""
    return EditorsDesk()
