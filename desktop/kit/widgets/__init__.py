"""Small widgets that every place is made of; they know no subject."""

from __future__ import annotations

from desktop.kit.widgets.banner import Banner
from desktop.kit.widgets.card import Card, CardButton
from desktop.kit.widgets.chip import Chip
from desktop.kit.widgets.empty import EmptyState
from desktop.kit.widgets.flow import FlowLayout
from desktop.kit.widgets.header import PageHeader, SectionTitle
from desktop.kit.widgets.page import Page
from desktop.kit.widgets.progress import ProgressLine
from desktop.kit.widgets.rail import RailButton

__all__ = [
    "Banner",
    "Card",
    "CardButton",
    "Chip",
    "EmptyState",
    "FlowLayout",
    "Page",
    "PageHeader",
    "ProgressLine",
    "RailButton",
    "SectionTitle",
]
