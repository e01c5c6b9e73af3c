"""What this computer remembers between starts: typed, in an INI file under the home folder.

QSettings gives back other types after a restart; here each field keeps the type it is declared
with, a missing or spoiled value falls back to its default, and unknown keys are left alone.
"""

from __future__ import annotations

from configparser import ConfigParser, Error
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

_SECTION = "terreno"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the machine, not of a store. Nothing secret stands here."""

    language: str = "pt"
    theme: str = "system"
    font_percent: int = 100
    name: str = ""
    municipality: str = ""  # DICO, four digits
    device_id: str = ""
    last_store: str = ""  # folder name under home/stores
    last_place: str = ""
    window: str = ""  # hex of QWidget.saveGeometry
    one_screen: bool = True  # the check-list shows a whole section instead of one page
    camera: str = ""
    microphone: str = ""
    second_camera: str = ""
    speech_program: str = ""  # whisper-cli; "" for the one on the path
    speech_model: str = ""
    speech_language: str = "pt"
    review_lanes: str = "sections kinds tags"  # what has lanes of its own on the time line
    sync_automatic: bool = True  # exchange with the centre whenever there is a network
    sync_metered: bool = False  # the line is paid by the byte: large files wait
    copy_folder: str = ""  # where everything was last copied to
    inventory_views: str = ""  # saved filters of the inventory by name, JSON
    map_background: str = ""  # file of tiles (MBTiles, PMTiles) that the maps stand on
    inventory_hidden: str = ""  # columns of the inventory that are not shown, by key


def _read(text: str, kind: str) -> Any:
    if kind == "bool":
        if text not in ("true", "false"):
            raise ValueError(text)
        return text == "true"
    return int(text) if kind == "int" else text


def _write(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class SettingsFile(QObject):
    """The settings and the file they live in; each change is on disk before change() returns."""

    changed = Signal(object)

    def __init__(self, path: Path, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._parser = ConfigParser(interpolation=None)
        try:
            self._parser.read(path, encoding="utf-8")
        except (Error, UnicodeDecodeError):
            self._parser = ConfigParser(interpolation=None)
        self.value = self._parse()

    @property
    def path(self) -> Path:
        """The INI file."""
        return self._path

    def _parse(self) -> Settings:
        found: dict[str, Any] = {}
        if self._parser.has_section(_SECTION):
            for field in fields(Settings):
                text = self._parser.get(_SECTION, field.name, fallback=None)
                if text is None:
                    continue
                try:
                    found[field.name] = _read(text, str(field.type))
                except ValueError:
                    continue
        return Settings(**found)

    def change(self, **wanted: object) -> Settings:
        """Set some fields and keep them. Raises TypeError for an unknown field or another type."""
        for name, value in wanted.items():
            if type(value) is not type(getattr(self.value, name, None)):
                raise TypeError(name)
        new = replace(self.value, **wanted)  # type: ignore[arg-type]
        if new == self.value:
            return new
        self.value = new
        if not self._parser.has_section(_SECTION):
            self._parser.add_section(_SECTION)
        for name in wanted:
            self._parser.set(_SECTION, name, _write(getattr(new, name)))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            self._parser.write(file)
        part.replace(self._path)
        self.changed.emit(new)
        return new
