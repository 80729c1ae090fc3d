"""The doorbell: a task's name in, a message to the workers out, if Redis is there to carry it.

The database says what is due and what waits. A bell that nobody hears costs at most one round of the scheduler, so
nothing that goes wrong here may reach whoever rang.
"""

import logging
from functools import partial

from django.db import transaction

from config.celery import app

log = logging.getLogger(__name__)

CHECK = "tracker.tasks.drain"
ANNOUNCE = "tracker.tasks.announce"


def ring(task: str) -> bool:
    """Tell the workers; says whether the message was taken."""
    try:
        app.send_task(task, retry=False)
    except Exception as error:
        log.warning("Could not ring for %s (%s); the scheduler will see to it.", task, type(error).__name__)
        return False
    return True


def ring_after_commit(task: str) -> None:
    """Ring once the transaction stands."""
    transaction.on_commit(partial(ring, task))
