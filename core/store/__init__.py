"""The ground floor: the encrypted store, its unit of work, its change log and its sealed files."""

from __future__ import annotations

from core.store.attachments import Attachment, attach
from core.store.backups import Backup, restore_backup
from core.store.bulk import insert_all
from core.store.capture import (
    author_of,
    replaying,
    resolving,
    transaction_of,
    unaware,
    unguarded,
)
from core.store.changes import Change, ChangeSummary, FieldHead, history
from core.store.clock import Clock, HybridClock, SystemClock, instant_of
from core.store.derived import derives
from core.store.files import FileProblem, SealedFile, SealedFiles
from core.store.full_copy import FullCopy
from core.store.ids import new_id
from core.store.lanes import Committed
from core.store.log import Author
from core.store.mapping import (
    GLOBAL,
    Base,
    Day,
    EnumText,
    Exact,
    Id16,
    Json,
    Local,
    Synced,
    UtcInstant,
    Work,
)
from core.store.paths import MINE, SAMPLE, home, store_folder
from core.store.restoring import Restored, is_full_copy, restore_everything
from core.store.store import Store, create_store, open_store, store_exists, store_kind
from core.store.vault import Keyring, Passphrase, Recovery, RecoveryKey, SampleKey, Unlock

__all__ = [
    "GLOBAL",
    "MINE",
    "SAMPLE",
    "Attachment",
    "Author",
    "Backup",
    "Base",
    "Change",
    "ChangeSummary",
    "Clock",
    "Committed",
    "Day",
    "EnumText",
    "Exact",
    "FieldHead",
    "FileProblem",
    "FullCopy",
    "HybridClock",
    "Id16",
    "Json",
    "Keyring",
    "Local",
    "Passphrase",
    "Recovery",
    "RecoveryKey",
    "Restored",
    "SampleKey",
    "SealedFile",
    "SealedFiles",
    "Store",
    "Synced",
    "SystemClock",
    "Unlock",
    "UtcInstant",
    "Work",
    "attach",
    "author_of",
    "create_store",
    "derives",
    "history",
    "home",
    "insert_all",
    "instant_of",
    "is_full_copy",
    "new_id",
    "open_store",
    "replaying",
    "resolving",
    "restore_backup",
    "restore_everything",
    "store_exists",
    "store_folder",
    "store_kind",
    "transaction_of",
    "unaware",
    "unguarded",
]  # fmt: skip
