"""A copy of everything (database, keys, sealed files, unsealed recordings) in another folder.

The second time only what is new travels; what is there already is read and compared. The
manifest is written last and in one step: until then the copy is what it was before.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
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


@dataclass(frozen=True, slots=True)
class _Found:
    """A file of the store: its path in the copy, itself, its bytes; `fixed`: it never changes."""

    path: str
    file: Path
    size: int
    fixed: bool


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
    names = (f"terreno-{stamp}.db", f"vault-{stamp}.json")
    try:
        # In the order in which a recording moves: unsealed, then spoken of in the database once it
        # is sealed. What moves on meanwhile is copied twice, never left out.
        unsealed, sealed = list(_unsealed(layout)), list(_sealed(layout))
        travel = _Travel(folder, before, (*unsealed, *sealed), on_progress)
        travel.needs_room()
        travel.bring(unsealed)
        database = _database(source, folder / names[0], key=vault.key)
        keys = copy_file(layout.vault, folder / names[1])
        named = (replace(database, path=names[0]), replace(keys, path=names[1]))
        travel.bring(list(_sealed(layout)))
        manifest = CopyManifest(
            store=vault.content["id"],
            made_at=at,
            database=named[0].path,
            vault=named[1].path,
            files=(*named, *travel.brought),
        )
        manifest.write(folder)
    except BaseException:
        for name in names:
            (folder / name).unlink(missing_ok=True)
        raise
    _drop_earlier(folder, keep=set(names))
    on_progress(1.0)
    size = sum(one.size for one in manifest.files)
    return FullCopy(folder=folder, files=len(manifest.files), fresh=travel.fresh + 2, size=size)


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


class _Travel:
    """Brings files into the copy, unless they are there already, and counts what was done."""

    def __init__(
        self,
        folder: Path,
        before: dict[str, CopiedFile],
        expected: tuple[_Found, ...],
        on_progress: OnProgress,
    ) -> None:
        self.brought: list[CopiedFile] = []
        self.fresh = 0
        self._folder, self._before, self._on_progress = folder, before, on_progress
        self._expected = expected
        self._whole = sum(one.size for one in expected) or 1
        self._done = 0

    def needs_room(self) -> None:
        """Raises: CopyNeedsRoom, before anything is copied."""
        new = sum(one.size for one in self._expected if not self._is_there(one))
        if shutil.disk_usage(self._folder).free < new + _SPARE:
            raise problems.CopyNeedsRoom(folder=str(self._folder.parent))

    def bring(self, found: list[_Found]) -> None:
        """Raises: OSError, CopyDiffers, and what `on_progress` raises."""
        for one in found:
            there = self._folder / one.path
            try:
                if self._is_there(one):
                    meant = self._meant(one)
                    if hash_of(there, on_bytes=self._on_bytes) == meant:
                        self.brought.append(CopiedFile(one.path, one.size, meant))
                        continue
                    self._done -= one.size  # it went bad there: once more
                made = copy_file(one.file, there, on_bytes=self._on_bytes)
            except FileNotFoundError:
                if one.fixed or one.file.exists():
                    raise
                continue  # sealed meanwhile: it comes with the sealed files
            self.brought.append(replace(made, path=one.path))
            self.fresh += 1

    def _is_there(self, one: _Found) -> bool:
        path = self._folder / one.path
        return path.is_file() and path.stat().st_size == one.size

    def _meant(self, one: _Found) -> str:
        kept = self._before.get(one.path)
        # Only a sealed file is sure to be today what it was when the manifest was written.
        return kept.sha256 if one.fixed and kept and kept.size == one.size else hash_of(one.file)

    def _on_bytes(self, count: int) -> None:
        self._done += count
        self._on_progress(min(1.0, self._done / self._whole))


def _sealed(layout: Layout) -> Iterator[_Found]:
    return _found(layout, layout.files.glob("??/*"), fixed=True)


def _unsealed(layout: Layout) -> Iterator[_Found]:
    return _found(layout, layout.recordings.rglob("*"), fixed=False)


def _found(layout: Layout, paths: Iterable[Path], *, fixed: bool) -> Iterator[_Found]:
    for path in sorted(paths):
        if path.suffix == ".part":
            continue
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue
        if S_ISREG(facts.st_mode):
            name = path.relative_to(layout.folder).as_posix()
            yield _Found(name, path, facts.st_size, fixed)


def _drop_earlier(folder: Path, *, keep: set[str]) -> None:
    for pattern in ("terreno-*.db", "vault-*.json"):
        for path in folder.glob(pattern):
            if path.name not in keep:
                path.unlink(missing_ok=True)
