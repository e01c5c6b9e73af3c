"""The node tree that forms are read into: instances, secondary instances, and the XForm itself.

Small on purpose: an XPath engine and a filling walk it many thousand times a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final

DOCUMENT: Final = 9
ELEMENT: Final = 1
ATTRIBUTE: Final = 2
TEXT: Final = 3
INSTRUCTION: Final = 7
COMMENT: Final = 8
NAMESPACE: Final = 13

XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"
NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})


class Node:
    """Anything an expression can select. `relevant` False hides the value from expressions."""

    __slots__ = ("parent", "relevant", "text")
    kind: ClassVar[int] = 0

    def __init__(self, text: str = "") -> None:
        self.parent: Element | None = None
        self.text = text
        self.relevant = True


class Leaf(Node):
    """A node that nothing stands below."""

    __slots__ = ()
    children: ClassVar[tuple[()]] = ()

    def nodes(self) -> list[Any]:
        """Nothing."""
        return []

    def named(self, _name: str) -> list[Any]:
        """Nothing."""
        return []


class Text(Leaf):
    """A piece of text between elements; leaves keep theirs in `Element.text` instead."""

    __slots__ = ()
    kind = TEXT


class Comment(Leaf):
    """`<!-- … -->`; kept only when asked for."""

    __slots__ = ()
    kind = COMMENT


class Instruction(Leaf):
    """`<?target text?>`; kept only when asked for."""

    __slots__ = ("name",)
    kind = INSTRUCTION

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text)
        self.name = name


class Attribute(Leaf):
    """An attribute as an expression sees it; made when asked for, equal when the same one.

    `name` is local. Namespace nodes are these too, of kind NAMESPACE, named by their prefix.
    """

    __slots__ = ("key", "kind", "name", "namespace")

    def __init__(self, owner: Element, key: str, text: str, *, kind: int = ATTRIBUTE) -> None:
        self.parent = owner
        self.relevant = owner.relevant
        self.text = text
        self.key = key
        self.kind = kind  # type: ignore[misc]
        self.namespace = ""
        self.name = key
        if key[:1] == "{" and kind == ATTRIBUTE:
            self.namespace, self.name = key[1:].split("}", 1)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Attribute)
            and other.parent is self.parent
            and other.key == self.key
            and other.kind == self.kind
        )

    def __hash__(self) -> int:
        return hash((id(self.parent), self.key))


class Element(Node):
    """An element. `name` is local, `namespace` its URI ("" for none).

    `children` holds only elements. `text` is the value when there are no children. `content`
    is None unless text stands between the elements: then it holds all of them in order (labels
    with `<output>`). Attributes are keyed `name` or `{uri}name`. `declarations` are the
    namespaces declared right here. `state` belongs to whoever owns the tree.
    """

    __slots__ = (
        "_leaf",
        "_named",
        "attributes",
        "children",
        "content",
        "declarations",
        "name",
        "namespace",
        "prefix",
        "state",
    )
    kind = ELEMENT
    # Only a document counts its changes, see there.
    version: int = 0
    found: Mapping[object, tuple[int, Any]] = MappingProxyType({})

    def __init__(
        self,
        name: str,
        *,
        namespace: str = "",
        prefix: str | None = None,
        text: str = "",
        attributes: Mapping[str, str] = NO_ATTRIBUTES,
        declarations: Mapping[str, str] = NO_ATTRIBUTES,
    ) -> None:
        self.parent = None
        self.text = text
        self.relevant = True
        self.name = name
        self.namespace = namespace
        self.prefix = prefix
        self.attributes = attributes
        self.declarations = declarations
        self.children: list[Element] = []
        self.content: list[Node] | None = None
        self.state: Any = None
        self._leaf: Text | None = None
        self._named: tuple[int, dict[str, list[Element]]] | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {path_of(self)}>"

    @property
    def qualified(self) -> str:
        """The name with its prefix, as written."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    def attribute(self, name: str, *, default: str = "") -> str:
        """The value of an attribute by `name` or `{uri}name`."""
        return self.attributes.get(name, default)

    def set_attribute(self, name: str, value: str) -> None:
        """Sets an attribute; the first write takes the shared empty mapping's place."""
        if not isinstance(self.attributes, dict):
            self.attributes = dict(self.attributes)
        self.attributes[name] = value

    def child(self, name: str, *, namespace: str | None = None) -> Element | None:
        """The first child of that local name, in any namespace unless one is given."""
        for element in self.children:
            if element.name == name and (namespace is None or element.namespace == namespace):
                return element
        return None

    def find(self, *names: str) -> Element | None:
        """The element reached by going down local names, first match at each step."""
        here: Element | None = self
        for name in names:
            if here is None:
                return None
            here = here.child(name)
        return here

    def append(self, node: Node) -> None:
        """Adds a node at the end."""
        node.parent = self
        self._named = None
        if self.content is not None:
            self.content.append(node)
        if isinstance(node, Element):
            self.children.append(node)

    def insert(self, index: int, element: Element) -> None:
        """Puts an element at `index` among the child elements (0-based)."""
        element.parent = self
        self._named = None
        if self.content is not None:
            if index < len(self.children):
                self.content.insert(self.content.index(self.children[index]), element)
            else:
                self.content.append(element)
        self.children.insert(index, element)

    def remove(self, element: Element) -> None:
        """Takes a child element out. Raises ValueError when it is not one."""
        self.children.remove(element)
        self._named = None
        if self.content is not None:
            self.content.remove(element)
        element.parent = None

    def named(self, name: str) -> list[Element]:
        """Children of that local name without a prefix; indexed when there are many.

        Change `children` through append, insert and remove, so that the index keeps up.
        """
        children = self.children
        if len(children) < 4:
            return [e for e in children if e.name == name and e.prefix is None]
        known = self._named
        if known is None or known[0] != len(children):
            index: dict[str, list[Element]] = {}
            for element in children:
                if element.prefix is None:
                    index.setdefault(element.name, []).append(element)
            known = self._named = (len(children), index)
        return known[1].get(name) or []

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))

    def copy(self) -> Element:
        """A deep copy without parent and state; relevance starts true."""
        twin = Element(
            self.name,
            namespace=self.namespace,
            prefix=self.prefix,
            text=self.text,
            attributes=dict(self.attributes) if self.attributes else NO_ATTRIBUTES,
            declarations=self.declarations,
        )
        if self.content is not None:
            twin.content = []
            for node in self.content:
                twin.append(node.copy() if isinstance(node, Element) else _copy_of(node))
        else:
            for element in self.children:
                twin.append(element.copy())
        return twin

    def nodes(self) -> list[Any]:
        """Child nodes as XPath sees them: elements, texts, comments and instructions."""
        if self.content is not None:
            return self.content
        if self.children:
            return self.children
        if not self.text:
            return []
        leaf = self._leaf
        if leaf is None:
            leaf = self._leaf = Text()
            leaf.parent = self
        leaf.text = self.text
        leaf.relevant = self.relevant
        return [leaf]


