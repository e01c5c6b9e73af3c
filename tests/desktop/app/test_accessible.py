"""Every control that can have the focus says what it is to a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QWidget

WHERE = [
    ("today", None),
    ("visits", None),
    ("visits", "plan"),
    ("visits", "checklists"),
    ("visits", "first"),
    ("plan", None),
    ("settings", "look"),
    ("settings", "me"),
    ("settings", "safety"),
    ("settings", "backups"),
    ("settings", "about"),
]


def nameless(top: QWidget) -> list[str]:
    """Focusable widgets on screen without a name."""
    found = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        parent = widget.parentWidget()
        if isinstance(parent, (QComboBox, QAbstractScrollArea)):
            continue
        if widget.focusProxy() is not None or widget.objectName().startswith("qt_"):
            continue
        about = QAccessible.queryAccessibleInterface(widget)
        if about is None or not about.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize("page", ["welcome", "create", "restore"])
def test_gate(window, page):
    if page != "welcome":
        window.click(f"welcome_{page}")
    assert nameless(window.window) == []


@pytest.mark.parametrize(("place", "argument"), WHERE)
def test_places(sample, place, argument):
    if argument == "first":
        sample.go("visits")
        sample.open_first_visit()
    else:
        sample.window.shell.go(place, argument)
    sample.settled()
    assert nameless(sample.window) == []


def test_tab_reaches_every_part(sample):
    seen = set()
    sample.window.activateWindow()
    for _ in range(40):
        sample.bot.keyClick(sample.window.focusWidget() or sample.window, Qt.Key.Key_Tab)
        focused = sample.window.focusWidget()
        if focused is not None:
            seen.add(focused.objectName())
    assert {"rail_today", "rail_settings", "today_plan", "strip_who"} <= seen
