"""A snapshot as pieces: batches of whole rows, so that neither side holds all operations at once.

magic (8) | length (4, big-endian) | batch | length | batch …; a snapshot of before was one batch.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from sync.protocol.problems import WireProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from sync.protocol.operations import Operation

MOST_IN_PIECE = 50_000
"""Operations after which a piece is full; a row is never parted."""
MOST_TEXT = 4 * 1024 * 1024
_MAGIC = b"TERSNAP2"
_LENGTH = struct.Struct(">I")


def in_pieces(
    operations: Sequence[Operation], *, most: int, most_text: int = MOST_TEXT
) -> Iterator[list[Operation]]:
    """The operations in lists of about `most`, all of one row in one list, else as they stood.

    `most_text`: characters of values after which a list is full too.
    """
    rows: dict[tuple[str, UUID], list[int]] = {}
    for place, one in enumerate(operations):
        rows.setdefault((one.entity, one.entity_id), []).append(place)
    piece: list[int] = []
    text = 0
    for places in rows.values():
        piece += places
        text += sum(len(operations[place].value) for place in places)
        if len(piece) >= most or text >= most_text:
            yield [operations[place] for place in sorted(piece)]
            piece, text = [], 0
    if piece:
        yield [operations[place] for place in sorted(piece)]


def joined(batches: Iterable[bytes]) -> bytes:
    """Packed batches as one content."""
    return _MAGIC + b"".join(_LENGTH.pack(len(one)) + one for one in batches)


def parted(content: bytes) -> Iterator[bytes]:
    """The packed batches of a content. Raises: WireProblem for one that is cut."""
    if not content.startswith(_MAGIC):
        yield content
        return
    at = len(_MAGIC)
    while at < len(content):
        if len(content) - at < _LENGTH.size:
            raise WireProblem("a snapshot that ends in a length")
        (length,) = _LENGTH.unpack_from(content, at)
        at += _LENGTH.size
        if length > len(content) - at:
            raise WireProblem("a snapshot that ends in a piece")
        yield content[at : at + length]
        at += length
