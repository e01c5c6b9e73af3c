"""Which editor a question gets, from its control, type and appearance."""

from __future__ import annotations

from core.forms.states import ChoiceState, NodeState
from desktop.questions.around import Around
from desktop.questions.choices import ManyEditor, OneEditor, OneOnMapEditor
from desktop.questions.dates import DateEditor, DateTimeEditor, MonthEditor, TimeEditor, YearEditor
from desktop.questions.drawing import DrawingEditor
from desktop.questions.editor import Editor
from desktop.questions.geopoint import GeopointEditor, PointsEditor
from desktop.questions.numbers import CounterEditor, DecimalEditor, IntegerEditor
from desktop.questions.rank import RankEditor
from desktop.questions.search_choice import SearchEditor
from desktop.questions.shown import ShownEditor
from desktop.questions.slider import RatingEditor, Scale, SliderEditor
from desktop.questions.text import (
    AddressEditor,
    BarcodeEditor,
    DigitsEditor,
    LongTextEditor,
    TextEditor,
)
from desktop.questions.trigger import TriggerEditor
from desktop.questions.upload import UploadEditor

MANY_IN_SIGHT = 24
"""More choices than this are searched for, whatever the appearance."""

BY_TYPE: dict[str, type[Editor]] = {
    "int": IntegerEditor,
    "decimal": DecimalEditor,
    "date": DateEditor,
    "time": TimeEditor,
    "dateTime": DateTimeEditor,
    "geopoint": GeopointEditor,
    "geotrace": PointsEditor,
    "geoshape": PointsEditor,
    "barcode": BarcodeEditor,
    "binary": UploadEditor,
}
SEARCHED = {"minimal", "autocomplete", "search"}
LAID_OUT = {"likert", "list-nolabel", "list"}


def editor_for(
    state: NodeState, *, choices: tuple[ChoiceState, ...], around: Around
) -> Editor | None:
    """The editor of a question; None for a note, which is only its label."""
    if state.kind != "question":
        return None
    editor = _make(state, choices=choices, around=around)
    if choices or state.control in {"select1", "select", "rank"}:
        editor.show_choices(choices)
    return editor


def changes_editor(before: NodeState, after: NodeState) -> bool:
    """Whether the question needs another editor now: it became read-only, or no longer is."""
    return before.readonly != after.readonly


def _make(state: NodeState, *, choices: tuple[ChoiceState, ...], around: Around) -> Editor:
    look = state.appearance
    if state.readonly:
        return ShownEditor(state, around=around)
    match state.control:
        case "select1" | "select":
            many = state.control == "select"
            if "map" in look and not many:
                return OneOnMapEditor(state, around=around)
            crowded = len(choices) > MANY_IN_SIGHT and not look & LAID_OUT
            if look & SEARCHED or crowded or any(name.startswith("search(") for name in look):
                return SearchEditor(state, around=around, many=many)
            return ManyEditor(state, around=around) if many else OneEditor(state, around=around)
        case "rank":
            return RankEditor(state, around=around)
        case "trigger":
            return TriggerEditor(state, around=around)
        case "range":
            return _range(state, around=around)
        case "upload":
            if look & {"signature", "draw", "annotate"}:
                return DrawingEditor(state, around=around)
            return UploadEditor(state, around=around)
    return _typed(state, around=around)


def _range(state: NodeState, *, around: Around) -> Editor:
    steps = Scale(state).count
    if "rating" in state.appearance and steps < 12:
        return RatingEditor(state, around=around)
    if "picker" in state.appearance and steps <= 500:
        editor = SearchEditor(state, around=around, many=False)
        editor.show_choices(range_choices(state))
        return editor
    return SliderEditor(state, around=around)


def range_choices(state: NodeState) -> tuple[ChoiceState, ...]:
    """Every value of a range as a choice."""
    from desktop.questions.lexical import show_number

    scale = Scale(state)
    values = [scale.value(step) for step in range(scale.count + 1)]
    return tuple(ChoiceState(value=value, label=show_number(value)) for value in values)


def _typed(state: NodeState, *, around: Around) -> Editor:
    look = state.appearance
    if state.type == "int" and "counter" in look:
        return CounterEditor(state, around=around)
    if state.type == "date" and "year" in look:
        return YearEditor(state, around=around)
    if state.type == "date" and "month-year" in look:
        return MonthEditor(state, around=around)
    made = BY_TYPE.get(state.type)
    if made is not None:
        return made(state, around=around)
    if "url" in look:
        return AddressEditor(state, around=around)
    if "numbers" in look:
        return DigitsEditor(state, around=around)
    if "multiline" in look or "rows" in state.parameters:
        return LongTextEditor(state, around=around)
    return TextEditor(state, around=around)
