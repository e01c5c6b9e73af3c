"""Joining clips of phones and cameras to a visit: files in, progress, and their place in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QDateTime, QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import formats, look, sentences, theme
from desktop.kit.widgets import Banner, ProgressLine
from desktop.recording import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.video.recordings import RecordingSummary
    from core.visits.joining import Joined
    from desktop.kit.jobs import Jobs, Step

_NAME, _LENGTH, _BEGINS, _BY = range(4)


class JoinDialog(QDialog):
    """The clips of one visit. Each can be placed by the sound of a recording, or by hand."""

    def __init__(
        self,
        jobs: Jobs,
        *,
        visit_id: UUID,
        technician_id: UUID | None,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._visit_id = visit_id
        self._technician_id = technician_id
        self._now = now
        self._step: Step | None = None
        self._rows: list[UUID] = []
        self.setObjectName("joinDialog")
        self.setWindowTitle(self.tr("Juntar vídeos à visita"))
        self.resize(theme.px(820), theme.px(520))
        self._build()
        self._read_others()

    def join(self, paths: list[Path]) -> None:
        """Copy these clips into the visit; what is no video is said and stops no other."""
        from core.video.clips import clips_in
        from core.visits.joining import join_clips

        found = clips_in(paths)
        if not found or self._step is not None:
            return
        self.banner.clear()

        def work(step: Step) -> list[Joined]:
            def told(number: int, share: float) -> None:
                step.tell((number + share) / len(found), found[number].name)

            return join_clips(
                self._jobs.store,
                found,
                visit_id=self._visit_id,
                technician_id=self._technician_id,
                at=self._now(),
                told=told,
            )

        self.progress.tell(0.0, found[0].name)
        self.progress.show()
        self.add.setEnabled(False)
        self.stop.show()
        self._step = self._jobs.run(
            work, then=self._joined, failed=self._failed, progress=self._progressed
        )

    # -- what stands where ---------------------------------------------------------------------

    def _build(self) -> None:
        page = look.spaced(QVBoxLayout(self), margin=20, gap=12)
        page.addWidget(
            look.text(
                self.tr(
                    "Os vídeos são copiados e cifrados tal como estão; os originais não mudam. "
                    "O mesmo vídeo não entra duas vezes."
                ),
                wrap=True,
            )
        )
        self.banner = Banner()
        self.banner.hide()
        page.addWidget(self.banner)
        self.add = look.button(
            self.tr("Escolher vídeos…"), kind="primary", icon="plus", name="joinAdd"
        )
        self.add.clicked.connect(self._choose)
        self.stop = look.button(self.tr("Parar"), icon="stop", name="joinStop")
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        self.progress = ProgressLine()
        self.progress.hide()
        above = look.spaced(QHBoxLayout(), gap=8)
        above.addWidget(self.add)
        above.addWidget(self.stop)
        above.addWidget(self.progress, 1)
        page.addLayout(above)
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("joinTable")
        self.table.setAccessibleName(self.tr("Vídeos juntos"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Vídeo"), self.tr("Duração"), self.tr("Começa"), self.tr("Acertado por")]
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(44))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_LENGTH, _BEGINS, _BY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.table.itemSelectionChanged.connect(self._show_buttons)
        page.addWidget(self.table, 1)
        self.others = QComboBox()
        self.others.setObjectName("joinOther")
        self.others.setAccessibleName(self.tr("Gravação por cujo som se acerta"))
        self.by_sound = look.button(self.tr("Acertar pelo som"), icon="sound", name="joinBySound")
        self.by_sound.clicked.connect(self._match)
        close = look.button(self.tr("Fechar"), name="joinClose")
        close.clicked.connect(self.accept)
        below = look.spaced(QHBoxLayout(), gap=8)
        below.addWidget(self.others, 1)
        below.addWidget(self.by_sound)
        below.addWidget(close)
        page.addLayout(below)
        self._show_buttons()

    def done(self, result: int) -> None:
        """Closing stops the copying; what was joined stays."""
        self._stop()
        super().done(result)

    # -- joining -------------------------------------------------------------------------------

    def _choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Vídeos a juntar"),
            "",
            self.tr("Vídeos (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.mts *.m2ts *.mpg *.3gp)"),
        )
        self.join([Path(path) for path in paths])

    def _stop(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def _progressed(self, fraction: float, name: str) -> None:
        self.progress.tell(fraction, name)

    def _joined(self, done: list[Joined]) -> None:
        self._rest()
        told = [one.problem or one.warning for one in done]
        if problems := [problem for problem in told if problem is not None]:
            self.banner.say(sentences.together(problems), kind="warning")
        for one in done:
            if one.recording_id is not None and one.recording_id not in self._rows:
                self._add_row(one)
        self._read_others()

    def _failed(self, error: BaseException) -> None:
        self._rest()
        if self._cancelled(error):
            self.banner.say(words.joining_stopped(), kind="info")
        else:
            self.banner.show_problem(error)

    def _cancelled(self, error: BaseException) -> bool:
        from concurrent.futures import CancelledError

        return isinstance(error, CancelledError)

    def _rest(self) -> None:
        self._step = None
        self.progress.hide()
        self.stop.hide()
        self.add.setEnabled(True)

    def _add_row(self, one: Joined) -> None:
        assert one.recording_id is not None
        assert one.facts is not None
        assert one.begins_at is not None
        row = self.table.rowCount()
        self._rows.append(one.recording_id)
        self.table.insertRow(row)
        name = QTableWidgetItem(one.facts.name)
        name.setToolTip(
            f"{one.facts.width} × {one.facts.height} · {one.facts.codec} · {one.facts.camera}"
        )
        self.table.setItem(row, _NAME, name)
        length = formats.duration(one.facts.duration_us)
        self.table.setItem(row, _LENGTH, QTableWidgetItem(length))
        begins = QDateTimeEdit()
        begins.setDisplayFormat("yyyy-MM-dd HH:mm:ss.zzz")
        begins.setAccessibleName(self.tr("Quando começa {}").format(one.facts.name))
        look.pad(begins)
        begins.setDateTime(_shown(one.begins_at))
        begins.editingFinished.connect(partial(self._by_hand, one.recording_id))
        self.table.setCellWidget(row, _BEGINS, begins)
        self.table.setItem(row, _BY, QTableWidgetItem(words.aligned_by(one.aligned_by)))
        self.table.selectRow(row)

    # -- placing -------------------------------------------------------------------------------

    def _by_hand(self, recording_id: UUID) -> None:
        from core.video.timeline import AlignedBy
        from core.visits.joining import place_clip

        row = self._rows.index(recording_id)
        begins = self.table.cellWidget(row, _BEGINS)
        assert isinstance(begins, QDateTimeEdit)
        at = datetime.fromtimestamp(0, self._now().tzinfo) + timedelta(
            milliseconds=begins.dateTime().toMSecsSinceEpoch()
        )
        verb = partial(place_clip, begins_at=at, by=AlignedBy.HAND, found_at=self._now())
        self._jobs.write(
            partial(verb, recording_id=recording_id),
            then=lambda _: self._placed(recording_id, at, AlignedBy.HAND.value),
            failed=self.banner.show_problem,
        )

    def _match(self) -> None:
        from core.visits.joining import match_clip

        rows = {index.row() for index in self.table.selectedIndexes()}
        against = UUID(self.others.currentData())
        store = self._jobs.store
        for row in sorted(rows):
            clip = self._rows[row]
            if clip == against:
                continue
            self.by_sound.setEnabled(False)
            listen = partial(match_clip, store, recording_id=clip, against=against)
            self._jobs.run(
                lambda _step, listen=listen: listen(),  # type: ignore[misc]
                then=partial(self._matched, clip, against),
                failed=self._not_matched,
            )

    def _matched(self, clip: UUID, against: UUID, match: object) -> None:
        from core.video.alignment import SURE, SoundMatch
        from core.visits.joining import place_by_sound

        self._show_buttons()
        assert isinstance(match, SoundMatch)
        if match.confidence < SURE:
            self.banner.say(words.not_sure(match.confidence), kind="warning")
            return
        verb = partial(place_by_sound, recording_id=clip, against=against, match=match)
        self._jobs.write(
            partial(verb, found_at=self._now()),
            then=lambda at: self._placed(clip, at, "sound", match.confidence),
            failed=self.banner.show_problem,
        )

    def _not_matched(self, error: BaseException) -> None:
        self._show_buttons()
        self.banner.show_problem(error)

    def _placed(
        self, recording_id: UUID, at: datetime, by: str, confidence: float | None = None
    ) -> None:
        from core.video.timeline import AlignedBy

        row = self._rows.index(recording_id)
        begins = self.table.cellWidget(row, _BEGINS)
        assert isinstance(begins, QDateTimeEdit)
        with QSignalBlocker(begins):
            begins.setDateTime(_shown(at))
        item = self.table.item(row, _BY)
        if item is not None:
            item.setText(words.aligned_by(AlignedBy(by), confidence))

    def _read_others(self) -> None:
        from core.video.recordings import list_recordings

        self._jobs.read(partial(list_recordings, visit_id=self._visit_id), then=self._show_others)

    def _show_others(self, found: list[RecordingSummary]) -> None:
        chosen = self.others.currentData()
        self.others.clear()
        for one in found:
            if one.sound and one.duration_us:
                name = f"{formats.day_and_clock(one.started_at)} · {one.source_name}"
                self.others.addItem(name, str(one.id))
        self.others.setCurrentIndex(max(0, self.others.findData(chosen)))
        self._show_buttons()

    def _show_buttons(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        other = self.others.currentData()
        self.by_sound.setEnabled(
            other is not None and any(str(self._rows[row]) != other for row in rows)
        )
        self.others.setEnabled(self.others.count() > 0)


def _shown(at: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(round(at.timestamp() * 1000))
