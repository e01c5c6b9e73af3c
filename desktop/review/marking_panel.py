"""The tab where a recording is marked: tags with their keys, what runs, the marks so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.kit.widgets import FlowLayout
from desktop.review import keys
from desktop.review.clock_text import fine_clock_text
from desktop.review.marking import Marking, key_of

if TYPE_CHECKING:
    from core.visits.marking import MarkSummary, TagSummary

_KEY = Qt.ItemDataRole.UserRole


class MarkingPanel(QWidget):
    """Asks for what it shows; `where` says which recording is looked at, and at which moment."""

    picked = Signal(str)
    scheme_wanted = Signal()
    agreement_wanted = Signal()
    filter_changed = Signal()

    def __init__(
        self,
        marking: Marking,
        where: Callable[[], tuple[UUID, int] | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.marking, self.where = marking, where
        self.empty = look.text("", wrap=True)
        self.scheme_button = look.button("", icon="edit", name="editScheme")
        self.agreement_button = look.button("", icon="monitor", name="markAgreement")
        self.agreement_button.setAccessibleName(self.tr("Tempos e concordância"))
        self.agreement_button.setToolTip(self.tr("Tempos e concordância"))
        self.undo_button = look.button(self.tr("Desfazer"), icon="undo", name="undoMark")
        self.undo_button.setToolTip(self.tr("Desfazer a última marcação (Ctrl+Z)"))
        self.tags = QWidget()
        self._flow = FlowLayout(self.tags)
        self._buttons: dict[UUID, QPushButton] = {}
        self._ran: set[UUID] = set()
        tag_area = QScrollArea()
        tag_area.setWidget(self.tags)
        tag_area.setWidgetResizable(True)
        tag_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tag_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tag_area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.tag_area = tag_area
        self.who = QComboBox()
        self.who.setAccessibleName(self.tr("Marcas de quem"))
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Marcas da visita"))
        self.list.setHeaderLabels([self.tr("Momento"), self.tr("Etiqueta"), self.tr("Por")])
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = self.list.header()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setStretchLastSection(False)
        self.begin_button = look.button(self.tr("Começa aqui"), name="markBeginsHere")
        self.end_button = look.button(self.tr("Acaba aqui"), name="markEndsHere")
        self.remove_button = look.button("", icon="trash", name="removeMark")
        self.remove_button.setAccessibleName(self.tr("Apagar a marca"))
        self.remove_button.setToolTip(self.tr("Apagar a marca (Delete)"))
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Nota da marca: Enter guarda"))
        self.note.setAccessibleName(self.tr("Nota da marca"))
        self._build()
        self._connect()
        self.show_marks()

    def _build(self) -> None:
        page = look.spaced(QVBoxLayout(self), gap=6)
        page.setContentsMargins(0, theme.px(8), 0, 0)
        page.addWidget(self.empty)
        top = look.spaced(QHBoxLayout(), gap=6)
        top.addWidget(self.scheme_button)
        top.addStretch(1)
        top.addWidget(self.agreement_button)
        top.addWidget(self.undo_button)
        page.addLayout(top)
        page.addWidget(self.tag_area, 2)
        page.addWidget(self.who)
        page.addWidget(self.list, 3)
        row = look.spaced(QHBoxLayout(), gap=6)
        for button in (self.begin_button, self.end_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.remove_button)
        page.addLayout(row)
        page.addWidget(self.note)
        self._rest = QWidget()  # keeps the first words at the top while there is nothing else
        page.addWidget(self._rest, 1)

    def _connect(self) -> None:
        self.marking.changed.connect(self.show_marks)
        self.scheme_button.clicked.connect(self.scheme_wanted)
        self.agreement_button.clicked.connect(self.agreement_wanted)
        self.undo_button.clicked.connect(self.marking.undo)
        self.who.activated.connect(self._filter)
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.list.itemClicked.connect(self._pick)
        self.list.itemActivated.connect(self._pick)
        self.begin_button.clicked.connect(lambda: self._move(begin=True))
        self.end_button.clicked.connect(lambda: self._move(begin=False))
        self.remove_button.clicked.connect(self._remove)
        self.note.returnPressed.connect(self._note)
        keys.hold(self.list, {"Del": self._remove})

    # -- showing ---------------------------------------------------------------------------

    @property
    def marks(self) -> list[MarkSummary]:
        """The marks of whom the filter says."""
        who = self.who.currentData()
        return [one for one in self.marking.shown.marks if who is None or one.observer == who]

    @property
    def buttons(self) -> list[QPushButton]:
        """One for each tag, in the scheme's order."""
        return list(self._buttons.values())

    def show_marks(self) -> None:
        """Show what is marked now; who was chosen and the current mark stay."""
        shown = self.marking.shown
        scheme = shown.scheme
        offered = scheme.offered if scheme is not None else ()
        self.empty.setText(
            self.tr(
                "Um esquema de marcação é a lista do que se quer ver na gravação: cada etiqueta "
                "com a sua tecla. Vale para todas as visitas com este guião."
            )
        )
        self.empty.setVisible(not offered)
        self._rest.setVisible(not offered and not shown.marks)
        self.scheme_button.setText(
            self.tr("Mudar o esquema") if offered else self.tr("Fazer um esquema")
        )
        self.scheme_button.setEnabled(bool(shown.form_id))
        self.undo_button.setEnabled(self.marking.can_undo)
        for widget in (self.tag_area, self.who, self.list, self.begin_button, self.end_button):
            widget.setVisible(bool(offered or shown.marks))
        for other in (self.undo_button, self.remove_button, self.note):
            other.setVisible(bool(offered or shown.marks))
        self._show_tags(offered)
        self._show_people(shown.marks)
        self._show_list()

    def _show_tags(self, offered: tuple[TagSummary, ...]) -> None:
        if list(self._buttons) != [one.id for one in offered]:
            look.clear(self._flow)
            self._buttons = {}
            for tag in offered:
                button = look.button("", name=f"tag_{tag.code}")
                button.setStyleSheet("text-align: left;")
                self._buttons[tag.id] = button
                self._flow.addWidget(button)
        running = {
            one.tag_id: one for one in self.marking.shown.marks if self.marking.is_running(one)
        }
        for tag in offered:
            button = self._buttons[tag.id]
            key = keys.for_tag(tag.key) if tag.key else ""
            words = f"{key}   {tag.label}" if key else tag.label
            runs = running.get(tag.id)
            if runs is not None:
                words = self.tr("{0}  ● desde {1}").format(words, fine_clock_text(runs.start_us))
            button.setText(words)
            button.setIcon(_chip(tag.colour, span=tag.kind == "span"))
            look.set_mark(button, "kind", "primary" if runs is not None else "")
            kind = self.tr("intervalo") if tag.kind == "span" else self.tr("momento")
            button.setToolTip(" · ".join(part for part in (tag.label, kind, tag.note) if part))
            if button.property("tag") is None:
                button.clicked.connect(lambda _=False, tag_id=tag.id: self.press(tag_id))
                button.setProperty("tag", tag.code)
        for tag_id in running.keys() - self._ran:
            if tag_id in self._buttons:
                self.tag_area.ensureWidgetVisible(self._buttons[tag_id])
        self._ran = set(running)

    def _show_people(self, marks: tuple[MarkSummary, ...]) -> None:
        people = sorted({one.observer for one in marks})
        was = self.who.currentData()
        self.who.clear()
        self.who.addItem(self.tr("Marcas de todos"), None)
        for one in people:
            self.who.addItem(one or self.tr("Sem nome"), one)
        self.who.setCurrentIndex(max(0, self.who.findData(was) if was is not None else 0))

    def _show_list(self) -> None:
        was = self.current_key
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.marks:
            end = fine_clock_text(one.end_us) if one.end_us is not None else "…"
            begin = fine_clock_text(one.start_us)
            words = f"{one.label} – {one.note}" if one.note else one.label
            item = QTreeWidgetItem(
                [f"{begin} – {end}" if one.kind == "span" else begin, words, one.observer]
            )
            item.setIcon(1, _chip(one.colour, span=one.kind == "span"))
            item.setToolTip(1, words)
            item.setData(0, _KEY, key_of(one))
            self.list.addTopLevelItem(item)
            if key_of(one) == was:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._show_current()

    @property
    def current_key(self) -> str:
        """The mark that the buttons speak of; "" for none."""
        item = self.list.currentItem()
        return str(item.data(0, _KEY)) if item is not None else ""

    def select(self, key: str) -> None:
        """Make a mark the current one."""
        for at in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(at)
            if item is not None and item.data(0, _KEY) == key:
                self.list.setCurrentItem(item)

    def _show_current(self) -> None:
        mark = self.marking.shown.find(self.current_key)
        for widget in (self.begin_button, self.remove_button, self.note):
            widget.setEnabled(mark is not None)
        self.end_button.setEnabled(mark is not None and mark.kind == "span")
        if not self.note.hasFocus():
            self.note.setText(mark.note if mark is not None else "")

    # -- doing -----------------------------------------------------------------------------

    def press(self, tag_id: UUID) -> None:
        """What the tag's key or button does, where the recording stands."""
        where, scheme = self.where(), self.marking.shown.scheme
        tag = next((one for one in scheme.offered if one.id == tag_id), None) if scheme else None
        if where is not None and tag is not None:
            self.marking.press(tag, recording_id=where[0], at_us=where[1])

    def _filter(self) -> None:
        self._show_list()
        self.filter_changed.emit()

    def _pick(self, item: QTreeWidgetItem) -> None:
        self.picked.emit(str(item.data(0, _KEY)))

    def _move(self, *, begin: bool) -> None:
        mark, where = self.marking.shown.find(self.current_key), self.where()
        if mark is not None and where is not None and where[0] == mark.recording_id:
            self.marking.change(
                mark, start_us=where[1] if begin else None, end_us=None if begin else where[1]
            )

    def _remove(self) -> None:
        mark = self.marking.shown.find(self.current_key)
        if mark is not None:
            self.marking.remove(mark)

    def _note(self) -> None:
        mark = self.marking.shown.find(self.current_key)
        if mark is not None:
            self.marking.change(mark, note=self.note.text())
            self.list.setFocus()


def _chip(colour: str, *, span: bool) -> QIcon:
    """A bar for a span, a dot for a moment, in the tag's colour."""
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    if span:
        painter.drawRoundedRect(0, 9, 32, 14, 4, 4)
    else:
        painter.drawEllipse(7, 7, 18, 18)
    painter.end()
    return QIcon(picture)
