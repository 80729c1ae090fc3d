"""The clock's door: Celery rings here, each task calls one service. No task takes a row's id or keeps a result."""

from celery import shared_task

from tracker.models import Source
from tracker.services.announcing import announce_waiting
from tracker.services.checking import check_due
from tracker.services.ringing import CHECK, ring

MOST_BELLS = 8
# The last source of a round may take 40 s more (30 to fetch, 10 to read), and a task has 45.
DRAIN_SECONDS = 4
ANNOUNCE_SECONDS = 30


@shared_task
def dispatch():
    """Wake as many workers as there are sources due, up to a few; each then claims for itself."""
    for _ in Source.objects.due().values_list("id")[:MOST_BELLS]:
        drain.delay()


@shared_task
def drain():
    """Check due sources for a few seconds; if more are due then, ring for the next round."""
    check_due(budget_seconds=DRAIN_SECONDS)
    if Source.objects.due().exists():
        ring(CHECK)


@shared_task
def announce():
    """Deliver what waits in the outbox."""
    announce_waiting(budget_seconds=ANNOUNCE_SECONDS)
