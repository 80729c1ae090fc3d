"""The app's names for Django, and the editors' desk as its admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = "Tracker"
    default_auto_field = "django.db.models.BigAutoField"


class EditorsDeskConfig(AdminConfig):
    """The admin, on our own site class."""

    default_site = "tracker.admin.site.the_desk"
