"""The editors' desk: Django's own admin site under our name."""

from django.contrib import admin


class EditorsDesk(admin.AdminSite):
    """The admin, whose first page says what waits for the person who is logged in."""

    site_title = "Followthrough"
    site_header = "Followthrough: editors’ desk"
    index_title = "What waits for you"
