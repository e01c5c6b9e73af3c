"""A check-list as it was written: immutable, shared by all of its fillings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from core.forms.states import FormProblem
from core.forms.tree import Document, Element

if TYPE_CHECKING:
    from core.forms.expressions import Expression

ENTITIES = "http://www.opendatakit.org/xforms/entities"
ODK = "http://www.opendatakit.org/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"

EMPTY: Mapping[str, str] = MappingProxyType({})


class MediaSource(Protocol):
    """Where the files that a form refers to come from; a Mapping of name to bytes is one."""

    def get(self, name: str, /) -> bytes | None:
        """The bytes of a file by its name, None when it is not there."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text: literal pieces and outputs in turn; or `itext`, an expression giving a text id.

    `itext_id` is the id when it is written out, so that nothing needs to be evaluated.
    """

    parts: tuple[Any, ...] = ()
    itext_id: str | None = None
    itext: Expression | None = None

    def __bool__(self) -> bool:
        return bool(self.parts or self.itext_id or self.itext)


NO_WORDING = Wording()


@dataclass(frozen=True, slots=True)
class Bind:
    """What the model says of one node: type, logic, messages, preload.

    `save_to`: the property of an entity that the answer becomes.
    """

    ref: str
    type: str = "string"
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    constraint_message: Wording = NO_WORDING
    required_message: Wording = NO_WORDING
    preload: str = ""
    preload_parameter: str = ""
    save_to: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice written inside the question."""

    value: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices taken from a list: each node of `nodeset` gives a value and a label.

    `label_itext`: the label node holds the id of a text. `columns`: for `search()`, the columns
    of the file that stand in for the written value and label.
    """

    nodeset: Expression
    value: Expression
    label: Expression | None
    label_itext: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """`search('file', 'matches', 'column', value, …)` in an appearance: choices out of a CSV."""

    file: str
    how: str
    column: Expression | None
    sought: Expression | None
    filter_column: Expression | None
    filter_value: Expression | None


@dataclass(frozen=True, slots=True)
class Action:
    """`setvalue` (or `setgeopoint`): when one of `events` happens, `target` gets a value.

    `path` is the target as written, when predicates choose among its instances. `in_model`: it
    stands in the model, not in the body.
    """

    kind: str
    events: frozenset[str]
    target: str
    value: Expression | None
    literal: str
    source: str | None = None
    path: Expression | None = None
    in_model: bool = False


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """An attribute of a node with a bind: preloaded at the start, or computed with each change."""

    owner: str
    name: str
    value: Expression | None = None
    preload: str = ""
    preload_parameter: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A question as it is asked. `kind` is the XForms element: input, select1, upload…"""

    kind: str
    ref: str
    appearance: frozenset[str]
    label: Wording
    hint: Wording
    guidance: Wording = NO_WORDING
    mediatype: str = ""
    parameters: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    choices: tuple[Choice, ...] = ()
    itemset: Itemset | None = None
    search: Search | None = None


@dataclass(frozen=True, slots=True)
class GroupItem:
    """Questions that stand together; `ref` is None for a group that has no node."""

    ref: str | None
    label: Wording
    appearance: frozenset[str]
    items: tuple[BodyItem, ...]
    hint: Wording = NO_WORDING


@dataclass(frozen=True, slots=True)
class RepeatItem:
    """A group that may occur any number of times."""

    ref: str
    label: Wording
    appearance: frozenset[str]
    items: tuple[BodyItem, ...]
    count: Expression | None = None
    fixed: bool = False


BodyItem = Control | GroupItem | RepeatItem


@dataclass(frozen=True, slots=True)
class Language:
    """One language's texts: id → form ("", "image", "audio", "guidance"…) → pieces."""

    name: str
    texts: Mapping[str, Mapping[str, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Submission:
    """Where and how the form wants to be sent."""

    action: str = ""
    method: str = ""
    public_key: str = ""
    auto_send: str = ""
    auto_delete: str = ""


@dataclass(frozen=True, eq=False)
class Form:
    """A check-list: what to ask, its logic and its texts. Never changes once read.

    `digest` is the SHA-256 of the XML and of the media it was read with. `problems` are warnings:
    what is in the form and is not supported. `instance` is copied by each filling; `blueprint`
    is it as written, with the templates of repeats in their places. `made_media` are files that
    the conversion of a workbook made; keep them with the form. `list_files`: the file that each
    external instance comes from. `prepared` holds what is derived
    from the form once, its graph.
    """

    form_id: str
    title: str
    version: str
    languages: tuple[str, ...]
    default_language: str | None
    xml: bytes
    digest: str
    media: Mapping[str, str]
    problems: tuple[FormProblem, ...]
    body: tuple[BodyItem, ...]
    instance: Element
    blueprint: Element
    namespaces: Mapping[str, str]
    binds: Mapping[str, Bind]
    actions: tuple[Action, ...]
    texts: Mapping[str, Language]
    instances: Mapping[str, Document]
    templates: Mapping[str, Element]
    repeats: Mapping[str, RepeatItem]
    controls: Mapping[str, Control]
    style: frozenset[str] = frozenset()
    submission: Submission = Submission()
    missing_media: tuple[str, ...] = ()
    last_saved: frozenset[str] = frozenset()
    attributes: tuple[AttributeRule, ...] = ()
    made_media: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    tables: Mapping[str, Document] = field(default_factory=lambda: MappingProxyType({}))
    list_files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    prepared: dict[str, Any] = field(default_factory=dict, repr=False)
