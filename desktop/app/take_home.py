"""«Levar para casa»: choose where, watch it being made, open the folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.kit import language, look, theme
from desktop.kit.jobs import Jobs, Step
from desktop.kit.widgets import Banner, PageHeader, ProgressLine


class TakeHomeDialog(QDialog):
    """Report, answers, submission and video of one visit, in a folder or a zip."""

    def __init__(self, jobs: Jobs, visit_id: UUID, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._visit_id = jobs, visit_id
        self._step: Step | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("take_home")
        self.setWindowTitle(self.tr("Levar para casa"))
        self.setMinimumWidth(theme.px(600))
        column = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        column.addWidget(
            PageHeader(
                self.tr("Levar para casa"),
                self.tr(
                    "Relatório em PDF, registos em Excel, submissão em XML com os anexos, e o "
                    "vídeo com legendas, com um manifesto para conferir."
                ),
            )
        )
        self.banner = Banner()
        column.addWidget(self.banner)
        row = look.spaced(QHBoxLayout(), gap=8)
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.folder = QLineEdit(documents)
        self.folder.setObjectName("take_home_folder")
        self.folder.setAccessibleName(self.tr("Pasta de destino"))
        row.addWidget(self.folder, 1)
        choose = look.button(self.tr("Escolher…"), icon="folder")
        choose.clicked.connect(self._choose)
        row.addWidget(choose)
        column.addLayout(row)
        self.zip = QCheckBox(self.tr("Num só ficheiro zip"))
        self.zip.setObjectName("take_home_zip")
        column.addWidget(self.zip)
        self.institution = QCheckBox(self.tr("Cópia para a instituição (só o PDF)"))
        self.institution.setObjectName("take_home_institution")
        self.institution.toggled.connect(self.zip.setDisabled)
        column.addWidget(self.institution)
        self.without = QCheckBox(self.tr("Deixar de fora vídeo, som e fotografias"))
        self.without.setObjectName("take_home_without")
        self.without.setChecked(True)
        self.without.hide()
        self.why = QLineEdit()
        self.why.setObjectName("take_home_why")
        self.why.setPlaceholderText(self.tr("Porque se levam; fica registado com o seu nome"))
        self.why.setAccessibleName(self.tr("Razão para levar as gravações"))
        self.why.hide()
        self.without.toggled.connect(self._ask_why)
        column.addWidget(self.without)
        self.photographs = look.button(
            self.tr("Escolher fotografias…"), kind="link", icon="image", name="take_home_photos"
        )
        self.photographs.clicked.connect(self._choose_photographs)
        self.photographs.hide()
        column.addWidget(self.photographs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.why)
        self.progress = ProgressLine(cancellable=True)
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        column.addWidget(self.progress)
        buttons = look.spaced(QHBoxLayout(), gap=8)
        buttons.addStretch(1)
        self.close_button = look.button(self.tr("Fechar"), name="take_home_close")
        self.close_button.clicked.connect(self.reject)
        self.go = look.button(
            self.tr("Exportar"), kind="primary", icon="export", name="take_home_go"
        )
        self.go.clicked.connect(self._go)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        look.fit(self)
        self._ask_consents()

    def _ask_consents(self) -> None:
        store, visit_id = self._jobs.store, self._visit_id

        def held(_step: Step) -> tuple[list[str], int]:
            from core.people import list_consents
            from core.reports.exportable import recordings_kept_back
            from core.reports.withheld import ended

            now = datetime.now(UTC)
            given = store.read(lambda work: list_consents(work, visit_id=visit_id))
            gone = [one.who for one in ended(given, at=now)]
            return gone, len(recordings_kept_back(store, visit_id, at=now))

        self._jobs.run(held, then=self._consents_seen, failed=self.banner.show_problem)

    def _consents_seen(self, found: tuple[list[str], int]) -> None:
        people, held = found
        if people:
            self._consents_ended(people)
        elif held:
            self.without.setText(self.tr("Deixar de fora as gravações sem consentimento"))
            self.without.show()
            self.banner.say(
                Sentence(
                    self.tr("Gravações sem consentimento de ninguém: {count}.").format(count=held),
                    self.tr("Ficam só neste computador; o resto da visita vai."),
                    self.tr("Registe o consentimento na visita, ou leve-as e diga porquê."),
                ),
                kind="warning",
            )
            look.fit(self)

    def _ask_why(self, without: bool) -> None:
        self.why.setVisible(not without)
        if not without:
            self.why.setFocus()
        look.fit(self)

    def _consents_ended(self, people: list[str]) -> None:
        self.without.show()
        self.banner.say(
            Sentence(
                self.tr("Terminou o consentimento de {people} para ser gravado.").format(
                    people=", ".join(people)
                ),
                self.tr("Vídeo, som e fotografias desta visita ficam só neste computador."),
                self.tr("Leve-os apenas se tiver outro fundamento para os usar."),
            ),
            kind="warning",
        )
        self.photographs.show()
        look.fit(self)

    def _choose_photographs(self) -> None:
        from desktop.consent import PhotographsDialog

        PhotographsDialog(
            self._jobs, self._visit_id, now=lambda: datetime.now(UTC), parent=self
        ).open()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Pasta de destino"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)

    def _go(self) -> None:
        typed = self.folder.text().strip()
        if not typed:
            self.banner.say(
                Sentence(
                    self.tr("Falta escolher a pasta."),
                    self.tr("A visita não foi alterada."),
                    self.tr("Escolha onde guardar."),
                ),
                kind="info",
            )
            self.folder.setFocus()
            look.fit(self)
            return
        out, zipped = Path(typed), self.zip.isChecked()
        pdf_only, words = self.institution.isChecked(), language.current()
        store, visit_id = self._jobs.store, self._visit_id
        whole, why = not self.without.isChecked(), self.why.text().strip()
        self.banner.clear()
        self.go.setEnabled(False)
        self.progress.tell(0.0, self.tr("A preparar…"))
        self.progress.show()
        look.fit(self)

        def task(step: Step) -> Any:
            from core.reports import institution_copy, take_home

            if pdf_only:
                return institution_copy(store, visit_id, out, language=words, whole=whole, why=why)
            return take_home(
                store,
                visit_id,
                out,
                zip=zipped,
                language=words,
                on_progress=step.tell,
                whole=whole,
                why=why,
            )

        self._step = self._jobs.run(
            task, then=self._done, failed=self._failed, progress=self.progress.tell
        )

    def _cancel(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def _done(self, made: Any) -> None:
        self._step = None
        self.progress.hide()
        self.go.setEnabled(True)
        paths = [made] if isinstance(made, Path) else list(made.paths)
        waiting = 0 if isinstance(made, Path) else len(made.waiting)
        folder = paths[0] if len(paths) == 1 else paths[0].parent
        self.banner.say(
            Sentence(
                self.tr("Está tudo exportado."),
                folder.name,
                self.tr("Gravações ainda por guardar: {count}. Exporte de novo mais tarde.").format(
                    count=waiting
                )
                if waiting
                else self.tr("São {count} ficheiros.").format(count=len(paths))
                if len(paths) > 1
                else "",
            ),
            kind="info" if waiting else "good",
        )
        target = folder if folder.is_dir() else folder.parent
        self.banner.add_action(
            self.tr("Abrir a pasta"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))),
        )
        look.fit(self)

    def _failed(self, problem: BaseException) -> None:
        from concurrent.futures import CancelledError

        self._step = None
        self.progress.hide()
        self.go.setEnabled(True)
        if isinstance(problem, CancelledError):
            self.banner.say(
                Sentence(
                    self.tr("Exportação cancelada."),
                    self.tr("A visita não foi alterada."),
                    "",
                ),
                kind="info",
            )
        else:
            self.banner.show_problem(problem)
        look.fit(self)

    def reject(self) -> None:
        """Closing cancels what is under way."""
        self._cancel()
        super().reject()
