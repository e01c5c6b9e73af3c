"""The form in the middle: the chosen question or section, in words for people."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.forms.authoring import Book, Item, NameNotAllowed, item_of
from core.forms.authoring.choices import (
    add_choice,
    lines_of,
    move_choice,
    new_list,
    remove_choice,
    rename_choice,
)
from core.forms.authoring.columns import text_of, with_text
from core.forms.authoring.conditions import Bounds, bounds_of, bounds_text
from core.forms.authoring.kinds import CHOOSING, KINDS
from core.forms.authoring.names import names_of, rename, slug, unique
from core.forms.authoring.structure import change_kind, with_list
from core.forms.authoring.texts import languages
from desktop.editor.asking import askable_before
from desktop.editor.bench import Bench
from desktop.editor.choices_box import NEW, ChoicesBox
from desktop.editor.condition_box import ConditionBox
from desktop.editor.details_box import DetailsBox
from desktop.editor.fields import Line, OurUndo, Texts, slim
from desktop.editor.words import PARAMETERS, kind_icon, kind_words, name_icon, name_words
from desktop.kit import icons, look

YES = ("yes", "true", "true()", "1")
BOUNDED = ("integer", "decimal")


class ItemForm(QWidget):
    """One form for questions, sections and repeats; what does not belong is hidden."""

    refused = Signal(object)

    def __init__(self, bench: Bench, undo: OurUndo, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._item: Item | None = None
        column = look.spaced(QVBoxLayout(self), margin=12, gap=14)
        head = look.spaced(QHBoxLayout(), gap=8)
        self.picture = QLabel()
        self.picture.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.role = look.text("", kind="heading")
        self.kind = slim(QComboBox())
        self.kind.setObjectName("item_kind")
        self.kind.setAccessibleName(self.tr("Tipo de pergunta"))
        for name in KINDS:
            self.kind.addItem(icons.icon(name_icon(name)), name_words(name), name)
        head.addWidget(self.picture)
        head.addWidget(self.role)
        head.addWidget(self.kind, 1)
        column.addLayout(head)
        self.labels = Texts(self.tr("Pergunta"), name="item_label", undo=undo, rows=2)
        self.hints = Texts(self.tr("Ajuda"), name="item_hint", undo=undo)
        self.required = QCheckBox(self.tr("Obrigatória"))
        self.required.setObjectName("item_required")
        self.one_page = QCheckBox(self.tr("Mostrar tudo na mesma página"))
        self.one_page.setObjectName("item_one_page")
        self.choices = ChoicesBox()
        self.bounds = QWidget()
        row = look.spaced(QHBoxLayout(self.bounds), gap=8)
        self.least, self.most = Line(undo), Line(undo)
        for words, field, name in (
            (self.tr("Mínimo"), self.least, "item_least"),
            (self.tr("Máximo"), self.most, "item_most"),
        ):
            label = look.text(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            field.setObjectName(name)
            row.addWidget(label)
            row.addWidget(field, 1)
            field.textEdited.connect(lambda _text: self._bound())
        self.condition = ConditionBox(undo)
        self.details = DetailsBox(undo)
        for widget in (
            self.labels,
            self.hints,
            self.required,
            self.one_page,
            self.choices,
            self.bounds,
            self.condition,
            self.details,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self._wire()

    def _wire(self) -> None:
        self.kind.activated.connect(self._other_kind)
        self.labels.edited.connect(partial(self._text, "label"))
        self.hints.edited.connect(partial(self._text, "hint"))
        self.required.clicked.connect(lambda on: self._text("required", None, "yes" if on else ""))
        self.one_page.clicked.connect(
            lambda on: self._text("appearance", None, "field-list" if on else "")
        )
        self.condition.changed.connect(lambda text: self._text("relevant", None, text))
        self.details.edited.connect(self._text)
        self.details.named.connect(self._name)
        box = self.choices
        box.list_wanted.connect(self._other_list)
        box.other_wanted.connect(self._other_choice)
        box.label_edited.connect(self._choice_label)
        box.name_edited.connect(self._choice_name)
        box.add_wanted.connect(self._add_choice)
        box.remove_wanted.connect(lambda line: self._do(remove_choice(self._book, line)))
        box.step_wanted.connect(lambda line, by: self._do(move_choice(self._book, line, by=by)))

    @property
    def _book(self) -> Book:
        return self._bench.book

    @property
    def _line(self) -> int:
        assert self._item is not None
        return self._item.line

    # -- showing -----------------------------------------------------------------------------

    def show_item(self, item: Item) -> None:
        """Show an item as it is in the book now."""
        self._item = item
        book, survey = self._book, self._book.survey
        line = survey.line(item.line)
        question = not item.holds
        icons.put_label(self.picture, kind_icon(item.kind), role="accent_ink", size=20)
        self.role.setText(kind_words(item.kind))
        known = question and item.kind.name in KINDS
        self.role.setVisible(not known)
        self.kind.setVisible(known)
        if known:
            self.kind.setCurrentIndex(self.kind.findData(item.kind.name))
        spoken = languages(book)
        self.labels.set_caption(self.tr("Pergunta") if question else self.tr("Título"))
        self.labels.show_texts({one: text_of(survey, line, "label", one) for one in spoken})
        self.hints.show_texts({one: text_of(survey, line, "hint", one) for one in spoken})
        seen = question and item.kind.role != "hidden"
        self.labels.setVisible(seen or not question)
        self.hints.setVisible(seen)
        required = text_of(survey, line, "required").lower()
        self.required.setVisible(seen and item.kind.name != "note" and required in ("", *YES, "no"))
        self.required.setChecked(required in YES)
        appearance = text_of(survey, line, "appearance")
        self.one_page.setVisible(item.kind.role == "group" and appearance in ("", "field-list"))
        self.one_page.setChecked(appearance == "field-list")
        self.choices.setVisible(question and item.kind.name in CHOOSING)
        if not self.choices.isHidden():
            self.choices.show_choices(book, item.kind)
        bounds = bounds_of(text_of(survey, line, "constraint"))
        self.bounds.setVisible(item.kind.name in BOUNDED and bounds is not None)
        if bounds is not None:
            self.least.show_text(bounds.least)
            self.most.show_text(bounds.most)
        self.condition.show_condition(
            text_of(survey, line, "relevant"), askable_before(book, item.line)
        )
        self.details.show_item(book, item)

    def go_to(self, key: str) -> None:
        """Take the focus to the field of a column of the sheet."""
        if key == "relevant":
            self.condition.when.setFocus()
        elif key in ("name", "type", "constraint", "calculation", "appearance", "choice_filter",
                     "default", "parameters", "repeat_count", "readonly", "required"):  # fmt: skip
            self.details.open(key)
        else:
            self.write()

    def write(self) -> None:
        """Begin to write the label."""
        field = next(iter(self.labels.fields.values()), None)
        if field is not None:
            field.setFocus()
            field.selectAll()

    # -- changing ----------------------------------------------------------------------------

    def _do(self, book: Book, *, what: str = "") -> None:
        self._bench.do(book, what=what)

    def _text(self, key: str, language: str | None, text: str) -> None:
        book = with_text(self._book, "survey", self._line, key, text, language=language)
        if key == "label":
            book = self._named_after(book, language, text)
        self._do(book, what=f"{self._line} {key} {language}")

    def _named_after(self, book: Book, language: str | None, text: str) -> Book:
        """A new question is named by its label, until it has been used or named by hand."""
        if self._line not in self._bench.unnamed or language != languages(book)[0]:
            return book
        assert self._item is not None
        name = text_of(book.survey, book.survey.line(self._line), "name")
        wanted = unique(slug(text), names_of(book) - {name})
        return rename(book, self._line, wanted)

    def _name(self, name: str) -> None:
        try:
            self._do(rename(self._book, self._line, name))
            self._bench.unnamed.discard(self._line)
        except NameNotAllowed as problem:
            self.refused.emit(problem)
        item = item_of(self._book, self._line)
        if item is not None:
            self.show_item(item)

    def _other_kind(self, _at: int) -> None:
        book = change_kind(self._book, self._line, kind=self.kind.currentData())
        begins = PARAMETERS.get(self.kind.currentData(), "")
        line = book.survey.line(self._line)
        if begins and not text_of(book.survey, line, "parameters"):
            book = with_text(book, "survey", self._line, "parameters", begins)
        self._do(book)

    def _bound(self) -> None:
        bounds = Bounds(self.least.text().strip(), self.most.text().strip())
        for text in (bounds.least, bounds.most):
            try:
                float(text or "0")
            except ValueError:
                return  # a minus sign alone: more is coming
        self._text("constraint", None, bounds_text(bounds))

    def _other_list(self, name: str) -> None:
        assert self._item is not None
        book = self._book
        if name == NEW:
            book, name = new_list(book, name=self._item.name or "lista")
            self._bench.unnamed.update(one.id for one in lines_of(book, name))
        self._do(with_list(book, self._line, list_name=name, other=self._item.kind.other))

    def _other_choice(self, on: bool) -> None:
        assert self._item is not None
        listed = self._item.kind.list_name
        self._do(with_list(self._book, self._line, list_name=listed, other=on))

    def _choice_label(self, line: int, language: str | None, text: str) -> None:
        book = self._book
        book = with_text(book, "choices", line, "label", text, language=language)
        # A choice that was there before keeps its name: answers may already hold it.
        if language == languages(book)[0] and line in self._bench.unnamed:
            book = rename_choice(book, line, slug(text, otherwise="opcao"))
        self._do(book)

    def _choice_name(self, line: int, name: str) -> None:
        self._bench.unnamed.discard(line)
        self._do(rename_choice(self._book, line, name))

    def _add_choice(self, after: int | None) -> None:
        assert self._item is not None
        book, listed = self._book, self._item.kind.list_name
        number = len(lines_of(book, listed)) + 1
        label = self.tr("Opção {number}").format(number=number)
        book, line = add_choice(book, listed, labels={languages(book)[0]: label}, after=after)
        self._bench.unnamed.add(line)
        self._do(book)
        self.choices.go_to(line)
