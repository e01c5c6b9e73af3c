"""Where things are kept on this machine, and what a store's folder holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MINE = "meu"
SAMPLE = "exemplo"


def home(env: Mapping[str, str]) -> Path:
    """Terreno's own folder: `TERRENO_HOME`, or the platform's data folder of this person."""
    if chosen := env.get("TERRENO_HOME"):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("Terreno", appauthor=False)


def store_folder(env: Mapping[str, str], name: str = MINE) -> Path:
    """The folder of one store: `MINE` for real work, `SAMPLE` for training."""
    return home(env) / "stores" / name


@dataclass(frozen=True, slots=True)
class Layout:
    """The names inside a store's folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "terreno.db"

    @property
    def vault(self) -> Path:
        """The wrapped keys; useless without a passphrase, keyring or recovery key."""
        return self.folder / "vault.json"

    @property
    def lock(self) -> Path:
        """Held while open; not empty if the last end was not clean."""
        return self.folder / "terreno.lock"

    @property
    def files(self) -> Path:
        """Sealed files by their content."""
        return self.folder / "files"

    @property
    def beside(self) -> Path:
        """What was made from sealed files and can be made again, encrypted."""
        return self.folder / "beside"

    @property
    def recordings(self) -> Path:
        """Recordings in progress."""
        return self.folder / "recordings"

    @property
    def erased(self) -> Path:
        """What was erased for good: outlives a database that is put back."""
        return self.folder / "erased.jsonl"

    @property
    def backups(self) -> Path:
        """Hot backups, encrypted with the same data key."""
        return self.folder / "backups"

    @property
    def scratch(self) -> Path:
        """What another program must read in the open, for a moment; emptied at each opening."""
        return self.folder / "scratch"

    @property
    def downloads(self) -> Path:
        """Files that have come from the centre in part, encrypted."""
        return self.folder / "downloads"

    @property
    def aside(self) -> Path:
        """Databases that a restore replaced."""
        return self.folder / "aside"
