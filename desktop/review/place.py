"""Revisão: recordings and answers side by side. Moments are in µs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.problem import Problem, Sentence
from desktop.kit import icons, language
from desktop.kit.jobs import Refresh
from desktop.kit.place import Surroundings
from desktop.review import records
from desktop.review.close_ups import CloseUps
from desktop.review.finishing import ReviewFinishing
from desktop.review.lanes import LaneWords, show_on_line
from desktop.review.line import VisitLine, inside
from desktop.review.marking_tab import MarkingTab
from desktop.review.overview import Overviews
from desktop.review.player import PlayableSegment
from desktop.review.records import AnswerItem, RecordingItem, Review, folded

WATCHED = frozenset({"recording", "segment", "marker", "answer", "filling"})


class ReviewPlace(ReviewFinishing):
    """One visit at a time; enter it with the id of the visit.

    `open_filling` asks for the Guião, `open_question` (filling id, key) for a question in it.
    """

    open_question = Signal(object, str)
    shown = Signal(object)  # visit id, after everything is on screen

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self.setObjectName("review")
        self._recording: RecordingItem | None = None
        self._line = VisitLine()
        self._wanted: tuple[UUID, int] | None = None
        self.overviews = Overviews(self.jobs, self)
        self.close_ups = CloseUps(self.jobs, self.timeline, self)
        self.marking_tab = MarkingTab(self)
        self._connect()
        # A recording is sealed some seconds after it was stopped: show it then.
        Refresh(self.jobs, WATCHED, self.reload, parent=self)

    # -- doors -----------------------------------------------------------------------------

    def enter(self, argument: object = None) -> None:
        """Show the visit with this id."""
        if isinstance(argument, UUID):
            self.show_visit(argument)

    def show_visit(self, visit_id: UUID) -> None:
        """Show a visit; what is on screen stays until the new one is there."""
        self.banner.clear()
        self._asks_signatures = False
        self._load_visit(visit_id)

    def reload(self) -> None:
        """Show the same visit again, after something of it was written."""
        if self._review is not None:
            self._load_visit(self._review.visit_id)

    def _load_visit(self, visit_id: UUID) -> None:
        store, spoken = self.jobs.store, language.current()
        self.jobs.run(
            lambda _step: records.load_review(store, visit_id, language=spoken),
            then=self._show,
            failed=self.banner.show_problem,
        )

    def show_moment(self, visit_id: UUID, recording_id: UUID, moment_us: int) -> None:
        """Show a visit at a moment of one of its recordings."""
        self._wanted = (recording_id, moment_us)
        self.show_visit(visit_id)

    def leave(self) -> None:
        """Stop the picture."""
        self.player.pause()

    @property
    def review(self) -> Review | None:
        """What is shown now."""
        return self._review

    # -- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.player.picture.connect(self.view.show_picture)
        self.player.moment_changed.connect(self._show_where)
        self.companions.chosen.connect(self._make_main)
        self.overviews.arrived.connect(self._show_overview)
        self.overviews.failed.connect(self.banner.show_problem)
        self.close_ups.failed.connect(self.banner.show_problem)
        self.looping.changed.connect(self._show_loop)
        self.note_line.submitted.connect(self._save_note)
        self.player.failed.connect(self._player_failed)
        self.view.toggled.connect(self.player.toggle)
        self.view.stepped.connect(self.player.step)
        self.view.speed_stepped.connect(self.player.change_rate)
        self.view.nudged.connect(lambda by: self.player.jump(self.player.moment_us + by))
        self.timeline.moment_picked.connect(self._go_to_moment)
        self.timeline.pin_picked.connect(self._go_to_pin)
        self.timeline.lane_toggled.connect(self.lane_choice.toggle)
        self.lane_choice.changed.connect(self._show_pins)
        self.marking_panel.picked.connect(self._go_to_mark)
        self.speech.picked.connect(self._jump)
        self.marking_tab.changed.connect(self._show_pins)
        self.answers.chosen.connect(self._go_to_answer)
        self.answers.selectionModel().currentChanged.connect(lambda *_: self._refresh_buttons())
        self.recording_choice.activated.connect(self._choose_recording)
        self.search.textChanged.connect(lambda _text: self._show_answers())
        self.finding_button.clicked.connect(self._begin_finding)
        self.findings.form.submitted.connect(self._save_finding)
        self.findings.opened.connect(self._open_key)
        self.back_button.clicked.connect(lambda: self._ask_filling(""))
        self.home_button.clicked.connect(lambda: self._ask("take_home"))
        self.moments_button.clicked.connect(lambda: self._ask("export_moments"))
        self.privacy_button.clicked.connect(self._open_privacy)
        self.finalise_button.clicked.connect(self._finalise)
        self.sign_button.clicked.connect(self._sign)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search.setFocus)

    # -- showing ---------------------------------------------------------------------------

    def _show(self, review: Review) -> None:
        same = self._review is not None and self._review.visit_id == review.visit_id
        self._review = review
        self.header.set_text(review.title, review.subtitle)
        self.findings.show_findings(review.findings)
        self.signatures.show_signatures(review.signatures)
        self.tabs.setTabText(
            1, self.tr("Constatações {0}").format(len(review.findings) or "").strip()
        )
        self.tabs.setTabText(
            2, self.tr("Assinaturas {0}").format(len(review.signatures) or "").strip()
        )
        self._show_answers()
        was, self._line = self._line, VisitLine(review.recordings)
        if not same or [r.id for r in review.recordings] != self._recording_ids():
            self._show_recordings()
        elif self._recording is not None and _places(was) != _places(self._line):
            # It was placed anew, or became longer: the same moment, on the line as it is now.
            moment_us = self.player.moment_us
            self._load(self._line.find(self._recording.id) or self._recording)
            self.player.jump(moment_us)
        else:
            self._show_pins()
        if self._wanted is not None:
            (recording_id, moment_us), self._wanted = self._wanted, None
            self._jump(recording_id, moment_us)
        self._say_who_signs(review)
        self.marking.show_visit(review.visit_id)
        self._refresh_buttons()
        self.shown.emit(review.visit_id)

    def _recording_ids(self) -> list[object]:
        return [self.recording_choice.itemData(i) for i in range(self.recording_choice.count())]

    def _show_recordings(self) -> None:
        assert self._review is not None
        self.recording_choice.clear()
        for recording in self._review.recordings:
            self.recording_choice.addItem(recording.name, recording.id)
        self.recording_choice.setVisible(self.recording_choice.count() > 1)
        self.player.unload()
        self.companions.clear()
        self.speech.show_recording(None)
        self._recording = None
        for widget in (self.transport, self.zoom_bar, self.timeline):
            widget.setVisible(bool(self._review.recordings))
        if self._review.recordings:
            self._load(self._review.recordings[0])
        else:
            words = self.tr("Esta visita não tem gravação. Os registos estão à direita.")
            if self._review.unsealed:
                words = self.tr("A gravação ainda está a ser guardada; aparece aqui a seguir.")
            self.view.show_message(words)

    def _show_answers(self) -> None:
        if self._review is None:
            return
        wanted = folded(self.search.text())
        answers = [
            answer
            for answer in self._review.answers
            if wanted in folded(f"{answer.label} {answer.shown} {answer.section}")
        ]
        flagged = frozenset(f.answer_key for f in self._review.findings if f.answer_key)
        self.answers.show_answers(answers, flagged=flagged)

    def _load(self, recording: RecordingItem) -> None:
        self._recording = recording
        self.timeline.set_filmstrip(())
        self.timeline.set_waveform(())
        self.close_ups.show(recording)
        self.speech.show_recording(recording.id)
        self.companions.clear()
        self.recording_choice.setCurrentIndex(self.recording_choice.findData(recording.id))
        self.player.load(
            [
                PlayableSegment(start_us=s.start_us, duration_us=s.duration_us, open=s.open)
                for s in recording.segments
            ]
        )
        self._show_pins()
        self.companions.show_beside(self._line, recording)
        self.overviews.ask(recording)
        self._refresh_buttons()

    def _show_overview(self, recording_id: UUID, name: str, found: Any) -> None:
        if self._recording is None or self._recording.id != recording_id:
            return
        if name == "strip":
            begin = self._recording.offset_us
            self.timeline.set_filmstrip([(begin + at, data) for at, data in found])
        elif name == "wave":
            self.timeline.set_waveform(found)
        else:
            self.player.set_index(found)
            self.close_ups.set_index(found)

    def _show_pins(self) -> None:
        if self._recording is None or self._review is None:
            return
        begin = self._recording.offset_us
        show_on_line(
            self.timeline,
            self._line,
            self._review.answers,
            main=(begin, begin + self._recording.duration_us),
            words=LaneWords(
                no_section=self.tr("Sem secção"),
                answers=self.tr("Registos"),
                tags=self.tr("Marcas"),
                kinds={"marker": self.tr("Marcadores"), "note": self.tr("Notas")},
            ),
            choice=self.lane_choice,
            marks=self.marking_panel.marks,
            marks_first=self.marking_tab.open,
        )

    def _refresh_buttons(self) -> None:
        review = self._review
        state = review.filling_state if review else ""
        self.back_button.setEnabled(bool(state))
        self.finalise_button.setVisible(state in ("", "draft"))
        self.finalise_button.setEnabled(state == "draft")
        self.sign_button.setEnabled(state in ("finalised", "sent"))
        why = self.tr("Finalize o guião para o assinar")
        self.sign_button.setToolTip(self.tr("Assinar") if self.sign_button.isEnabled() else why)
        self.home_button.setEnabled(review is not None)
        shown = self._recording.id if self._recording is not None else None
        kept = review is not None and shown in review.kept
        self.privacy_button.setText(
            self.tr("Falta consentimento") if kept else self.tr("Privacidade")
        )
        icons.put(self.privacy_button, "warning" if kept else "eye")
        self.moments_button.setEnabled(review is not None and bool(review.recordings))
        self.finding_button.setEnabled(self.answers.current_item() is not None)

    # -- moving about ----------------------------------------------------------------------

    def _choose_recording(self, at: int) -> None:
        self._make_main(self._line.recordings[at].id)

    def _make_main(self, recording_id: UUID) -> None:
        """The same moment of the visit, with another recording as the large picture."""
        wanted = self._line.find(recording_id)
        if wanted is None or wanted is self._recording:
            return
        at_us = self._offset_us() + self.player.moment_us
        playing = self.player.playing
        self._load(wanted)
        self.player.jump(inside(wanted, at_us) or 0)
        if playing:
            self.player.play()

    def timeline_offset(self, recording_id: UUID) -> int | None:
        """Where a recording begins on the line (µs); None when it is not on it."""
        return self._line.place(recording_id, 0)

    def _offset_us(self) -> int:
        return self._recording.offset_us if self._recording else 0

    def _show_where(self, moment_us: int) -> None:
        self.timeline.set_moment(self._offset_us() + moment_us)
        self.speech.follow(moment_us)

    def _show_loop(self) -> None:
        loop, begin = self.player.loop, self._offset_us()
        self.timeline.set_loop((begin + loop[0], begin + loop[1]) if loop else None)

    def _jump(self, recording_id: UUID, moment_us: int) -> None:
        found = self._line.find(recording_id)
        if found is None:
            return
        if self._recording is None or self._recording.id != recording_id:
            self._load(found)
        self.player.jump(moment_us)

    def _jump_on_line(self, at_us: int) -> None:
        """Show a moment of the visit: the main picture stays the main one while it ran."""
        shown = self._line.showing(at_us, rather=self._recording)
        if shown is not None:
            self._jump(shown.id, max(0, at_us - shown.offset_us))

    def _go_to_answer(self, answer: AnswerItem) -> None:
        if answer.moment_us is None:
            return
        at_us = self._line.place(answer.recording_id, answer.moment_us)
        if at_us is not None:
            self.timeline.select(answer.key)
            self._jump_on_line(at_us)

    def _go_to_moment(self, at_us: int) -> None:
        self._jump_on_line(at_us)
        pin = self.timeline.pin_near(at_us, max(1_000_000, self._line.duration_us // 60))
        if pin is not None:
            self.timeline.select(pin.key)
            self.answers.select_key(pin.key)

    def _go_to_pin(self, key: str) -> None:
        self.timeline.select(key)
        self.marking_panel.select(key)
        self._open_key(key)
        for recording in self._line.recordings:
            for marker in recording.markers:
                if marker.key == key:
                    self._jump_on_line(recording.offset_us + marker.moment_us)

    def _go_to_mark(self, key: str) -> None:
        mark = self.marking.shown.find(key)
        if mark is not None:
            self.timeline.select(key)
            self._jump(mark.recording_id, mark.start_us)

    def _open_key(self, key: str) -> None:
        if self._review is None:
            return
        for answer in self._review.answers:
            if answer.key == key:
                if self.search.text():
                    self.search.clear()
                self.tabs.setCurrentIndex(0)
                self.answers.select_key(key)
                self._go_to_answer(answer)

    def _player_failed(self, why: object) -> None:
        if isinstance(why, Problem):
            self.banner.show_problem(why)
            return
        self.banner.say(
            Sentence(
                happened=self.tr("Não foi possível mostrar esta gravação."),
                kept=self.tr("O ficheiro continua guardado e os registos não se perderam."),
                todo=self.tr("Feche e volte a abrir a Revisão; se continuar, peça apoio."),
            )
        )

    def _ask_filling(self, key: str) -> None:
        if self._review is not None and self._review.filling_id is not None:
            self.player.pause()
            if key:
                self.open_question.emit(self._review.filling_id, key)
            else:
                self.open_filling.emit(self._review.filling_id)

    def _ask(self, command: str) -> None:
        if self._review is not None:
            self.command.emit(command, self._review.visit_id)


def _places(line: VisitLine) -> list[tuple[UUID, int, int]]:
    return [(one.id, one.offset_us, len(one.segments)) for one in line.recordings]
