"""Back from a copy of everything: on this computer or on another one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from core.store import problems
from core.store.backups import check_file
from core.store.clock import Clock, SystemClock
from core.store.copy_manifest import NAME, CopiedFile, copy_file, hash_of, read_manifest
from core.store.durable import sync_file, sync_folder
from core.store.lock import StoreLock
from core.store.paths import Layout
from core.store.problem_of import problem_of
from core.store.vault import open_vault, read_vault

if TYPE_CHECKING:
    from core.store.vault import Unlock

_STAMP = "%Y%m%dT%H%M%SZ"
_SPARE = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """`aside`: where what stood there before is now, if anything did.

    `left_out`: files of the copy that are missing or damaged in it; all else is there.
    """

    aside: Path | None
    left_out: tuple[str, ...]


def is_full_copy(path: Path) -> bool:
    """Whether this is the folder (or the manifest in it) of a copy of everything."""
    return path.name == NAME or (path / NAME).is_file()


def copy_kind(copy: Path) -> frozenset[str]:
    """The ways that unlock a copy, as `store_kind` of a store. Raises: CopyUnusable."""
    source = _folder_of(copy)
    return frozenset(read_vault(source / read_manifest(source).vault)["ways"])


def _folder_of(copy: Path) -> Path:
    return copy.parent if copy.name == NAME else copy


def restore_everything(
    folder: Path,
    copy: Path,
    unlock: Unlock,
    *,
    clock: Clock | None = None,
    on_progress: Callable[[float], None] = lambda _fraction: None,
) -> Restored:
    """Put a copy in the place of the store of `folder`; what stood there is put beside it.

    Every file is compared with the manifest. Nothing changes in `folder` until all is ready.

    Raises: CopyUnusable (cut short, or its database or keys are damaged), WrongPassphrase and its
    like, StoreInUse, DiskFull, DiskRefuses.
    """
    source = _folder_of(copy)
    manifest = read_manifest(source)
    vault = open_vault(source / manifest.vault, unlock=unlock)
    _let_go(folder)
    waiting = folder.with_name(f"{folder.name}.a-repor")
    try:
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(parents=True)
        whole = sum(one.size for one in manifest.files)
        if shutil.disk_usage(waiting).free < whole + _SPARE:
            raise problems.DiskFull
        layout = Layout(waiting)
        for each in (layout.files, layout.recordings, layout.backups):
            each.mkdir()
        renamed = {manifest.database: layout.database, manifest.vault: layout.vault}
        left_out, done = [], 0

        def on_bytes(count: int) -> None:
            nonlocal done
            done += count
            on_progress(min(1.0, done / (whole or 1)))

        for one in manifest.files:
            target = renamed.get(one.path, waiting / one.path)
            if not _bring(source, one, target, on_bytes):
                if one.path in renamed:
                    raise problems.CopyUnusable(folder=str(source))
                left_out.append(one.path)
        check_file(layout.database, vault.key)
        if Layout(folder).erased.exists():
            # What was erased since the copy was made must not come back with it.
            shutil.copyfile(Layout(folder).erased, layout.erased)
            sync_file(layout.erased)
        sync_folder(waiting)
        aside = _swap(folder, waiting, clock or SystemClock())
    except OSError as error:
        raise (problem_of(error) or error) from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return Restored(aside=aside, left_out=tuple(left_out))


def _let_go(folder: Path) -> None:
    """Raises StoreInUse while somebody has the store open."""
    if folder.exists():
        lock = StoreLock(Layout(folder).lock)
        lock.release(clean=not lock.interrupted)


def _bring(source: Path, one: CopiedFile, target: Path, on_bytes: Callable[[int], None]) -> bool:
    try:
        made = copy_file(source / one.path, target, on_bytes=on_bytes)
    except OSError:
        # Is it the copy that cannot be read, or this disk that takes no more?
        if _can_be_read(source / one.path):
            raise
        return False
    if (made.size, made.sha256) == (one.size, one.sha256):
        return True
    target.unlink()
    return False


def _can_be_read(path: Path) -> bool:
    try:
        hash_of(path)
    except OSError:
        return False
    return True


def _swap(folder: Path, waiting: Path, clock: Clock) -> Path | None:
    aside: Path | None = None
    if folder.exists():
        stamp = clock.now().astimezone(UTC).strftime(_STAMP)
        aside = folder.with_name(f"{folder.name}-posto-de-lado-{stamp}")
        folder.rename(aside)
    try:
        waiting.rename(folder)
    except OSError:
        if aside is not None:
            aside.rename(folder)
        raise
    sync_folder(folder.parent)
    return aside
