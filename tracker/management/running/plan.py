"""What to run: settings in, command lines and their environment out."""

import json
import os
import sys
from dataclasses import asdict, dataclass

from config.places import own_host


@dataclass(frozen=True)
class Plan:
    """All that the supervisor needs to know; written as JSON on its command line, so never a secret."""

    data_dir: str
    sockets: str
    host: str
    port: int
    site_url: str
    own_broker: bool  # no REDIS_URL was given
    own_database: bool  # DATABASE_URL=embedded
    web_workers: int

    def dump(self):
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, text):
        return cls(**json.loads(text))

    @property
    def local_host(self):
        """Where this machine finds the web process, whatever the public address is."""
        return own_host(self.host).strip("[]")

    def environment(self, **more):
        """For the children: one address, one data folder, and no output held back."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": self.data_dir,
            "HOST": self.host,
            "PORT": str(self.port),
            "SITE_URL": self.site_url,
            "PYTHONUNBUFFERED": "1",
            **more,
        }

    def manage(self, *words):
        return [sys.executable, "manage.py", *words]

    def web(self):
        return [
            *[sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi"],
            *["--host", self.host, "--port", str(self.port), "--workers", str(self.web_workers)],
            *["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "10"],
            *["--respawn-failed-workers", "--respawn-interval", "1"],
        ]

    def worker(self):
        return [
            *[*self.celery(), "worker", "--pool", "prefork", "--concurrency", "2"],
            *["--without-gossip", "--without-mingle", "--loglevel", "INFO"],
        ]

    def beat(self):
        return [*self.celery(), "beat", "--loglevel", "INFO", "--pidfile", ""]

    def celery(self):
        # Whoever starts this as root has chosen to; messages are JSON only, which is what the warning is about.
        silence = "ignore:You're running the worker with superuser privileges"
        return [sys.executable, "-W", silence, "-m", "celery", "--quiet", "--app", "config.celery"]

    def loop(self):
        return self.manage("dispatch", "--loop")
