"""Editor de guiões: outline, form and preview of one check-list; its start page; what it keeps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox, QStackedWidget, QWidget

from core.forms.authoring import Placed
from core.forms.authoring.choices import users_of
from core.forms.authoring.columns import text_of
from core.problem import Sentence
from desktop.editor.bench import Bench
from desktop.editor.desk import EditorDesk
from desktop.editor.opening import Opened, Wanted, open_wanted
from desktop.editor.saving import Left, install, save_file, suggested_name, target_of
from desktop.editor.start_page import StartPage
from desktop.kit import formats
from desktop.kit.place import Place, Surroundings

if TYPE_CHECKING:
    from datetime import datetime

    from core.visits import DraftSummary


class EditorPlace(Place):
    """`enter` takes nothing (what is open, or the start page), "new", a `Wanted`, or a
    (how, version id) pair from places that do not know this one.
    """

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self.bench = Bench(around.jobs, now=around.now, parent=self)
        self.stack = QStackedWidget()
        self.frame.addWidget(self.stack)
        self.start = StartPage()
        self.desk = EditorDesk(self.bench, now=around.now)
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.desk)
        self._entered: object = None
        self._busy = False
        self.start.wanted.connect(self.open)
        self.start.dropped.connect(self._ask_drop)
        self.start.back.connect(self._leave_to_list)
        self.desk.back.connect(self._leave_to_list)
        self.desk.save.clicked.connect(self.save)
        self.desk.install.clicked.connect(self.install)
        self.desk.strip.go.connect(self.go_to_problem)
        self.bench.kept.connect(self._kept)

    # -- coming and going --------------------------------------------------------------------

    def enter(self, argument: object = None) -> None:
        again = argument is self._entered and argument is not None
        self._entered = argument
        if isinstance(argument, tuple) and not again:
            how, version = argument
            self.open(Wanted(how, id=version))
        elif isinstance(argument, Wanted) and not again:
            self.open(argument)
        elif isinstance(argument, Opened) and not again:
            self._opened(argument)
        elif argument == "new":
            self.show_start()
        elif self.bench.history is not None:
            self.stack.setCurrentWidget(self.desk)
        else:
            self.show_start()

    def leave(self) -> None:
        self.bench.keep_now()

    def state(self) -> Opened | None:
        """What is open, to be taken up by an editor built anew (in another language)."""
        bench = self.bench
        if bench.history is None:
            return None
        return Opened(
            bench.book,
            media=bench.media,
            version_id=bench.version_id,
            path=bench.path,
            draft_id=bench.draft_id,
            changed=bench.dirty,
        )

    def show_start(self) -> None:
        """The start page, with what is not finished."""
        self.bench.keep_now()
        self.start.banner.clear()
        self.stack.setCurrentWidget(self.start)
        self._list_drafts()
        self.start.title.setFocus()

    def _list_drafts(self) -> None:
        from core.visits import list_drafts

        self.jobs.read(list_drafts, then=self.start.show_drafts)

    def _leave_to_list(self) -> None:
        self.bench.keep_now()
        self.command.emit("checklists", None)

    # -- opening -----------------------------------------------------------------------------

    def open(self, wanted: Wanted) -> None:
        """Open what is wanted; what was open stays as a draft."""
        self.bench.keep_now()
        store = self.jobs.store
        words = (self.tr("Primeira secção"), self.tr("Primeira pergunta"), self.tr("(cópia)"))
        self.start.setEnabled(False)
        self.jobs.run(
            lambda _step: open_wanted(store, wanted, words=words),
            then=self._opened,
            failed=self._not_opened,
        )

    def _opened(self, opened: Opened) -> None:
        self.start.setEnabled(True)
        self.bench.open(opened)
        self.stack.setCurrentWidget(self.desk)
        if self._entered == "new":
            self.command.emit("editor", None)  # the way back leads to the start page
        self.desk.outline.setFocus()
        if opened.book.source.converted:
            self.desk.banner.say(
                Sentence(
                    self.tr("Este livro é de um formato antigo (.xls)."),
                    self.tr("O texto de todas as folhas está cá; o ficheiro antigo não muda."),
                    self.tr("Guarda-se como .xlsx, sem as cores e fórmulas do antigo."),
                ),
                kind="info",
            )

    def _not_opened(self, problem: BaseException) -> None:
        self.start.setEnabled(True)
        self.show_start()
        if isinstance(problem, OSError):
            self.start.banner.say(self._disk(problem, self.tr("Não foi possível abrir o guião.")))
        else:
            self.start.banner.show_problem(problem)

    def _disk(self, problem: OSError, happened: str) -> Sentence:
        reason = problem.strerror or type(problem).__name__
        return Sentence(
            f"{happened} ({reason})",
            self.tr("O que escreveu continua guardado como rascunho."),
            self.tr("Veja se o ficheiro ou a pasta existe e se há espaço, e tente de novo."),
        )

    def _ask_drop(self, draft: DraftSummary) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Deitar fora"))
        box.setText(self.tr("Deitar fora «{title}»?").format(title=draft.title))
        box.setInformativeText(
            self.tr("O que não foi guardado nem instalado perde-se. Versões instaladas ficam.")
        )
        drop = box.addButton(self.tr("Deitar fora"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Manter"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        if box.clickedButton() is not drop:
            return
        from core.visits import drop_draft

        if draft.id == self.bench.draft_id:
            self.bench.forget()
        self.jobs.write(
            lambda work: drop_draft(work, draft_id=draft.id), then=lambda _none: self._list_drafts()
        )

    # -- leaving the editor ------------------------------------------------------------------

    def save(self) -> None:
        """Save as a workbook, where the person says."""
        if self.bench.history is None or self._busy:
            return
        book = self.bench.book
        first = self.bench.path
        if first is not None and first.suffix.lower() == ".xls":
            first = first.with_suffix(".xlsx")
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Guardar o guião"),
            str(first) if first is not None else suggested_name(book),
            self.tr("Livro XLSForm (*.xlsx *.xlsm)"),
        )
        if not path:
            return
        target, media = target_of(book, Path(path)), self.bench.media
        if target != Path(path) and target.exists() and not self._replaces(target):
            return  # the dialog asked about another name
        today = self.around.now().date()
        self._set_busy(on=True)
        self.jobs.run(
            lambda _step: save_file(book, target, media=media, today=today),
            then=self._saved,
            failed=self._not_saved,
        )

    def _replaces(self, target: Path) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Guardar o guião"))
        box.setText(self.tr("«{name}» já existe.").format(name=target.name))
        box.setInformativeText(self.tr("Quer pôr este guião no lugar dele?"))
        replace = box.addButton(self.tr("Substituir"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Manter o outro"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is replace

    def _saved(self, left: Left) -> None:
        self._set_busy(on=False)
        self.bench.path = left.path
        self._left(left)
        assert left.path is not None
        errors = left.checked.errors
        kept = self.tr("Versão {version}.").format(version=self._version(left))
        if left.media:
            kept += " " + self.tr("As listas e imagens ficaram na pasta ao lado.")
        self.desk.banner.say(
            Sentence(
                self.tr("Guardado em «{name}».").format(name=left.path.name),
                kept,
                self.tr("Ainda tem erros: o Kobo e o ODK não o aceitam assim.") if errors else "",
            ),
            kind="warning" if errors else "good",
        )

    def _not_saved(self, problem: BaseException) -> None:
        self._set_busy(on=False)
        if isinstance(problem, OSError):
            self.desk.banner.say(
                self._disk(problem, self.tr("Não foi possível guardar o ficheiro."))
            )
        else:
            self.desk.banner.show_problem(problem)

    def install(self) -> None:
        """Install as a new version, to be chosen when planning a visit."""
        if self.bench.history is None or self._busy:
            return
        book, media, at = self.bench.book, self.bench.media, self.around.now()
        store = self.jobs.store
        self._set_busy(on=True)
        self.jobs.run(
            lambda _step: install(store, book, media=media, at=at),
            then=self._installed,
            failed=self._not_saved,
        )

    def _installed(self, left: Left) -> None:
        self._set_busy(on=False)
        if left.installed is None:
            self.desk.strip.show_result(left.checked)
            self.desk.strip.show_all.setChecked(True)
            self.desk.banner.say(
                Sentence(
                    self.tr("O guião ainda tem erros."),
                    self.tr("Não foi instalado; o rascunho está guardado."),
                    self.tr("Corrija os erros da lista em baixo e instale de novo."),
                )
            )
            return
        self._left(left)
        self.bench.version_id = left.installed.version_id
        from core.forms.authoring.texts import setting

        title = f"{setting(left.book, 'form_title')} {self._version(left)}"
        self.desk.banner.say(
            Sentence(
                self.tr("«{title}» está instalado.").format(title=title),
                self.tr("Já pode ser escolhido ao planear uma visita."),
                "",
            ),
            kind="good",
        )
        self.desk.banner.add_action(
            self.tr("Planear uma visita"), lambda: self.command.emit("plan_visit", None)
        )

    def _left(self, left: Left) -> None:
        """The book went out: with its version, unless it has been changed meanwhile."""
        from core.forms.authoring.texts import setting, with_setting

        book = self.bench.book
        for key in ("form_title", "form_id", "version"):
            book = with_setting(book, key, setting(left.book, key))
        self.bench.do(book)
        if book == left.book:
            self.bench.settled(self.bench.book)

    def _version(self, left: Left) -> str:
        from core.forms.authoring.texts import setting

        return setting(left.book, "version")

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.desk.save.setEnabled(not on)
        self.desk.install.setEnabled(not on)

    def _kept(self, at: datetime) -> None:
        clock = formats.clock(at.astimezone())
        if self.stack.currentWidget() is self.start:
            self._list_drafts()
        self.desk.strip.say_kept(self.tr("Rascunho guardado {time}").format(time=clock))

    # -- problems ----------------------------------------------------------------------------

    def go_to_problem(self, placed: Placed) -> None:
        """Stand at what is wrong, in the field where it is."""
        if self.bench.history is None:
            return
        line = placed.line if placed.role == "survey" else None
        if placed.role == "choices" and placed.line is not None:
            choices = self.bench.book.choices
            if any(one.id == placed.line for one in choices.lines):
                listed = text_of(choices, choices.line(placed.line), "list_name")
                line = next(iter(users_of(self.bench.book, listed)), None)
        self.bench.stand(line)
        key = placed.key
        QTimer.singleShot(0, self, lambda: self.desk.write(key))
