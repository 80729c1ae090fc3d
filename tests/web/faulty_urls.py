"""Addresses that fail on purpose, beside the site's own."""

from django.db import OperationalError
from django.http import Http404
from django.urls import include, path


def fault(request):
    raise RuntimeError("hidden detail")


def unreachable(request):
    raise OperationalError("hidden detail")


def gone(request):
    raise Http404("hidden detail")


urlpatterns = [
    path("fault/", fault),
    path("unreachable/", unreachable),
    path("gone/", gone),
    path("", include("tracker.web.urls")),
]

handler404 = "tracker.web.errors.not_found"
handler500 = "tracker.web.errors.server_error"
