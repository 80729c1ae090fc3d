"""The operator's door to checking without Redis or Celery: what is due is checked here, once or for ever."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from tracker.services.announcing import announce_waiting
from tracker.services.checking import check_due

log = logging.getLogger(__name__)

PAUSE = 5
BUDGET = 30


class Command(BaseCommand):
    help = "Check what is due and send what waits, in this process; with --loop, for ever."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="go on until stopped")

    def handle(self, *, loop, **options):
        stopped = threading.Event()
        if loop:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stopped.set())
        while True:
            checked = self.round()
            if not loop:
                break
            # A full round means that more is due: go on at once.
            if stopped.wait(0 if checked else PAUSE):
                break
            close_old_connections()

    def round(self) -> int:
        """One round; a database that is away for a moment ends the round, not the loop."""
        try:
            checked = len(check_due(budget_seconds=BUDGET))
            announce_waiting(budget_seconds=BUDGET)
        except Error as error:
            log.warning("The database did not answer (%s); trying again.", type(error).__name__)
            return 0
        return checked
