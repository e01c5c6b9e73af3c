"""The files that a check-list brings along (lists, pictures of labels), found beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.forms import Form


def media_beside(file: Path, *, media: Path | None = None) -> Mapping[str, bytes]:
    """The files that may belong to a check-list's file: in the folder `media` if given, else in
    `<name>-media/` (as ODK has it) or `media/`; then beside the file itself.
    """
    folders = [media] if media else [file.with_name(f"{file.stem}-media"), file.parent / "media"]
    return FolderMedia([*folders, file.parent])


def media_of(form: Form, found: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of the files found, those that the form names."""
    return {name: found[name] for name in form.media if name in found}


class FolderMedia(Mapping[str, bytes]):
    """Files by name out of some folders, read when asked for. Names cannot leave the folders."""

    def __init__(self, folders: list[Path]) -> None:
        self._folders = [folder for folder in folders if folder.is_dir()]

    def __getitem__(self, name: str) -> bytes:
        if not name:  # a label without a picture asks for none
            raise KeyError(name)
        for folder in self._folders:
            path = folder / name
            if path.parent == folder and path.is_file():
                return path.read_bytes()
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        seen = {one.name for folder in self._folders for one in folder.iterdir() if one.is_file()}
        return iter(sorted(seen))

    def __len__(self) -> int:
        return sum(1 for _ in self)
