"""Makes the widget of a row: a heading, an instance, the way to add one, or a question."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.forms.states import NodeState
from desktop.checklist.blocks import Block
from desktop.checklist.desk import Desk
from desktop.checklist.rows import HeadingRow, InstanceRow, RepeatRow
from desktop.kit import formats, theme
from desktop.questions.card import QuestionCard
from desktop.questions.markup import plain


def make_row(block: Block, *, desk: Desk, missing: str) -> QWidget:
    """The widget of a row as its node stands now; `missing` is what the last check said there."""
    state = desk.state(block.key)
    match block.kind:
        case "heading":
            return HeadingRow(state, depth=block.depth)
        case "instance":
            repeat = desk.state(state.key[: state.key.rindex("{")])
            label = plain(repeat.label) or QCoreApplication.translate("Middle", "Repetição")
            return InstanceRow(state, depth=block.depth, label=label)
        case "repeat":
            return RepeatRow(state, depth=block.depth)
        case "question":
            return _card(state, depth=block.depth, desk=desk, missing=missing)


def saved_words(desk: Desk, key: str) -> str:
    """«Guardado 14:02», "" for what was not saved yet."""
    at = desk.opened.saved_at.get(key)
    if at is None:
        return ""
    return QCoreApplication.translate("Middle", "Guardado {}").format(formats.clock(at))


def _card(state: NodeState, *, depth: int, desk: Desk, missing: str) -> QuestionCard:
    card = QuestionCard(state, choices=desk.choices(state.key), around=desk)
    if depth:
        edge = card.contentsMargins()
        edge.setLeft(theme.px(14) * depth)
        card.setContentsMargins(edge)
    card.show_saved(saved_words(desk, state.key))
    moment = desk.moment_of(state.key)
    if moment is not None:
        card.show_moment(moment[1])
    if missing:
        card.show_missing(missing)
    return card
