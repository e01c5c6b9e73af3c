"""A node of a filling in words: its question, its section, its instance, its answer."""

from __future__ import annotations

from core.forms.definition.form import Form
from core.forms.session.filling import FillingSession
from core.forms.session.problems import NodeUnknown
from core.forms.states import NodeState
from core.problem import Language

_SIGNS = {"pt": ("(pt", "portugu"), "en": ("(en", "english", "inglês")}


class Teller:
    """Says nodes of one filling, in the language asked for where the form has it."""

    def __init__(self, session: FillingSession, *, language: Language) -> None:
        """`session` is spoken to in that language from now on."""
        self.language: Language = language
        self._session = session
        self._speak()

    def _speak(self) -> None:
        name = self.name_of(self._session.form)
        if name is not None and name != self._session.language:
            self._session.set_language(name)

    def name_of(self, form: Form) -> str | None:
        """What the form calls the language; None when it does not have it."""
        for name in form.languages:
            low = name.casefold()
            if any(sign in low for sign in _SIGNS[self.language]) or low == self.language:
                return name
        return None

    def place_of(self, key: str) -> tuple[str, str, str]:
        """The label of a node, that of its section, and which repeat instance it is in."""
        state = self._state(key)
        label = state.label if state is not None else ""
        section, names = "", []
        steps = key.split("/")
        for number in range(3, len(steps)):
            above = self._state("/".join(steps[:number]))
            if above is None:
                continue
            if not section:
                section = above.label or self._label_of_range(above.key)
            if above.kind == "instance":
                name = above.label or self._label_of_range(above.key)
                names.append(f"{name} {above.position}".strip())
        return label, section, " · ".join(names)

    def words_of(self, key: str, value: str | None = None) -> str:
        """An answer in words: labels of choices, a ticked box; "" when there is nothing to say.

        `value` None: the one that the filling has.
        """
        state = self._state(key)
        if state is None:
            return value or ""
        said = state.value if value is None else value
        if state.control in ("select1", "select", "rank") and said:
            labels = {one.value: one.label or one.value for one in self._session.choices(key)}
            if state.control == "select1":
                return labels.get(said, said)
            return "; ".join(labels.get(part, part) for part in said.split())
        return said

    def _label_of_range(self, key: str) -> str:
        if not key.endswith("}"):
            return ""
        state = self._state(key[: key.rindex("{")])
        return state.label if state is not None else ""

    def _state(self, key: str) -> NodeState | None:
        try:
            return self._session.state(key)
        except NodeUnknown:
            return None
