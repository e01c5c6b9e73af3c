"""A store: the encrypted data of one folder, opened by one process at a time."""

from __future__ import annotations

import logging
import shutil
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy.exc import DBAPIError

from core.problem import Problem
from core.store import backups, full_copy, lanes, migrate, problems, schema
from core.store.attachments import sealed_names
from core.store.beside import Beside
from core.store.clock import Clock, HybridClock, SystemClock
from core.store.derived import is_derived, rederive
from core.store.durable import sync_folder
from core.store.engines import connect_raw, open_readers, open_writer
from core.store.files import SealedFiles
from core.store.lock import StoreLock
from core.store.log import Author, last_stamp
from core.store.paths import Layout
from core.store.problem_of import problem_of
from core.store.vault import (
    Passphrase,
    RecoveryKey,
    Unlock,
    Vault,
    create_vault,
    open_vault,
    read_vault,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from sqlalchemy import Engine

    from core.store.backups import Backup, Kind
    from core.store.full_copy import FullCopy
    from core.store.lanes import Committed
    from core.store.mapping import Work

T = TypeVar("T")
_log = logging.getLogger(__name__)
_LOOK_EVERY = timedelta(hours=1)


class Store:
    """An open store; made by `create_store` and `open_store`."""

    def __init__(
        self, layout: Layout, *, vault: Vault, lock: StoreLock, author: Author, clock: Clock
    ) -> None:
        self.folder = layout.folder
        self.was_interrupted = lock.interrupted
        """Whether the last end was not clean; the file has been checked then."""
        self._layout = layout
        self.scratch = layout.scratch
        """For what must be read in the open for a moment; a kill's leftovers go at opening."""
        shutil.rmtree(layout.scratch, ignore_errors=True)
        self._vault = vault
        self._lock = lock
        self._clock = clock
        self._closed = False
        self._before_closing: list[Callable[[], None]] = []
        self._writer = open_writer(layout.database, vault.key)
        self._readers = open_readers(layout.database, vault.key)
        with self._writer.connect() as connection:
            hybrid = HybridClock(clock, last=last_stamp(connection))
        self._lane = lanes.WriterLane(self._writer, author=author, clock=clock, hybrid=hybrid)
        self.files = SealedFiles(
            layout.files,
            key=vault.derive("files"),
            expected=lambda: self.read(sealed_names),
            beside=Beside(layout.beside, key=vault.derive("beside")),
        )
        self.files.sweep()
        self.backup_problem: Problem | None = None
        """Why the last scheduled backup failed, until one succeeds."""
        self._backing: tuple[threading.Thread, Any] | None = None
        self.keep_mark = False
        """Leave the mark of a sudden end for whoever opens next: set by who only looks."""

    def write(self, verb: Callable[[Work], T]) -> Future[T]:
        """One transaction on the writer lane; the future ends once it is on the disk.

        Raises (in the future): DiskFull, StoreDamaged, DiskRefuses, or what the verb raised.
        """
        return self._lane.write(verb)

    def write_now(self, verb: Callable[[Work], T]) -> T:
        """Write and wait; for the command line and tests, not for the window."""
        return self._lane.write_now(verb)

    def read(self, verb: Callable[[Work], T]) -> T:
        """Run a verb that only reads, on this thread and its own connection."""
        if self._closed:
            raise problems.StoreClosed
        return lanes.read(self._readers, verb)

    def subscribe(self, callback: Callable[[Committed], None]) -> Callable[[], None]:
        """Be told of each commit, on the writer's thread; call what it gives to end."""
        return self._lane.subscribe(callback)

    def before_closing(self, call: Callable[[], None]) -> None:
        """Have this done first when the store closes: background work that writes ends there."""
        self._before_closing.append(call)

    @property
    def author(self) -> Author:
        """Who writes now."""
        return self._lane.author

    def set_author(self, author: Author) -> None:
        """Someone else sits down; writes queued before keep their author."""
        self._lane.author = author

    def derive_key(self, purpose: str) -> bytes:
        """32 bytes for one purpose (a recording, say), the same each time."""
        return self._vault.derive(purpose)

    def add_keyring(self) -> None:
        """Let this computer's keyring open the store. Raises: KeyringUnavailable."""
        self._vault.add_keyring()

    def remove_keyring(self) -> None:
        """The keyring opens the store no more."""
        self._vault.remove_keyring()

    def change_passphrase(self, old: Passphrase, new: Passphrase) -> None:
        """Raises: WrongPassphrase, PassphraseTooShort."""
        open_vault(self._layout.vault, unlock=old)
        self._vault.set_passphrase(new)

    def new_recovery_key(self) -> RecoveryKey:
        """Make a new recovery key to print; the earlier one stops working."""
        return self._vault.new_recovery()

    def backup_now(self) -> Backup:
        """Copy the database while work goes on. Raises: DiskFull, DiskRefuses, StoreDamaged."""
        if self._closed:
            raise problems.StoreClosed
        made = self._backup("asked", connect_raw(self._layout.database, self._vault.key))
        self.backup_problem = None
        return made

    def copy_to(
        self, target: Path, *, on_progress: Callable[[float], None] = lambda _fraction: None
    ) -> FullCopy:
        """Copy everything into a folder inside `target` and compare it, while work goes on.

        Raises: CopyNeedsRoom, CopyStopped, CopyDiffers, CopyInside, StoreDamaged.
        """
        if self._closed:
            raise problems.StoreClosed
        source = connect_raw(self._layout.database, self._vault.key)
        try:
            return full_copy.copy_everything(
                source,
                self._layout,
                target,
                vault=self._vault,
                at=self._clock.now(),
                on_progress=on_progress,
            )
        finally:
            source.close()

    def copied_at(self, target: Path) -> datetime | None:
        """When the whole copy inside `target` was made; None when none can be seen there."""
        return full_copy.copied_at(target, store_id=self._vault.content["id"])

    def backups(self) -> list[Backup]:
        """The backups at hand, newest first."""
        return backups.list_backups(self._layout)

    def backup_if_due(self) -> None:
        """Start the daily backup on a thread of its own, if the newest is older than a day."""
        created_at = datetime.fromisoformat(self._vault.content["created_at"])
        if not backups.is_due(self._layout, created_at=created_at, now=self._clock.now()):
            return
        if self._backing and self._backing[0].is_alive():
            return
        source = connect_raw(self._layout.database, self._vault.key)
        thread = threading.Thread(
            target=self._back_up_quietly, args=(source,), name="terreno-backup"
        )
        self._backing = (thread, source)
        thread.start()

    def back_up_daily(self) -> None:
        """From now on the daily backup is made while the store stays open, as work goes on."""
        looked = self._clock.now()

        def committed(_: Committed) -> None:
            nonlocal looked
            if not self._closed and self._clock.now() - looked >= _LOOK_EVERY:
                looked = self._clock.now()
                self.backup_if_due()

        self.subscribe(committed)

    def _back_up_quietly(self, source: Any) -> None:
        try:
            self._backup("daily", source)
            self.backup_problem = None
        except Problem as problem:
            self.backup_problem = problem
            _log.warning("the daily backup failed: %s", problem)
        except source.OperationalError:
            # `close` interrupts it; the next start does it again.
            _log.info("the daily backup was interrupted")

    def _backup(self, kind: Kind, source: Any) -> Backup:
        try:
            return backups.make_backup(
                source, self._layout, key=self._vault.key, kind=kind, at=self._clock.now()
            )
        finally:
            source.close()

    def close(self) -> None:
        """Write what is queued and let the folder go; a second call does nothing."""
        if self._closed:
            return
        for call in self._before_closing:
            call()
        self._closed = True
        clean = False
        try:
            self._lane.close()
            if self._backing:
                thread, source = self._backing
                if thread.is_alive():
                    source.interrupt()
                thread.join()
            self._readers.dispose()
            self._writer.dispose()
            clean = not self.keep_mark
        finally:
            self._lock.release(clean=clean)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def store_exists(folder: Path) -> bool:
    """Whether a store stands in the folder."""
    return Layout(folder).vault.exists()


def store_kind(folder: Path) -> frozenset[str]:
    """The ways that unlock the store: passphrase, keyring, recovery, sample.

    Raises: StoreMissing, VaultDamaged.
    """
    return frozenset(read_vault(Layout(folder).vault)["ways"])


def create_store(
    folder: Path,
    *,
    unlock: Unlock,
    author: Author,
    clock: Clock | None = None,
    first: Callable[[Work], object] | None = None,
) -> tuple[Store, RecoveryKey | None]:
    """A new store; the recovery key is given this once (none for the sample).

    What `first` writes is in it from the beginning: there is no store without it, whenever the
    process ends.

    Raises: StoreExists, StoreInUse, PassphraseTooShort, KeyringUnavailable, DiskFull.
    """
    clock = clock or SystemClock()
    layout = Layout(folder)
    lock = StoreLock(layout.lock)
    try:
        if store_exists(folder):
            raise problems.StoreExists(folder=str(folder))
        for each in (layout.files, layout.recordings, layout.backups):
            each.mkdir(parents=True, exist_ok=True)
        # Left by a creation that was killed, or by someone who lost vault.json; a backup may
        # still hold its key.
        backups.put_aside(layout, at=clock.now())
        waiting = layout.vault.with_name("vault.json.new")
        vault, recovery = create_vault(waiting, unlock=unlock, at=clock.now())
        engine = open_writer(layout.database, vault.key)
        with engine.begin() as connection:
            schema.lay_out(connection)
        if first is not None:
            _write_first(engine, first, author=author, clock=clock)
        engine.dispose()
        waiting.replace(layout.vault)
        sync_folder(folder)
        lock.mark_open()
        vault = Vault(layout.vault, vault.content, vault.key)
        return Store(layout, vault=vault, lock=lock, author=author, clock=clock), recovery
    except (DBAPIError, OSError) as error:
        lock.release(clean=True)
        raise (problem_of(error) or error) from error
    except BaseException:
        lock.release(clean=True)
        raise


def _write_first(
    engine: Engine, first: Callable[[Work], object], *, author: Author, clock: Clock
) -> None:
    lane = lanes.WriterLane(engine, author=author, clock=clock, hybrid=HybridClock(clock, last=0))
    try:
        lane.write_now(first)
    finally:
        lane.close()


def open_store(
    folder: Path, *, unlock: Unlock, author: Author, clock: Clock | None = None
) -> Store:
    """Open the store of a folder; checked if the last end was not clean, upgraded if it is old.

    Raises: StoreMissing, StoreInUse, WrongPassphrase and its like, StoreDamaged, StoreTooNew.
    """
    clock = clock or SystemClock()
    layout = Layout(folder)
    vault = open_vault(layout.vault, unlock=unlock)
    lock = StoreLock(layout.lock)
    try:
        if not layout.database.exists():
            raise problems.StoreDamaged(detail="terreno.db")
        lock.mark_open()
        if lock.interrupted:
            backups.check_file(layout.database, vault.key)
        _bring_up_to_date(layout, key=vault.key, clock=clock)
        store = Store(layout, vault=vault, lock=lock, author=author, clock=clock)
    except (DBAPIError, OSError) as error:
        lock.release(clean=not lock.interrupted)
        raise (problem_of(error) or error) from error
    except BaseException:
        lock.release(clean=not lock.interrupted)
        raise
    try:
        if not store.read(lambda work: is_derived(work.connection())):
            schema.load_tables()
            store.write_now(rederive)
        store.backup_if_due()
        store.back_up_daily()
    except BaseException as error:
        store.keep_mark = lock.interrupted
        store.close()
        if known := problem_of(error):
            raise known from error
        raise
    return store


def _bring_up_to_date(layout: Layout, *, key: bytes, clock: Clock) -> None:
    engine = open_writer(layout.database, key)
    try:
        with engine.connect() as connection:
            current = migrate.is_current(connection)
        if not current:
            source = connect_raw(layout.database, key)
            try:
                backups.make_backup(source, layout, key=key, kind="migration", at=clock.now())
            finally:
                source.close()
            migrate.upgrade(engine)
    finally:
        engine.dispose()
