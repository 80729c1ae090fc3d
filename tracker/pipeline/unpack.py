"""Pieces of an answer as they come off the wire in, the whole body out, or the reason why it cannot be had.

A few kilobytes of gzip can unpack to gigabytes, and a body that breaks off can look like one that is complete. So every
piece is unpacked in small steps and counted, and a body is only given out when its own format says that it has ended.
"""

import zlib

from tracker.vocabulary import CheckOutcome

from .answer import Refused, too_large

STEP = 65_536
RATIO_COUNTS_FROM = 65_536  # below this much text, a high ratio only means that the text repeats itself


class Unpacker:
    """Takes the pieces of one body in turn. Identity or one layer of gzip; anything else is refused at once."""

    def __init__(self, encoding: str, *, most_wire: int, most_body: int, most_ratio: int):
        coding = encoding.strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip"):
            raise Refused(CheckOutcome.UNREADABLE, "The answer is packed in a way that was not asked for.")
        self._gzip = zlib.decompressobj(wbits=31) if "gzip" in coding else None
        self._most_wire, self._most_body, self._most_ratio = most_wire, most_body, most_ratio
        self._pieces: list[bytes] = []
        self._wire = self._unpacked = 0

    def take(self, piece: bytes) -> None:
        self._wire += len(piece)
        if self._wire > self._most_wire:
            raise too_large(self._most_wire)
        if self._gzip is None:
            self._keep(piece)
            return
        try:
            while piece:
                if self._gzip.eof:
                    raise Refused(CheckOutcome.UNREADABLE, "Something follows the end of the packed answer.")
                self._keep(self._gzip.decompress(piece, STEP))
                piece = self._gzip.unconsumed_tail or self._gzip.unused_data
        except zlib.error:
            raise Refused(CheckOutcome.UNREADABLE, "The answer says it is gzip, and is not.") from None

    def whole(self) -> bytes:
        """The body. Raises Refused when the packed form had not come to its end."""
        if self._gzip is not None and self._wire:
            try:
                self._keep(self._gzip.flush())
            except zlib.error:
                raise Refused(CheckOutcome.UNREADABLE, "The packed answer is damaged.") from None
            if not self._gzip.eof:
                raise Refused(CheckOutcome.UNREADABLE, "The packed answer breaks off before its end.")
        return b"".join(self._pieces)

    def _keep(self, piece: bytes) -> None:
        self._unpacked += len(piece)
        if self._unpacked > self._most_body:
            raise too_large(self._most_body)
        if self._unpacked > RATIO_COUNTS_FROM and self._unpacked > self._most_ratio * self._wire:
            raise Refused(CheckOutcome.TOO_LARGE, "The answer unpacks to far more than any text would.")
        self._pieces.append(piece)
