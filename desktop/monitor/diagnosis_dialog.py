"""«Diagnóstico social»: of which territory, as what, where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.monitor import AMP
from core.plan import load_municipalities
from core.problem import Sentence
from desktop.kit import language, look, theme
from desktop.kit.jobs import Step
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, PageHeader, ProgressLine

_KINDS = {"PDF": ".pdf", "Word": ".docx"}


class DiagnosisDialog(QDialog):
    """Makes the document; it can be made again at any time."""

    def __init__(
        self, around: Surroundings, territory: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("diagnosis")
        self.setWindowTitle(self.tr("Diagnóstico social"))
        self.setMinimumWidth(theme.px(560))
        column = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        column.addWidget(
            PageHeader(
                self.tr("Diagnóstico social"),
                self.tr(
                    "Um documento com quadros, gráficos e mapa, feito do inventário como está "
                    "agora. Cada número diz de onde vem."
                ),
            )
        )
        self.banner = Banner()
        column.addWidget(self.banner)
        form = look.form()
        self.territory = QComboBox()
        self.territory.setObjectName("diagnosis_territory")
        self.territory.addItem(self.tr("Área Metropolitana do Porto"), AMP)
        for one in sorted(load_municipalities(), key=lambda one: one.name):
            self.territory.addItem(one.name, one.dico)
        self.territory.setCurrentIndex(max(0, self.territory.findData(territory)))
        look.row(form, self.tr("Território"), self.territory)
        self.kind = QComboBox()
        self.kind.setObjectName("diagnosis_kind")
        self.kind.addItem(self.tr("PDF, para ler e imprimir"), "PDF")
        self.kind.addItem(self.tr("Word, para continuar a escrever"), "Word")
        look.row(form, self.tr("Ficheiro"), self.kind)
        column.addLayout(form)
        self.progress = ProgressLine()
        self.progress.hide()
        column.addWidget(self.progress)
        buttons = look.spaced(QHBoxLayout(), gap=8)
        buttons.addStretch(1)
        close = look.button(self.tr("Fechar"), name="diagnosis_close")
        close.clicked.connect(self.reject)
        self.go = look.button(self.tr("Fazer…"), kind="primary", icon="export", name="diagnosis_go")
        self.go.clicked.connect(self._go)
        buttons.addWidget(close)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        look.fit(self)

    def _go(self) -> None:
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        ending = _KINDS[self.kind.currentData()]
        name = f"{self.tr('Diagnóstico social')} {self.territory.currentText()}{ending}"
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Guardar o diagnóstico"), str(Path(documents) / name), f"*{ending}"
        )
        if not path:
            return
        to = Path(path) if path.lower().endswith(ending) else Path(path + ending)
        territory, at = self.territory.currentData(), self._around.now()
        store, words = self._around.jobs.store, language.current()

        def make(_step: Step) -> Path:
            from core.monitor.diagnosis import diagnose
            from core.reports.diagnosis import pages, write_docx, write_pdf

            said = store.read(
                lambda work: diagnose(work, territory=territory, on=at.date(), made_at=at)
            )
            laid = pages(said, language=words)
            if ending == ".pdf":
                write_pdf(laid, to, at=at)
            else:
                write_docx(laid, to)
            return to

        self.go.setEnabled(False)
        self.banner.clear()
        self.progress.tell(None, self.tr("A fazer o documento…"))
        self.progress.show()
        look.fit(self)
        self._around.jobs.run(make, then=self._made, failed=self._failed)

    def _made(self, path: Path) -> None:
        self._end()
        self.banner.say(
            Sentence(
                self.tr("O diagnóstico está feito."),
                self.tr("Está em «{name}».").format(name=path.name),
                "",
            ),
            kind="good",
        )
        self.banner.add_action(
            self.tr("Abrir"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        )
        look.fit(self)

    def _failed(self, problem: BaseException) -> None:
        self._end()
        if isinstance(problem, OSError):
            self.banner.say(
                Sentence(
                    self.tr("Não foi possível escrever o ficheiro ({why}).").format(
                        why=problem.strerror or type(problem).__name__
                    ),
                    self.tr("O inventário não foi alterado, nem um ficheiro que lá estivesse."),
                    self.tr("Feche-o se estiver aberto noutro programa, ou escolha outra pasta."),
                )
            )
        else:
            self.banner.show_problem(problem)
        look.fit(self)

    def _end(self) -> None:
        self.go.setEnabled(True)
        self.progress.hide()
