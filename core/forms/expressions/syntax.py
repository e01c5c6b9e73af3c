"""The shape of a parsed expression: a small tree of immutable parts with their positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Axis = Literal[
    "ancestor",
    "ancestor-or-self",
    "attribute",
    "child",
    "descendant",
    "descendant-or-self",
    "following",
    "following-sibling",
    "namespace",
    "parent",
    "preceding",
    "preceding-sibling",
    "self",
]
AXES: frozenset[str] = frozenset(Axis.__args__)  # type: ignore[attr-defined]
NODE_TYPES: frozenset[str] = frozenset({"comment", "text", "processing-instruction", "node"})


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    value: float
    position: int


@dataclass(frozen=True, slots=True)
class StringLiteral:
    value: str
    position: int


class Test(NamedTuple):
    """A node test: `name` with optional `prefix`, `*`, or a node type (`kind`)."""

    kind: Literal["name", "node", "text", "comment", "processing-instruction"]
    name: str
    prefix: str | None
    position: int

    @property
    def written(self) -> str:
        if self.kind == "name":
            return f"{self.prefix}:{self.name}" if self.prefix else self.name
        return f"{self.kind}({self.name})"


class Step(NamedTuple):
    """One step of a path, of which a form has thousands."""

    axis: str
    test: Test
    predicates: tuple[Part, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Path:
    """A location path. `base` is None for a plain one; then `absolute` says where it starts."""

    base: Part | None
    absolute: bool
    steps: tuple[Step, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A primary expression with predicates."""

    primary: Part
    predicates: tuple[Part, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Part, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Part
    right: Part
    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Part
    position: int


Part = NumberLiteral | StringLiteral | Path | Filter | Call | Binary | Negation
