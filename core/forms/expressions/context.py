"""What an expression is evaluated against: a node, its documents, a clock, chance, a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from random import Random
from types import MappingProxyType
from typing import Any, Literal
from uuid import uuid4

from core.forms.tree import Document, Element, Node

Value = str | float | bool | list[Any]
Kind = Literal["string", "number", "boolean", "nodeset"]
Hidden = Literal["empty", "absent", "shown"]
Handler = Callable[["EvaluationContext", list[Value]], Value]


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _uuid() -> str:
    return str(uuid4())


@dataclass(slots=True)
class EvaluationContext:
    """One evaluation's surroundings. Reuse one and set `node` for speed.

    `node`: the context node; what `current()` gives unless `current` is set (itemset filters).
    `root`: the primary instance. `instances`: secondary instances by id for `instance(id)`.
    `hidden`: what a node whose `relevant` is False is to expressions: its value "empty", the
    node "absent" from node-sets, or "shown" as if it were relevant.
    `contextualise`: absolute paths that share repeats with `node` mean the repeat instance the
    node stands in, as JavaRosa does (see docs/decisions/0004-xpath.md). `repeats`: positionless
    paths of all repeats (`/data/rep`), needed for that. `functions`: more functions by their
    written name (`jr:itext`), or other meanings of known ones; they get evaluated arguments.
    `language`: of the form, for month and day names. `tz`: of dates without an offset; None
    takes that of `now()`.
    """

    node: Node
    root: Document
    instances: Mapping[str, Element] = field(default_factory=lambda: MappingProxyType({}))
    now: Callable[[], datetime] = _now
    random: Random = field(default_factory=Random)
    uuid: Callable[[], str] = _uuid
    position: int = 1
    size: int = 1
    functions: Mapping[str, Handler] = field(default_factory=lambda: MappingProxyType({}))
    language: str | None = None
    tz: tzinfo | None = None
    hidden: Hidden = "empty"
    contextualise: bool = False
    repeats: frozenset[str] = frozenset()
    current: Node | None = None
