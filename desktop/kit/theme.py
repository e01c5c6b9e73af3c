"""How Terreno looks now: tokens laid over Fusion as palette and QSS, switched at any time."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.kit import fonts
from desktop.kit.stylesheet import stylesheet
from desktop.kit.tokens import ALL, LIGHT, Mode, Tokens

Choice = Literal["system", "light", "dark", "contrast"]


class _Watch(QObject):
    """Tells painted widgets that the look has changed."""

    changed = Signal()


class _Now:
    tokens: Tokens = LIGHT
    scale: float = 1.0
    watch: _Watch | None = None


def watch() -> _Watch:
    """The object whose `changed` signal follows every apply()."""
    if _Now.watch is None:
        _Now.watch = _Watch()
    return _Now.watch


def current() -> Tokens:
    """The tokens on screen."""
    return _Now.tokens


def scale() -> float:
    """The font scale on screen, 1.0–2.0."""
    return _Now.scale


def px(size: float) -> int:
    """A length in logical pixels, grown with the font."""
    return round(size * _Now.scale)


def colour(role: str) -> QColor:
    """The colour of a token by its name, e.g. `accent`."""
    return QColor(getattr(_Now.tokens, role))


def resolve(choice: Choice) -> Mode:
    """What `system` means here: the desktop's own scheme where it tells one, else light."""
    if choice != "system":
        return choice
    scheme = QApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, *, mode: Choice = "light", scale: float = 1.0) -> Tokens:
    """Dress the whole application. `scale` outside 1.0–2.0 is brought back into it."""
    tokens = ALL[resolve(mode)]
    scale = min(2.0, max(1.0, scale))
    fonts.load()
    _Now.tokens, _Now.scale = tokens, scale
    if app.style().objectName() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(fonts.base(scale))
    app.setPalette(palette(tokens))
    app.setStyleSheet(stylesheet(tokens, scale=scale))
    from desktop.kit import icons  # icons read the tokens set above

    icons.refresh()
    watch().changed.emit()
    return tokens


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette of a look."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, value in (
        (role.Window, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.paper),
        (role.Text, tokens.ink),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.danger),
        (role.ToolTipBase, tokens.ink),
        (role.ToolTipText, tokens.paper),
        (role.PlaceholderText, tokens.ink_soft),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent_ink),
        (role.LinkVisited, tokens.accent_ink),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.sunken),
        (role.Mid, tokens.line),
        (role.Dark, tokens.outline),
        (role.Shadow, tokens.outline),
        (role.Accent, tokens.accent),
    ):
        made.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.disabled))
    return made
