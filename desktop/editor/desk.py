"""The desk of the editor: head with its verbs, three columns, and the strip of problems."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.forms.authoring import Checked, Item, item_of
from core.forms.authoring.choices import new_list
from core.forms.authoring.columns import with_text
from core.forms.authoring.kinds import CHOOSING
from core.forms.authoring.names import list_names
from core.forms.authoring.structure import (
    add_question,
    add_section,
    duplicate,
    move,
    remove,
    step,
    used_elsewhere,
)
from core.forms.authoring.texts import label_of, languages, setting
from core.problem import Sentence
from desktop.editor.bench import Bench
from desktop.editor.checklist_form import ChecklistForm
from desktop.editor.fields import Elided, OurUndo
from desktop.editor.item_form import ItemForm
from desktop.editor.outline_view import OutlineTree
from desktop.editor.preview import Preview
from desktop.editor.problems_strip import ProblemsStrip
from desktop.editor.words import MENU, PARAMETERS, PRESETS, name_icon, name_words
from desktop.kit import icons, look, theme
from desktop.kit.widgets import Banner

NARROW = 760  # below this width, in unscaled pixels, the preview gives its room to the form
YES_NO = "sim_nao"


class EditorDesk(QWidget):
    """Changes the book of the bench as the person asks."""

    back = Signal()

    def __init__(
        self, bench: Bench, *, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.bench = bench
        self._undo_filter = OurUndo(self)
        self._shown: tuple[int, int | None] = (0, None)
        column = look.spaced(QVBoxLayout(self), gap=0)
        column.addLayout(self._head())
        self.banner = Banner()
        edge = look.spaced(QVBoxLayout(), gap=0)
        edge.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(4))
        edge.addWidget(self.banner)
        column.addLayout(edge)
        self.outline = OutlineTree()
        self.form = ItemForm(bench, self._undo_filter)
        self.about = ChecklistForm(bench, self._undo_filter)
        self.preview = Preview(bench, now=now)
        self.strip = ProblemsStrip()
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setChildrenCollapsible(False)
        self.columns.setHandleWidth(theme.px(6))
        self.middle = QStackedWidget()
        self.middle.addWidget(self._scrolled(self.about))
        self.middle.addWidget(self._scrolled(self.form))
        for widget, least in ((self._left(), 206), (self.middle, 290), (self.preview, 336)):
            widget.setMinimumWidth(theme.px(least))
            self.columns.addWidget(widget)
        self.columns.setStretchFactor(0, 3)
        self.columns.setStretchFactor(1, 5)
        self.columns.setStretchFactor(2, 4)
        self.columns.setSizes([theme.px(one) for one in (270, 430, 370)])
        column.addWidget(self.columns, 1)
        column.addWidget(self.strip)
        self._wire()

    # -- making ------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = look.spaced(QHBoxLayout(), gap=6)
        row.setContentsMargins(theme.px(8), theme.px(8), theme.px(12), theme.px(8))
        self.go_back = self._tool("arrow-left", self.tr("Voltar aos guiões"), "editor_back")
        self.title = Elided()
        self.undo = self._tool("undo", self.tr("Anular (Ctrl+Z)"), "editor_undo")
        self.redo = self._tool("redo", self.tr("Refazer (Ctrl+Y)"), "editor_redo")
        self.see = self._tool("eye", self.tr("Mostrar ou esconder como fica"), "editor_see")
        self.see.setCheckable(True)
        self.see.setChecked(True)
        self.save = look.button(
            self.tr("Guardar .xlsx…"), icon="disk", name="editor_save",
            tip=self.tr("Guardar como XLSForm (Ctrl+S)"),
        )  # fmt: skip
        self.install = look.button(
            self.tr("Instalar no Terreno"), kind="primary", icon="download", name="editor_install"
        )
        row.addWidget(self.go_back)
        row.addWidget(self.title, 1)
        for widget in (self.undo, self.redo, self.see, self.save, self.install):
            row.addWidget(widget)
        return row

    def _tool(self, icon: str, words: str, name: str) -> QPushButton:
        made = look.button("", kind="quiet", name=name, tip=words)
        made.setAccessibleName(words)
        icons.put(made, icon, size=18)
        made.setStyleSheet(f"padding: {theme.px(5)}px {theme.px(7)}px;")
        return made

    def _left(self) -> QWidget:
        left = QWidget()
        column = look.spaced(QVBoxLayout(left), gap=6)
        column.setContentsMargins(theme.px(12), 0, 0, theme.px(6))
        row = look.spaced(QHBoxLayout(), gap=4)
        self.add = look.button(self.tr("Acrescentar"), name="editor_add")
        self.add.setStyleSheet(f"padding: {theme.px(5)}px {theme.px(8)}px;")
        self.add.setMenu(self._menu())
        row.addWidget(self.add, 1)
        self.copy = self._tool("copy", self.tr("Duplicar (Ctrl+D)"), "editor_copy")
        self.delete = self._tool("trash", self.tr("Remover (Del)"), "editor_remove")
        row.addWidget(self.copy)
        row.addWidget(self.delete)
        column.addLayout(row)
        column.addWidget(self.outline, 1)
        return left

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("editor_add_menu")
        section = menu.addAction(icons.icon("section"), self.tr("Secção"))
        section.setObjectName("add_section")
        section.triggered.connect(lambda: self.add_section(repeat=False))
        repeat = menu.addAction(icons.icon("sync"), self.tr("Repetição"))
        repeat.setObjectName("add_repeat")
        repeat.triggered.connect(lambda: self.add_section(repeat=True))
        for group in MENU:
            menu.addSeparator()
            for name in group:
                action = menu.addAction(icons.icon(name_icon(name)), name_words(name))
                action.triggered.connect(partial(self._add_named, name))
                action.setObjectName(f"add_{name}")
        return menu

    def _scrolled(self, widget: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(widget)
        return area

    def _wire(self) -> None:
        bench = self.bench
        self.go_back.clicked.connect(self.back)
        self.undo.clicked.connect(bench.undo)
        self.redo.clicked.connect(bench.redo)
        self.see.toggled.connect(self.preview.setVisible)
        self.copy.clicked.connect(self.duplicate)
        self.delete.clicked.connect(self.remove)
        self.outline.stood.connect(bench.stand)
        self.outline.step_wanted.connect(self.step)
        self.outline.remove_wanted.connect(self.remove)
        self.outline.move_wanted.connect(self._move)
        self.form.refused.connect(self.banner.show_problem)
        bench.opened.connect(self._opened)
        bench.changed.connect(self.show_all)
        bench.moved.connect(self._moved)
        bench.checked.connect(self._checked)
        for keys, action in (
            (QKeySequence.StandardKey.Undo, bench.undo),
            (QKeySequence.StandardKey.Redo, bench.redo),
            (QKeySequence("Ctrl+S"), self.save.click),
            (QKeySequence("Ctrl+D"), self.duplicate),
            (QKeySequence("Ctrl+Return"), self.add_alike),
            (QKeySequence("Ctrl+Shift+Return"), lambda: self.add_section(repeat=False)),
            (QKeySequence("F6"), self._next_column),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # -- showing -----------------------------------------------------------------------------

    def _opened(self) -> None:
        self.banner.clear()
        self.outline.show_marks({})
        self._shown = (0, None)
        self.show_all()

    def show_all(self) -> None:
        """Show the book as it is now."""
        bench = self.bench
        if bench.history is None:
            return
        self.outline.show_book(bench.book, at=bench.at)
        self.title.say(setting(bench.book, "form_title") or self.tr("Guião sem título"))
        self.undo.setEnabled(bool(bench.history.past))
        self.redo.setEnabled(bool(bench.history.undone))
        self._show_form()

    def _show_form(self) -> None:
        bench, item = self.bench, self._here()
        if self._shown == (id(bench.book), bench.at):
            return
        self._shown = (id(bench.book), bench.at)
        for button in (self.copy, self.delete):
            button.setEnabled(item is not None)
        if item is None:
            self.about.show_book(bench.book)
            self.middle.setCurrentIndex(0)
        else:
            self.form.show_item(item)
            self.middle.setCurrentIndex(1)

    def _moved(self) -> None:
        self.outline.go_to(self.bench.at)
        self._show_form()
        area = self.middle.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def _checked(self, result: Checked) -> None:
        self.strip.show_result(result)
        marks: dict[int | None, str] = {}
        for one in result.problems:
            line = one.line if one.role == "survey" else None
            if marks.get(line) != "error":
                marks[line] = one.problem.severity
        self.outline.show_marks(marks)

    def write(self, key: str = "label") -> None:
        """Begin to write what is stood at."""
        if self.bench.at is not None:
            self.form.go_to(key)
        else:
            self.about.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has room for two columns."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow == self.see.isChecked() and event.oldSize().width() != event.size().width():
            was_narrow = 0 < event.oldSize().width() < theme.px(NARROW)
            if narrow != was_narrow:
                self.see.setChecked(not narrow)

    def _next_column(self) -> None:
        stops: list[QWidget] = [self.outline, self.middle, self.preview]
        here = next((n for n, one in enumerate(stops) if one.isAncestorOf(self._focused())), -1)
        if self.outline.hasFocus():
            here = 0
        if here == 0:
            self.write()
        elif here == 1 and self.preview.isVisible():
            self.preview.take_focus()
        else:
            self.outline.setFocus()

    def _focused(self) -> QWidget:
        focused: QWidget | None = self.window().focusWidget()
        return focused if focused is not None else self

    # -- verbs -------------------------------------------------------------------------------

    def _here(self) -> Item | None:
        at = self.bench.at
        return item_of(self.bench.book, at) if at is not None else None

    def _add_named(self, name: str, _checked: object = None) -> None:
        self.add_question(name)

    def add_question(self, name: str) -> None:
        """A new question of a type or preset, ready to be named."""
        book = self.bench.book
        kind, appearance = (PRESETS[name][1], PRESETS[name][2]) if name in PRESETS else (name, "")
        first = languages(book)[0]
        known = set(list_names(book))
        if name == "yes_no" and YES_NO not in known:
            book, _ = new_list(
                book,
                name=YES_NO,
                labels=({first: self.tr("Sim")}, {first: self.tr("Não")}),
            )
        listed = YES_NO if name == "yes_no" else ""
        if kind in CHOOSING and not listed:
            book, listed = new_list(book, name=self.tr("opcoes"))
        # Into the section stood at, else after the question stood at.
        here = self._here()
        holds = here is not None and here.holds
        book, line = add_question(
            book,
            kind=kind,
            labels={first: "" if kind == "calculate" else name_words(name)},
            list_name=listed,
            inside=self.bench.at if holds else None,
            after=None if holds else self.bench.at,
        )
        if appearance:
            book = with_text(book, "survey", line, "appearance", appearance)
        if kind in PARAMETERS:
            book = with_text(book, "survey", line, "parameters", PARAMETERS[kind])
        self.bench.unnamed.add(line)
        self.bench.unnamed.update(
            one.id for one in book.choices.lines if one.id >= self.bench.book.next_id
        )
        self.bench.do(book, at=line)
        self.write()

    def add_alike(self) -> None:
        """Another question of the same type."""
        item = self._here()
        known = item is not None and item.kind.role in ("question", "hidden")
        self.add_question(item.kind.name if item is not None and known else "text")

    def add_section(self, *, repeat: bool) -> None:
        """A new section or repeat, after the section stood at."""
        book = self.bench.book
        words = self.tr("Nova repetição") if repeat else self.tr("Nova secção")
        item, after = self._here(), self.bench.at
        if not repeat and item is not None and item.parent is not None and not item.holds:
            after = item.parent
        book, line = add_section(
            book, labels={languages(book)[0]: words}, repeat=repeat, after=after
        )
        self.bench.unnamed.add(line)
        self.bench.do(book, at=line)
        self.write()

    def duplicate(self) -> None:
        """A copy of what is stood at."""
        if self.bench.at is not None:
            book, line = duplicate(self.bench.book, self.bench.at)
            self.bench.do(book, at=line)

    def step(self, by: int) -> None:
        """One place up or down."""
        if self.bench.at is not None:
            self.bench.do(step(self.bench.book, self.bench.at, by=by))

    def _move(self, line: int, after: int | None, inside: int | None) -> None:
        self.bench.do(move(self.bench.book, line, after=after, inside=inside), at=line)

    def remove(self) -> None:
        """Take away what is stood at; the banner offers to undo it."""
        book, at = self.bench.book, self.bench.at
        item = item_of(book, at) if at is not None else None
        if item is None or at is None:
            return
        words = label_of(book, "survey", book.survey.line(at)) or item.name
        missing = [
            label_of(book, "survey", book.survey.line(one)) for one in used_elsewhere(book, at)
        ]
        after = remove(book, at)
        lines = after.survey.lines
        near = [one.id for one in lines[max(0, item.first - 1) : item.first + 1]]
        stand = next((one for one in near if item_of(after, one) is not None), None)
        self.bench.do(after, at=stand)
        if stand is None:
            self.bench.stand(None)
        uses = ""
        if missing:
            uses = self.tr("Ainda é usada em: {names}.").format(names=", ".join(missing[:3]))
        self.banner.say(
            Sentence(self.tr("«{name}» foi removida.").format(name=words), uses, ""),
            kind="warning" if missing else "info",
        )
        self.banner.add_action(self.tr("Anular"), self._undo_removal)
        self.outline.setFocus()

    def _undo_removal(self) -> None:
        self.bench.undo()
        self.banner.clear()
