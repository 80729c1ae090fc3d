"""Where things are found on this machine: data folder or listening address in, socket folder or host out."""

import hashlib
import ipaddress
import os
import tempfile
from pathlib import Path

# A socket's whole path may have 107 bytes on Linux and 103 on a Mac; the longest name put there has 18.
LONGEST_FOLDER = 80


def socket_folder(data_dir, name="run"):
    """`data_dir/name`, or, where that is too long, a folder of this user's in the temporary directory.

    The same answer in every process, and nothing is made here: `own_folder` does that.
    """
    folder = Path(data_dir) / name
    if len(os.fsencode(folder)) <= LONGEST_FOLDER:
        return folder
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"followthrough-{os.getuid()}-{mark}-{name}"


def own_folder(folder):
    """Make the folder for this user alone; refuse one that somebody else put there first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else.")
    folder.chmod(0o700)
    return folder


def own_host(host):
    """How this machine names the host it listens on in an address: `0.0.0.0` is reached at `127.0.0.1`."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "[::1]" if address.version == 6 else "127.0.0.1"
    return f"[{address}]" if address.version == 6 else str(address)
