"""XForm XML read into a Form: model, binds, texts, lists, body; everything wrong is collected."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from core.collecting import building
from core.forms.definition.binds import BindReader
from core.forms.definition.body import BodyReader
from core.forms.definition.compiling import Compiler
from core.forms.definition.form import (
    JAVAROSA,
    ODK,
    OPENROSA,
    Form,
    Submission,
)
from core.forms.definition.instance import (
    find_node,
    name_instance,
    refs_of,
    take_templates,
)
from core.forms.definition.lists import (
    ListRefused,
    document_from,
    file_name,
    find_file,
    inline_document,
    with_external,
)
from core.forms.definition.places import Places
from core.forms.definition.problems import FormRefused, form_problem
from core.forms.definition.reporter import Reporter
from core.forms.definition.texts import languages_of
from core.forms.states import FormProblem
from core.forms.tree import Document, Element
from core.forms.tree_xml import XmlRefused, parse_xml

# A filling keeps a record of each node; the longest real check-lists have some thousands.
MAX_NODES: Final = 50_000


def read_form(
    xml: bytes,
    *,
    media: Mapping[str, bytes] | Any = MappingProxyType({}),
    places: Places | None = None,
) -> Form:
    """Reads an XForm. Raises FormRefused with all that is wrong; warnings stay on the Form."""
    problems: list[FormProblem] = []
    with building():
        return _Reader(xml, media=media, places=places or Places(xml=xml), problems=problems).read()


class _Reader:
    def __init__(
        self, xml: bytes, *, media: Any, places: Places, problems: list[FormProblem]
    ) -> None:
        self.xml = xml
        self.media = media
        self.places = places
        self.problems = problems
        self.used: dict[str, str] = {}
        self.missing: list[str] = []
        self.last_saved: set[str] = set()
        self.list_files: dict[str, str] = {}

    def read(self) -> Form:
        root = self._root()
        head, body = root.child("head"), root.child("body")
        model = head.child("model") if head is not None else None
        if model is None or body is None:
            raise self._refuse("forms.not-readable", reason="<model>/<body>?")
        namespaces = _namespaces(root)
        self.compiler = Compiler(namespaces=namespaces, places=self.places, problems=self.problems)
        instance_element = model.child("instance")
        if instance_element is None or not instance_element.children:
            raise self._refuse("forms.not-readable", reason="<instance>?")
        name_instance(instance_element.children[0])
        instance = instance_element.children[0].copy()
        templates = take_templates(instance)
        name = instance.qualified
        if sum(1 for _ in instance_element.children[0].walk()) > MAX_NODES:
            raise self._refuse("forms.too-big", reason=f"> {MAX_NODES} <instance>")
        refs = refs_of(instance, templates)
        bind_reader = BindReader(self.compiler, Reporter(self.places, self.problems))
        binds, ids = bind_reader.read(model, refs=refs)
        languages, default, texts = languages_of(
            model.child("itext"), compiling=self.compiler.at(None, "label")
        )
        instances = self._instances(model)
        reader = BodyReader(
            compiler=self.compiler,
            binds=binds,
            bind_ids=ids,
            instance_ids=set(instances),
            refs=refs,
        )
        for child in model.children:
            if child.name in ("setvalue", "setgeopoint", "recordaudio"):
                reader.action(child, context=f"/{name}", source=None, in_model=True)
        items = reader.items(body, context=f"/{name}")
        for ref in reader.repeats:
            if ref not in refs:
                self._at("forms.repeat-without-node", ref=ref, value=ref, attribute="ref")
        for repeat in reader.repeats:
            if repeat not in templates:
                first = find_node(instance, repeat)
                if first is not None:
                    templates[repeat] = first.copy()
        tables = self._tables(reader.tables)
        if "itemsets.csv" in reader.tables:
            instances = with_external(instances, tables.get("itemsets.csv"), reader.queried)
        title = head.child("title") if head is not None else None
        form = Form(
            form_id=instance.attribute("id") or instance.namespace or name,
            title=(title.text.strip() if title is not None else "") or name,
            version=instance.attribute("version") or instance.attribute(f"{{{OPENROSA}}}version"),
            languages=languages,
            default_language=default,
            xml=self.xml,
            digest=self._digest(),
            media=MappingProxyType(self.used),
            problems=(),
            body=items,
            instance=instance,
            blueprint=instance_element.children[0],
            namespaces=namespaces,
            binds=binds,
            actions=tuple(reader.actions),
            texts=texts,
            instances=instances,
            templates=templates,
            repeats=reader.repeats,
            controls=reader.controls,
            style=frozenset(body.attribute("class").split()),
            submission=_submission(model),
            missing_media=tuple(self.missing),
            last_saved=frozenset(self.last_saved),
            attributes=tuple(bind_reader.attributes),
            tables=tables,
            list_files=self.list_files,
            prepared={"failures": self.compiler.failures},
        )
        return self._checked(form)

    def _checked(self, form: Form) -> Form:
        from dataclasses import replace

        from core.forms.definition.logic import check_logic

        check_logic(form, places=self.places, problems=self.problems)
        if any(problem.severity == "error" for problem in self.problems):
            raise FormRefused(tuple(self.problems))
        return replace(form, problems=tuple(self.problems))

    def _root(self) -> Element:
        try:
            document = parse_xml(self.xml)
        except XmlRefused as refused:
            line = refused.context.get("line")
            problem = form_problem(
                "forms.not-readable",
                row=line if isinstance(line, int) and line else None,
                reason=refused.context.get("reason"),
            )
            raise FormRefused((problem,)) from refused
        root = document.root
        if root.name != "html":
            raise self._refuse("forms.not-readable", reason=f"<{root.qualified}>")
        return root

    def _refuse(self, code: str, **context: Any) -> FormRefused:
        self.problems.append(form_problem(code, **context))
        return FormRefused(tuple(self.problems))

    def _at(self, code: str, *, ref: str, attribute: str | None = None, **context: Any) -> None:
        place = self.places.of(ref, attribute=attribute)
        self.problems.append(
            form_problem(
                code,
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                name=ref.rpartition("/")[2],
                **context,
            )
        )

    def _instances(self, model: Element) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for element in [c for c in model.children if c.name == "instance"][1:]:
            identifier, source = element.attribute("id"), element.attribute("src")
            document = inline_document(element)
            if source.startswith("jr://instance/last-saved"):
                self.last_saved.add(identifier)
                continue
            if source:
                document = self._external(source) or document
                self.list_files[identifier] = file_name(source) or ""
            if identifier:
                found[identifier] = document or Document(Element("root"), frozen=True)
        return found

    def _external(self, source: str) -> Document | None:
        name = file_name(source)
        if name is None:
            self.problems.append(form_problem("forms.unsupported", value=source, where=""))
            return None
        return self._file(name)

    def _file(self, name: str) -> Document | None:
        data = find_file(self.media, name)
        if data is None:
            self.missing.append(name)
            self.problems.append(form_problem("forms.missing-file", name=name, value=name))
            return None
        self.used[name] = hashlib.sha256(data).hexdigest()
        try:
            return document_from(name, data)
        except ListRefused as refused:
            self.problems.append(
                form_problem("forms.bad-file", name=name, value=name, reason=str(refused))
            )
            return None

    def _tables(self, names: set[str]) -> dict[str, Document]:
        text = self.xml.decode("utf-8", "replace")
        wanted = set(names)
        for found in re.finditer(r"pulldata\(\s*(?:'([^']+)'|&quot;([^&]+)&quot;)", text):
            wanted.add(_csv_name(found[1] or found[2]))
        tables: dict[str, Document] = {}
        for name in sorted(wanted):
            document = self._file(name)
            if document is not None:
                tables[name] = document
        return tables

    def _digest(self) -> str:
        total = hashlib.sha256(self.xml)
        names = sorted(self.used)
        for name in names:
            total.update(f"\0{name}\0{self.used[name]}".encode())
        return total.hexdigest()


def _csv_name(name: str) -> str:
    return name if "." in name else f"{name}.csv"


def _namespaces(root: Element) -> dict[str, str]:
    found = {"jr": JAVAROSA, "orx": OPENROSA, "odk": ODK}
    for element in root.walk():
        for prefix, uri in element.declarations.items():
            if prefix:
                found.setdefault(prefix, uri)
        if element.name == "bind":
            break
    return found


def _submission(model: Element) -> Submission:
    element = model.child("submission")
    if element is None:
        return Submission()
    values = {name.rpartition("}")[2]: value for name, value in element.attributes.items()}
    return Submission(
        action=values.get("action", ""),
        method=values.get("method", ""),
        public_key=values.get("base64RsaPublicKey", ""),
        auto_send=values.get("auto-send", ""),
        auto_delete=values.get("auto-delete", ""),
    )
