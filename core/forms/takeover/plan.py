"""What a comparison of two versions says: frozen values, of forms alone or of answers too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.forms.states import SavedFilling

How = Literal["same", "moved"]
Reason = Literal[
    "question-gone",
    "repeat-gone",
    "repeat-changed",
    "type-changed",
    "media-changed",
    "choice-gone",
    "computed",
    "no-room",
    "answered-twice",
]
"""Why an answer has no place in the new version.

`repeat-changed`: the question went into a repeat, or out of one. `computed`: the new version
calculates it. `no-room`: the new version has fewer instances than were filled in.
`answered-twice`: it was answered in both versions, and the later one stands.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """One question (or hidden value) of a form, whatever its instances.

    `kind`: `select1`, `select`, `rank`, `upload`, `trigger`, else the type of its bind. `chain`:
    the refs of the repeats it stands in, the outermost first. `choices`: every value of its list,
    None when the list depends on more than the form. `asked`: a person answers it. `computed`: its
    value follows from others.
    """

    ref: str
    name: str
    label: str
    kind: str
    chain: tuple[str, ...] = ()
    asked: bool = True
    computed: bool = False
    required: bool = False
    mediatype: str = ""
    choices: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A question of both versions.

    `fits`: "same" (values stay), "converts" (some or all are written differently or may not fit),
    "never" (all are put aside). `gone`: values of the old list that the new one lacks.
    """

    old: Question
    new: Question
    how: How
    fits: Literal["same", "converts", "never"]
    gone: tuple[str, ...] = ()

    @property
    def reworded(self) -> bool:
        """Whether it is asked in other words."""
        return self.old.label != self.new.label


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side. `repeats`: ref of an old repeat → ref of the new one."""

    pairs: tuple[Pair, ...]
    gone: tuple[Question, ...]
    fresh: tuple[Question, ...]
    repeats: Mapping[str, str]
    groups: Mapping[str, str]
    gone_repeats: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether each question is where it was, with the type and the choices that it had."""
        return not (
            self.gone
            or self.fresh
            or any(p.how != "same" or p.fits != "same" or p.gone or p.reworded for p in self.pairs)
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that has its place in the new version; `value` is what it is there.

    `label_before` is how the question was asked, `label` how it is now.
    """

    old_key: str
    key: str
    old_value: str
    value: str
    how: How
    by_person: bool
    label: str
    label_before: str

    @property
    def converted(self) -> bool:
        """Whether it is written differently now."""
        return self.value != self.old_value


@dataclass(frozen=True, slots=True)
class SetAside:
    """What does not fit, as it was: `value` in XForms form, `shown` in words.

    `instance` names the repeat instance it stood in ("" outside repeats), `section` the group.
    For a choice of several that is gone, `value` holds only what is gone.
    """

    old_key: str
    value: str
    shown: str
    label: str
    section: str
    instance: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that must be answered in the new version, and has no answer yet."""

    key: str
    label: str
    section: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An answer that is kept and that the new version does not accept as it is."""

    key: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Takeover:
    """What becomes of a filling. `saved` is the filling as it begins in the new version.

    `keys`: key of an old node → key of the new one, of all that have a place, answered or not.
    `sections`: top-level group of the old form → that of the new one. `digest` is that of the old
    form.
    """

    old_digest: str
    new_digest: str
    kept: tuple[Kept, ...]
    aside: tuple[SetAside, ...]
    asked: tuple[Asked, ...]
    doubtful: tuple[Doubtful, ...]
    keys: Mapping[str, str]
    sections: Mapping[str, str]
    saved: SavedFilling

    @property
    def changed(self) -> tuple[Kept, ...]:
        """Answers of people that are kept elsewhere, in another form or under other words."""
        return tuple(
            one
            for one in self.kept
            if one.by_person
            and one.value
            and (one.how == "moved" or one.converted or one.label != one.label_before)
        )

    @property
    def given(self) -> int:
        """How many answers of people are kept."""
        return sum(1 for one in self.kept if one.by_person and one.value)
