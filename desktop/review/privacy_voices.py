"""Where voices are muted or made deeper: spans set on the moments of the recording."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.review.clock_text import clock_text

if TYPE_CHECKING:
    from core.video.privacy.boxes import VoiceSpan


class _Spans(QListWidget):
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)


class VoicesBox(QWidget):
    """`changed` carries the spans as they are to be; `asked` a moment (µs) to be shown."""

    changed = Signal(object)
    asked = Signal(int)

    def __init__(
        self, moment_us: Callable[[], int], *, until_us: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._moment_us, self._until_us = moment_us, until_us
        self._spans: tuple[VoiceSpan, ...] = ()
        self._from: int | None = None
        column = look.spaced(QVBoxLayout(self), gap=6)
        self.change = QComboBox()
        self.change.setObjectName("voices_change")
        self.change.setAccessibleName(self.tr("O que fazer às vozes"))
        self.change.addItem(self.tr("Calar"), "mute")
        self.change.addItem(self.tr("Engrossar"), "pitch")
        column.addWidget(self.change)
        line = look.spaced(QHBoxLayout(), gap=6)
        self.begin = look.button(self.tr("Começa aqui"), name="voices_begin")
        self.begin.clicked.connect(self._begin)
        self.end = look.button(self.tr("Acaba aqui"), name="voices_end")
        self.end.clicked.connect(self._end)
        line.addWidget(self.begin)
        line.addWidget(self.end)
        column.addLayout(line)
        self.words = look.text("", kind="small", wrap=True)
        column.addWidget(self.words)
        self.list = _Spans()
        self.list.setObjectName("voices_list")
        self.list.setAccessibleName(self.tr("Vozes caladas ou engrossadas"))
        self.list.setMaximumHeight(theme.px(92))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.list.removed.connect(self._remove)
        column.addWidget(self.list)
        self.away = look.button(self.tr("Tirar este troço"), kind="link", name="voices_remove")
        self.away.clicked.connect(self._remove)
        self.list.currentRowChanged.connect(lambda row: self.away.setEnabled(row >= 0))
        column.addWidget(self.away)
        self.show_spans(())

    def show_spans(self, spans: tuple[VoiceSpan, ...]) -> None:
        """The spans as they are kept."""
        self._spans = spans
        self.list.clear()
        for one in spans:
            words = self.tr("Calada") if one.change == "mute" else self.tr("Mais grossa")
            item = QListWidgetItem(
                f"{clock_text(one.from_us)} – {clock_text(one.until_us)} · {words}"
            )
            item.setData(Qt.ItemDataRole.UserRole, one.from_us)
            self.list.addItem(item)
        self.list.setVisible(bool(spans))
        self.away.setVisible(bool(spans))
        self.away.setEnabled(False)
        self._tell()

    def _tell(self) -> None:
        self.end.setEnabled(self._from is not None)
        if self._from is None:
            self.words.setText(self.tr("Escolha o momento e diga onde começa."))
        else:
            self.words.setText(
                self.tr("Começa em {time}. Vá até ao fim e diga onde acaba.").format(
                    time=clock_text(self._from)
                )
            )

    def _begin(self) -> None:
        self._from = self._moment_us()
        self._tell()

    def _end(self) -> None:
        if self._from is None:
            return
        start, end = sorted((self._from, min(self._moment_us(), self._until_us)))
        if end == start:
            self.words.setText(self.tr("Acaba onde começa: vá mais adiante."))
            return
        from core.video.privacy.boxes import VoiceSpan

        self._from = None
        made = VoiceSpan(start, end, self.change.currentData())
        spans = sorted((*self._spans, made), key=lambda one: (one.from_us, one.until_us))
        self.changed.emit(tuple(spans))

    def _go(self, item: QListWidgetItem) -> None:
        self.asked.emit(item.data(Qt.ItemDataRole.UserRole))

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._spans):
            self.changed.emit(self._spans[:row] + self._spans[row + 1 :])
