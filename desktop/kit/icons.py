"""Our own icons: 24 × 24 strokes of one weight, tinted with a colour of the look."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.kit import theme
from resources import resource

_SIZES = (16, 20, 24, 32, 40, 48)
_NAME = "iconName"
_ROLE = "iconRole"
_ROLE_ON = "iconRoleOn"
_SIZE = "iconPixels"


def names() -> list[str]:
    """Every icon that is drawn."""
    return sorted(file.stem for file in resource("icons").glob("*.svg"))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", colour)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def pixmap(name: str, *, role: str = "ink", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of `size` logical pixels, in the colour of token `role`."""
    return _pixmap(name, getattr(theme.current(), role), size, ratio)


def icon(name: str, *, role: str = "ink", role_on: str | None = None) -> QIcon:
    """An icon in the colour of token `role`; `role_on` is the colour when checked."""
    tokens = theme.current()
    made = QIcon()
    colour = getattr(tokens, role)
    for size in _SIZES:
        made.addPixmap(_pixmap(name, colour, size, 1.0))
        made.addPixmap(_pixmap(name, tokens.disabled, size, 1.0), QIcon.Mode.Disabled)
        if role_on is not None:
            on = _pixmap(name, getattr(tokens, role_on), size, 1.0)
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
                made.addPixmap(on, mode, QIcon.State.On)
    return made


def put(
    button: QAbstractButton,
    name: str,
    *,
    role: str = "ink",
    role_on: str | None = None,
    size: int = 20,
) -> None:
    """Give a button an icon that follows every later change of look."""
    button.setProperty(_NAME, name)
    button.setProperty(_ROLE, role)
    button.setProperty(_ROLE_ON, role_on or "")
    button.setProperty(_SIZE, size)
    _dress(button)


def put_label(label: QLabel, name: str, *, role: str = "ink", size: int = 20) -> None:
    """Show an icon in a label, following every later change of look."""
    label.setProperty(_NAME, name)
    label.setProperty(_ROLE, role)
    label.setProperty(_SIZE, size)
    _dress(label)


def _dress(widget: QWidget) -> None:
    name, role = str(widget.property(_NAME)), str(widget.property(_ROLE))
    size = theme.px(int(widget.property(_SIZE)))
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, role=role, role_on=str(widget.property(_ROLE_ON)) or None))
        widget.setIconSize(QSize(size, size))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, role=role, size=size, ratio=widget.devicePixelRatioF()))


def refresh() -> None:
    """Tint again every icon given with put(); called after the look has changed."""
    for widget in QApplication.allWidgets():
        if widget.property(_NAME):
            _dress(widget)
