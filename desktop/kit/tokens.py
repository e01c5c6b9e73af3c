"""The colours of Terreno, by what they are for: one set each for light, dark and high contrast.

Every ink stands at 4.5 : 1 or better on every ground it is used on, every control outline and
focus ring at 3 : 1 (tests/desktop/kit/test_contrast.py measures the pairs listed in PAIRS).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """One look. All values are `#rrggbb`."""

    mode: Mode
    paper: str  # the window's ground
    surface: str  # cards, menus, fields
    sunken: str  # hover, alternate rows, quiet grounds
    line: str  # hairlines that only decorate
    outline: str  # edges of fields and buttons: must be seen
    ink: str
    ink_soft: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_ink: str  # accent as text
    rail: str
    rail_ink: str
    rail_selected: str
    rail_selected_ink: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    on_danger: str
    info: str
    info_soft: str
    focus: str
    disabled: str


LIGHT = Tokens(
    mode="light",
    paper="#f7f5f0",
    surface="#ffffff",
    sunken="#eeebe3",
    line="#e2ddd1",
    outline="#8a8577",
    ink="#1d2423",
    ink_soft="#55605e",
    accent="#0e6b62",
    accent_hover="#0a574f",
    on_accent="#ffffff",
    accent_soft="#d9ebe6",
    accent_ink="#0b5c54",
    rail="#12393a",
    rail_ink="#cfe0dc",
    rail_selected="#f0b44c",
    rail_selected_ink="#1d2423",
    good="#1d6b3a",
    good_soft="#ddf0e2",
    warning="#7a4d00",
    warning_soft="#fbeccc",
    danger="#a3261e",
    danger_soft="#fbe3df",
    on_danger="#ffffff",
    info="#1f5687",
    info_soft="#dfebf7",
    focus="#b86e00",
    disabled="#8b918f",
)

DARK = Tokens(
    mode="dark",
    paper="#14191a",
    surface="#1e2526",
    sunken="#283132",
    line="#313b3c",
    outline="#7d8a89",
    ink="#ecefec",
    ink_soft="#b0bcb9",
    accent="#5cc4b3",
    accent_hover="#7ad6c7",
    on_accent="#0b2320",
    accent_soft="#1d3f3b",
    accent_ink="#7ad6c7",
    rail="#0d1213",
    rail_ink="#b9c8c5",
    rail_selected="#f0b44c",
    rail_selected_ink="#1d2423",
    good="#84d6a0",
    good_soft="#1b3726",
    warning="#f3c56b",
    warning_soft="#3d3014",
    danger="#ff9a8d",
    danger_soft="#45221e",
    on_danger="#2b0a07",
    info="#8fc3f2",
    info_soft="#1c3247",
    focus="#f0b44c",
    disabled="#6f7b7a",
)

CONTRAST = Tokens(
    mode="contrast",
    paper="#000000",
    surface="#000000",
    sunken="#1a1a1a",
    line="#ffffff",
    outline="#ffffff",
    ink="#ffffff",
    ink_soft="#ffffff",
    accent="#ffe14d",
    accent_hover="#fff2a8",
    on_accent="#000000",
    accent_soft="#2b2600",
    accent_ink="#ffe14d",
    rail="#000000",
    rail_ink="#ffffff",
    rail_selected="#ffe14d",
    rail_selected_ink="#000000",
    good="#7dff9e",
    good_soft="#000000",
    warning="#ffe14d",
    warning_soft="#000000",
    danger="#ff9d9d",
    danger_soft="#000000",
    on_danger="#000000",
    info="#9ad5ff",
    info_soft="#000000",
    focus="#00e5ff",
    disabled="#9a9a9a",
)

ALL: dict[Mode, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

# (ink, ground, least ratio): what is really painted on what.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, 4.5)
      for ink in ("ink", "ink_soft", "accent_ink")
      for ground in ("paper", "surface", "sunken")),
    ("ink", "accent_soft", 4.5),
    ("accent_ink", "accent_soft", 4.5),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_hover", 4.5),
    ("rail_ink", "rail", 4.5),
    ("rail_selected_ink", "rail_selected", 4.5),
    *((ink, ground, 4.5)
      for state in ("good", "warning", "danger", "info")
      for ink, ground in ((state, "paper"), (state, "surface"), (state, f"{state}_soft"),
                          ("ink", f"{state}_soft"))),
    ("on_danger", "danger", 4.5),
    *((edge, ground, 3.0) for edge in ("outline", "focus") for ground in ("paper", "surface")),
    ("focus", "rail", 3.0),
    ("accent", "paper", 3.0),
)  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance, 0–1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1–21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
