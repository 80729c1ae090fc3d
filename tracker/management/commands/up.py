"""The whole site from one command: web, worker, scheduler and the servers behind them, until Ctrl-C."""

import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.places import own_folder, socket_folder
from tracker.management.running.plan import Plan


class Command(BaseCommand):
    help = "Start everything: database, doorbell, web, worker, scheduler. Ctrl-C stops all. Reads HOST, PORT, DATA_DIR."
    requires_system_checks = ()

    def add_arguments(self, parser):
        cores = max(1, min(os.cpu_count() or 1, 8))
        parser.add_argument(
            "--web-workers", type=int, default=cores, help="Web processes; one a core if not said."
        )

    def handle(self, *, web_workers, **options):
        port = settings.PORT
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise CommandError(f"PORT is {port!r}; it must be a number from 1 to 65535.")
        try:
            settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
            sockets = own_folder(socket_folder(settings.DATA_DIR))
        except OSError as error:
            raise CommandError(f"DATA_DIR {settings.DATA_DIR} cannot be used: {error}") from error
        plan = Plan(
            data_dir=str(settings.DATA_DIR),
            sockets=str(sockets),
            host=settings.HOST,
            port=int(port),
            site_url=settings.SITE_URL,
            own_broker=not os.environ.get("REDIS_URL"),
            own_database=settings.DATABASE_URL == "embedded",
            web_workers=web_workers,
        )
        # From here on this process only watches the others: without Django it needs a fifth of the memory.
        os.chdir(settings.BASE_DIR)
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(sys.executable, [sys.executable, "-m", "tracker.management.running", plan.dump()])
