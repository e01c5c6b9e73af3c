"""The body of a form: questions, groups, repeats, their choices and actions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from core.forms.definition.compiling import Compiler
from core.forms.definition.form import (
    JAVAROSA,
    NO_WORDING,
    Action,
    Bind,
    BodyItem,
    Choice,
    Control,
    GroupItem,
    Itemset,
    RepeatItem,
    Search,
    Wording,
)
from core.forms.definition.problems import form_problem
from core.forms.definition.texts import wording_from, wording_of
from core.forms.expressions.parser import parse
from core.forms.expressions.problems import ExpressionProblem
from core.forms.expressions.syntax import Call, StringLiteral
from core.forms.tree import Element

if TYPE_CHECKING:
    from core.forms.expressions import Expression

CONTROLS: Final = frozenset(
    {"input", "select1", "select", "upload", "trigger", "range", "rank", "secret", "textarea"}
)
ACTIONS: Final = frozenset({"setvalue", "setgeopoint", "recordaudio"})
_NOT_PARAMETERS: Final = frozenset({"ref", "bind", "appearance", "mediatype", "query", "nodeset"})
_SEARCH: Final = re.compile(r"search\s*\((.*)\)", re.DOTALL)
MAX_DEPTH: Final = 100


@dataclass(slots=True)
class BodyReader:
    """Reads the body once, collecting what the rest of the form needs by ref."""

    compiler: Compiler
    binds: Mapping[str, Bind]
    bind_ids: Mapping[str, str]
    instance_ids: set[str]
    refs: set[str]
    controls: dict[str, Control] = field(default_factory=dict)
    groups: dict[str, GroupItem] = field(default_factory=dict)
    repeats: dict[str, RepeatItem] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    queried: set[str] = field(default_factory=set)

    def items(self, parent: Element, *, context: str) -> tuple[BodyItem, ...]:
        """The questions and groups right below an element."""
        found: list[BodyItem] = []
        for child in parent.children:
            item = self._item(child, context=context)
            if item is not None:
                found.append(item)
        return tuple(found)

    def _item(self, element: Element, *, context: str) -> BodyItem | None:
        if element.name == "group":
            return self._group(element, context=context)
        if element.name == "repeat":
            return self._repeat(element, context=context, label=NO_WORDING)
        if element.name in CONTROLS:
            return self._control(element, context=context)
        if element.name in ACTIONS:
            self.action(element, context=context, source=None)
        elif element.name not in ("label", "hint", "itemset", "item", "help", "alert", "value"):
            self._unsupported(f"<{element.name}>", ref=context)
        return None

    def ref_of(self, element: Element, *, context: str) -> str | None:
        """The absolute ref of an element, through `ref`, `nodeset` or `bind`."""
        bind = element.attribute("bind")
        if bind:
            return self.bind_ids.get(bind)
        ref = (element.attribute("ref") or element.attribute("nodeset")).strip()
        return resolve_ref(ref, context=context) if ref else None

    def _group(self, element: Element, *, context: str) -> BodyItem:
        ref = self.ref_of(element, context=context)
        label = wording_of(element.child("label"), compiling=self.compiler.at(ref, "label"))
        appearance = frozenset(element.attribute("appearance").split())
        repeat = element.child("repeat")
        if repeat is not None:
            others = [
                c for c in element.children if c.name not in ("label", "hint", "repeat", "help")
            ]
            nodeset = self.ref_of(repeat, context=ref or context)
            if not others and (ref is None or ref == nodeset):
                return self._repeat(
                    repeat, context=ref or context, label=label, appearance=appearance
                )
        node = ref
        if ref is not None and ref not in self.refs:
            # What is asked in it has its own place: it only stands together, without a node.
            self._problem("forms.group-without-node", ref=ref, value=ref)
            node = None
        group = GroupItem(
            ref=node,
            label=label,
            appearance=appearance,
            items=self.items(element, context=ref or context),
            hint=wording_of(element.child("hint"), compiling=self.compiler.at(ref, "hint")),
        )
        if node:
            self.groups[node] = group
        return group

    def _repeat(
        self,
        element: Element,
        *,
        context: str,
        label: Wording,
        appearance: frozenset[str] = frozenset(),
    ) -> BodyItem:
        ref = self.ref_of(element, context=context) or context
        count = element.attribute(f"{{{JAVAROSA}}}count")
        inner = wording_of(element.child("label"), compiling=self.compiler.at(ref, "label"))
        fixed = element.attribute(f"{{{JAVAROSA}}}noAddRemove").strip() in ("true()", "true", "1")
        repeat = RepeatItem(
            ref=ref,
            label=label or inner,
            appearance=appearance | frozenset(element.attribute("appearance").split()),
            items=self.items(element, context=ref),
            count=self.compiler.compile(count, ref=ref, attribute="count"),
            fixed=fixed or bool(count.strip()),
        )
        self.repeats[ref] = repeat
        return repeat

    def _control(self, element: Element, *, context: str) -> Control | None:
        ref = self.ref_of(element, context=context)
        if ref is None:
            self._problem("forms.control-without-node", ref=None, value=element.name)
            return None
        if ref not in self.refs:
            # There is nowhere to keep an answer: it is left out and said (web-forms; JavaRosa
            # refuses the whole form).
            self._problem("forms.control-without-node", ref=ref, value=ref)
            return None
        if ref in self.controls:
            self._problem("forms.second-control", ref=ref, value=ref)
            return None
        written = element.attribute("appearance")
        search = self._search(written, ref=ref)
        if search is not None:
            written = _SEARCH.sub("", written)
        itemset = self._itemset(element, ref=ref)
        compiling = self.compiler.at(ref, "label")
        control = Control(
            # An input with a query chooses one from itemsets.csv.
            kind="select1" if element.attribute("query") else element.name,
            ref=ref,
            appearance=frozenset(written.split()),
            label=wording_of(element.child("label"), compiling=compiling),
            hint=wording_of(element.child("hint"), compiling=self.compiler.at(ref, "hint")),
            guidance=_guidance(element, compiler=self.compiler, ref=ref),
            mediatype=element.attribute("mediatype"),
            parameters={
                name.rpartition("}")[2]: value
                for name, value in element.attributes.items()
                if name not in _NOT_PARAMETERS
            },
            choices=tuple(
                Choice(
                    value=_text_of(item.child("value")),
                    label=wording_of(item.child("label"), compiling=compiling),
                )
                for item in element.children
                if item.name == "item"
            ),
            itemset=itemset,
            search=search,
        )
        for child in element.children:
            if child.name in ACTIONS:
                self.action(child, context=ref, source=ref)
        self.controls[ref] = control
        return control

    def action(
        self, element: Element, *, context: str, source: str | None, in_model: bool = False
    ) -> None:
        """Notes an action of the model or of a control."""
        target = self.ref_of(element, context=context)
        events = frozenset(
            (element.attribute("event") or element.attribute("{*}event") or _event(element)).split()
        )
        if target is None:
            return
        if target.partition("/@")[0] not in self.refs:
            self._problem("forms.action-without-node", ref=source or context, value=target)
            return
        if element.name != "setvalue":
            self._unsupported(element.qualified, ref=target)
        value, written = element.attribute("value"), element.attribute("ref")
        self.actions.append(
            Action(
                kind=element.name,
                events=events,
                target=target,
                value=self.compiler.compile(value, ref=target, attribute="default"),
                literal="" if value else element.text,
                source=source,
                path=self.compiler.compile(written, ref=target, attribute="default")
                if "[" in written
                else None,
                in_model=in_model,
            )
        )

    def _itemset(self, element: Element, *, ref: str) -> Itemset | None:
        itemset = element.child("itemset")
        query = element.attribute("query")
        compiling = self.compiler.at(ref, "itemset")
        if query:
            nodeset, value, label = compiling(query), compiling("name"), compiling("label")
            if nodeset is None or value is None:
                return None
            self.tables.add("itemsets.csv")
            self.queried.update(re.findall(r"instance\(\s*'([^']+)'\s*\)", query))
            return Itemset(nodeset=nodeset, value=value, label=label)
        if itemset is None:
            return None
        nodeset = compiling(itemset.attribute("nodeset"))
        value_element, label_element = itemset.child("value"), itemset.child("label")
        value_ref = value_element.attribute("ref") if value_element is not None else ""
        value = compiling(value_ref or ".")
        label_ref = label_element.attribute("ref").strip() if label_element is not None else ""
        inner = re.match(r"^jr:itext\((.*)\)$", label_ref, re.DOTALL)
        label = compiling(inner[1] if inner else label_ref)
        if nodeset is None or value is None:
            return None
        return Itemset(
            nodeset=nodeset,
            value=value,
            label=label,
            label_itext=inner is not None,
        )

    def _search(self, appearance: str, *, ref: str) -> Search | None:
        found = _SEARCH.search(appearance)
        if not found:
            return None
        try:
            call = parse(found[0])
        except ExpressionProblem:
            self.compiler.compile(found[0], ref=ref, attribute="appearance")
            return None
        if not isinstance(call, Call) or not call.arguments:
            return None
        sources = _arguments(found[1])
        first = call.arguments[0]
        if not isinstance(first, StringLiteral):
            self._unsupported(found[0], ref=ref)
            return None
        compiling = self.compiler.at(ref, "appearance")
        rest: list[Expression | None] = [compiling(s) for s in sources[2:]]
        rest += [None] * (4 - len(rest))
        how = call.arguments[1] if len(call.arguments) > 1 else None
        file = first.value if first.value.lower().endswith(".csv") else f"{first.value}.csv"
        self.tables.add(file)
        return Search(
            file=file,
            how=how.value if isinstance(how, StringLiteral) else "",
            column=rest[0],
            sought=rest[1],
            filter_column=rest[2],
            filter_value=rest[3],
        )

    def _unsupported(self, what: str, *, ref: str | None) -> None:
        self._problem("forms.unsupported", ref=ref, value=what, where="")

    def _problem(self, code: str, *, ref: str | None, **context: Any) -> None:
        place = self.compiler.places.of(ref)
        self.compiler.problems.append(
            form_problem(
                code,
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                name=(ref or "").rpartition("/")[2] or None,
                **context,
            )
        )


def resolve_ref(ref: str, *, context: str) -> str:
    """An absolute ref without predicates from one that may be relative to `context`."""
    ref = re.sub(r"\[[^\]]*\]", "", ref.strip()).replace(" ", "")
    if ref.startswith("/"):
        return ref
    steps = context.split("/")
    for step in ref.split("/"):
        if step == "..":
            steps.pop()
        elif step not in (".", "current()", ""):
            steps.append(step)
    return "/".join(steps)


def _event(element: Element) -> str:
    for name, value in element.attributes.items():
        if name.rpartition("}")[2] == "event":
            return value
    return ""


def _text_of(element: Element | None) -> str:
    return element.text.strip() if element is not None else ""


def _guidance(element: Element, *, compiler: Compiler, ref: str) -> Wording:
    hint = element.child("hint")
    for other in element.children:
        if other is not hint and other.name in ("hint", "help"):
            source = other.attribute("ref")
            compiling = compiler.at(ref, "hint")
            if source:
                return wording_from(source, compiling=compiling)
            return wording_of(other, compiling=compiling)
    return NO_WORDING


def _arguments(text: str) -> list[str]:
    """The arguments of a call as written, split at its own commas."""
    parts: list[str] = []
    depth, quote, start = 0, "", 0
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [part.strip() for part in parts]
