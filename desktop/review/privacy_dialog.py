"""«Privacidade»: what is covered in a recording, its blurred copy, how long it is kept."""

from __future__ import annotations

from concurrent.futures import CancelledError
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QSlider,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.consent import ConsentRows
from desktop.kit import look, theme
from desktop.kit.jobs import Jobs, Step
from desktop.kit.widgets import Banner, PageHeader, ProgressLine
from desktop.review.clock_text import clock_text
from desktop.review.privacy_beside import CopyBeside, still_at
from desktop.review.privacy_faces import CoveredPlan
from desktop.review.privacy_keeping import KeepingBox
from desktop.review.privacy_picture import BoxedPicture, Corners
from desktop.review.privacy_voices import VoicesBox

_STEP_US = 200_000
_SAVE_MS = 250


class PrivacyDialog(QDialog):
    """One recording. `changed` when something of it was written."""

    changed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        recording_id: UUID,
        *,
        visit_id: UUID,
        until_us: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._visit_id = visit_id
        self._jobs, self._recording_id = jobs, recording_id
        self._step: Step | None = None
        self._asked = 0
        self.covered = CoveredPlan(until_us=until_us, parent=self)
        self.covered.changed.connect(self._changed)
        self._save_soon = QTimer(self)
        self._save_soon.setSingleShot(True)
        self._save_soon.setInterval(_SAVE_MS)
        self._save_soon.timeout.connect(self._save)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("privacy")
        self.setWindowTitle(self.tr("Privacidade"))
        column = look.spaced(QVBoxLayout(self), margin=16, gap=8)
        column.addWidget(
            PageHeader(
                self.tr("Privacidade"),
                self.tr(
                    "Caras pequenas, viradas ou escondidas podem escapar: veja a cópia antes de a "
                    "dar. Nada garante que ninguém é reconhecido."
                ),
            )
        )
        self.banner = Banner()
        column.addWidget(self.banner)
        middle = look.spaced(QHBoxLayout(), gap=12)
        middle.addLayout(self._pictures(until_us), 1)
        middle.addWidget(self._sides(until_us))
        column.addLayout(middle, 1)
        self.progress = ProgressLine(cancellable=True)
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        column.addWidget(self.progress)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.seek = look.button(self.tr("Procurar caras"), name="privacy_find")
        self.seek.clicked.connect(self._find)
        self.compare = look.button(self.tr("Ver a cópia ao lado"), name="privacy_compare")
        self.compare.setCheckable(True)
        self.compare.toggled.connect(self._compare)
        self.copy = look.button(self.tr("Fazer cópia desfocada"), kind="primary", name="blur_copy")
        self.copy.clicked.connect(self._copy)
        row.addStretch(1)
        for one in (self.seek, self.compare, self.copy):
            row.addWidget(one)
        column.addLayout(row)
        keys = QKeySequence(QKeySequence.StandardKey.Undo)
        QShortcut(keys, self).activated.connect(self.covered.undo)
        self.resize(theme.px(980), theme.px(620))
        if (screen := self.screen()) is not None:
            self.resize(self.size().boundedTo(screen.availableGeometry().size()))
        self._refresh()
        self._read()
        self._look()

    def _pictures(self, until_us: int) -> QVBoxLayout:
        column = look.spaced(QVBoxLayout(), gap=6)
        both = look.spaced(QHBoxLayout(), gap=6)
        self.picture = BoxedPicture()
        self.picture.drawn.connect(self._draw)
        self.picture.picked.connect(self._pick)
        self.picture.shaped.connect(
            lambda place, corners: self.covered.shape(
                self._here[place], corners, at_us=self.moment_us
            )
        )
        self.picture.switched.connect(lambda place: self.covered.switch(self._here[place]))
        self.picture.removed.connect(lambda place: self.covered.remove(self._here[place]))
        both.addWidget(self.picture, 1)
        self.beside = CopyBeside(self._jobs, self._recording_id)
        self.beside.hide()
        both.addWidget(self.beside, 1)
        column.addLayout(both, 1)
        line = look.spaced(QHBoxLayout(), gap=8)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Momento da gravação"))
        self.slider.setRange(0, max(0, until_us - 1) // _STEP_US)
        self.slider.valueChanged.connect(self._look)
        self.clock = look.text("", kind="small")
        line.addWidget(self.slider, 1)
        line.addWidget(self.clock)
        column.addLayout(line)
        return column

    def _sides(self, until_us: int) -> QWidget:
        tabs = QTabWidget()
        tabs.setObjectName("privacy_tabs")
        tabs.setFixedWidth(theme.px(330))
        faces = QWidget()
        column = look.spaced(QVBoxLayout(faces), margin=10, gap=6)
        column.addWidget(
            look.text(
                self.tr(
                    "Arraste na imagem para tapar; puxe a caixa ou os cantos. Noutro momento, "
                    "ponha-a onde está: entre os dois, vai de um ao outro."
                ),
                kind="small",
                wrap=True,
            )
        )
        line = look.spaced(QHBoxLayout(), gap=6)
        self.around = QDoubleSpinBox()
        self.around.setRange(0.2, 3600)
        self.around.setValue(2.0)
        self.around.setSuffix(self.tr(" s"))
        self.around.setAccessibleName(self.tr("Segundos tapados antes e depois"))
        look.pad(self.around)
        line.addWidget(look.text(self.tr("Antes e depois")), 1)
        line.addWidget(self.around)
        column.addLayout(line)
        self.switch = look.button("", name="privacy_switch")
        self.switch.clicked.connect(lambda: self._of_chosen(self.covered.switch))
        self.since = look.button(self.tr("Tapar desde aqui"), name="privacy_since")
        self.since.clicked.connect(
            lambda: self._of_chosen(lambda place: self.covered.reach(place, from_us=self.moment_us))
        )
        self.until = look.button(self.tr("Tapar até aqui"), name="privacy_until")
        self.until.clicked.connect(
            lambda: self._of_chosen(
                lambda place: self.covered.reach(place, until_us=self.moment_us)
            )
        )
        self.away = look.button(self.tr("Tirar"), name="privacy_remove")
        self.away.clicked.connect(lambda: self._of_chosen(self.covered.remove))
        self.undo = look.button(self.tr("Desfazer"), icon="undo", name="privacy_undo")
        self.undo.clicked.connect(self.covered.undo)
        for one in (self.switch, self.since, self.until, self.away):
            column.addWidget(one)
        column.addStretch(1)
        column.addWidget(self.undo)
        tabs.addTab(faces, self.tr("Caras"))
        self.voices = VoicesBox(lambda: self.moment_us, until_us=until_us)
        self.voices.changed.connect(self.covered.set_voices)
        self.voices.asked.connect(lambda at: self.slider.setValue(at // _STEP_US))
        self.keeping = KeepingBox(self._jobs, self._recording_id)
        self.keeping.changed.connect(self.changed)
        self.keeping.failed.connect(self.banner.show_problem)
        self.keeping.erased.connect(self.changed)
        self.keeping.erased.connect(self.accept)
        self.consents = ConsentRows(self._jobs, now=lambda: datetime.now(UTC))
        self.consents.changed.connect(self.changed)
        self.consents.failed.connect(self.banner.show_problem)
        self.consents.read_recording(self._visit_id, self._recording_id)
        self._tabs = tabs
        for box, words in (
            (self.voices, self.tr("Vozes")),
            (self.consents, self.tr("Acordo")),
            (self.keeping, self.tr("Guardar")),
        ):
            page = QWidget()
            inside = look.spaced(QVBoxLayout(page), margin=10, gap=6)
            inside.addWidget(box)
            inside.addStretch(1)
            tabs.addTab(page, words)
        return tabs

    def show_consents(self) -> None:
        """Bring who agreed to the front."""
        self._tabs.setCurrentIndex(2)

    @property
    def moment_us(self) -> int:
        """The moment that is shown."""
        return self.slider.value() * _STEP_US

    @property
    def _here(self) -> list[int]:
        return [place for place, _, _ in self.covered.here(self.moment_us)]

    def _read(self) -> None:
        from core.video.privacy.blurred import plan_of

        store, recording_id = self._jobs.store, self._recording_id
        self._jobs.run(
            lambda _step: plan_of(store, recording_id),
            then=self._planned,
            failed=self.banner.show_problem,
        )

    def _planned(self, plan: object) -> None:
        self.covered.show_plan(plan)  # type: ignore[arg-type]
        self.voices.show_spans(self.covered.plan.voices)
        self._show_boxes()

    def _look(self) -> None:
        """The picture of the moment; of several asked for, only the last is shown."""
        self._asked += 1
        asked, at = self._asked, self.moment_us
        store, recording_id = self._jobs.store, self._recording_id
        self.clock.setText(clock_text(at))
        self._show_boxes()
        if self.compare.isChecked():
            self.beside.look(at)

        def still(_step: Step) -> tuple[int, bytes]:
            from core.video.cutting import film_of

            if asked != self._asked:
                return asked, b""
            return asked, still_at(film_of(store, recording_id), at)

        self._jobs.run(still, then=self._seen, failed=self.banner.show_problem)

    def _seen(self, found: tuple[int, bytes]) -> None:
        asked, data = found
        if asked == self._asked and data:
            self.picture.show_picture(QImage.fromData(data))

    def _show_boxes(self) -> None:
        here = self.covered.here(self.moment_us)
        self.picture.show_boxes([(corners, covered) for _, corners, covered in here])
        places = [place for place, _, _ in here]
        chosen = self.covered.chosen
        self.picture.choose(places.index(chosen) if chosen in places else -1)
        self._refresh()

    # -- what the person changes -----------------------------------------------------------

    def _draw(self, corners: Corners) -> None:
        self.covered.draw(corners, at_us=self.moment_us, around_us=int(self.around.value() * 1e6))

    def _pick(self, place: int) -> None:
        self.covered.chosen = self._here[place] if place >= 0 else None
        self._refresh()

    def _of_chosen(self, what: object) -> None:
        if self.covered.chosen is not None:
            what(self.covered.chosen)  # type: ignore[operator]

    def _changed(self) -> None:
        self.voices.show_spans(self.covered.plan.voices)
        self._show_boxes()
        self._save_soon.start()

    def _save(self) -> None:
        from core.video.privacy.blurred import save_plan

        self._save_soon.stop()
        store, recording_id, plan = self._jobs.store, self._recording_id, self.covered.plan
        self._jobs.run(
            lambda _step: save_plan(store, recording_id, plan, at=datetime.now(UTC)),
            then=self._saved,
            failed=self.banner.show_problem,
            must=True,
        )

    def _saved(self, _none: object) -> None:
        self.changed.emit()

    def _compare(self, on: bool) -> None:
        self.beside.setVisible(on)
        if on:
            self.beside.look(self.moment_us)

    # -- slow work -------------------------------------------------------------------------

    def _find(self) -> None:
        from core.video.privacy.blurred import look_for_faces

        self._work(look_for_faces, self.tr("A procurar caras…"), self._found)

    def _copy(self) -> None:
        from core.video.privacy.blurred import make_blurred_copy

        self._work(make_blurred_copy, self.tr("A fazer a cópia desfocada…"), self._copied)

    def _work(self, task: object, words: str, then: object) -> None:
        from core.video.privacy.blurred import save_plan

        store, recording_id = self._jobs.store, self._recording_id
        plan = self.covered.plan if self._save_soon.isActive() else None
        self._save_soon.stop()
        self.banner.clear()
        self.progress.tell(0.0, words)
        self.progress.show()

        def work(step: Step) -> object:
            if plan is not None:
                save_plan(store, recording_id, plan, at=datetime.now(UTC))
            return task(  # type: ignore[operator]
                store, recording_id, at=datetime.now(UTC), told=lambda done: step.tell(done, words)
            )

        self._step = self._jobs.run(
            work,
            then=then,  # type: ignore[arg-type]
            failed=self._failed,
            progress=self.progress.tell,
        )
        self._refresh()

    def _found(self, plan: object) -> None:
        self._ended()
        self._planned(plan)
        found = sum(not one.by_hand for one in self.covered.plan.tracks)
        self._say(
            self.tr("Caras seguidas: {count}.").format(count=found),
            self.tr("Percorra a gravação e tape o que faltar."),
        )

    def _copied(self, _made: object) -> None:
        self._ended()
        self._read()
        self.compare.setChecked(True)
        self.beside.look(self.moment_us)
        self._say(
            self.tr("A cópia desfocada está guardada; é ela que sai daqui."),
            self.tr("Veja-a antes de a dar: caras podem ter escapado."),
        )

    def _failed(self, problem: BaseException) -> None:
        self._ended()
        if isinstance(problem, CancelledError):
            self._say(
                self.tr("Parado. O original não foi alterado."),
                self.tr("O que já estava feito fica, e continua-se daí."),
            )
        else:
            self.banner.show_problem(problem)

    def _ended(self) -> None:
        self._step = None
        self.progress.hide()
        self._refresh()
        self.changed.emit()

    def _say(self, happened: str, todo: str) -> None:
        self.banner.say(Sentence(happened, "", todo), kind="info")

    def _refresh(self) -> None:
        idle, chosen = self._step is None, self.covered.chosen
        for one in (self.seek, self.copy, self.picture, self.voices):
            one.setEnabled(idle)
        self.keeping.refresh(idle=idle)
        for one in (self.switch, self.since, self.until, self.away):
            one.setEnabled(idle and chosen is not None)
        out = chosen is not None and self.covered.plan.tracks[chosen].left_out
        self.switch.setText(self.tr("Voltar a tapar") if out else self.tr("Deixar ver"))
        self.undo.setEnabled(idle and self.covered.may_undo)

    def _cancel(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def done(self, result: int) -> None:
        """Closing stops what is under way, and keeps what was just changed."""
        self._cancel()
        if self._save_soon.isActive():
            self._save()
        super().done(result)
