"""The clock's door: Celery rings here, each task calls one service. No task takes a row's id or keeps a result."""

from celery import shared_task

from tracker.models import Source
from tracker.services.announcing import announce_waiting
from tracker.services.checking import check_due

MOST_BELLS = 8
DRAIN_SECONDS = 30


@shared_task
def dispatch():
    """Wake as many workers as there are sources due, up to a few; each then claims for itself."""
    for _ in Source.objects.due().values_list("id")[:MOST_BELLS]:
        drain.delay()


@shared_task
def drain():
    """Check due sources until none is left or half the time limit has passed."""
    check_due(budget_seconds=DRAIN_SECONDS)


@shared_task
def announce():
    """Deliver what waits in the outbox."""
    announce_waiting(budget_seconds=DRAIN_SECONDS)
