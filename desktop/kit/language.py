"""The language of the window: Portuguese is the source, English a translation laid over it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core.problem import Language
from resources import resource

_installed: list[QTranslator] = []
_now: list[Language] = ["pt"]


def current() -> Language:
    """The language on screen."""
    return _now[0]


def locale() -> QLocale:
    """How dates and numbers are written now."""
    return QLocale("pt_PT") if current() == "pt" else QLocale("en_GB")


def install(app: QCoreApplication, language: Language) -> None:
    """Switch the language. Widgets made afterwards speak it; the window builds itself anew."""
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    _now[0] = language
    QLocale.setDefault(locale())
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    wanted = [(f"qt_{'pt_PT' if language == 'pt' else 'en'}", folder)]
    if language == "en":
        wanted.append(("terreno_en", str(resource("translations"))))
    for name, where in wanted:
        translator = QTranslator(app)
        if translator.load(name, where):
            app.installTranslator(translator)
            _installed.append(translator)
