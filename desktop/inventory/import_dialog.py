"""«Importar»: file → columns → what would change → done; nothing is written before the end."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.plan import load_municipalities
from core.problem import Sentence
from desktop.inventory.import_columns import ColumnsPage
from desktop.inventory.import_preview import PreviewPage
from desktop.kit import look, theme
from desktop.kit.jobs import Step
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, PageHeader, ProgressLine

if TYPE_CHECKING:
    from core.inventory.workbooks import Applied, Preview, Staged
    from core.store import Work


class ImportDialog(QDialog):
    """`imported` carries what to say once an import was written (or taken back)."""

    imported = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self._store = around, around.jobs.store
        self._staged: Staged | None = None
        self._ready: Preview | None = None
        self._accepted: frozenset[str] = frozenset()
        self._refused: frozenset[str] = frozenset()
        self._step: Step | None = None
        self._import_id: UUID | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("import")
        self.setWindowTitle(self.tr("Importar uma folha de cálculo"))
        self.resize(theme.px(860), theme.px(600))
        column = look.spaced(QVBoxLayout(self), margin=20, gap=10)
        self.header = PageHeader(self.tr("Importar uma folha de cálculo"))
        column.addWidget(self.header)
        self.banner = Banner()
        column.addWidget(self.banner)
        column.addLayout(self._given())
        self.stack = QStackedWidget()
        self.columns = ColumnsPage()
        self.columns.changed.connect(self._column_changed)
        self.preview = PreviewPage()
        self.preview.decided.connect(self._decided)
        self.stack.addWidget(self.columns)
        self.stack.addWidget(self.preview)
        column.addWidget(self.stack, 1)
        self.progress = ProgressLine(cancellable=True)
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        column.addWidget(self.progress)
        column.addLayout(self._buttons())

    def _given(self) -> QHBoxLayout:
        row = look.spaced(QHBoxLayout(), gap=10)
        self.day = look.date_field(self._around.now().date())
        self.day.setObjectName("import_day")
        self.municipality = QComboBox()
        self.municipality.setObjectName("import_municipality")
        self.municipality.addItem(self.tr("como a folha diz"), "")
        for one in sorted(load_municipalities(), key=lambda one: one.name):
            self.municipality.addItem(one.name, one.dico)
        for words, field in (
            (self.tr("Os números são de"), self.day),
            (self.tr("Linhas sem município"), self.municipality),
        ):
            label = look.text(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            row.addWidget(label)
            row.addWidget(field)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = look.spaced(QHBoxLayout(), gap=8)
        self.undo = look.button(self.tr("Desfazer"), icon="undo", name="import_undo")
        self.undo.clicked.connect(self._undo)
        self.undo.hide()
        self.back = look.button(self.tr("Voltar às colunas"), name="import_back")
        self.back.clicked.connect(self._to_columns)
        self.close_button = look.button(self.tr("Cancelar"), name="import_close")
        self.close_button.clicked.connect(self.reject)
        self.go = look.button(self.tr("Ver o que muda"), kind="primary", name="import_go")
        self.go.clicked.connect(self._go)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.close_button)
        row.addWidget(self.go)
        return row

    # -- 1: the file -------------------------------------------------------------------------

    def start(self) -> None:
        """Ask for the file, then show the dialog."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        path, _ = QFileDialog.getOpenFileName(
            self.parentWidget(),
            self.tr("A folha de cálculo do município"),
            documents,
            self.tr("Folhas de cálculo (*.xlsx *.xlsm *.xls *.ods *.csv);;HSDS (*.json)"),
        )
        if path:
            self.take_file(Path(path))
        else:
            self.deleteLater()

    def take_file(self, path: Path) -> None:
        """Read a file and propose its columns."""
        self.open()
        self.header.set_text(self.tr("Importar «{name}»").format(name=path.name))
        if path.suffix.lower() == ".json":
            self._take_hsds(path)
            return
        from core.inventory.workbooks import stage

        self._busy(self.tr("A ler o ficheiro…"))
        self._around.jobs.run(
            lambda _step: stage(self._store, path), then=self._staged_came, failed=self._failed
        )

    def _staged_came(self, staged: Staged) -> None:
        self._idle()
        self._staged = staged
        self.columns.show_staged(staged)
        self._to_columns()

    def _column_changed(self, table: int, column: int, key: object) -> None:
        assert self._staged is not None
        self._staged = self._staged.with_column(table, column, key or None)  # type: ignore[arg-type]

    def _to_columns(self) -> None:
        self.stack.setCurrentWidget(self.columns)
        self.back.hide()
        self.go.setText(self.tr("Ver o que muda"))
        self.go.setEnabled(self._staged is not None)

    # -- 2: what would change ------------------------------------------------------------------

    def _go(self) -> None:
        if self.stack.currentWidget() is self.columns:
            self._accepted = self._refused = frozenset()
            self._look()
        else:
            self._write()

    def _look(self) -> None:
        assert self._staged is not None
        from core.inventory.workbooks import preview

        staged, day = self._staged, self.day.date().toPython()
        chosen = self.municipality.currentData() or None
        accepted, refused = self._accepted, self._refused

        def task(step: Step) -> Preview:
            return preview(
                self._store, staged, day=day, municipality=chosen,  # type: ignore[arg-type]
                accepted=accepted, refused=refused,
                progress=lambda done, total: _tell(step, done, total),
            )  # fmt: skip

        self._busy(self.tr("A comparar com o inventário…"))
        self._step = self._around.jobs.run(
            task, then=self._ready_came, failed=self._failed, progress=self._told
        )

    def _ready_came(self, ready: Preview) -> None:
        self._idle()
        self._ready = ready
        self.preview.show_preview(ready)
        self.stack.setCurrentWidget(self.preview)
        self.back.show()
        self.go.setText(self.tr("Importar"))
        plan = ready.plan
        self.go.setEnabled(bool(plan.made or plan.changed))

    def _decided(self, accepted: object, refused: object) -> None:
        self._accepted, self._refused = frozenset(accepted), frozenset(refused)  # type: ignore[call-overload]
        self._look()

    # -- 3: writing --------------------------------------------------------------------------

    def _write(self) -> None:
        assert self._ready is not None
        from core.inventory.workbooks import carry_out

        ready, at = self._ready, self._around.now().astimezone(UTC)

        def task(step: Step) -> Applied:
            return carry_out(
                self._store, ready, at=at,
                progress=lambda done, total: _tell(step, done, total),
            )  # fmt: skip

        self._busy(self.tr("A importar…"))
        self._step = self._around.jobs.run(
            task, then=self._written, failed=self._failed, progress=self._told, must=True
        )

    def _written(self, applied: Applied) -> None:
        self._idle()
        self._import_id = applied.import_id
        made = applied.made
        words = self.tr(
            "{providers} entidades, {facilities} equipamentos e {offered} respostas novas; "
            "{changed} campos mudados."
        ).format(
            providers=made.get("provider", 0), facilities=made.get("facility", 0),
            offered=made.get("social_response", 0), changed=applied.changed,
        )  # fmt: skip
        said = Sentence(self.tr("A folha foi importada."), words, "")
        self.banner.say(said, kind="good")
        self.imported.emit(said)
        self.undo.setVisible(self._import_id is not None)
        self.back.hide()
        self.go.hide()
        self.close_button.setText(self.tr("Fechar"))

    def _take_hsds(self, path: Path) -> None:
        at, store = self._around.now().astimezone(UTC), self._store

        def task(_step: Step) -> dict[str, int]:
            from core.inventory.hsds import read_hsds, take_hsds
            from core.store import GLOBAL

            document = read_hsds(path)
            return store.write_now(
                lambda work: take_hsds(
                    work, document=document, file_name=path.name, at=at, municipality=GLOBAL
                )
            )

        self._busy(self.tr("A importar…"))
        self._around.jobs.run(task, then=self._hsds_taken, failed=self._failed, must=True)

    def _hsds_taken(self, counts: dict[str, int]) -> None:
        self._idle()
        self.go.hide()
        self.back.hide()
        self.close_button.setText(self.tr("Fechar"))
        said = Sentence(
            self.tr("O ficheiro HSDS foi importado."),
            self.tr("{made} novos; {changed} mudados.").format(**counts),
            "",
        )
        self.banner.say(said, kind="good")
        self.imported.emit(said)

    def _undo(self) -> None:
        identity, at = self._import_id, self._around.now().astimezone(UTC)
        assert identity is not None

        def verb(work: Work) -> int:
            from core.inventory import undo_import

            return len(undo_import(work, import_id=identity, at=at).left)

        self.undo.setEnabled(False)
        self._around.jobs.write(verb, then=self._undone, failed=self._failed)

    def _undone(self, kept: int) -> None:
        said = Sentence(
            self.tr("A importação foi desfeita."),
            self.tr("{count} campos já mudados depois ficaram como estão.").format(count=kept)
            if kept
            else "",
            "",
        )
        self.undo.hide()
        self.banner.say(said, kind="good")
        self.imported.emit(said)

    # -- waiting -----------------------------------------------------------------------------

    def _busy(self, words: str) -> None:
        self.banner.clear()
        self.progress.tell(None, words)
        self.progress.show()
        for widget in (self.go, self.back, self.stack, self.day, self.municipality):
            widget.setEnabled(False)

    def _idle(self) -> None:
        self.progress.hide()
        for widget in (self.go, self.back, self.stack, self.day, self.municipality):
            widget.setEnabled(True)
        self._step = None

    def _told(self, fraction: float, words: str) -> None:
        self.progress.tell(fraction, words)

    def _cancel(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def _failed(self, problem: BaseException) -> None:
        from concurrent.futures import CancelledError

        from core.inventory.workbooks.problems import PlanIsStale

        self._idle()
        if isinstance(problem, CancelledError):
            self.banner.say(
                Sentence(self.tr("Cancelado."), self.tr("Nada foi importado."), ""), kind="info"
            )
            return
        self.banner.show_problem(problem)
        if isinstance(problem, PlanIsStale):
            self.banner.add_action(self.tr("Ver de novo"), self._look)
        self.go.setEnabled(self._staged is not None)

    def reject(self) -> None:
        """Esc or the button: what is under way is cancelled; a write is whole or not at all."""
        self._cancel()
        super().reject()


def _tell(step: Step, done: int, total: int) -> None:
    step.tell(done / total if total else 1.0)
