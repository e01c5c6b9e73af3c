"""Making, opening and restoring stores: what the gate's pages ask for, run in the job pool.

`core.store` and the rooms above it are imported here, inside the functions, so that the window
is painted before SQLAlchemy is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from core.people import Me
    from core.problem import Problem
    from core.store import Author, Store, Unlock, Work

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store and whose it is; `recovery` is the key to show once, after creation only.

    `warning`: what was wished for and could not be had; the store is whole without it.
    """

    store: Store
    me: Me | None
    sample: bool
    recovery: str = ""
    warning: Problem | None = None


def exists(folder: Path) -> bool:
    """Whether a store lies there. Looks at the folder only; needs no import of the store."""
    return (folder / "vault.json").exists()


def create_mine(
    folder: Path, *, passphrase: str, keyring: bool, name: str, municipality: str, at: datetime
) -> Opened:
    """Create the person's own store, with themselves in it."""
    from core.people import add_technician, this_is_me
    from core.problem import Problem
    from core.store import Passphrase, create_store, new_id

    technician = new_id()

    def introduce(work: Work) -> None:
        add_technician(work, name=name, municipality=municipality, technician_id=technician)
        this_is_me(work, technician_id=technician, device_name=_machine(), at=at)

    # In one step: a store that nobody is in would ask again who one is.
    store, recovery = create_store(
        folder,
        unlock=Passphrase(passphrase),
        author=_author(technician, new_id()),
        first=introduce,
    )
    try:
        found = _known(store, sample=False)
    except BaseException:
        store.close()
        raise
    warning: Problem | None = None
    if keyring:
        try:
            store.add_keyring()
        except Problem as problem:
            # The recovery key is given this once: nothing may come before it.
            warning = problem
    return Opened(
        store=store,
        me=found.me,
        sample=False,
        recovery=recovery.text if recovery else "",
        warning=warning,
    )


def open_sample(folder: Path) -> Opened:
    """Open the sample store; the first time it is made and filled."""
    from core.store import SampleKey, create_store, open_store, store_exists
    from core.visits.sample import create_sample

    nobody = _author(NOBODY, NOBODY)
    if store_exists(folder):
        store = open_store(folder, unlock=SampleKey(), author=nobody)
    else:
        store, _ = create_store(folder, unlock=SampleKey(), author=nobody)
    try:
        # Also when it exists: the program may have been ended while it was being filled.
        create_sample(store)
        return _known(store, sample=True)
    except BaseException:
        store.close()
        raise


def ways(folder: Path) -> frozenset[str]:
    """What opens the store: passphrase, keyring, recovery, sample."""
    from core.store import store_kind

    return frozenset(store_kind(folder))


def open_with_keyring(folder: Path) -> Opened | None:
    """Open without asking, where the person wished so; None when the passphrase is needed."""
    from core.problem import Problem
    from core.store import Keyring

    if "keyring" not in ways(folder):
        return None
    try:
        return open_mine(folder, unlock=Keyring())
    except Problem as problem:
        if problem.code.startswith("store.keyring"):
            return None
        raise


def open_with_passphrase(folder: Path, passphrase: str) -> Opened:
    """Raises: WrongPassphrase."""
    from core.store import Passphrase

    return open_mine(folder, unlock=Passphrase(passphrase))


def open_with_recovery(folder: Path, key: str) -> Opened:
    """Raises: RecoveryKeyMistyped, WrongRecoveryKey."""
    from core.store import Recovery

    return open_mine(folder, unlock=Recovery(key))


def restore(
    folder: Path,
    *,
    backup: Path,
    secret: str,
    on_progress: Callable[[float], None] = lambda _fraction: None,
) -> Opened:
    """Put a backup, or a copy of everything, in the place of the store; what was there is kept.

    `secret` is the passphrase or the recovery key that the backup was made under.
    """
    from core.store import (
        Backup,
        Passphrase,
        Recovery,
        is_full_copy,
        restore_backup,
        restore_everything,
    )
    from core.store.problems import CopyLacksFiles

    unlock: Unlock = Recovery(secret) if looks_like_recovery(secret) else Passphrase(secret)
    if is_full_copy(backup):
        restored = restore_everything(folder, backup, unlock, on_progress=on_progress)
        opened = open_mine(folder, unlock=unlock)
        lacks = len(restored.left_out)
        return replace(opened, warning=CopyLacksFiles(count=lacks) if lacks else None)
    about = backup.stat()
    found = Backup(
        path=backup,
        made_at=datetime.fromtimestamp(about.st_mtime, UTC),
        kind="asked",
        size=about.st_size,
    )
    restore_backup(folder, found, unlock)
    return open_mine(folder, unlock=unlock)


def looks_like_recovery(secret: str) -> bool:
    """Whether what was typed is a recovery key, however it was spaced; its checksum must hold."""
    from core.store.problems import RecoveryKeyMistyped
    from core.store.vault import typed

    try:
        typed(secret)
    except RecoveryKeyMistyped:
        # Nine groups of four with hyphens are meant for one, with a letter wrong.
        groups = secret.strip().split("-")
        return len(groups) == 9 and all(len(group) == 4 and group.isalnum() for group in groups)
    return True


def open_mine(folder: Path, *, unlock: Unlock, sample: bool = False) -> Opened:
    """Open an existing store. Raises the store's problems (wrong passphrase, damaged…)."""
    from core.store import open_store

    store = open_store(folder, unlock=unlock, author=_author(NOBODY, NOBODY))
    try:
        return _known(store, sample=sample)
    except BaseException:
        store.close()
        raise


def _known(store: Store, *, sample: bool) -> Opened:
    from core.people import who_am_i

    me = store.read(who_am_i)
    if me is not None:
        store.set_author(_author(me.technician.id, me.device_id))
    return Opened(store=store, me=me, sample=sample)


def _author(technician: UUID, device: UUID) -> Author:
    from core.store import Author

    return Author(technician_id=technician, device_id=device)


def keyring_there() -> bool:
    """Whether this system can keep a secret; asked only when a store is being made."""
    try:
        import keyring
        from keyring.backends.fail import Keyring as NoKeyring

        return not isinstance(keyring.get_keyring(), NoKeyring)
    except (ImportError, RuntimeError):
        return False


def author_of(me: Me) -> Author:
    """Whom changes are written for."""
    return _author(me.technician.id, me.device_id)


def _machine() -> str:
    import platform

    return platform.node() or "portátil"
