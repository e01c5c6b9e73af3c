"""Technical details of an item, folded away: its name, its type as written, every other column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.forms.authoring import Book, Item
from core.forms.authoring.columns import TRANSLATED, meaning, text_of
from core.forms.authoring.texts import languages
from desktop.editor.fields import Fold, Line, OurUndo, narrow_form
from desktop.editor.words import column_words
from desktop.kit import look

ALWAYS = ("name", "type", "appearance", "default", "calculation", "constraint", "readonly",
          "choice_filter", "parameters")  # fmt: skip
OF_REPEATS = ("name", "type", "appearance", "repeat_count")
OF_GROUPS = ("name", "type", "appearance")
ABOVE = frozenset({"label", "hint", "relevant"})  # these have fields of their own


class DetailsBox(QWidget):
    """`edited`: the key of a column, its language, and the text; `name` waits for Enter."""

    edited = Signal(str, object, str)
    named = Signal(str)

    def __init__(self, undo: OurUndo) -> None:
        super().__init__()
        self._undo = undo
        column = look.spaced(QVBoxLayout(self), gap=0)
        self.fold = Fold(self.tr("Detalhes técnicos"), name="editor_details")
        column.addWidget(self.fold)
        self.fields: dict[tuple[str, str | None], QLineEdit] = {}
        self._shape: tuple[tuple[str, str | None], ...] = ()
        self._holder: QWidget | None = None
        self._now: tuple[Book, Item] | None = None
        self.fold.toggled.connect(self._unfolded)

    def show_item(self, book: Book, item: Item) -> None:
        """Show the details of an item; made only while they are unfolded."""
        self._now = (book, item)
        if self.fold.button.isChecked():
            self._fill(book, item)

    def open(self, key: str) -> None:
        """Unfold, and go to the field of a column."""
        self.fold.button.setChecked(True)
        for (name, _), field in self.fields.items():
            if name == key:
                field.setFocus()
                return

    def _unfolded(self, on: bool) -> None:
        if on and self._now is not None:
            self._fill(*self._now)

    def _fill(self, book: Book, item: Item) -> None:
        shape = self._shape_of(book, item)
        if shape != self._shape:
            self._shape = shape
            self._build()
        line = book.survey.line(item.line)
        for (key, language), field in self.fields.items():
            text = text_of(book.survey, line, key, language)
            if isinstance(field, Line) and not (key == "name" and field.isModified()):
                field.show_text(text)

    def _shape_of(self, book: Book, item: Item) -> tuple[tuple[str, str | None], ...]:
        role = item.kind.role
        usual = {"group": OF_GROUPS, "repeat": OF_REPEATS}.get(role, ALWAYS)
        found: dict[tuple[str, str | None], None] = {(key, None): None for key in usual}
        spoken = languages(book)
        if role not in ("group", "repeat"):
            for key in ("guidance_hint", "required_message", "constraint_message"):
                found.update({(key, one): None for one in spoken})
        for one in book.survey.columns:
            key, language = meaning(one.header)
            if one.header and key not in ABOVE and (key != "required"):
                if key in TRANSLATED and role in ("group", "repeat"):
                    continue
                found.setdefault((key, language))
        found.setdefault(("required", None))
        return tuple(found)

    def _build(self) -> None:
        if self._holder is not None:
            self.fold.inside.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        holder = self._holder = QWidget()
        form = narrow_form()
        holder.setLayout(form)
        form.setContentsMargins(0, 0, 0, 0)
        self.fields = {}
        for key, language in self._shape:
            field = Line(self._undo)
            words = column_words(key)
            if language is not None:
                words = f"{words} · {language}"
            look.row(form, words, field, name=f"detail_{key}")
            if key == "name":
                field.editingFinished.connect(self._named)
            else:
                field.textEdited.connect(
                    lambda text, k=key, one=language: self.edited.emit(k, one, text)
                )
            self.fields[key, language] = field
        self.fold.inside.addWidget(holder)

    def _named(self) -> None:
        field = self.fields["name", None]
        if field.isModified():
            field.setModified(False)
            self.named.emit(field.text().strip())
