"""What the doctor cannot see from below: the window's own parts of this installation."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from resources import resource

if TYPE_CHECKING:
    from core.cli import Probe


def probes() -> list[Probe]:
    """The window's parts, each with what says how it is (or raises)."""
    return [("window", _window), ("icons", _icons), ("language", _language), ("media", _media)]


def _application() -> QGuiApplication:
    from PySide6.QtWidgets import QApplication

    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    # Nothing is shown: it must work on a machine without a display, and without a language.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        os.environ["LC_ALL"] = "C.UTF-8"
    return QApplication(["terreno"])


def _window() -> str:
    from desktop.app import window  # noqa: F401  # that it can be imported is what is asked
    from desktop.kit import fonts

    _application()
    fonts.load()
    return QGuiApplication.platformName()


def _icons() -> str:
    from desktop.kit import icons

    _application()
    names = icons.names()
    empty = [name for name in names if icons.pixmap(name).isNull()]
    if empty or not names:
        raise FileNotFoundError(f"icons that do not draw: {empty}")
    return f"{len(names)} drawn"


def _language() -> str:
    from PySide6.QtCore import QTranslator

    _application()
    files = sorted(resource("translations").glob("*.qm"))
    for path in files:
        translator = QTranslator()
        if not translator.load(str(path)) or translator.isEmpty():
            raise ValueError(f"{path.name} does not load")
    if not files:
        raise FileNotFoundError("no translation was shipped")
    return ", ".join(path.stem for path in files)


def _media() -> str:
    from PySide6.QtCore import QLoggingCategory

    # It tells of itself on stderr as soon as it is loaded; what is well says nothing here.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    from PySide6.QtMultimedia import QMediaFormat

    _application()
    kinds = QMediaFormat().supportedFileFormats(QMediaFormat.ConversionMode.Decode)
    if QMediaFormat.FileFormat.MPEG4 not in kinds:
        raise OSError("Qt plays no MP4 here: its multimedia plugin is missing")
    return f"{len(kinds)} formats"
