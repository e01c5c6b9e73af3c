"""What is said in the recording: written down, searched, followed while it plays, exported."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.kit import look
from desktop.kit.jobs import Jobs, Step, while_alive
from desktop.kit.settings import SettingsFile
from desktop.kit.widgets import Banner, ProgressLine
from desktop.review.clock_text import clock_text

if TYPE_CHECKING:
    from datetime import datetime

    from core.video.subtitles import Cue

_START = Qt.ItemDataRole.UserRole


class SpeechPanel(QWidget):
    """`picked(recording id, µs)` when a span is chosen; `offered` when there is something to show:
    a program that transcribes is installed, or a transcript is there already.
    """

    picked = Signal(object, object)
    offered = Signal(bool)

    def __init__(
        self,
        jobs: Jobs,
        settings: SettingsFile,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._settings, self._now = jobs, settings, now
        self._recording: UUID | None = None
        self._cues: Sequence[Cue] = ()
        self._shown: list[Cue] = []
        self._step: Step | None = None
        self._busy_with: UUID | None = None
        column = look.spaced(QVBoxLayout(self), gap=8)
        column.setContentsMargins(0, 8, 0, 0)
        self.banner = Banner()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Procurar no que se diz"))
        self.search.setAccessibleName(self.tr("Procurar no que se diz"))
        self.search.setClearButtonEnabled(True)
        self.about = look.text("", kind="soft", wrap=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("O que se diz na gravação"))
        self.progress = ProgressLine(cancellable=True)
        self.progress.hide()
        self.go = look.button(self.tr("Transcrever"), icon="microphone", name="transcribe")
        self.save = look.button(self.tr("Guardar legendas…"), icon="export", name="saveTranscript")
        buttons = look.spaced(QHBoxLayout(), gap=8)
        buttons.addWidget(self.go)
        buttons.addWidget(self.save)
        for widget in (self.banner, self.search, self.about):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.progress)
        column.addLayout(buttons)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.itemClicked.connect(self._pick)
        self.list.itemActivated.connect(self._pick)
        self.go.clicked.connect(self._transcribe)
        self.save.clicked.connect(self._save)
        self.progress.cancelled.connect(self._cancel)
        settings.changed.connect(lambda _value: self._refresh())
        self._refresh()

    @property
    def installed(self) -> bool:
        """Whether a program that transcribes is on this computer."""
        from core.video.speech import find_program

        return find_program(self._settings.value.speech_program) is not None

    def show_recording(self, recording_id: UUID | None) -> None:
        """Of this recording from now on."""
        if recording_id == self._recording:
            return
        self._recording, self._cues = recording_id, ()
        self.banner.clear()
        self._fill()
        if recording_id is None:
            return
        from core.video.speech import transcript_of

        store = self._jobs.store
        self._jobs.run(
            lambda _step: transcript_of(store, recording_id),
            then=while_alive(self, partial(self._came, recording_id)),
            failed=self.banner.show_problem,
        )

    def follow(self, moment_us: int) -> None:
        """Point at what is said at this moment of the recording."""
        at = bisect_right([cue.start_us for cue in self._shown], moment_us) - 1
        if at >= 0 and self._shown[at].end_us >= moment_us and at != self.list.currentRow():
            self.list.setCurrentRow(at)

    def _came(self, recording_id: UUID, cues: Sequence[Cue] | None) -> None:
        if recording_id == self._recording:
            self._cues = cues or ()
            self._fill()

    def _fill(self) -> None:
        from core.video.speech import said_in

        self._shown = list(said_in(self._cues, self.search.text()))
        self.list.clear()
        for cue in self._shown:
            item = QListWidgetItem(f"{clock_text(cue.start_us)}  {cue.text}")
            item.setData(_START, cue.start_us)
            self.list.addItem(item)
        self._refresh()

    def _refresh(self) -> None:
        installed, model = self.installed, bool(self._settings.value.speech_model)
        busy = self._step is not None
        self.go.setVisible(installed)
        self.go.setEnabled(model and not busy and self._recording is not None)
        self.go.setText(self.tr("Transcrever de novo") if self._cues else self.tr("Transcrever"))
        self.save.setEnabled(bool(self._shown))
        self.search.setEnabled(bool(self._cues))
        self.list.setVisible(bool(self._cues))
        self.about.setVisible(not self._shown)
        self.about.setText(self._words(model=model))
        self.offered.emit(installed or bool(self._cues))

    def _words(self, *, model: bool) -> str:
        if self._cues:
            return self.tr("Ninguém diz isso nesta gravação.")
        if not model:
            return self.tr("Escolha um modelo nas Definições, em «Transcrição».")
        return self.tr(
            "Esta gravação ainda não foi transcrita. O som não sai deste computador; demora "
            "tanto como a gravação, ou mais, e pode continuar a trabalhar."
        )

    def _pick(self, item: QListWidgetItem) -> None:
        self.picked.emit(self._recording, item.data(_START))

    def _transcribe(self) -> None:
        recording_id, store, value = self._recording, self._jobs.store, self._settings.value
        if recording_id is None:
            return

        def task(step: Step) -> Sequence[Cue]:
            from core.video.speech import engine_of, transcribe

            engine = engine_of(program=value.speech_program, model=value.speech_model)
            spoken = value.speech_language
            return transcribe(store, recording_id, engine, language=spoken, told=step.tell)

        self.banner.clear()
        self._busy_with = recording_id
        self.progress.tell(0.0, self.tr("A transcrever…"))
        self.progress.show()
        self._step = self._jobs.run(
            task,
            then=while_alive(self, self._done),
            failed=while_alive(self, self._failed),
            progress=self.progress.tell,
        )
        self._refresh()

    def _cancel(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def _done(self, cues: Sequence[Cue]) -> None:
        self._step = None
        self.progress.hide()
        if not cues:
            self.banner.say(
                Sentence(
                    self.tr("Não se ouviram palavras nesta gravação."),
                    self.tr("A gravação não mudou."),
                    self.tr("Se alguém fala, experimente outro modelo ou outra língua."),
                ),
                kind="info",
            )
        if self._busy_with == self._recording:
            self._cues = cues
        self._fill()

    def _failed(self, problem: BaseException) -> None:
        self._step = None
        self.progress.hide()
        self._refresh()
        if not isinstance(problem, CancelledError):
            self.banner.show_problem(problem)

    def _save(self) -> None:
        recording_id, cues = self._recording, tuple(self._shown)
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Guardar legendas"), "fala.vtt", self.tr("Legendas WebVTT (*.vtt)")
        )
        if not path or recording_id is None:
            return
        store, now, out = self._jobs.store, self._now(), Path(path)

        def task(_step: Step) -> Path:
            from core.reports import exportable_recording
            from core.video.speech import to_give
            from core.video.subtitles import webvtt

            exportable_recording(store, recording_id, at=now, whole=True)
            part = out.with_name(f".{out.name}.part")
            part.write_text(webvtt(to_give(store, recording_id, cues)), encoding="utf-8")
            part.replace(out)
            return out

        self._jobs.run(task, then=while_alive(self, self._saved), failed=self.banner.show_problem)

    def _saved(self, out: Path) -> None:
        self.banner.say(Sentence(self.tr("As legendas estão em {}.").format(out.name), "", ""),
                        kind="good")  # fmt: skip
