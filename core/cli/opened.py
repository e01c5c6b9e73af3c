"""Which store a command works on, and how it is unlocked without a window."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from core.cli.problems import NoPassphrase

if TYPE_CHECKING:
    from core.store import Store, Unlock

NOBODY = UUID(int=0)


def folder_of(*, sample: bool, env: Mapping[str, str] = os.environ) -> Path:
    """The folder of the person's store, or of the sample."""
    from core.store import MINE, SAMPLE, store_folder

    return store_folder(env, SAMPLE if sample else MINE)


def unlock_of(folder: Path, *, env: Mapping[str, str] = os.environ) -> Unlock:
    """What opens the store here: the sample's key, the environment's passphrase, the keyring.

    Raises: StoreMissing, VaultDamaged, NoPassphrase.
    """
    from core.store import store_kind

    return unlock_among(store_kind(folder), env=env)


def unlock_among(ways: frozenset[str], *, env: Mapping[str, str] = os.environ) -> Unlock:
    """What opens a store (or a copy) with these ways. Raises: NoPassphrase."""
    from core.store import Keyring, Passphrase, SampleKey

    if "sample" in ways:
        return SampleKey()
    if passphrase := env.get("TERRENO_PASSPHRASE"):
        return Passphrase(passphrase)
    if "keyring" in ways:
        return Keyring()
    raise NoPassphrase


@contextmanager
def opened(*, sample: bool, env: Mapping[str, str] = os.environ) -> Iterator[Store]:
    """Open a store for one command; the sample is made the first time it is asked for.

    Raises: the store's problems, NoPassphrase.
    """
    from core.people import who_am_i
    from core.store import Author, SampleKey, create_store, open_store, store_exists

    folder = folder_of(sample=sample, env=env)
    nobody = Author(technician_id=NOBODY, device_id=NOBODY)
    if sample and not store_exists(folder):
        from core.visits.sample import create_sample

        store, _ = create_store(folder, unlock=SampleKey(), author=nobody)
        with store:
            create_sample(store)
            yield store
        return
    with open_store(folder, unlock=unlock_of(folder, env=env), author=nobody) as store:
        me = store.read(who_am_i)
        if me is not None:
            store.set_author(Author(technician_id=me.technician.id, device_id=me.device_id))
        yield store
