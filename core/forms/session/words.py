"""Texts of a form as they read now: in the session's language, with outputs filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.forms.definition.form import NO_WORDING, Form, Language, Wording
from core.forms.states import NO_MEDIA, Media
from core.forms.tree import Element

if TYPE_CHECKING:
    from core.forms.expressions import EvaluationContext

_MEDIA_FORMS: Final = ("image", "audio", "video", "big-image")


class Words:
    """Says wordings in one language; what that language lacks is said in another."""

    def __init__(
        self,
        form: Form,
        evaluation: EvaluationContext,
        language: str | None,
        messages: str = "",
    ) -> None:
        self.form = form
        self.evaluation = evaluation
        # The language of the engine's own messages; "" follows the one spoken.
        self.messages = messages
        self._order: list[Language] = []
        self.speak(language)

    def speak(self, language: str | None) -> None:
        """Changes the language: it first, then the form's default, then the others."""
        self.language = language if language in self.form.texts else self.form.default_language
        names = [self.language, self.form.default_language, *self.form.languages]
        self._order = [
            self.form.texts[name]
            for name in dict.fromkeys(names)
            if name is not None and name in self.form.texts
        ]
        self.evaluation.language = self.language
        # What reads the same wherever and whenever it is said, kept by whoever says it.
        self.said: dict[Any, Any] = {}

    def say(self, wording: Wording, element: Element, *, form: str = "") -> str:
        """A wording at an element; `form` is "" for the text itself."""
        if wording is NO_WORDING:
            return ""
        if wording.itext_id is not None:
            return self.text(wording.itext_id, element, form=form)
        if wording.itext is not None:
            self.evaluation.node = element
            return self.text(wording.itext.string(self.evaluation), element, form=form)
        if form:
            return ""
        return self._join(wording.parts, element)

    def text(self, identifier: str, element: Element, *, form: str = "") -> str:
        """A text by its id, from the first language that has it."""
        for language in self._order:
            values = language.texts.get(identifier)
            if values is None:
                continue
            pieces = values.get(form)
            if pieces is None and form == "":
                pieces = values.get("long") or values.get("short")
            # "-" is what pyxform writes where a translation is missing.
            if pieces and pieces != ("-",):
                return self._join(pieces, element)
        return ""

    def media(self, wording: Wording, element: Element) -> Media:
        """The files shown with a label."""
        identifier = wording.itext_id
        if identifier is None:
            if wording.itext is None:
                return NO_MEDIA
            self.evaluation.node = element
            identifier = wording.itext.string(self.evaluation)
        return self.media_of(identifier)

    def media_of(self, identifier: str) -> Media:
        """The files of a text by its id."""
        found: dict[str, str] = {}
        for language in self._order:
            values = language.texts.get(identifier)
            if not values or (len(values) == 1 and "" in values):
                continue
            for kind in _MEDIA_FORMS:
                pieces = values.get(kind)
                if pieces and kind not in found:
                    text = "".join(piece for piece in pieces if isinstance(piece, str))
                    found[kind] = text.rpartition("/")[2]
        if not found:
            return NO_MEDIA
        return Media(
            image=found.get("image"),
            audio=found.get("audio"),
            video=found.get("video"),
            big_image=found.get("big-image"),
        )

    def _join(self, pieces: tuple[Any, ...], element: Element) -> str:
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return pieces[0]
        said: list[str] = []
        for piece in pieces:
            if isinstance(piece, str):
                said.append(piece)
            else:
                self.evaluation.node = element
                said.append(piece.string(self.evaluation))
        return "".join(said)
