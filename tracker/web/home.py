"""The front page."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.reports.dashboard import overview

from .rendering import page


@require_safe
def home(request):
    on = timezone.localdate()
    return page(request, "home", section="home", on=on, seen=overview(on=on))
