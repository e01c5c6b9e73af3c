"""Buttons of editors: high enough for a finger, named for who does not see them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from desktop.kit import look


def press(words: str, *, icon: str = "", spoken: str = "", kind: str = "") -> QPushButton:
    """A button of an editor. `spoken` says more than the words on it do."""
    made = look.button(words, icon=icon, kind=kind, tip=spoken)
    made.setProperty("touch", "true")
    made.setAccessibleName(spoken or words)
    return made