class Document(Element):
    """The root of a tree. `frozen` documents never change, so lookups in them are indexed.

    `version` is counted up by an owner that tells of each node that comes, goes or moves; where
    it is not 0, `found` keeps the nodes of paths for as long as it stays the same.
    """

    __slots__ = ("found", "frozen", "indexes", "root", "version")
    kind = DOCUMENT

    def __init__(self, root: Element, *, frozen: bool = False) -> None:
        super().__init__("")
        self.root = root
        self.frozen = frozen
        self.indexes: dict[object, Any] = {}
        self.version: int = 0
        self.found: dict[object, tuple[int, Any]] = {}
        self.append(root)

    @property
    def qualified(self) -> str:
        """A document has no name."""
        return ""


def _copy_of(node: Node) -> Node:
    if isinstance(node, Instruction):
        return Instruction(node.name, node.text)
    return type(node)(node.text)


def document_of(node: Node) -> Document | None:
    """The document a node stands in; None for a detached one."""
    here: Node = node
    while here.parent is not None:
        here = here.parent
    return here if isinstance(here, Document) else None


def path_of(element: Element) -> str:
    """The positional path of an element: `/data/rep[2]/a`, an index only where names repeat."""
    steps: list[str] = []
    here: Element | None = element
    while here is not None and here.kind == ELEMENT:
        step = here.qualified
        if here.parent is not None:
            alike = [e for e in here.parent.children if e.qualified == step]
            if len(alike) > 1:
                step = f"{step}[{alike.index(here) + 1}]"
        steps.append(step)
        here = here.parent
    return "/" + "/".join(reversed(steps))
