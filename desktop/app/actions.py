"""What the window does when a place asks: open a filling or a review, take a visit home, find."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox

from desktop.app.gate import RecoveryPage

if TYPE_CHECKING:
    from desktop.app.window import MainWindow


class Actions(QObject):
    """Kept apart from the window so that each file stays one idea."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def do(self, name: str, argument: object = None) -> None:
        """Carry out a command of a place."""
        match name:
            case "filling" | "review":
                self._room(name, argument)
            case "editor":
                from desktop.app import editing

                editing.open_editor(self._window, argument)
            case "checklists" | "plan_visit" if self._window.shell is not None:
                page = "checklists" if name == "checklists" else "plan"
                self._window.shell.go("visits", page)
            case "take_home":
                self._take_home(argument)
            case "export_moments":
                self._export_moments(argument)
            case "change_store":
                self._window.leaving.go(self._window.change_store)
            case "open_sample":
                self._window.leaving.go(self._window.open_sample)
            case "restore":
                backup = Path(argument.path)  # type: ignore[attr-defined]
                self._window.leaving.go(lambda: self._window.restore_from(backup))
            case "me_changed":
                self._window.me_changed(argument)
            case "keys":
                self.show_keys()
            case _:
                raise ValueError(name)

    # -- rooms -------------------------------------------------------------------------------

    def _room(self, name: str, argument: object) -> None:
        shell = self._window.shell
        if shell is None or not isinstance(argument, UUID):
            return
        from desktop.app import rooms

        if name == "review":
            # The filling asks with its own id; the review shows visits.
            argument = rooms.visit_of(self._window, argument) or argument
        if shell.room(name) is None:
            room = rooms.make(name, self._window)
            room.setObjectName(f"room_{name}")
            shell.add_room(name, room)
        shell.go(name, argument)

    def busy(self) -> bool:
        """Whether a recording runs or an answer waits, so that nothing may be rebuilt under it."""
        from desktop.app import rooms

        rooms.flush(self._window)
        jobs = self._window.jobs
        unsettled = jobs is not None and jobs.unsettled > 0
        return rooms.recording(self._window) or rooms.pending(self._window) or unsettled

    def leave_rooms(self) -> None:
        """Let rooms end what they hold before the store goes."""
        from desktop.app import rooms

        rooms.leave(self._window)

    def may_lose_answers(self) -> bool:
        """Ask when the store refused something; True when it did not, or that is given up."""
        from desktop.app import rooms

        answers, drafts = rooms.unsaved(self._window), rooms.unsaved_drafts(self._window)
        said = []
        if answers:
            words = self.tr("{count} registos ainda não couberam no disco.")
            said.append(words.format(count=answers))
        if drafts:
            said.append(self.tr("O guião que está a escrever ainda não coube no disco."))
        return not said or self._gives_up(" ".join(said))

    def ends_recording(self) -> bool:
        """Ask whether the running recording ends here."""
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Está a gravar"))
        box.setText(self.tr("A gravação ainda está a correr."))
        box.setInformativeText(
            self.tr("Se sair agora, a gravação termina e fica guardada até este momento.")
        )
        leave = box.addButton(self.tr("Terminar e sair"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self.tr("Continuar a gravar"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def _gives_up(self, what: str) -> bool:
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Há trabalho por guardar"))
        box.setText(what)
        box.setInformativeText(
            self.tr("Continua no ecrã. Liberte espaço e volte a guardar; se sair, perde-se.")
        )
        leave = box.addButton(self.tr("Sair e perder"), QMessageBox.ButtonRole.DestructiveRole)
        again = box.addButton(self.tr("Guardar outra vez"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(again)
        box.setEscapeButton(again)
        box.exec()
        if box.clickedButton() is leave:
            return True
        from desktop.app import rooms

        rooms.save_again(self._window)
        return False

    # -- dialogs -----------------------------------------------------------------------------

    def _take_home(self, visit: object) -> None:
        jobs = self._window.jobs
        if jobs is None or not isinstance(visit, UUID):
            return
        from desktop.app.take_home import TakeHomeDialog

        TakeHomeDialog(jobs, visit, parent=self._window).open()

    def _export_moments(self, visit: object) -> None:
        jobs = self._window.jobs
        if jobs is None or not isinstance(visit, UUID):
            return
        from desktop.review.export_dialog import ExportDialog

        ExportDialog(jobs, visit, parent=self._window).open()

    def palette(self) -> None:
        """Ctrl+K."""
        if self._window.shell is None or self._window.jobs is None:
            return
        from desktop.app.palette import Palette

        Palette(self._window).open()

    def show_keys(self) -> None:
        """F1."""
        from desktop.app.keys import KeysDialog
        from desktop.app.rooms import keys_of_filling, keys_of_review

        KeysDialog(
            checklist=keys_of_filling(self._window),
            review=keys_of_review(),
            parent=self._window,
        ).open()

    def choose_backup(self, field: QLineEdit) -> None:
        """Let the person point at a backup."""
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Escolher a cópia de segurança"),
            "",
            self.tr("Cópias do Terreno (*.db copia.json);;Todos os ficheiros (*)"),
        )
        if path:
            field.setText(path)

    def recovery_pdf(self, page: RecoveryPage) -> None:
        """Write the recovery key as a page to print."""
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Guardar a chave em PDF"),
            self.tr("chave de recuperação do Terreno.pdf"),
            "PDF (*.pdf)",
        )
        if path:
            self._keep(page, Path(path), pdf=True)

    def recovery_file(self, page: RecoveryPage) -> None:
        """Write the recovery key as plain text."""
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Guardar a chave num ficheiro"),
            self.tr("chave de recuperação do Terreno.txt"),
            self.tr("Texto (*.txt)"),
        )
        if path:
            self._keep(page, Path(path), pdf=False)

    def _keep(self, page: RecoveryPage, path: Path, *, pdf: bool) -> None:
        from desktop.app.recovery_sheet import save_pdf, save_text

        save: Any = save_pdf if pdf else save_text
        try:
            save(path, key=page.key, at=self._window.now())
        except OSError as error:
            from core.problem import Sentence

            page.banner.say(
                Sentence(
                    self.tr("Não foi possível escrever o ficheiro."),
                    self.tr("A chave continua aqui no ecrã."),
                    f"{self.tr('Escolha outra pasta.')} ({error.strerror})",
                )
            )
            return
        from core.problem import Sentence

        page.banner.say(Sentence(self.tr("A chave ficou guardada."), str(path), ""), kind="good")
