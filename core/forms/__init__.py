"""Check-lists: read a form, fill it in, give it back. This is the whole of the engine's door.

What needs XML or workbooks is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from core.forms.states import (
    ChoiceState,
    Delta,
    EntityChange,
    FormProblem,
    Invalid,
    Media,
    NodeState,
    OutlineItem,
    Page,
    RepeatChange,
    SavedFilling,
    SessionContext,
    ValueChange,
)

if TYPE_CHECKING:
    from core.forms.definition.form import Form
    from core.forms.definition.problems import FormRefused
    from core.forms.definition.reading import Conversion, convert_workbook, read_any
    from core.forms.definition.xform import read_form
    from core.forms.session.filling import FillingSession

_LATE = {
    "Conversion": "core.forms.definition.reading",
    "FillingSession": "core.forms.session.filling",
    "Form": "core.forms.definition.form",
    "FormRefused": "core.forms.definition.problems",
    "convert_workbook": "core.forms.definition.reading",
    "read_any": "core.forms.definition.reading",
    "read_form": "core.forms.definition.xform",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(name)


__all__ = [
    "ChoiceState",
    "Conversion",
    "Delta",
    "EntityChange",
    "FillingSession",
    "Form",
    "FormProblem",
    "FormRefused",
    "Invalid",
    "Media",
    "NodeState",
    "OutlineItem",
    "Page",
    "RepeatChange",
    "SavedFilling",
    "SessionContext",
    "ValueChange",
    "convert_workbook",
    "read_any",
    "read_form",
]
