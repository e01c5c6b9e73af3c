"""What a filling shows and says: frozen values that cross the engine's door and any thread."""

# NodeState's constructor is written out, with its yes and no.
# ruff: noqa: FBT001, FBT002

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple
from uuid import uuid4

NodeKind = Literal["question", "group", "repeat", "instance", "note", "hidden"]
Reason = Literal["required", "constraint", "type", "choice"]
Severity = Literal["error", "warning"]

NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})


def _no_parameters() -> Mapping[str, str]:
    return NO_PARAMETERS


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing wrong or unsupported in a check-list, with the place and what to do about it.

    `row` and `column` are as Excel shows them (row from 1; column is the header, e.g. "relevant").
    """

    code: str
    severity: Severity
    sheet: str | None
    row: int | None
    column: str | None
    name: str | None
    pt: str
    en: str
    todo_pt: str
    todo_en: str

    @property
    def place(self) -> str:
        """Sheet, row and column in one short text, e.g. `survey:12 relevant`."""
        where = self.sheet or ""
        if self.row is not None:
            where = f"{where}:{self.row}"
        return f"{where} {self.column}".strip() if self.column else where


@dataclass(frozen=True, slots=True)
class Media:
    """Names of the files shown with a label, as the form declares them (no path, no scheme)."""

    image: str | None = None
    audio: str | None = None
    video: str | None = None
    big_image: str | None = None

    def __bool__(self) -> bool:
        return bool(self.image or self.audio or self.video or self.big_image)


NO_MEDIA = Media()


@dataclass(frozen=True, slots=True, init=False)
class NodeState:
    """One node of a filling as it stands now. `relevant` is effective: its own and its parents'.

    `value` is in XForms lexical form ("3", "2026-01-31", "a b"), "" when there is no answer.
    `position` is 1-based among the instances of its repeat, 0 for everything else.
    """

    key: str
    ref: str
    kind: NodeKind
    control: str = ""
    type: str = "string"
    mediatype: str = ""
    appearance: frozenset[str] = frozenset()
    parameters: Mapping[str, str] = field(default_factory=_no_parameters)
    label: str = ""
    label_media: Media = NO_MEDIA
    hint: str = ""
    guidance: str = ""
    value: str = ""
    relevant: bool = True
    required: bool = False
    readonly: bool = False
    problem: str | None = None
    required_message: str = ""
    children: tuple[str, ...] = ()
    can_add: bool = False
    can_remove: bool = False
    position: int = 0

    # Written out: a filling makes some of these for each answer, and this takes half as long as
    # the one that `dataclass` makes.
    def __init__(
        self,
        key: str,
        ref: str,
        kind: NodeKind,
        control: str = "",
        type: str = "string",  # noqa: A002
        mediatype: str = "",
        appearance: frozenset[str] = frozenset(),
        parameters: Mapping[str, str] = NO_PARAMETERS,
        label: str = "",
        label_media: Media = NO_MEDIA,
        hint: str = "",
        guidance: str = "",
        value: str = "",
        relevant: bool = True,
        required: bool = False,
        readonly: bool = False,
        problem: str | None = None,
        required_message: str = "",
        children: tuple[str, ...] = (),
        can_add: bool = False,
        can_remove: bool = False,
        position: int = 0,
    ) -> None:
        put = _SLOTS
        put[0](self, key)
        put[1](self, ref)
        put[2](self, kind)
        put[3](self, control)
        put[4](self, type)
        put[5](self, mediatype)
        put[6](self, appearance)
        put[7](self, parameters)
        put[8](self, label)
        put[9](self, label_media)
        put[10](self, hint)
        put[11](self, guidance)
        put[12](self, value)
        put[13](self, relevant)
        put[14](self, required)
        put[15](self, readonly)
        put[16](self, problem)
        put[17](self, required_message)
        put[18](self, children)
        put[19](self, can_add)
        put[20](self, can_remove)
        put[21](self, position)


_SLOTS: tuple[Callable[[NodeState, Any], None], ...] = tuple(
    getattr(NodeState, each.name).__set__ for each in fields(NodeState)
)


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """One choice offered now, in the language of the session.

    `children` are the choice's further columns (everything but value and label), by name.
    """

    value: str
    label: str
    image: str | None = None
    audio: str | None = None
    video: str | None = None
    children: Mapping[str, str] = field(default_factory=_no_parameters)


class ValueChange(NamedTuple):
    """A value that became another; None: the node has no answer any more (or is gone).

    A tuple, because an answer may make thousands of them.
    """

    key: str
    value: str | None
    by_person: bool


@dataclass(frozen=True, slots=True)
class RepeatChange:
    """A repeat instance added, removed or moved; `position` is 1-based, after the change."""

    op: Literal["add", "remove", "move"]
    key: str
    instance: str
    position: int


@dataclass(frozen=True, slots=True)
class Delta:
    """Everything that one call changed: what to show again, and what to record."""

    changed: tuple[NodeState, ...] = ()
    added: tuple[NodeState, ...] = ()
    removed: tuple[str, ...] = ()
    values: tuple[ValueChange, ...] = ()
    repeats: tuple[RepeatChange, ...] = ()
    choices_changed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(
            self.changed
            or self.added
            or self.removed
            or self.values
            or self.repeats
            or self.choices_changed
        )


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A section (top-level group or repeat instance) and how far its filling has come.

    `questions` counts what is relevant and visible and can be answered. A section made of
    questions that stand in no group has no label and its first question's key.
    """

    key: str
    label: str
    relevant: bool
    questions: int
    answered: int
    invalid: int
    children: tuple[OutlineItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Nodes shown together: a field-list group, or one question. `section`: its OutlineItem."""

    key: str
    title: str
    nodes: tuple[str, ...]
    section: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """A node that keeps the filling from being finalised, and why, for a person."""

    key: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity that a filling creates or updates in the list `dataset` (ODK Entities).

    `properties` are name and value, in the order of the form. `label` "" leaves the one there is.
    `branch` names the run of changes made away from a server.
    """

    dataset: str
    id: str
    op: Literal["create", "update"]
    label: str
    properties: tuple[tuple[str, str], ...]
    branch: str = ""


@dataclass(frozen=True, slots=True)
class SavedFilling:
    """All that is needed to go on later: values by key, repeat instances in their order."""

    form_digest: str
    language: str | None
    values: Mapping[str, str]
    repeats: tuple[tuple[str, str], ...] = ()
    finalised: bool = False


def _local_now() -> datetime:
    return datetime.now(UTC).astimezone()


def _uuid() -> str:
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class SessionContext:
    """What a session may know of the world; everything can be fixed for tests.

    `now` gives an aware datetime: its offset is the time zone written into answers.
    `seed` makes `random()` and `randomize()` repeatable. `messages`: the language ("pt", "en") of
    what the engine itself says of an answer, that of the window; "" follows the form's.
    `entities`: what earlier fillings made of the lists that the form chooses from, in their order.
    """

    now: Callable[[], datetime] = _local_now
    seed: int | None = None
    uuid: Callable[[], str] = _uuid
    device_id: str = ""
    username: str = ""
    email: str = ""
    phone: str = ""
    messages: str = ""
    entities: tuple[EntityChange, ...] = ()
    last_saved_xml: bytes | None = field(default=None, repr=False)
