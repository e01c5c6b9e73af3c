"""The strip at the foot: who I am, which municipality, when things were saved, free disk."""

from __future__ import annotations

import shutil
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.kit import formats, icons, look, sentences, theme
from desktop.kit.jobs import Step
from desktop.kit.place import Surroundings
from desktop.sync.standing import Standing

LITTLE = 5_000_000_000


class StatusStrip(QWidget):
    """Each part is a button that leads to where it is explained or changed."""

    go = Signal(str, object)
    save_again = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.setObjectName("strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(2), theme.px(10), theme.px(2))
        row.setSpacing(theme.px(4))
        self.who = self._part("person", "strip_who", ("settings", "me"))
        self.where = self._part("location", "strip_where", ("settings", "me"))
        row.addWidget(self.who)
        row.addWidget(self.where)
        row.addStretch(1)
        self.saved = self._part("check", "strip_saved", ("settings", "backups"))
        self._unsaved = 0
        self._words = self.tr("Tudo guardado")
        self.backup = self._part("warning", "strip_backup", ("settings", "backups"))
        self.backup.hide()
        self.sync = look.button("", kind="strip", name="strip_sync")
        self.sync.hide()
        self.disk = self._part("disk", "strip_disk", ("settings", "backups"))
        row.addWidget(self.saved)
        row.addWidget(self.backup)
        row.addWidget(self.sync)
        row.addWidget(self.disk)
        self.saved.clicked.disconnect()
        self.saved.clicked.connect(self._saved_clicked)
        self._show_saved()
        self.show_me()
        around.jobs.saved.connect(self._saved)
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self.look_at_disk)
        self._clock.start()
        self.look_at_disk()

    def show_me(self) -> None:
        """Read again who works here."""
        me = self._around.me()
        self._tell(self.who, me.technician.name if me else self.tr("Sem nome"))
        if me is None:
            self._tell(self.where, self.tr("Sem município"))
            return
        from core.plan import municipality_name

        self._tell(self.where, municipality_name(me.technician.municipality))

    def look_at_disk(self) -> None:
        """Measure the free disk, in the pool: a network drive may be slow."""
        self._look_at_backup()
        folder = self._around.jobs.store.folder

        def free(_step: Step) -> int:
            return shutil.disk_usage(folder).free

        self._around.jobs.run(free, then=self._disk)

    def _look_at_backup(self) -> None:
        problem = self._around.jobs.store.backup_problem
        self.backup.setVisible(problem is not None)
        if problem is not None:
            self._tell(self.backup, self.tr("A cópia de segurança falhou"))
            self.backup.setToolTip(str(sentences.for_person(problem)))

    def _disk(self, free: int) -> None:
        words = self.tr("{size} livres").format(size=formats.size(free))
        if free < LITTLE:
            words = self.tr("Pouco espaço: {size} livres").format(size=formats.size(free))
        self._tell(self.disk, words)
        icons.put(
            self.disk,
            "warning" if free < LITTLE else "disk",
            role="warning" if free < LITTLE else "ink_soft",
            size=15,
        )

    def show_unsaved(self, count: int) -> None:
        """So many answers were refused by the store; pressing tries to write them once more."""
        self._unsaved = count
        self._show_saved()

    def show_sync(self, standing: Standing | None) -> None:
        """How the exchange with the centre stands; nothing where there is none to tell of."""
        self.sync.setVisible(standing is not None)
        if standing is not None and standing.words != self.sync.text():
            self._tell(self.sync, standing.words)
            icons.put(self.sync, standing.icon, role=standing.role, size=15)

    def _saved(self, at: datetime) -> None:
        self._look_at_backup()
        self._words = self.tr("Guardado {time}").format(time=formats.clock(at))
        self._show_saved()

    def _show_saved(self) -> None:
        words, tip = self._words, self.tr("Cada registo fica guardado logo que é dado.")
        if self._unsaved:
            words = self.tr("{count} por guardar · tentar de novo").format(count=self._unsaved)
            tip = self.tr("Os registos continuam no ecrã. Liberte espaço no disco e prima aqui.")
        if words != self.saved.text():
            self._tell(self.saved, words)
            self.saved.setToolTip(tip)
            icon, role = ("warning", "warning") if self._unsaved else ("check", "ink_soft")
            icons.put(self.saved, icon, role=role, size=15)

    def _saved_clicked(self) -> None:
        if self._unsaved:
            self.save_again.emit()
        else:
            self.go.emit("settings", "backups")

    def _tell(self, part: QPushButton, words: str) -> None:
        part.setText(words)
        part.setAccessibleName(words)

    def _part(self, icon: str, name: str, target: tuple[str, str]) -> QPushButton:
        made = look.button("", kind="strip", name=name)
        icons.put(made, icon, role="ink_soft", size=15)
        made.clicked.connect(lambda: self.go.emit(*target))
        return made
