"""Backups: which there are, one now, and going back to one."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import formats, look
from desktop.kit.jobs import Step
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, Page, ProgressLine, SectionTitle
from desktop.settings.full_copy import FullCopyPart


class BackupsPage(Page):
    """Backups are encrypted like the store itself."""

    restore = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=720, parent=parent)
        self._around = around
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.column.addWidget(SectionTitle(self.tr("Cópias de segurança")))
        self.column.addWidget(
            look.text(
                self.tr(
                    "O Terreno faz cópias sozinho; aqui faz uma já. Ficam cifradas, na pasta do "
                    "espaço de trabalho. Guardam os registos; os vídeos e anexos estão na cópia de "
                    "tudo."
                ),
                kind="soft",
                wrap=True,
            )
        )
        now = look.button(
            self.tr("Fazer uma cópia agora"), kind="primary", icon="backup", name="backup_now"
        )
        now.clicked.connect(self._backup)
        self.now_button = now
        self.column.addWidget(now, 0, Qt.AlignmentFlag.AlignLeft)
        self.progress = ProgressLine()
        self.progress.hide()
        self.column.addWidget(self.progress)
        self.full = FullCopyPart(around)
        self.list = look.spaced(QVBoxLayout(), gap=8)
        self.column.addLayout(self.list)
        self.column.addWidget(self.full)
        self.column.addStretch(1)

    def load(self) -> None:
        """Look at which backups there are."""
        store = self._around.jobs.store

        def read(_step: Step) -> list[Any]:
            return list(store.backups())

        self._around.jobs.run(read, then=self._show, failed=self.banner.show_problem)
        self.full.load()

    def _backup(self) -> None:
        store = self._around.jobs.store
        self.now_button.setEnabled(False)
        self.progress.tell(None, self.tr("A copiar…"))
        self.progress.show()

        def run(_step: Step) -> None:
            store.backup_now()

        self._around.jobs.run(run, then=self._made, failed=self._failed)

    def _made(self, _none: object) -> None:
        self.now_button.setEnabled(True)
        self.progress.hide()
        self.banner.say(Sentence(self.tr("A cópia está feita."), "", ""), kind="good")
        self.load()

    def _failed(self, problem: BaseException) -> None:
        self.now_button.setEnabled(True)
        self.progress.hide()
        self.banner.show_problem(problem)

    def _show(self, backups: list[Any]) -> None:
        look.clear(self.list)
        problem = self._around.jobs.store.backup_problem
        self.banner.dismiss.setVisible(problem is None)  # it stays until it is solved
        if problem is not None:
            self.banner.show_problem(problem)
        if not backups:
            self.list.addWidget(look.text(self.tr("Ainda não há cópias."), kind="soft"))
        for backup in backups:
            card = Card()
            row = look.spaced(QHBoxLayout(), gap=10)
            words = formats.day_and_clock(backup.made_at)
            row.addWidget(look.text(f"{words} · {formats.size(backup.size)}", wrap=True), 1)
            button = look.button(self.tr("Voltar a esta"), icon="undo")
            button.setAccessibleName(self.tr("Voltar à cópia de {when}").format(when=words))
            button.clicked.connect(partial(self._ask, backup, words))
            row.addWidget(button)
            card.column.addLayout(row)
            self.list.addWidget(card)

    def _ask(self, backup: Any, words: str) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Voltar a uma cópia"))
        box.setText(self.tr("Voltar a {when}?").format(when=words))
        box.setInformativeText(
            self.tr(
                "O que foi registado depois disso sai do ecrã, mas não é apagado: os dados de "
                "agora ficam guardados ao lado. O Terreno fecha este espaço de trabalho e pede a "
                "palavra-passe."
            )
        )
        yes = box.addButton(self.tr("Voltar à cópia"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Ficar como está"), QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(
            lambda clicked: self.restore.emit(backup) if clicked is yes else None
        )
        box.open()
