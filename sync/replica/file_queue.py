"""The queue of files, in the store: what waits in which order, what stays here and why.

Up: `waiting`, `held` (may not leave now; the reason is a code of `core.reports.files_out`),
`received` (the centre has said that its hash is ours), `refused`. Down: `waiting`, `offered`
(large: comes when somebody asks), `refused`; what has come has no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from core.store.attachments import Attachment
from core.store.exchange import FileTransfer
from sync.replica import state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.reports.files_out import FileOut
    from core.store import Store
    from core.store.mapping import Work

UP, DOWN = "up", "down"
WAITING, HELD, RECEIVED, REFUSED, OFFERED = "waiting", "held", "received", "refused", "offered"
BY_ITSELF = 20 * 1024 * 1024
"""Larger files of others come when somebody asks for them."""
METERED = 512 * 1024
"""Larger files wait for a line that is not paid by the byte."""
_EPOCH = "files_epoch"
_MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class QueuedFile:
    """A file of the queue, as listed. `done`: bytes known to be over; `reason`: a code or ""."""

    sha256: str
    name: str
    direction: str
    state: str
    size: int
    done: int
    reason: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class FileStanding:
    """How the files stand, counted in files and bytes, and the first of those not over.

    `received`: files of this laptop that the centre has confirmed by hash.
    """

    waiting_up: int
    waiting_up_bytes: int
    waiting_down: int
    waiting_down_bytes: int
    offered: int
    held: int
    refused: int
    received: int
    files: tuple[QueuedFile, ...]


def file_standing(work: Work) -> FileStanding:
    """What is known here without asking the centre; only reads. For a worker thread."""
    counted = {
        (direction, kind): (count, size or 0)
        for direction, kind, count, size in work.execute(
            select(
                FileTransfer.direction, FileTransfer.state, func.count(),
                func.sum(FileTransfer.size - FileTransfer.done),
            ).group_by(FileTransfer.direction, FileTransfer.state)
        )
    }  # fmt: skip

    def of(direction: str, kind: str) -> tuple[int, int]:
        return counted.get((direction, kind), (0, 0))

    names = select(
        Attachment.sha256, func.min(Attachment.name).label("name")
    ).group_by(Attachment.sha256).subquery()  # fmt: skip
    rows = work.execute(
        select(
            FileTransfer.sha256, names.c.name, FileTransfer.direction, FileTransfer.state,
            FileTransfer.size, FileTransfer.done, FileTransfer.reason, FileTransfer.place,
        )
        .outerjoin(names, names.c.sha256 == FileTransfer.sha256)
        .where(FileTransfer.state != RECEIVED)
        .order_by(FileTransfer.place, FileTransfer.size, FileTransfer.sha256)
        .limit(_MOST_LISTED)
    ).all()  # fmt: skip
    return FileStanding(
        *of(UP, WAITING), *of(DOWN, WAITING), of(DOWN, OFFERED)[0], of(UP, HELD)[0],
        of(UP, REFUSED)[0] + of(DOWN, REFUSED)[0], of(UP, RECEIVED)[0],
        tuple(
            QueuedFile(
                sha256=one.sha256, name=one.name or one.sha256[:12], direction=one.direction,
                state=one.state, size=one.size, done=one.done, reason=one.reason or "",
                by_hand=one.place < 0,
            )
            for one in rows
        ),
    )  # fmt: skip  # fmt: skip


def line_up(work: Work, files: Iterable[FileOut], *, here: set[str]) -> None:
    """Bring the queue up to what the store speaks of. `here`: the files in its folder."""
    epoch = state.fact(work.connection(), "epoch")
    if state.fact(work.connection(), _EPOCH) != epoch:
        # Another centre, or one that was restored: what it had confirmed is asked again.
        work.execute(
            update(FileTransfer)
            .where(FileTransfer.direction == UP)
            .values(state=WAITING, done=0, location=None, reason=None)
        )
        state.set_fact(work.connection(), _EPOCH, epoch)
    rows = {
        (row.sha256, row.direction): row
        for row in work.execute(select(FileTransfer.__table__))
    }  # fmt: skip
    wanted: set[tuple[str, str]] = set()
    for file in files:
        direction = UP if file.sha256 in here else DOWN
        wanted.add((file.sha256, direction))
        row = rows.get((file.sha256, direction))
        told = _up(file, row) if direction == UP else _down(file, row)
        if row is None:
            work.execute(
                insert(FileTransfer).values(
                    sha256=file.sha256, direction=direction, size=file.size, place=0,
                    **{"done": 0, "location": None, "reason": None, **told},
                )
            )  # fmt: skip
        elif any(getattr(row, name) != value for name, value in told.items()):
            _set(work, file.sha256, direction, **told)
    for sha256, direction in rows.keys() - wanted:
        work.execute(
            delete(FileTransfer).where(
                FileTransfer.sha256 == sha256, FileTransfer.direction == direction
            )
        )


def _up(file: FileOut, row: object) -> dict[str, object]:
    scopes = " ".join(file.scopes)
    before = getattr(row, "state", None)
    same = getattr(row, "scope", None) == scopes
    if before == RECEIVED and same:
        return {"state": RECEIVED}
    if file.kept:
        return {"state": HELD, "reason": file.kept, "scope": scopes}
    if before == REFUSED and same:
        return {"state": REFUSED}
    if not same:
        return {"state": WAITING, "reason": None, "scope": scopes, "location": None, "done": 0}
    return {"state": WAITING} if before == WAITING else {"state": WAITING, "reason": None}


def _down(file: FileOut, row: object) -> dict[str, object]:
    scopes = " ".join(file.scopes)
    if row is not None:
        return {"scope": scopes}
    return {"scope": scopes, "state": WAITING if file.size <= BY_ITSELF else OFFERED}


def next_file(
    work: Work, *, metered: bool, without: set[tuple[str, str]]
) -> tuple[str, str, str | None] | None:
    """The next one (SHA-256, direction, location): by hand first, then the smallest."""
    asked = (
        select(FileTransfer.sha256, FileTransfer.direction, FileTransfer.location)
        .where(FileTransfer.state == WAITING)
        .order_by(FileTransfer.place, FileTransfer.size, FileTransfer.sha256)
    )
    if metered:
        asked = asked.where(FileTransfer.size <= METERED)
    for row in work.execute(asked):
        if (row.sha256, row.direction) not in without:
            return row.sha256, row.direction, row.location
    return None


def begun_and_held(work: Work) -> list[tuple[str, str]]:
    """What went in part and may not leave now: SHA-256, and where it lies at the centre."""
    rows = work.execute(
        select(FileTransfer.sha256, FileTransfer.location).where(
            FileTransfer.state == HELD, FileTransfer.location.is_not(None)
        )
    )
    return [(row.sha256, row.location) for row in rows if row.location is not None]


def waiting_down(work: Work) -> list[str]:
    """The files that shall come."""
    return list(
        work.scalars(
            select(FileTransfer.sha256).where(
                FileTransfer.direction == DOWN, FileTransfer.state == WAITING
            )
        )
    )


def note_place(work: Work, sha256: str, direction: str, *, location: str | None, done: int) -> None:
    """What the centre has confirmed of a file."""
    _set(work, sha256, direction, location=location, done=done)


def note_reason(work: Work, sha256: str, direction: str, reason: str, *, final: bool) -> None:
    """Why it did not go; `final`: it is not tried again by itself."""
    _set(work, sha256, direction, reason=reason, **({"state": REFUSED} if final else {}))


def note_received(work: Work, sha256: str) -> None:
    """The centre has said that its hash is ours."""
    work.execute(
        update(FileTransfer)
        .where(FileTransfer.sha256 == sha256, FileTransfer.direction == UP)
        .values(state=RECEIVED, reason=None, location=None, done=FileTransfer.size)
    )


def note_come(work: Work, sha256: str) -> None:
    """It is here; and the centre has it, since it came from there."""
    row = work.execute(
        select(FileTransfer.size, FileTransfer.scope).where(
            FileTransfer.sha256 == sha256, FileTransfer.direction == DOWN
        )
    ).first()
    if row is None:
        return
    work.execute(delete(FileTransfer).where(FileTransfer.sha256 == sha256))
    work.execute(
        insert(FileTransfer).values(
            sha256=sha256, direction=UP, scope=row.scope, state=RECEIVED, size=row.size,
            done=row.size, location=None, reason=None, place=0,
        )
    )  # fmt: skip


def move_first(work: Work, sha256: str) -> None:
    """By hand: before all others; a large one of somebody else's comes now."""
    first = work.scalar(select(func.min(FileTransfer.place))) or 0
    work.execute(
        update(FileTransfer).where(FileTransfer.sha256 == sha256).values(place=min(first, 0) - 1)
    )
    work.execute(
        update(FileTransfer)
        .where(FileTransfer.sha256 == sha256, FileTransfer.state == OFFERED)
        .values(state=WAITING)
    )


def try_files_again(work: Work) -> None:
    """What was refused waits again."""
    work.execute(
        update(FileTransfer)
        .where(FileTransfer.state == REFUSED)
        .values(state=WAITING, reason=None, location=None, done=0)
    )


def is_received(store: Store, sha256: str) -> bool:
    """Whether the centre has confirmed a file by hash: nothing is given up here before that."""
    return store.read(
        lambda work: (
            work.scalar(
                select(FileTransfer.state).where(
                    FileTransfer.sha256 == sha256, FileTransfer.direction == UP
                )
            )
            == RECEIVED
        )
    )


def _set(work: Work, sha256: str, direction: str, **values: object) -> None:
    work.execute(
        update(FileTransfer)
        .where(FileTransfer.sha256 == sha256, FileTransfer.direction == direction)
        .values(**values)
    )


def wanted_down(work: Work) -> list[str]:
    """All files that are spoken of here and not here, also those nobody has asked for yet."""
    return list(
        work.scalars(
            select(FileTransfer.sha256)
            .where(FileTransfer.direction == DOWN, FileTransfer.state.in_((WAITING, OFFERED)))
            .order_by(FileTransfer.place, FileTransfer.size)
        )
    )
