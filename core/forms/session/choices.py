"""Which choices a question offers now, and answers that are no longer among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from core.forms.definition.form import Control, Itemset, Search
from core.forms.definition.lists import element_name
from core.forms.session.words import Words
from core.forms.states import NO_MEDIA, ChoiceState
from core.forms.tree import Element

if TYPE_CHECKING:
    from core.forms.session.settle import Settling

_CHOOSING: Final = frozenset({"select", "select1", "rank"})


class Offering:
    """The choices of one filling."""

    def __init__(self, settling: Settling, words: Words) -> None:
        self.settling = settling
        self.words = words
        # The values of lists that no answer changes, by question.
        self.still: dict[str, frozenset[str]] = {}

    def choices(self, element: Element) -> tuple[ChoiceState, ...]:
        """The choices of a question, computed when first asked for and after each change."""
        record = element.state
        if record.choices is None:
            record.choices = self._made(element, record.plan.control)
        found: tuple[ChoiceState, ...] = record.choices
        return found

    def values(self, element: Element) -> frozenset[str] | None:
        """The values that may be chosen; None when anything may (no list, or its file is lost)."""
        control: Control | None = element.state.plan.control
        if control is None or control.kind not in _CHOOSING:
            return None
        record = element.state
        if record.offered is None:
            if record.choices is not None:
                record.offered = frozenset([choice.value for choice in record.choices])
            elif not _is_same_everywhere(element):
                record.offered = frozenset(self._offered(element, control))
            else:
                known = self.still.get(control.ref)
                if known is None:
                    known = self.still[control.ref] = frozenset(self._offered(element, control))
                record.offered = known
        return record.offered or None

    def _offered(self, element: Element, control: Control) -> Iterator[str]:
        if control.itemset is not None and control.search is None:
            for item in self._items(control.itemset, element):
                yield self._value(control.itemset, item)
        elif control.search is not None:
            yield from (choice.value for choice in self.choices(element))
        else:
            yield from (choice.value for choice in control.choices)

    def refresh(self, element: Element) -> None:
        """Takes note that a list may have changed; drops answers that it no longer has."""
        record = element.state
        record.choices = record.offered = None
        self.settling.choices_changed.add(record.key)
        self.settling.touched[element] = None
        said = record.dropped or element.text
        if not said or not element.relevant or element in self.settling.kept:
            # What was saved is shown with its problem instead; it may come from another laptop.
            return
        control: Control = record.plan.control
        if control.itemset is None:
            return
        offered = self.values(element) or frozenset()
        if not offered and self._is_lost(control.itemset):
            return
        if control.kind == "select1":
            kept = said if said in offered else ""
        else:
            parts = [part for part in said.split() if part in offered]
            if parts and control.kind == "rank":
                # An order is of all that there is: what is new comes last.
                parts += [c.value for c in self.choices(element) if c.value not in parts]
            kept = " ".join(parts)
        if kept != element.text:
            if not self.settling.loading:
                record.dropped = said if set(said.split()) - set(kept.split()) else ""
            self.settling.set_value(element, kept, by_person=False)

    def label_of(self, element: Element, value: str) -> str:
        """The label of a value of a question (`jr:choice-name`); "" when it has none."""
        control: Control | None = element.state.plan.control
        if control is None:
            return ""
        for choice in control.choices:
            if choice.value == value:
                return self.words.say(choice.label, element)
        if control.itemset is not None:
            for item in self._items(control.itemset, element):
                if self._value(control.itemset, item) == value:
                    return self._label(control.itemset, item, element)
        for offered in self.choices(element):
            if offered.value == value:
                return offered.label
        return ""

    def _is_lost(self, itemset: Itemset) -> bool:
        missing = self.settling.tree.form.missing_media
        names = [name.rpartition(".")[0] for name in missing]
        return any(f"'{name}'" in itemset.nodeset.source for name in names)

    def _made(self, element: Element, control: Control | None) -> tuple[ChoiceState, ...]:
        if control is None:
            return ()
        if not _is_same_everywhere(element):
            return self._told(element, control)
        known: tuple[ChoiceState, ...] | None = self.words.said.get(control.ref)
        if known is None:
            known = self.words.said[control.ref] = self._told(element, control)
        return known

    def _told(self, element: Element, control: Control) -> tuple[ChoiceState, ...]:
        if control.search is not None:
            return self._searched(control, control.search, element)
        if control.itemset is not None:
            return self._listed(control.itemset, element)
        made: list[ChoiceState] = []
        for choice in control.choices:
            media = self.words.media(choice.label, element)
            made.append(
                ChoiceState(
                    value=choice.value,
                    label=self.words.say(choice.label, element),
                    image=media.image,
                    audio=media.audio,
                    video=media.video,
                )
            )
        return tuple(made)

    def _items(self, itemset: Itemset, element: Element) -> list[Any]:
        evaluation = self.settling.evaluation
        evaluation.node = element
        nodes = itemset.nodeset.nodes(evaluation)
        if nodes and not all(node.relevant for node in nodes):
            return [node for node in nodes if node.relevant]
        return nodes

    def _value(self, itemset: Itemset, item: Any) -> str:
        return self._at(itemset.value, item)

    def _at(self, expression: Any, item: Any) -> str:
        source: str = expression.source
        # Nearly always a child's name: no need to evaluate anything.
        if source.isidentifier():
            for child in item.children:
                if child.name == source:
                    return child.text if child.relevant else ""
            return ""
        evaluation = self.settling.evaluation
        evaluation.node = item
        return str(expression.string(evaluation))

    def _label(self, itemset: Itemset, item: Any, element: Element) -> str:
        if itemset.label is None:
            return self._value(itemset, item)
        text = self._at(itemset.label, item)
        return self.words.text(text, element) if itemset.label_itext else text

    def _listed(self, itemset: Itemset, element: Element) -> tuple[ChoiceState, ...]:
        made: list[ChoiceState] = []
        for item in self._items(itemset, element):
            value = self._value(itemset, item)
            media = NO_MEDIA
            label = ""
            if itemset.label is not None:
                text = self._at(itemset.label, item)
                if itemset.label_itext:
                    label = self.words.text(text, element)
                    media = self.words.media_of(text)
                else:
                    label = text
            columns = {c.name: c.text for c in item.children if not c.children}
            label = self._translated(label, columns)
            made.append(
                ChoiceState(
                    value=value,
                    label=label,
                    image=media.image or columns.get("image") or columns.get("media__image"),
                    audio=media.audio,
                    video=media.video,
                    children=columns,
                )
            )
        return tuple(made)

    def _translated(self, label: str, columns: dict[str, str]) -> str:
        # itemsets.csv and files give each language a column of its own.
        language = self.words.language
        if not language:
            return label
        for name in (f"label::{language}", element_name(f"label::{language}")):
            if columns.get(name):
                return columns[name]
        return label

    def _searched(
        self, control: Control, search: Search, element: Element
    ) -> tuple[ChoiceState, ...]:
        """`search()`: written choices whose value is not a number name columns of the file."""
        table = self.settling.evaluation.instances.get(search.file)
        made: list[ChoiceState] = []
        written = self._written(control, element)
        for value, label in written:
            column = element_name(value)
            if table is None or _is_number(value):
                made.append(ChoiceState(value=value, label=label))
                continue
            names = [element_name(part.strip()) for part in label.split(",")]
            for row in self._rows(search, table.children[0].children, element):
                cells = {cell.name: cell.text for cell in row.children}
                said = ", ".join(cells[name] for name in names if cells.get(name))
                if cells.get(column):
                    made.append(
                        ChoiceState(
                            value=cells[column], label=said or cells[column], children=cells
                        )
                    )
        unique = {choice.value: choice for choice in reversed(made)}
        return tuple(reversed(unique.values()))

    def _written(self, control: Control, element: Element) -> list[tuple[str, str]]:
        if control.itemset is not None:
            return [(c.value, c.label) for c in self._listed(control.itemset, element)]
        return [(c.value, self.words.say(c.label, element)) for c in control.choices]

    def _rows(self, search: Search, rows: Sequence[Element], element: Element) -> list[Element]:
        evaluation = self.settling.evaluation

        def said(expression: Any) -> str:
            if expression is None:
                return ""
            evaluation.node = element
            return str(expression.string(evaluation))

        columns = [element_name(c.strip()) for c in said(search.column).split(",") if c.strip()]
        sought = said(search.sought)
        kept = list(rows)
        if search.how and columns:
            kept = [row for row in kept if _found(row, columns, sought, how=search.how)]
        only = element_name(said(search.filter_column)) if search.filter_column else ""
        if only:
            wanted = said(search.filter_value)
            kept = [row for row in kept if _cell(row, only) == wanted]
        return kept


def _is_same_everywhere(element: Element) -> bool:
    """Whether a question's choices hang on no answer, chance or text with outputs."""
    jobs = element.state.plan.jobs
    if "words" in jobs:
        return False
    listed = jobs.get("itemset")
    if listed is None:
        return True
    itemset = element.state.plan.control.itemset
    if itemset is not None and itemset.label_itext:
        return False  # the text that a label names may have outputs of its own
    return not listed.volatile and not any(listed.values) and not any(listed.structure)


def _is_number(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _cell(row: Element, name: str) -> str:
    cell = row.child(name)
    return cell.text if cell is not None else ""


def _found(row: Element, columns: list[str], sought: str, *, how: str) -> bool:
    wanted = sought.casefold()
    for name in columns:
        cell = _cell(row, name).casefold()
        if (
            (how == "contains" and wanted in cell)
            or (how == "startswith" and cell.startswith(wanted))
            or (how == "endswith" and cell.endswith(wanted))
            or (how == "matches" and cell == wanted)
        ):
            return True
    return False
