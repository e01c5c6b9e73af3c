"""One file on its way from the centre: by range, gone on with, compared before it is there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from core.store.frames import FrameDamaged
from core.store.partial import PartialFile
from sync.protocol.endpoint import NoAnswer, Refused
from sync.replica.over_http import refused_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.reports.files_out import FileOut
    from core.store import Store
    from sync.replica.over_http import OverHttp
    from sync.replica.pace import Pace
    from sync.replica.wire import Reply

TRIES = 5
_FIRST_PAUSE = 0.5
_PIECE = 1 << 20
_WHOLE, _PART, _DENIED, _NO_SUCH_PART = 200, 206, 401, 416


def fetch(
    store: Store, endpoint: OverHttp, file: FileOut, *, pace: Pace, told: Callable[[int], None]
) -> None:
    """Bring a file here; when this returns it is sealed, and its hash is the one asked for.

    Raises: Refused (gone: the centre does not have it (yet); hash), NoAnswer, Stopped, DiskFull.
    """
    path = store.folder / "downloads" / file.sha256
    part = PartialFile(path, key=store.derive_key("downloads"))
    try:
        tries = 0
        while part.size < file.size:
            before = part.size
            try:
                _some(endpoint, file, part, pace=pace, told=told)
            except NoAnswer:
                tries = 0 if part.size > before else tries + 1
                if tries >= TRIES:
                    raise
                pace.wait(_FIRST_PAUSE * 2**tries)
        _seal(store, file, part)
        part.drop()
    except (Refused, FrameDamaged):
        # What came is of no use.
        part.drop()
        raise
    finally:
        part.close()


def _some(
    endpoint: OverHttp, file: FileOut, part: PartialFile, *, pace: Pace,
    told: Callable[[int], None],
) -> None:  # fmt: skip
    start = part.size

    begun = False

    def sink(reply: Reply, piece: bytes) -> None:
        nonlocal begun
        if reply.status == _WHOLE and not begun:
            part.restart()
        begun = True
        pace.take(len(piece))
        part.append(piece)
        if part.size > file.size:
            raise Refused("hash", "longer")
        told(part.size)

    headers = {"Authorization": endpoint.bearer()}
    if start:
        headers |= {"Range": f"bytes={start}-", "If-Range": f'"{file.sha256}"'}
    reply = endpoint.wire.draw_off(f"/v1/blobs/{file.sha256}", headers=headers, sink=sink)
    if reply.status == _DENIED:
        endpoint.forget_token()
        raise NoAnswer("token")
    if reply.status == _NO_SUCH_PART:
        raise Refused("hash", "shorter")
    if reply.status not in (_WHOLE, _PART):
        raise refused_of(reply)


def _seal(store: Store, file: FileOut, part: PartialFile) -> None:
    digest = hashlib.sha256()
    with part.read() as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    if digest.hexdigest() != file.sha256:
        raise Refused("hash")
    with part.read() as stream:
        store.files.seal(stream, media_type=file.media_type, name=file.name)
