"""Everything on another disk: choose where, watch it being copied and compared."""

from __future__ import annotations

from concurrent.futures import CancelledError
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import formats, look
from desktop.kit.jobs import Step
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, ProgressLine, SectionTitle

if TYPE_CHECKING:
    from core.store import FullCopy


class FullCopyPart(QWidget):
    """Database, videos, photographs and files: what another computer needs to go on."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._step: Step | None = None
        self._target = Path()
        column = look.spaced(QVBoxLayout(self), gap=8)
        column.addWidget(SectionTitle(self.tr("Copiar tudo para outro disco")))
        column.addWidget(
            look.text(
                self.tr(
                    "Registos, vídeos, fotografias e anexos, cifrados, numa pasta ou num disco "
                    "USB. Da segunda vez só vai o que é novo. Cada ficheiro é lido de volta e "
                    "comparado. É o que precisa para continuar noutro computador."
                ),
                kind="soft",
                wrap=True,
            )
        )
        self.last = look.text("", kind="small", wrap=True)
        self.last.hide()
        column.addWidget(self.last)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.go = look.button(
            self.tr("Escolher a pasta e copiar…"), icon="folder", name="full_copy_go"
        )
        self.go.clicked.connect(self._choose)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.progress = ProgressLine(cancellable=True)
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        column.addWidget(self.progress)

    def load(self) -> None:
        """Look for the last copy, where its disk is at hand."""
        kept = self._around.settings.value.copy_folder
        if not kept:
            return
        store, target = self._around.jobs.store, Path(kept)

        def read(_step: Step) -> datetime | None:
            return store.copied_at(target)

        self._around.jobs.run(read, then=self._found, failed=self.banner.show_problem)

    def copy_to(self, target: Path) -> None:
        """Copy everything into a folder inside `target`."""
        store, words = self._around.jobs.store, self.tr("A copiar e a comparar…")
        self._target = target
        self.banner.clear()
        self.go.setEnabled(False)
        self.progress.tell(None, words)
        self.progress.show()

        def run(step: Step) -> FullCopy:
            return store.copy_to(target, on_progress=lambda done: step.tell(done, words))

        self._step = self._around.jobs.run(
            run, then=self._done, failed=self._failed, progress=self.progress.tell
        )

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self,
            self.tr("Pasta ou disco para a cópia"),
            self._around.settings.value.copy_folder,
        )
        if chosen:
            self.copy_to(Path(chosen))

    def _cancel(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def _found(self, at: datetime | None) -> None:
        words = self.tr("Última cópia completa: {when}, em {folder}.")
        folder = self._around.settings.value.copy_folder
        self.last.setVisible(at is not None)
        if at is not None:
            self.last.setText(words.format(when=formats.day_and_clock(at), folder=folder))

    def _done(self, made: FullCopy) -> None:
        self._ready()
        self._around.settings.change(copy_folder=str(self._target))
        words = self.tr("{files} ficheiros, {size}; {fresh} copiados agora, todos comparados.")
        self.banner.say(
            Sentence(
                self.tr("Está tudo copiado."),
                words.format(files=made.files, size=formats.size(made.size), fresh=made.fresh),
                self.tr("Guarde o disco noutro sítio. Abre-se com a sua palavra-passe."),
            ),
            kind="good",
        )
        self.load()

    def _failed(self, problem: BaseException) -> None:
        self._ready()
        if isinstance(problem, CancelledError):
            self.banner.say(
                Sentence(
                    self.tr("Cópia cancelada."),
                    self.tr("Uma cópia anterior continua como estava."),
                    self.tr("O que já foi copiado serve para a próxima vez."),
                ),
                kind="info",
            )
        else:
            self.banner.show_problem(problem)

    def _ready(self) -> None:
        self._step = None
        self.progress.hide()
        self.go.setEnabled(True)
