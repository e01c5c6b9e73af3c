"""A copy of everything (database, keys, sealed files, unsealed recordings) in another folder.

The second time only what is new travels; what is there already is read and compared. The
manifest is written last and in one step: until then the copy is what it was before.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.store import problems
from core.store.backups import check_file
from core.store.copy_manifest import (
    CopiedFile,
    CopyManifest,
    copy_file,
    hash_of,
    read_manifest,
)
from core.store.durable import sync_file, sync_folder
from core.store.problem_of import problem_of

if TYPE_CHECKING:
    from core.store.paths import Layout
    from core.store.vault import Vault

OnProgress = Callable[[float], None]
_SPARE = 1 << 20
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class FullCopy:
    """A copy that was read back: its folder, how many files it has, how many were new."""

    folder: Path
    files: int
    fresh: int
    size: int


def copy_folder(target: Path, *, store_id: str) -> Path:
    """Where in a chosen folder the copy of this store lies; each store has its own."""
    return target / f"terreno-copia-{store_id[:8]}"


def copied_at(target: Path, *, store_id: str) -> datetime | None:
    """When the copy of this store inside `target` came to its end; None without one."""
    try:
        found = read_manifest(copy_folder(target, store_id=store_id))
    except problems.CopyUnusable:
        return None
    return found.made_at if found.store == store_id else None


def copy_everything(
    source: Any,
    layout: Layout,
    target: Path,
    *,
    vault: Vault,
    at: datetime,
    on_progress: OnProgress = lambda _fraction: None,
) -> FullCopy:
    """Copy a store into a folder inside `target`; compare every file with what was meant.

    `source` is a raw connection of its own. What `on_progress(0…1)` raises stops it: what was
    copied stays for the next time, and an earlier copy is as it was.

    Raises: CopyNeedsRoom, CopyStopped, CopyDiffers, StoreDamaged.
    """
    folder = copy_folder(target, store_id=vault.content["id"])
    try:
        if folder.resolve().is_relative_to(layout.folder.resolve()):
            raise problems.CopyInside(folder=str(target))
        folder.mkdir(parents=True, exist_ok=True)
        return _copy(source, layout, folder, vault=vault, at=at, on_progress=on_progress)
    except OSError as error:
        known = problem_of(error)
        if isinstance(known, problems.DiskFull):
            raise problems.CopyNeedsRoom(folder=str(target)) from error
        raise problems.CopyStopped(folder=str(target), why=error.strerror or str(error)) from error


def _copy(
    source: Any,
    layout: Layout,
    folder: Path,
    *,
    vault: Vault,
    at: datetime,
    on_progress: OnProgress,
) -> FullCopy:
    stamp = at.astimezone(UTC).strftime(_STAMP)
    before = _known_before(folder, store_id=vault.content["id"])
    # First the database: the files it speaks of are sealed before they are written down.
    database = _database(source, folder / f"terreno-{stamp}.db", key=vault.key)
    keys = copy_file(layout.vault, folder / f"vault-{stamp}.json")
    named = (
        CopiedFile(f"terreno-{stamp}.db", database.size, database.sha256),
        CopiedFile(f"vault-{stamp}.json", keys.size, keys.sha256),
    )
    try:
        found = list(_files(layout))
        whole = sum(size for _, _, size in found) or 1
        new = sum(size for path, _, size in found if not _there(folder / path, size))
        if shutil.disk_usage(folder).free < new + _SPARE:
            raise problems.CopyNeedsRoom(folder=str(folder.parent))
        done, fresh, files = 0, 0, []

        def on_bytes(count: int) -> None:
            nonlocal done
            done += count
            on_progress(min(1.0, done / whole))

        for path, original, size in found:
            kept, there = before.get(path), folder / path
            if _there(there, size):
                meant = kept.sha256 if kept and kept.size == size else hash_of(original)
                if hash_of(there, on_bytes=on_bytes) == meant:
                    files.append(CopiedFile(path, size, meant))
                    continue
                done -= size  # it went bad there: once more
            made = copy_file(original, there, on_bytes=on_bytes)
            files.append(CopiedFile(path, made.size, made.sha256))
            fresh += 1
        manifest = CopyManifest(
            store=vault.content["id"],
            made_at=at,
            database=named[0].path,
            vault=named[1].path,
            files=(*named, *files),
        )
        manifest.write(folder)
    except BaseException:
        for one in named:
            (folder / one.path).unlink(missing_ok=True)
        raise
    _drop_earlier(folder, keep={one.path for one in named})
    on_progress(1.0)
    size = sum(one.size for one in manifest.files)
    return FullCopy(folder=folder, files=len(manifest.files), fresh=fresh + 2, size=size)


def _known_before(folder: Path, *, store_id: str) -> dict[str, CopiedFile]:
    try:
        earlier = read_manifest(folder)
    except problems.CopyUnusable:
        return {}
    return {one.path: one for one in earlier.files} if earlier.store == store_id else {}


def _database(source: Any, final: Path, *, key: bytes) -> CopiedFile:
    part = final.with_name(final.name + ".part")
    try:
        part.unlink(missing_ok=True)
        source.execute("VACUUM INTO ?", (str(part),))
        check_file(part, key)
        sync_file(part)
        part.replace(final)
        sync_folder(final.parent)
    except BaseException as error:
        part.unlink(missing_ok=True)
        known = problem_of(error)
        if isinstance(known, problems.DiskFull):
            raise problems.CopyNeedsRoom(folder=str(final.parent)) from error
        if known is not None:
            raise known from error
        raise
    return CopiedFile(final.name, final.stat().st_size, hash_of(final))


def _files(layout: Layout) -> Iterator[tuple[str, Path, int]]:
    """Sealed files, and recordings not sealed yet: path in the copy, the file, its size."""
    sealed = sorted(layout.files.glob("??/*"))
    unsealed = sorted(path for path in layout.recordings.rglob("*") if path.is_file())
    for path in (*sealed, *unsealed):
        if path.suffix != ".part":
            yield path.relative_to(layout.folder).as_posix(), path, path.stat().st_size


def _there(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _drop_earlier(folder: Path, *, keep: set[str]) -> None:
    for pattern in ("terreno-*.db", "vault-*.json"):
        for path in folder.glob(pattern):
            if path.name not in keep:
                path.unlink(missing_ok=True)
