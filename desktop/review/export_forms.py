"""What moments are exported as: video, subtitles, files for other programs, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.kit.widgets import SectionTitle

if TYPE_CHECKING:
    from core.reports.moments_out import OutputForm

USUAL: tuple[OutputForm, ...] = ("clips", "xlsx")


class FormChooser(QScrollArea):
    """Boxes for the forms, and how clips are cut. `changed` after every tick."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.setWidget(inside)
        self._column = look.spaced(QVBoxLayout(inside), gap=6)
        self._column.setContentsMargins(0, 0, theme.px(12), 0)
        self.boxes: dict[OutputForm, QCheckBox] = {}
        self._part(
            self.tr("Vídeo"),
            ("clips", self.tr("Um trecho de cada momento")),
            ("reel", self.tr("Um filme com todos, com cartões")),
            ("stills", self.tr("A imagem de cada momento")),
            ("video", self.tr("As gravações inteiras")),
        )
        self.before = self._seconds("export_before", 3.0)
        self.after = self._seconds("export_after", 9.0)
        row = look.spaced(QHBoxLayout(), gap=8)
        for words, field in (
            (self.tr("Antes"), self.before),
            (self.tr("Depois"), self.after),
        ):
            label = look.text(words, kind="soft")
            label.setBuddy(field)
            field.setAccessibleName(words)
            row.addWidget(label)
            row.addWidget(field)
        row.addStretch(1)
        self._column.addLayout(row)
        self.exact = self._box("export_exact", self.tr("Trechos exatos (demora mais)"))
        self.exact.setToolTip(
            self.tr("Sem isto, um trecho pode começar até meio segundo antes e nada se perde.")
        )
        self.burnt = self._box("export_burnt", self.tr("Registos escritos na imagem"))
        self._part(
            self.tr("Legendas"),
            ("vtt", "WebVTT (.vtt)"),
            ("srt", "SubRip (.srt)"),
        )
        self._part(
            self.tr("Outros programas"),
            ("eaf", "ELAN (.eaf)"),
            ("boris", self.tr("BORIS, projeto (.boris)")),
            ("boris-csv", self.tr("BORIS, eventos (.csv)")),
        )
        self._part(
            self.tr("Tabelas"),
            ("xlsx", "Excel (.xlsx)"),
            ("csv", "CSV (.csv)"),
        )
        self._column.addStretch(1)
        self._cutting()

    def forms(self) -> list[OutputForm]:
        """The forms ticked, and not forbidden."""
        return [form for form, box in self.boxes.items() if box.isChecked() and box.isEnabled()]

    def forbid(self, forms: frozenset[OutputForm]) -> None:
        """These cannot be chosen now."""
        for form, box in self.boxes.items():
            box.setEnabled(form not in forms)
        self._cutting()
        self.changed.emit()

    def _part(self, title: str, *forms: tuple[OutputForm, str]) -> None:
        self._column.addWidget(SectionTitle(title))
        for form, words in forms:
            box = self._box(f"export_as_{form}", words)
            box.setChecked(form in USUAL)
            self.boxes[form] = box

    def _box(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.toggled.connect(self._cutting)
        box.toggled.connect(self.changed)
        self._column.addWidget(box)
        return box

    def _seconds(self, name: str, value: float) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setObjectName(name)
        field.setRange(0, 600)
        field.setDecimals(1)
        field.setSuffix(" s")
        field.setFixedWidth(theme.px(84))
        field.setValue(value)
        look.pad(field)
        return field

    def _cutting(self) -> None:
        """How clips are cut matters only where something is cut."""
        if not hasattr(self, "burnt"):
            return
        asked = set(self.forms())
        for field in (self.before, self.after, self.burnt):
            field.setEnabled(bool(asked & {"clips", "reel"}))
        self.exact.setEnabled("clips" in asked)
