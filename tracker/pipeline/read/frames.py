"""What the reader's two processes say to each other: a request or a `Reading` in, bytes of known length out, and back.

A request is two lengths, a JSON object and the body as it came; an answer is one length and a JSON object. Nothing that
crosses can run anything, unlike a pickle.
"""

import json
import struct
from dataclasses import asdict, dataclass
from datetime import datetime

from tracker.vocabulary import CheckOutcome

from .entry import Entry, Reading

REQUEST_HEAD = struct.Struct(">II")
ANSWER_HEAD = struct.Struct(">I")


@dataclass(frozen=True)
class Request:
    body: bytes
    content_type: str = ""
    base_url: str = ""
    now: datetime | None = None
    cpu_seconds: int = 5
    memory_mb: int = 512


def pack_request(request: Request) -> bytes:
    words = {
        "content_type": request.content_type,
        "base_url": request.base_url,
        "now": _to_text(request.now),
        "cpu_seconds": request.cpu_seconds,
        "memory_mb": request.memory_mb,
    }
    head = json.dumps(words).encode("ascii")
    return REQUEST_HEAD.pack(len(head), len(request.body)) + head + request.body


def unpack_request(head: bytes, body: bytes) -> Request:
    words = json.loads(head)
    return Request(body=body, **{**words, "now": _from_text(words["now"])})


def pack_reading(reading: Reading) -> bytes:
    words = asdict(reading)
    for entry in words["entries"]:
        entry["published"], entry["updated"] = _to_text(entry["published"]), _to_text(entry["updated"])
    answer = json.dumps(words, ensure_ascii=False).encode("utf-8", "replace")
    return ANSWER_HEAD.pack(len(answer)) + answer


def unpack_reading(answer: bytes) -> Reading:
    words = json.loads(answer)
    entries = tuple(
        Entry(
            **{
                **entry,
                "authors": tuple(entry["authors"]),
                "published": _from_text(entry["published"]),
                "updated": _from_text(entry["updated"]),
            }
        )
        for entry in words["entries"]
    )
    return Reading(**{**words, "outcome": CheckOutcome(words["outcome"]), "entries": entries})


def _to_text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _from_text(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
