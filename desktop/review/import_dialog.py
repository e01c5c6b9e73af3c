"""«Importar marcas»: marks that ELAN or BORIS wrote, put on one of the visit's recordings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.kit import formats, look, theme
from desktop.kit.jobs import Jobs, Step
from desktop.kit.widgets import Banner, PageHeader

if TYPE_CHECKING:
    from core.video.recordings import RecordingSummary
    from core.visits.exchange import ForeignMarks, KeptMarks

_LATEST_S = 24 * 3600.0


class ImportMarksDialog(QDialog):
    """A file is read as soon as it is chosen; nothing is written before *Importar*."""

    imported = Signal()

    def __init__(self, jobs: Jobs, visit_id: UUID, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._visit_id = jobs, visit_id
        self._foreign: ForeignMarks | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("import_marks")
        self.setWindowTitle(self.tr("Importar marcas"))
        self.setMinimumWidth(theme.px(600))
        self._build()
        self._refresh()
        look.fit(self)
        jobs.run(self._list_recordings, then=self._show_recordings, failed=self._failed)

    def _build(self) -> None:
        column = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        column.addWidget(
            PageHeader(
                self.tr("Importar marcas"),
                self.tr("Do ELAN (.eaf) ou do BORIS (.boris, ou eventos em .csv e .tsv)."),
            )
        )
        self.banner = Banner()
        column.addWidget(self.banner)
        fields = look.form()
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.choose = look.button(self.tr("Escolher…"), icon="folder", name="import_choose")
        self.choose.clicked.connect(self._choose)
        file = QWidget()
        row = look.spaced(QHBoxLayout(file), gap=8)
        row.addWidget(self.path, 1)
        row.addWidget(self.choose)
        look.row(fields, self.tr("Ficheiro"), file)
        self.path.setAccessibleName(self.tr("Ficheiro"))
        self.observation = QComboBox()
        look.row(fields, self.tr("Observação"), self.observation, name="import_observation")
        self.observation.currentIndexChanged.connect(self._refresh)
        self.recording = QComboBox()
        look.row(fields, self.tr("Gravação"), self.recording, name="import_recording")
        self.observer = QLineEdit()
        self.observer.setPlaceholderText(self.tr("Se o ficheiro não disser"))
        look.row(fields, self.tr("Quem marcou"), self.observer, name="import_observer")
        self.shift = QDoubleSpinBox()
        self.shift.setRange(-_LATEST_S, _LATEST_S)
        self.shift.setDecimals(2)
        self.shift.setSuffix(" s")
        look.pad(self.shift)
        look.row(fields, self.tr("Somar a cada momento"), self.shift, name="import_shift")
        column.addLayout(fields)
        self.found = look.text("", kind="soft", wrap=True)
        column.addWidget(self.found)
        buttons = look.spaced(QHBoxLayout(), gap=8)
        buttons.addStretch(1)
        close = look.button(self.tr("Fechar"), name="import_close")
        close.clicked.connect(self.reject)
        self.go = look.button(
            self.tr("Importar"), kind="primary", icon="download", name="import_go"
        )
        self.go.clicked.connect(self._go)
        buttons.addWidget(close)
        buttons.addWidget(self.go)
        column.addLayout(buttons)

    def _list_recordings(self, _step: Step) -> list[RecordingSummary]:
        from core.video.recordings import list_recordings

        listed = self._jobs.store.read(partial(list_recordings, visit_id=self._visit_id))
        return [one for one in listed if one.duration_us]

    def _show_recordings(self, recordings: list[RecordingSummary]) -> None:
        for number, one in enumerate(recordings, start=1):
            name = self.tr("{0}: {1}, {2}").format(
                number, one.source_name, formats.duration(one.duration_us)
            )
            self.recording.addItem(name, one.id)
        self._refresh()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Importar marcas"),
            "",
            self.tr("Marcas do ELAN e do BORIS") + " (*.eaf *.boris *.csv *.tsv *.txt)",
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Read a file and say what is in it."""
        self._foreign = None
        self.path.setText(str(path))
        self.banner.clear()

        def read(_step: Step) -> ForeignMarks:
            from core.visits.exchange import read_marks

            return read_marks(path)

        self._jobs.run(read, then=self._took, failed=self._failed)
        self._refresh()

    def _took(self, foreign: ForeignMarks) -> None:
        self._foreign = foreign
        self.observation.clear()
        for name in foreign.observations:
            self.observation.addItem(name or self.tr("Todas as marcas"), name)
        self.observation.setEnabled(self.observation.count() > 1)
        self._refresh()

    def _chosen(self) -> ForeignMarks | None:
        if self._foreign is None or self.observation.currentIndex() < 0:
            return None
        return self._foreign.of(str(self.observation.currentData()))

    def _refresh(self) -> None:
        foreign = self._chosen()
        self.go.setEnabled(foreign is not None and self.recording.currentIndex() >= 0)
        words = ""
        if foreign is not None and self._foreign is not None:
            codes = list(dict.fromkeys(one.code for one in foreign.marks))
            words = self.tr("Marcas: {marks}. Etiquetas: {tags}.").format(
                marks=len(foreign.marks), tags=", ".join(codes[:12]) + ("…" if codes[12:] else "")
            )
            if self._foreign.left_out:
                words += " " + self.tr("Não se conseguem usar: {count}.").format(
                    count=self._foreign.left_out
                )
        self.found.setText(words)
        look.fit(self)

    def _go(self) -> None:
        foreign = self._chosen()
        if foreign is None:
            return
        from core.visits.exchange import keep_marks
        from core.visits.marking import form_of_visit

        recording_id, visit_id = self.recording.currentData(), self._visit_id
        observer, shift = self.observer.text(), round(self.shift.value() * 1e6)
        self.go.setEnabled(False)
        self._jobs.write(
            lambda work: keep_marks(
                work,
                foreign,
                recording_id=recording_id,
                form_id=form_of_visit(work, visit_id),
                observer=observer,
                shift_us=shift,
            ),
            then=self._done,
            failed=self._failed,
        )

    def _done(self, kept: KeptMarks) -> None:
        self._refresh()
        tags = self.tr("Etiquetas novas no esquema do guião: {0}.").format(", ".join(kept.new_tags))
        self.banner.say(
            Sentence(
                self.tr("Marcas novas: {0}.").format(kept.added),
                self.tr("Já cá estavam: {0}.").format(kept.already) if kept.already else "",
                tags if kept.new_tags else "",
            ),
            kind="good" if kept.added else "info",
        )
        look.fit(self)
        self.imported.emit()

    def _failed(self, problem: BaseException) -> None:
        self.banner.show_problem(problem)
        self._refresh()
