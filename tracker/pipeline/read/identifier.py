"""An entry's own id in, the same id out, or a short stand-in that is as unique where it is absurdly long."""

import hashlib

from .entry import LONGEST_ID


def bounded_id(given: str) -> str:
    if len(given) <= LONGEST_ID:
        return given
    return f"{given[:200]}…sha256:{hashlib.sha256(given.encode('utf-8', 'replace')).hexdigest()}"
