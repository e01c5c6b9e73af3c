"""«Privacidade»: what is covered in a recording, its blurred copy, and erasing it."""

from __future__ import annotations

from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.kit import look, theme
from desktop.kit.jobs import Jobs, Step
from desktop.kit.widgets import Banner, PageHeader, ProgressLine
from desktop.review.clock_text import clock_text
from desktop.review.privacy_picture import BoxedPicture, Corners

if TYPE_CHECKING:
    from core.video.privacy.boxes import BlurPlan, Track

_STEP_US = 200_000


class PrivacyDialog(QDialog):
    """One recording. `changed` when something of it was written."""

    changed = Signal()

    def __init__(
        self, jobs: Jobs, recording_id: UUID, *, until_us: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._recording_id = jobs, recording_id
        self._plan: BlurPlan | None = None
        self._here: list[Track] = []
        self._step: Step | None = None
        self._asked = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("privacy")
        self.setWindowTitle(self.tr("Privacidade"))
        column = look.spaced(QVBoxLayout(self), margin=20, gap=8)
        column.addWidget(
            PageHeader(
                self.tr("Privacidade"),
                self.tr(
                    "Caras pequenas, viradas ou escondidas podem escapar: veja a cópia antes de a "
                    "dar. Arraste para tapar; clique numa caixa para a tirar ou pôr."
                ),
            )
        )
        self.banner = Banner()
        column.addWidget(self.banner)
        self.picture = BoxedPicture()
        self.picture.drawn.connect(self._draw)
        self.picture.picked.connect(self._pick)
        column.addWidget(self.picture, 1)
        line = look.spaced(QHBoxLayout(), gap=8)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Momento da gravação"))
        self.slider.setRange(0, max(0, until_us - 1) // _STEP_US)
        self.slider.valueChanged.connect(self._look)
        self.clock = look.text("", kind="small")
        self.around = QDoubleSpinBox()
        self.around.setRange(0.2, 3600)
        self.around.setValue(2.0)
        self.around.setSuffix(self.tr(" s"))
        self.around.setAccessibleName(self.tr("Segundos tapados antes e depois"))
        look.pad(self.around)
        line.addWidget(self.slider, 1)
        line.addWidget(self.clock)
        line.addWidget(look.text(self.tr("Tapar antes e depois")))
        line.addWidget(self.around)
        column.addLayout(line)
        self.progress = ProgressLine(cancellable=True)
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        column.addWidget(self.progress)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.why = QLineEdit()
        self.why.setObjectName("privacy_why")
        self.why.setPlaceholderText(self.tr("Porque se apaga; fica registado"))
        self.why.setAccessibleName(self.tr("Razão para apagar"))
        self.erase = look.button(self.tr("Apagar de vez"), kind="danger", name="privacy_erase")
        self.erase.clicked.connect(self._erase)
        self.why.textChanged.connect(lambda _text: self._refresh())
        self.seek = look.button(self.tr("Procurar caras"), name="privacy_find")
        self.seek.clicked.connect(self._find)
        self.copy = look.button(self.tr("Fazer cópia desfocada"), kind="primary", name="blur_copy")
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.why, 1)
        for one in (self.erase, self.seek, self.copy):
            row.addWidget(one)
        column.addLayout(row)
        self.resize(theme.px(900), theme.px(600))
        screen = self.screen()
        if screen is not None:
            self.resize(self.size().boundedTo(screen.availableGeometry().size()))
        self._refresh()
        self._read()
        self._look()

    @property
    def moment_us(self) -> int:
        """The moment that is shown."""
        return self.slider.value() * _STEP_US

    def _read(self) -> None:
        from core.video.privacy.blurred import plan_of

        store, recording_id = self._jobs.store, self._recording_id
        self._jobs.run(
            lambda _step: plan_of(store, recording_id),
            then=self._planned,
            failed=self.banner.show_problem,
        )

    def _planned(self, plan: BlurPlan | None) -> None:
        self._plan = plan
        self._show_boxes()

    def _look(self) -> None:
        """The picture of the moment; of several asked for, only the last is shown."""
        self._asked += 1
        asked, at = self._asked, self.moment_us
        store, recording_id = self._jobs.store, self._recording_id
        self.clock.setText(clock_text(at))
        self._show_boxes()

        def still(_step: Step) -> tuple[int, bytes]:
            from core.video.cutting import film_of
            from core.video.footage import frame_at

            if asked != self._asked:
                return asked, b""
            film = film_of(store, recording_id)
            segment = film.between(at, at + 1)[0]
            with film.open_file(segment.sha256) as stream:
                return asked, frame_at(stream, at - segment.start_us, height=720)

        self._jobs.run(still, then=self._seen, failed=self.banner.show_problem)

    def _seen(self, found: tuple[int, bytes]) -> None:
        asked, data = found
        if asked == self._asked and data:
            self.picture.show_picture(QImage.fromData(data))

    def _show_boxes(self) -> None:
        tracks = self._plan.tracks if self._plan is not None else ()
        at = self.moment_us
        self._here = [one for one in tracks if one.from_us <= at < one.until_us]
        shown: list[tuple[Corners, bool]] = []
        for one in self._here:
            box = replace(one, left_out=False).at(at)
            if box is not None:
                shown.append(((box.x, box.y, box.w, box.h), not one.left_out))
        self.picture.show_boxes(shown)

    # -- what the person changes -----------------------------------------------------------

    def _draw(self, corners: Corners) -> None:
        from core.video.privacy.boxes import BlurPlan, Box, Track

        at, around = self.moment_us, int(self.around.value() * 1e6)
        drawn = Track(
            keys=((at, Box(*corners)),),
            from_us=max(0, at - around),
            until_us=at + around,
            by_hand=True,
        )
        plan = self._plan or BlurPlan()
        self._keep(replace(plan, tracks=(*plan.tracks, drawn)))

    def _pick(self, place: int) -> None:
        """One that was drawn goes; one that was found is left out, or covered again."""
        if self._plan is None or place >= len(self._here):
            return
        chosen = self._here[place]
        tracks = tuple(
            replace(one, left_out=not one.left_out) if one is chosen else one
            for one in self._plan.tracks
            if not (one is chosen and one.by_hand)
        )
        self._keep(replace(self._plan, tracks=tracks))

    def _keep(self, plan: BlurPlan) -> None:
        from core.video.privacy.blurred import save_plan

        self._planned(plan)
        store, recording_id = self._jobs.store, self._recording_id
        self._jobs.run(
            lambda _step: save_plan(store, recording_id, plan, at=datetime.now(UTC)),
            then=lambda _none: self.changed.emit(),
            failed=self.banner.show_problem,
            must=True,
        )

    # -- slow work -------------------------------------------------------------------------

    def _find(self) -> None:
        from core.video.privacy.blurred import look_for_faces

        self._work(look_for_faces, self.tr("A procurar caras…"), self._found)

    def _copy(self) -> None:
        from core.video.privacy.blurred import make_blurred_copy

        self._work(make_blurred_copy, self.tr("A fazer a cópia desfocada…"), self._copied)

    def _work(self, task: object, words: str, then: object) -> None:
        store, recording_id = self._jobs.store, self._recording_id
        self.banner.clear()
        self.progress.tell(0.0, words)
        self.progress.show()
        self._step = self._jobs.run(
            lambda step: task(  # type: ignore[operator]
                store, recording_id, at=datetime.now(UTC), told=lambda done: step.tell(done, words)
            ),
            then=then,  # type: ignore[arg-type]
            failed=self._failed,
            progress=self.progress.tell,
        )
        self._refresh()

    def _found(self, plan: BlurPlan) -> None:
        self._ended()
        self._planned(plan)
        found = sum(not one.by_hand for one in plan.tracks)
        self._say(
            self.tr("Caras seguidas: {count}.").format(count=found),
            self.tr("Percorra a gravação e tape o que faltar."),
        )

    def _copied(self, _made: object) -> None:
        self._ended()
        self._read()
        self._say(
            self.tr("A cópia desfocada está guardada; é ela que sai daqui."),
            self.tr("Veja-a antes de a dar: caras podem ter escapado."),
        )

    def _erase(self) -> None:
        from core.video.privacy.erasing import erase_recording

        store, recording_id, why = self._jobs.store, self._recording_id, self.why.text()
        task = partial(
            erase_recording,
            store,
            recording_id,
            technician_id=store.author.technician_id,
            why=why,
            at=datetime.now(UTC),
        )
        self._jobs.run(lambda _step: task(), then=self._erased, failed=self.banner.show_problem,
                       must=True)  # fmt: skip

    def _erased(self, _files: object) -> None:
        self.changed.emit()
        self.accept()

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
        idle = self._step is None
        self.seek.setEnabled(idle)
        self.copy.setEnabled(idle)
        self.picture.setEnabled(idle)
        self.erase.setEnabled(idle and bool(self.why.text().strip()))

    def _cancel(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def reject(self) -> None:
        """Closing stops what is under way."""
        self._cancel()
        super().reject()
