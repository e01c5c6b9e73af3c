"""The open guião and the versions of its check-list: a newer one, and what an older one left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.problem import Sentence
from desktop.checklist import opening
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner

if TYPE_CHECKING:
    from core.store import Work

LATE_MS = 400


@dataclass(frozen=True, slots=True)
class Found:
    """`newer`: the version one could go over to, None if there is none or one chose to stay.

    `aside`: how many answers of an older version are still to be dealt with. `older`: a filling of
    an older version was taken over, in which another laptop may still go on.
    """

    filling: UUID
    visit: UUID
    version: str
    newer: str | None
    aside: int
    older: bool


class Versions(QObject):
    """Looks each time a filling is opened or shown again, and when a version is installed.

    It speaks in the banner, if nothing else is said there. Signals carry the visit's id:
    `compare_wanted`, `aside_wanted`.
    """

    compare_wanted = Signal(object)
    aside_wanted = Signal(object)

    def __init__(self, around: Surroundings, *, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self._jobs = around.jobs
        self._banner = banner
        self._filling: UUID | None = None
        self._older = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LATE_MS)
        self._soon.timeout.connect(self._bring)
        self._jobs.touched.connect(self._touched)

    def look(self, filling: UUID) -> None:
        """A filling was opened."""
        if filling != self._filling:
            self._older = False
        self._filling = filling
        self._jobs.read(lambda work: _read(work, filling), then=self._say)

    def look_again(self) -> None:
        """The filling that is open is shown again."""
        if self._filling is not None:
            self.look(self._filling)

    def _touched(self, touched: frozenset[tuple[str, UUID]]) -> None:
        if any(entity in ("checklist_version", "aside_answer") for entity, _ in touched):
            self.look_again()
        if self._older and any(entity == "answer" for entity, _ in touched):
            self._soon.start()

    def _bring(self) -> None:
        """What came in the older version goes into the one that is open, where it shows itself."""
        filling, store = self._filling, self._jobs.store
        if filling is None:
            return
        context = opening.context_of(self._around)

        def task(_step: object) -> bool:
            from core.visits import bring_late_answers

            return bring_late_answers(store, filling_id=filling, context=context)

        self._jobs.run(task, must=True)

    def _say(self, found: Found | None) -> None:
        if found is None or found.filling != self._filling:
            return
        self._older = found.older
        if self._banner.isVisible():
            return
        if found.newer is not None:
            self._banner.say(
                Sentence(
                    happened=QCoreApplication.translate(
                        "ChecklistVersions", "Há uma versão nova deste guião ({version})."
                    ).format(version=found.newer or "–"),
                    kept=QCoreApplication.translate(
                        "ChecklistVersions", "Está a preencher a versão {version}."
                    ).format(version=found.version or "–"),
                    todo="",
                ),
                kind="info",
            )
            self._banner.add_action(
                QCoreApplication.translate("ChecklistVersions", "Ver o que muda"),
                lambda: self._ask(self.compare_wanted, found.visit),
            )
        elif found.aside:
            self._banner.say(
                Sentence(
                    happened=QCoreApplication.translate(
                        "ChecklistVersions", "Da versão anterior ficaram de parte: {count}."
                    ).format(count=found.aside),
                    kept=QCoreApplication.translate(
                        "ChecklistVersions", "Nada se perdeu; podem ser postos à mão."
                    ),
                    todo="",
                ),
                kind="warning",
            )
            self._banner.add_action(
                QCoreApplication.translate("ChecklistVersions", "Ver os postos de parte"),
                lambda: self._ask(self.aside_wanted, found.visit),
            )

    def _ask(self, signal: Any, visit: UUID) -> None:
        self._banner.clear()
        signal.emit(visit)


def _read(work: Work, filling_id: UUID) -> Found | None:
    from core.visits import filling, is_declined, list_aside, newer_version, replaced_fillings

    one = filling(work, filling_id)
    if one.state != "draft":
        return None
    newer = newer_version(work, visit_id=one.visit_id)
    if newer is not None and is_declined(work, visit_id=one.visit_id, version_id=newer.version_id):
        newer = None
    left = [each for each in list_aside(work, visit_id=one.visit_id) if each.handled_at is None]
    return Found(
        filling=filling_id,
        visit=one.visit_id,
        version=one.checklist_version,
        newer=newer.version if newer is not None else None,
        aside=len(left),
        older=bool(replaced_fillings(work, visit_id=one.visit_id)),
    )
