"""Hot backups of the database, and the way back from one.

Sealed files never change once written, so they are not copied here.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast

from core.store import problems
from core.store.clock import Clock, SystemClock
from core.store.durable import sync_file, sync_folder
from core.store.engines import connect_raw
from core.store.lock import StoreLock
from core.store.paths import Layout
from core.store.problem_of import problem_of
from core.store.vault import open_vault

if TYPE_CHECKING:
    from pathlib import Path

    from core.store.vault import Unlock

Kind = Literal["daily", "migration", "asked"]

EVERY = timedelta(days=1)
_KEEP: dict[str, int] = {"daily": 7, "migration": 3, "asked": 5}
_STAMP = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database at one instant, encrypted with the store's data key."""

    path: Path
    made_at: datetime
    kind: Kind
    size: int


def list_backups(layout: Layout) -> list[Backup]:
    """The backups of a store, newest first."""
    found = []
    for path in layout.backups.glob("*.db"):
        stamp, _, kind = path.stem.rpartition("-")
        if kind in _KEEP:
            made_at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made_at, cast("Kind", kind), path.stat().st_size))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def is_due(layout: Layout, *, created_at: datetime, now: datetime) -> bool:
    """Whether the newest backup (or the store itself) is older than a day."""
    newest = max((one.made_at for one in list_backups(layout)), default=created_at)
    return now - newest >= EVERY


def make_backup(source: Any, layout: Layout, *, key: bytes, kind: Kind, at: datetime) -> Backup:
    """Copy what is committed now, while others read and write; check the copy; drop old ones.

    `source` is a raw connection of its own. Raises: DiskFull, DiskRefuses, StoreDamaged.
    """
    layout.backups.mkdir(exist_ok=True)
    final = layout.backups / f"{at.astimezone(UTC).strftime(_STAMP)}-{kind}.db"
    part = final.with_name(final.name + ".part")
    try:
        part.unlink(missing_ok=True)
        source.execute("VACUUM INTO ?", (str(part),))
        check_file(part, key)
        sync_file(part)
        shutil.copyfile(layout.vault, final.with_suffix(".vault.json"))
        part.replace(final)
        sync_folder(layout.backups)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if known := problem_of(error):
            raise known from error
        raise
    _drop_old(layout, kind)
    return Backup(final, at, kind, final.stat().st_size)


def check_file(path: Path, key: bytes) -> None:
    """Read a database from end to end. Raises: StoreDamaged."""
    connection = connect_raw(path, key)
    try:
        verdicts = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
        verdicts += [row[0] for row in connection.execute("PRAGMA integrity_check")]
    except connection.DatabaseError as error:
        raise (problem_of(error) or error) from error
    finally:
        connection.close()
    if verdicts != ["ok"]:
        raise problems.StoreDamaged(detail=str(verdicts[0]))


def restore_backup(
    folder: Path, backup: Backup, unlock: Unlock, *, clock: Clock | None = None
) -> Path:
    """Put a backup in the database's place; gives where the present files were put aside.

    The store must be closed. Raises: StoreInUse, WrongPassphrase and its like, StoreDamaged.
    """
    clock = clock or SystemClock()
    layout = Layout(folder)
    lock = StoreLock(layout.lock)
    try:
        lost = not layout.vault.exists()
        kept = backup.path.with_suffix(".vault.json")
        vault = open_vault(kept if lost else layout.vault, unlock=unlock)
        check_file(backup.path, vault.key)
        part = layout.database.with_name("terreno.db.part")
        shutil.copyfile(backup.path, part)
        sync_file(part)
        aside = put_aside(layout, at=clock.now())
        part.replace(layout.database)
        if lost:
            # Last: with a vault in the folder the next start takes it for a whole store.
            waiting = layout.vault.with_name("vault.json.new")
            shutil.copyfile(kept, waiting)
            sync_file(waiting)
            waiting.replace(layout.vault)
        sync_folder(folder)
    except OSError as error:
        lock.release(clean=False)
        raise cast("Exception", problem_of(error)) from error
    except BaseException:
        lock.release(clean=not lock.interrupted)
        raise
    lock.release(clean=True)
    return aside


def put_aside(layout: Layout, *, at: datetime) -> Path:
    """Move the database files out of the way, never deleting any; gives where they are."""
    aside = layout.aside / at.astimezone(UTC).strftime(_STAMP)
    # The journal goes first: beside another database it would be taken for its own.
    for name in ("terreno.db-wal", "terreno.db-shm", "terreno.db"):
        present = layout.folder / name
        if present.exists():
            aside.mkdir(parents=True, exist_ok=True)
            present.replace(aside / name)
    return aside


def _drop_old(layout: Layout, kind: Kind) -> None:
    same = [one for one in list_backups(layout) if one.kind == kind]
    for old in same[_KEEP[kind] :]:
        old.path.unlink(missing_ok=True)
        old.path.with_suffix(".vault.json").unlink(missing_ok=True)
