"""Composition: the Qt application, its look and language, and the main window."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import crash
from desktop.app.home import home
from desktop.app.version import VERSION
from desktop.app.window import MainWindow
from desktop.kit import icons, language, memory, theme
from desktop.kit.settings import SettingsFile


def local_now() -> datetime:
    """The time on the wall, with its zone."""
    return datetime.now().astimezone()


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The one QApplication of the process, named for the desktop."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments or sys.argv)
    app.setApplicationName("Terreno")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("terreno")
    if app.findChild(memory.Collector) is None:
        memory.Collector(app)
    return app


def make_window(base: Path, *, settings: SettingsFile | None = None) -> MainWindow:
    """The main window on a home folder, dressed as its settings say; not shown yet."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = settings or SettingsFile(base / "definicoes.ini")
    value = settings.value
    language.install(app, "en" if value.language == "en" else "pt")
    mode = value.theme if value.theme in ("light", "dark", "contrast") else "system"
    theme.apply(app, mode=mode, scale=value.font_percent / 100)  # type: ignore[arg-type]
    app.setWindowIcon(icons.icon("location", role="accent"))
    if value.map_background:
        from desktop.kit.map import background

        background().remember(Path(value.map_background))
    return MainWindow(base, settings=settings, now=local_now)


def run() -> int:
    """Open the window and stay until it is closed."""
    app = make_application()
    base = home(os.environ)
    window = make_window(base)
    undo = crash.install(home=base, version=VERSION, now=local_now, show=window.crashes.tell)
    window.show()
    QTimer.singleShot(0, window.start)
    try:
        return app.exec()
    finally:
        window.shut()
        undo()
