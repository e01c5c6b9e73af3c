"""The marking scheme of a check-list: its tags, made here or read from a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.kit.jobs import Jobs, while_alive
from desktop.kit.widgets import Banner

if TYPE_CHECKING:
    from core.store import Work
    from core.visits.marking import SchemeSummary, TagDraft, TagKind, TagSummary

_CODE, _NOTE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
LABEL, KIND, KEY, COLOUR, GROUP = range(5)


class SchemeDialog(QDialog):
    """Accepted when the scheme was saved; nothing is written before."""

    def __init__(
        self, jobs: Jobs, form_id: str, scheme: SchemeSummary | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._form_id = jobs, form_id
        self.setWindowTitle(self.tr("Esquema de marcação"))
        self.resize(theme.px(760), theme.px(520))
        self.banner = Banner()
        self.title = QLineEdit(scheme.title if scheme is not None else "")
        self.title.setPlaceholderText(self.tr("Nome do esquema"))
        self.title.setAccessibleName(self.tr("Nome do esquema"))
        self.table = QTableWidget(0, 5)
        self.table.setAccessibleName(self.tr("Etiquetas"))
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Etiqueta"),
                self.tr("Tipo"),
                self.tr("Tecla"),
                self.tr("Cor"),
                self.tr("Grupo"),
            ]
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(44))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Stretch)
        for column, width in ((KIND, 130), (KEY, 70), (COLOUR, 110), (GROUP, 140)):
            self.table.setColumnWidth(column, theme.px(width))
        self.add_button = look.button(self.tr("Juntar etiqueta"), icon="plus", name="addTag")
        self.remove_button = look.button(self.tr("Tirar"), icon="trash", name="removeTag")
        self.up_button = look.button("", icon="arrow-up", name="tagUp", tip=self.tr("Para cima"))
        self.up_button.setAccessibleName(self.tr("Para cima"))
        self.import_button = look.button(
            self.tr("Importar de um livro"), icon="download", name="importScheme"
        )
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Cancelar"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save_button = look.button(
            self.tr("Guardar"), kind="primary", icon="check", name="saveScheme"
        )
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        page = look.spaced(QVBoxLayout(self), margin=20, gap=10)
        page.addWidget(
            look.text(
                self.tr(
                    "Um momento marca-se com uma tecla; um intervalo abre e fecha com a mesma. Uma "
                    "etiqueta que se tira fica nas marcas já feitas."
                ),
                kind="soft",
                wrap=True,
            )
        )
        page.addWidget(self.banner)
        page.addWidget(self.title)
        page.addWidget(self.table, 1)
        row = look.spaced(QHBoxLayout(), gap=8)
        for button in (self.add_button, self.remove_button, self.up_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.import_button)
        page.addLayout(row)
        page.addWidget(buttons)
        self.add_button.clicked.connect(self.add_tag)
        self.remove_button.clicked.connect(self._remove)
        self.up_button.clicked.connect(self._up)
        self.import_button.clicked.connect(self._ask_workbook)
        self.save_button.clicked.connect(self._save)
        if scheme is not None:
            self.put(scheme.offered)

    # -- the list --------------------------------------------------------------------------

    def put(self, tags: Sequence[TagDraft | TagSummary]) -> None:
        """Show these tags in place of what is there."""
        self.table.setRowCount(0)
        for tag in tags:
            self._row(
                label=tag.label,
                kind=tag.kind,
                key=tag.key,
                colour=tag.colour,
                group=tag.group,
                code=tag.code,
                note=tag.note,
            )

    def add_tag(self) -> None:
        """A new row, ready to be named, in a colour not used yet."""
        from core.visits.marking.workbook import COLOURS

        used = {self._colour(row) for row in range(self.table.rowCount())}
        free = [one for one in COLOURS if one not in used]
        self._row(colour=free[0] if free else COLOURS[self.table.rowCount() % len(COLOURS)])
        last = self.table.rowCount() - 1
        self.table.setCurrentCell(last, LABEL)
        named = self.table.item(last, LABEL)
        if named is not None:
            self.table.editItem(named)

    def _row(
        self,
        *,
        colour: str,
        label: str = "",
        kind: str = "moment",
        key: str = "",
        group: str = "",
        code: str = "",
        note: str = "",
    ) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        named = QTableWidgetItem(label)
        named.setData(_CODE, code)
        named.setData(_NOTE, note)
        self.table.setItem(row, LABEL, named)
        self.table.setItem(row, KEY, QTableWidgetItem(key))
        self.table.setItem(row, GROUP, QTableWidgetItem(group))
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Tipo"))
        choice.addItem(self.tr("momento"), "moment")
        choice.addItem(self.tr("intervalo"), "span")
        choice.setCurrentIndex(choice.findData(kind))
        self.table.setCellWidget(row, KIND, choice)
        swatch = look.button("")
        swatch.setAccessibleName(self.tr("Cor"))
        swatch.clicked.connect(lambda: self._ask_colour(swatch))
        self.table.setCellWidget(row, COLOUR, swatch)
        _dye(swatch, colour)

    def _colour(self, row: int) -> str:
        return str(self.table.cellWidget(row, COLOUR).property("colour"))

    def _ask_colour(self, swatch: QWidget) -> None:
        picked = QColorDialog.getColor(QColor(str(swatch.property("colour"))), self)
        if picked.isValid():
            _dye(swatch, picked.name())

    def _remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)

    def _up(self) -> None:
        row = self.table.currentRow()
        if row > 0:
            tags = self.tags()
            tags[row - 1], tags[row] = tags[row], tags[row - 1]
            self.put(tags)
            self.table.setCurrentCell(row - 1, LABEL)

    def tags(self) -> list[TagDraft]:
        """The tags as they are written in the list."""
        from core.visits.marking import TagDraft

        found = []
        for row in range(self.table.rowCount()):
            named = self.table.item(row, LABEL)
            choice = cast("QComboBox", self.table.cellWidget(row, KIND))
            label = self._text(row, LABEL)
            # The code stays when the label changes: the marks already made keep their tag.
            code = str(named.data(_CODE) or label) if named is not None else label
            found.append(
                TagDraft(
                    code=code,
                    label=label,
                    kind=cast("TagKind", choice.currentData()),
                    key=self._text(row, KEY),
                    colour=self._colour(row),
                    group=self._text(row, GROUP),
                    note=str(named.data(_NOTE) or "") if named is not None else "",
                )
            )
        return found

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    # -- reading and saving ----------------------------------------------------------------

    def _ask_workbook(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Importar de um livro"),
            "",
            self.tr("Folhas de cálculo (*.xlsx *.xlsm *.xls *.ods *.csv)"),
        )
        if chosen:
            self.read_workbook(Path(chosen))

    def read_workbook(self, path: Path) -> None:
        """Take the tags of a workbook in place of those shown; saved only when asked."""

        def read(_step: object) -> tuple[TagDraft, ...]:
            from core.visits.marking import read_scheme

            return read_scheme(path)

        def arrived(tags: tuple[TagDraft, ...]) -> None:
            self.banner.clear()
            self.put(tags)
            if not self.title.text().strip():
                self.title.setText(path.stem)

        self._jobs.run(read, then=while_alive(self, arrived), failed=self._failed())

    def _save(self) -> None:
        title = self.title.text().strip() or self.tr("Esquema")
        tags, form_id = self.tags(), self._form_id

        def verb(work: Work) -> None:
            from core.visits.marking import save_scheme

            save_scheme(work, form_id=form_id, title=title, tags=tags)

        self.save_button.setEnabled(False)
        self._jobs.write(
            verb, then=while_alive(self, lambda _: self.accept()), failed=self._failed()
        )

    def _failed(self) -> Callable[[BaseException], None]:
        def failed(problem: BaseException) -> None:
            self.save_button.setEnabled(True)
            self.banner.show_problem(problem)

        return while_alive(self, failed)


def _dye(swatch: QWidget, colour: str) -> None:
    swatch.setProperty("colour", colour)
    swatch.setStyleSheet(f"background: {colour}; min-height: 22px; border-radius: 4px;")
    swatch.setToolTip(colour)
