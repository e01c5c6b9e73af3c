"""The bundled typeface (Inter, OFL), so that screens look the same on every machine."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from resources import resource

FAMILY = "Inter"
BASE_PIXELS = 14
_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")
_loaded: list[int] = []


def load() -> None:
    """Make the bundled fonts known to Qt; does nothing the second time."""
    if _loaded:
        return
    for name in _FILES:
        number = QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))
        if number < 0:
            raise FileNotFoundError(name)
        _loaded.append(number)


def base(scale: float = 1.0) -> QFont:
    """The reading font. `scale` is 1.0–2.0."""
    font = QFont(FAMILY)
    font.setFamilies([FAMILY, "Noto Sans", "DejaVu Sans"])
    font.setPixelSize(round(BASE_PIXELS * scale))
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
