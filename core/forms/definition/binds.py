"""The binds of a model: the type and logic of each node, and attributes that have a bind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from core.forms.definition.body import resolve_ref
from core.forms.definition.compiling import Compiler
from core.forms.definition.form import ENTITIES, JAVAROSA, ODK, OPENROSA, AttributeRule, Bind
from core.forms.definition.reporter import Reporter
from core.forms.definition.texts import message_from
from core.forms.tree import Element

TYPES: Final[Mapping[str, str]] = {
    "string": "string",
    "text": "string",
    "select": "string",
    "select1": "string",
    "rank": "string",
    "odk:rank": "string",
    "int": "int",
    "integer": "int",
    "long": "int",
    "decimal": "decimal",
    "float": "decimal",
    "double": "decimal",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "datetime": "dateTime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "binary": "binary",
    "base64Binary": "binary",
    "anyURI": "binary",
    "intent": "string",
}
_BIND_KNOWN: Final = frozenset(
    {
        "nodeset",
        "id",
        "type",
        "relevant",
        "required",
        "readonly",
        "constraint",
        "calculate",
        "saveIncomplete",
        f"{{{JAVAROSA}}}constraintMsg",
        f"{{{JAVAROSA}}}requiredMsg",
        f"{{{JAVAROSA}}}noAppErrorString",
        f"{{{JAVAROSA}}}preload",
        f"{{{JAVAROSA}}}preloadParams",
        f"{{{OPENROSA}}}max-pixels",
        f"{{{ODK}}}quality",
        "saveto",
    }
)
# What a bind on an attribute can say; its type and readonly change nothing.
_ATTRIBUTE_KNOWN: Final = frozenset(
    {"nodeset", "id", "type", "readonly", "calculate", "preload", "preloadParams"}
)
_CONSTRAINT_MESSAGE: Final = f"{{{JAVAROSA}}}constraintMsg"
_REQUIRED_MESSAGE: Final = f"{{{JAVAROSA}}}requiredMsg"
_LOGIC: Final = frozenset(
    {"relevant", "required", "constraint", "calculate", "preload", "preloadParams"}
)


class BindReader:
    """Reads the binds of one model."""

    def __init__(self, compiler: Compiler, report: Reporter) -> None:
        self._compiler = compiler
        self._report = report
        self.attributes: list[AttributeRule] = []

    def read(self, model: Element, *, refs: set[str]) -> tuple[dict[str, Bind], dict[str, str]]:
        binds: dict[str, Bind] = {}
        ids: dict[str, str] = {}
        top = min(refs, key=len)
        for element in model.children:
            if element.name != "bind":
                continue
            ref = resolve_ref(element.attribute("nodeset"), context=top)
            if element.attribute("id"):
                ids[element.attribute("id")] = ref
            if "/@" in ref:
                self._attribute(ref, element, refs=refs)
                continue
            if ref not in refs:
                # Without logic nothing is lost; logic that would silently not run is an error.
                logical = any(name.rpartition("}")[2] in _LOGIC for name in element.attributes)
                self._report(
                    "forms.bind-without-node",
                    ref,
                    value=ref,
                    attribute="nodeset",
                    severity="error" if logical else "warning",
                )
                continue
            binds[ref] = self._bind(element, ref=ref)
        return binds, ids

    def _attribute(self, ref: str, element: Element, *, refs: set[str]) -> None:
        """A bind on an attribute (entities): it may be computed or preloaded, nothing else."""
        owner, _, name = ref.rpartition("/@")
        if owner not in refs:
            self._report("forms.bind-without-node", ref, value=ref, attribute="nodeset")
            return
        for attribute in element.attributes:
            local = attribute.rpartition("}")[2]
            if local not in _ATTRIBUTE_KNOWN:
                self._report("forms.unsupported", ref, value=local, where="", attribute=local)
        rule = AttributeRule(
            owner=owner,
            name=name,
            value=self._compiler.compile(
                element.attribute("calculate"), ref=ref, attribute="calculate"
            ),
            preload=element.attribute(f"{{{JAVAROSA}}}preload"),
            preload_parameter=element.attribute(f"{{{JAVAROSA}}}preloadParams"),
        )
        if rule.value is not None or rule.preload:
            self.attributes.append(rule)

    def _bind(self, element: Element, *, ref: str) -> Bind:
        written = element.attribute("type").strip()
        kind = TYPES.get(written) or TYPES.get(written.rpartition(":")[2]) or ""
        if written and not kind:
            self._report("forms.unsupported", ref, value=written, where="", attribute="type")
        for attribute in element.attributes:
            local = attribute.rpartition("}")[2]
            if attribute not in _BIND_KNOWN and local not in _BIND_KNOWN:
                self._report("forms.unsupported", ref, value=local, where="", attribute=local)

        def logic(name: str) -> Any:
            return self._compiler.compile(element.attribute(name), ref=ref, attribute=name)

        return Bind(
            ref=ref,
            type=kind or "string",
            relevant=logic("relevant"),
            required=logic("required"),
            readonly=logic("readonly"),
            constraint=logic("constraint"),
            calculate=logic("calculate"),
            constraint_message=message_from(
                element.attribute(_CONSTRAINT_MESSAGE),
                compiling=self._compiler.at(ref, "jr:constraintMsg"),
            ),
            required_message=message_from(
                element.attribute(_REQUIRED_MESSAGE),
                compiling=self._compiler.at(ref, "jr:requiredMsg"),
            ),
            preload=element.attribute(f"{{{JAVAROSA}}}preload"),
            preload_parameter=element.attribute(f"{{{JAVAROSA}}}preloadParams"),
            save_to=element.attribute(f"{{{ENTITIES}}}saveto").strip(),
        )
