"""What each column of the workbook is taken for: proposed, and to be decided otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.kit import look, theme
from desktop.kit.widgets import Chip, Page, SectionTitle

if TYPE_CHECKING:
    from core.inventory.workbooks import Proposal, Staged

_SAMPLES = 3


class ColumnsPage(Page):
    """`changed` carries the table, the column and the key ("" is: leave it out)."""

    changed = Signal(int, int, object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=900, parent=parent)
        self.outer.setContentsMargins(0, 0, theme.px(8), 0)
        self.boxes: list[QComboBox] = []

    def show_staged(self, staged: Staged) -> None:
        """Show the tables that were found."""
        from core.inventory.workbooks.mapping import unknown_key

        look.clear(self.column)
        self.boxes.clear()
        for at, (layout, mapping) in enumerate(zip(staged.layouts, staged.mappings, strict=True)):
            sheet = staged.book.sheets[layout.sheet]
            words = self.tr("Folha «{name}»").format(name=sheet.name)
            self.column.addWidget(SectionTitle(words))
            for proposal in mapping.columns:
                samples = _samples(
                    [row[proposal.column] for row in sheet.rows[layout.first : layout.first + 40]]
                )
                kept = unknown_key(mapping, proposal.column)
                self.column.addWidget(self._row(at, proposal, samples, kept))
        self.column.addStretch(1)

    def _row(self, table: int, proposal: Proposal, samples: str, kept: str) -> QWidget:
        from core.inventory import social_response_type
        from core.inventory.workbooks import FIELDS
        from core.inventory.workbooks.fields import UNKNOWN

        box = QWidget()
        row = look.spaced(QHBoxLayout(box), gap=10)
        title = look.text(proposal.title or self.tr("(sem título)"), kind="strong", wrap=True)
        title.setFixedWidth(theme.px(200))
        row.addWidget(title)
        shown = look.text(samples, kind="soft", wrap=True)
        shown.setMinimumWidth(theme.px(160))
        row.addWidget(shown, 1)
        combo = QComboBox()
        combo.setObjectName(f"import_column_{table}_{proposal.column}")
        combo.setAccessibleName(proposal.title)
        combo.setFixedWidth(theme.px(230))
        combo.addItem(self.tr("Não importar"), "")
        combo.addItem(self.tr("Guardar tal como está"), kept)
        for field in FIELDS:
            combo.addItem(field.label, field.key)
        if proposal.key is not None and proposal.key.startswith(UNKNOWN):
            combo.setItemData(1, proposal.key)
        if proposal.key and combo.findData(proposal.key) < 0:
            # A type of its own as title: has.1103, of.1103.capacity.
            name = social_response_type(proposal.key.split(".")[1]).name
            combo.addItem(self.tr("Resposta: {name}").format(name=name), proposal.key)
        combo.setMaxVisibleItems(20)
        combo.setCurrentIndex(max(0, combo.findData(proposal.key or "")))
        combo.activated.connect(
            lambda _at: self.changed.emit(table, proposal.column, combo.currentData())
        )
        self.boxes.append(combo)
        row.addWidget(combo)
        how = {
            "remembered": (self.tr("como da última vez"), "good"),
            "title": (self.tr("pelo título"), "good"),
            "near-title": (self.tr("título parecido"), "warning"),
            "content": (self.tr("pelo conteúdo"), "warning"),
        }.get(proposal.by)
        if how is None:
            keeps = proposal.key is not None and proposal.key.startswith(UNKNOWN)
            unclear = self.tr("fica com a entrada") if keeps else self.tr("não se percebe")
            how = (unclear, "plain")
        place = QWidget()
        place.setFixedWidth(theme.px(160))
        look.spaced(QHBoxLayout(place)).addWidget(Chip(how[0], state=how[1]))
        row.addWidget(place)
        return box


def _samples(cells: list[object]) -> str:
    seen: list[str] = []
    for cell in cells:
        text = " ".join(str(cell).split())
        if text and text not in seen:
            seen.append(text if len(text) <= 40 else text[:39] + "…")
        if len(seen) == _SAMPLES:
            break
    return " · ".join(seen)
