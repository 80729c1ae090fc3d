"""The worker's and the scheduler's app: `celery -A config.celery worker` and `… beat`.

The database says what is due; a message only rings the bell. So a message names no row, may be lost, and may
come twice, and nothing here keeps a result.
"""

import gc
import logging.config
import os
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery, signals  # the settings' name must be known first
from django.conf import settings

TASK_SECONDS = 60
# A message is handed out again after this; longer than any task may live, the same wherever it is set.
REDELIVER_SECONDS = 300


def broker_address(redis_url):
    """The form kombu wants: `unix:///path` (redis-py's word) becomes `redis+socket:///path`."""
    return redis_url.replace("unix://", "redis+socket://", 1)


# "Last run" long ago: a scheduler that starts rings at once instead of half a minute later.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def every_half_minute(task):
    return {"task": task, "schedule": 30.0, "last_run_at": LONG_AGO}


# The scheduler knows tasks by name alone. Started so, it loads neither models nor tasks: a third of the memory.
if os.environ.get("ONLY_THE_CLOCK") == "1":
    app = Celery("followthrough", fixups=[])
    logging.config.dictConfig(settings.LOGGING)
else:
    app = Celery("followthrough", include=["tracker.tasks"])

app.conf.update(
    broker_url=broker_address(settings.REDIS_URL),
    result_backend=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    timezone=settings.TIME_ZONE,
    # A task is done when it has run, not when it was taken: a dead worker's bell rings again.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_acks_on_failure=True,
    task_acks_on_timeout=True,
    task_time_limit=TASK_SECONDS,
    task_soft_time_limit=45,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=300_000,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    # For SIGQUIT only. SIGTERM waits for the running tasks and no longer; this would wait its whole time.
    worker_soft_shutdown_timeout=30,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_connection_timeout=2,
    broker_pool_acquire_timeout=5,
    visibility_timeout=REDELIVER_SECONDS,
    broker_transport_options={
        "visibility_timeout": REDELIVER_SECONDS,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        # A page must not wait for a silent Redis; a worker may.
        "socket_timeout": 2 if settings.SERVES_WEB else 10,
        "socket_connect_timeout": 2 if settings.SERVES_WEB else 3,
        "socket_keepalive": True,
        "health_check_interval": 10,
        # Whoever publishes tries once; only these two, and not `task_publish_retry`, are read when the pool connects.
        "max_retries": 0,
        "interval_start": 0,
    },
    # Whoever rings does not ring twice: the next dispatch comes within half a minute anyway.
    task_publish_retry=False,
    beat_enable_remote_control=True,
    # The schedule has nothing worth keeping between runs, so no file that a crash could spoil.
    beat_scheduler="celery.beat:Scheduler",
    beat_schedule={
        "look for sources that are due": every_half_minute("tracker.tasks.dispatch"),
        "send what was published": every_half_minute("tracker.tasks.announce"),
    },
)


@signals.worker_before_create_process.connect(weak=False)
def keep_memory_shared(**_):
    """What is loaded by now stays in memory that the worker's processes share: a fifth less for all of them."""
    gc.collect()
    gc.freeze()
