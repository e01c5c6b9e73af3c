"""«Exportar momentos»: choose them, choose what they become, watch it being made."""

from __future__ import annotations

from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.problem import Problem, Sentence
from desktop.consent import words as consent_words
from desktop.kit import language, look, theme
from desktop.kit.jobs import Jobs, Step
from desktop.kit.widgets import Banner, PageHeader, ProgressLine
from desktop.review.export_forms import FormChooser
from desktop.review.export_moments import MomentChooser
from desktop.review.import_dialog import ImportMarksDialog

if TYPE_CHECKING:
    from core.reports.moments_out import MomentsOut
    from core.visits.moments import VisitMoment

Offer = tuple[tuple["VisitMoment", ...], Problem | None]


class ExportDialog(QDialog):
    """The moments of one visit, in a new folder."""

    def __init__(self, jobs: Jobs, visit_id: UUID, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._visit_id = jobs, visit_id
        self._step: Step | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("export_moments")
        self.setWindowTitle(self.tr("Exportar momentos"))
        self._build()
        self.resize(theme.px(940), theme.px(610))
        screen = self.screen()
        if screen is not None:
            self.resize(self.size().boundedTo(screen.availableGeometry().size()))
        self.moments.table.setFocus()
        self._refresh()
        self._ask()

    def _build(self) -> None:
        column = look.spaced(QVBoxLayout(self), margin=20, gap=10)
        self.header = PageHeader(
            self.tr("Exportar momentos"),
            self.tr("Os momentos da gravação, como vídeo, legendas ou ficheiros."),
        )
        self.take = look.button(self.tr("Importar marcas…"), icon="download", name="import_marks")
        self.take.clicked.connect(self._import)
        self.header.add_action(self.take)
        self.purpose = QComboBox()
        self.purpose.setObjectName("export_purpose")
        self.purpose.setAccessibleName(self.tr("Para que se exporta"))
        self.purpose.setToolTip(self.tr("Só sai o vídeo de quem deu consentimento para isso."))
        for name in ("visit", "training", "publication"):
            self.purpose.addItem(consent_words.purpose(name), name)
        self.purpose.activated.connect(lambda _place: self._ask())
        column.addWidget(self.header)
        use = look.spaced(QHBoxLayout(), gap=8)
        label = look.text(self.tr("Para quê"), kind="soft")
        label.setBuddy(self.purpose)
        use.addWidget(label)
        use.addWidget(self.purpose)
        use.addStretch(1)
        column.addLayout(use)
        self.banner = Banner()
        column.addWidget(self.banner)
        body = look.spaced(QHBoxLayout(), gap=20)
        self.moments = MomentChooser()
        self.moments.changed.connect(self._refresh)
        body.addWidget(self.moments, 1)
        self.forms = FormChooser()
        self.forms.setFixedWidth(theme.px(300))
        self.forms.changed.connect(self._refresh)
        body.addWidget(self.forms)
        column.addLayout(body, 1)
        row = look.spaced(QHBoxLayout(), gap=8)
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.folder = QLineEdit(documents)
        self.folder.setObjectName("export_folder")
        self.folder.setAccessibleName(self.tr("Pasta de destino"))
        self.folder.textChanged.connect(self._refresh)
        row.addWidget(self.folder, 1)
        self.choose = look.button(self.tr("Escolher…"), icon="folder")
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.choose)
        self.close_button = look.button(self.tr("Fechar"), name="export_close")
        self.close_button.clicked.connect(self.reject)
        self.go = look.button(self.tr("Exportar"), kind="primary", icon="export", name="export_go")
        self.go.clicked.connect(self._go)
        row.addWidget(self.close_button)
        row.addWidget(self.go)
        self.progress = ProgressLine(cancellable=True)
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        column.addWidget(self.progress)
        column.addLayout(row)

    def _ask(self) -> None:
        store, visit_id, words = self._jobs.store, self._visit_id, language.current()
        purpose = self.purpose.currentData()

        def offer(_step: Step) -> Offer:
            from datetime import UTC, datetime

            from core.reports import (
                AgreedToLess,
                ConsentEnded,
                CopyOutOfDate,
                NoConsent,
                exportable_recording,
            )
            from core.video.recordings import list_recordings
            from core.visits.moments import visit_moments

            found = visit_moments(store, visit_id, language=words)
            for one in store.read(partial(list_recordings, visit_id=visit_id)):
                if one.duration_us:
                    try:
                        exportable_recording(store, one.id, at=datetime.now(UTC), purpose=purpose)
                    except (AgreedToLess, ConsentEnded, NoConsent, CopyOutOfDate) as problem:
                        return found, problem
            return found, None

        self._jobs.run(offer, then=self._offered, failed=self.banner.show_problem)

    def _import(self) -> None:
        dialog = ImportMarksDialog(self._jobs, self._visit_id, parent=self)
        dialog.imported.connect(self._ask)
        dialog.open()

    def _offered(self, offer: Offer) -> None:
        moments, refused = offer
        self.banner.clear()
        self.forms.forbid(frozenset())
        self.moments.show_moments(moments)
        if not moments:
            self.banner.say(
                Sentence(
                    self.tr("Esta visita ainda não tem momentos na gravação."),
                    "",
                    self.tr("Registe com a câmara a gravar, ou ponha marcadores na gravação."),
                ),
                kind="info",
            )
        if refused is not None:
            from core.reports.moments_out import SHOWING

            self.forms.forbid(SHOWING)
            self.banner.say(refused.sentence(language.current()), kind="warning")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Pasta de destino"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)

    def _refresh(self) -> None:
        ready = bool(self.moments.chosen() and self.forms.forms() and self.folder.text().strip())
        self.go.setEnabled(ready and self._step is None)
        why = ""
        if not self.moments.chosen():
            why = self.tr("Escolha pelo menos um momento")
        elif not self.forms.forms():
            why = self.tr("Escolha em que se exporta")
        elif not self.folder.text().strip():
            why = self.tr("Escolha a pasta")
        self.go.setToolTip(why)

    def _go(self) -> None:
        store, visit_id, words = self._jobs.store, self._visit_id, language.current()
        moments, forms = self.moments.chosen(), self.forms.forms()
        out = Path(self.folder.text().strip())
        before, after = self.forms.before.value(), self.forms.after.value()
        exact = self.forms.exact.isChecked() and self.forms.exact.isEnabled()
        purpose = self.purpose.currentData()
        burnt = self.forms.burnt.isChecked() and self.forms.burnt.isEnabled()

        def task(step: Step) -> MomentsOut:
            from core.reports.moments_out import export_moments

            return export_moments(
                store,
                visit_id,
                moments,
                out,
                forms=forms,
                before_us=int(before * 1e6),
                after_us=int(after * 1e6),
                exact=exact,
                burnt_in=burnt,
                language=words,
                purpose=purpose,
                on_progress=step.tell,
            )

        self.banner.clear()
        self.progress.tell(0.0, self.tr("A preparar…"))
        self._working(True)
        self._step = self._jobs.run(
            task, then=self._done, failed=self._failed, progress=self.progress.tell
        )
        self._refresh()

    def _working(self, on: bool) -> None:
        self.progress.setVisible(on)
        for widget in (
            self.moments,
            self.forms,
            self.folder,
            self.choose,
            self.take,
            self.purpose,
        ):
            widget.setEnabled(not on)

    def _cancel(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def _done(self, made: MomentsOut) -> None:
        self._step = None
        self._working(False)
        self._refresh()
        self.banner.say(
            Sentence(
                self.tr("Está tudo exportado."),
                made.place.name,
                self.tr("Momentos: {moments}. Ficheiros: {files}.").format(
                    moments=made.moments, files=len(made.paths)
                ),
            ),
            kind="good",
        )
        self.banner.add_action(
            self.tr("Abrir a pasta"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(made.place))),
        )

    def _failed(self, problem: BaseException) -> None:
        self._step = None
        self._working(False)
        self._refresh()
        if isinstance(problem, CancelledError):
            self.banner.say(
                Sentence(
                    self.tr("Exportação cancelada."),
                    self.tr("Nada ficou na pasta, e a visita não foi alterada."),
                    "",
                ),
                kind="info",
            )
        else:
            self.banner.show_problem(problem)

    def reject(self) -> None:
        """Closing cancels what is under way."""
        self._cancel()
        super().reject()
