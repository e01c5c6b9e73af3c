"""Tokens to a tree of parts: recursive descent over the XPath 1.0 grammar."""

from __future__ import annotations

from typing import Final

from core.forms.expressions.lexer import Token, read_tokens
from core.forms.expressions.problems import SyntaxWrong
from core.forms.expressions.syntax import (
    AXES,
    NODE_TYPES,
    Binary,
    Call,
    Filter,
    Negation,
    NumberLiteral,
    Part,
    Path,
    Step,
    StringLiteral,
    Test,
)

MAX_DEPTH: Final = 100
MAX_LENGTH: Final = 200_000
_BINDING: Final = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}


def parse(source: str) -> Part:
    """The tree of an expression. Raises SyntaxWrong with the position of what is wrong."""
    if len(source) > MAX_LENGTH:
        raise SyntaxWrong(source=source[:80], position=0, found=f"{len(source)} > {MAX_LENGTH}")
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = read_tokens(source)
        self.at = 0
        self.here: Token = self.tokens[0]
        self.depth = 0

    def ahead(self, distance: int = 1) -> Token:
        index = min(self.at + distance, len(self.tokens) - 1)
        return self.tokens[index]

    def refuse(self) -> SyntaxWrong:
        token = self.here
        return SyntaxWrong(source=self.source, position=token.position, found=token.text or "…")

    def take(self) -> Token:
        token = self.here
        self.at += 1
        if token.kind != "end":
            self.here = self.tokens[self.at]
        return token

    def is_mark(self, text: str) -> bool:
        token = self.here
        return token.text == text and token.kind == "mark"

    def expect(self, text: str) -> Token:
        if not self.is_mark(text):
            raise self.refuse()
        return self.take()

    def whole(self) -> Part:
        part = self.expression()
        if self.here.kind != "end":
            raise self.refuse()
        return part

    def expression(self) -> Part:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse()
        part = self.operation(self.negation(), weakest=1)
        self.depth -= 1
        return part

    def binding(self) -> int:
        """How tightly the operator here binds; 0 for none."""
        return _BINDING.get(self.here.text, 0) if self.here.kind == "operator" else 0

    def operation(self, left: Part, *, weakest: int) -> Part:
        """Operators that bind at least as tightly as `weakest`, all to the left."""
        while (binding := self.binding()) >= weakest:
            token = self.take()
            right = self.negation()
            while (tighter := self.binding()) > binding:
                right = self.operation(right, weakest=tighter)
            left = Binary(token.text, left, right, token.position)
        return left

    def negation(self) -> Part:
        signs: list[int] = []
        while self.here.kind == "operator" and self.here.text == "-":
            signs.append(self.take().position)
        part = self.union()
        for position in reversed(signs):
            part = Negation(part, position)
        return part

    def union(self) -> Part:
        left = self.path()
        while self.here.kind == "operator" and self.here.text == "|":
            token = self.take()
            left = Binary("|", left, self.path(), token.position)
        return left

    def path(self) -> Part:
        if not self.starts_primary():
            return self.location_path()
        position = self.here.position
        part: Part = self.primary()
        predicates = self.predicates()
        if predicates:
            part = Filter(part, predicates, position)
        if self.is_mark("/") or self.is_mark("//"):
            steps = self.more_steps()
            return Path(part, False, steps, position)
        return part

    def starts_primary(self) -> bool:
        token = self.here
        if token.kind in ("number", "literal"):
            return True
        if token.kind == "mark":
            return token.text in ("(", "$")
        return (
            token.kind == "name"
            and token.text not in NODE_TYPES
            and self.ahead().kind == "mark"
            and self.ahead().text == "("
        )

    def primary(self) -> Part:
        token = self.here
        if token.kind == "number":
            return NumberLiteral(float(self.take().text), token.position)
        if token.kind == "literal":
            return StringLiteral(self.take().text[1:-1], token.position)
        if self.is_mark("("):
            self.take()
            part = self.expression()
            self.expect(")")
            return part
        if token.kind == "name":
            return self.call()
        raise self.refuse()

    def call(self) -> Call:
        name = self.take()
        self.expect("(")
        arguments: list[Part] = []
        if not self.is_mark(")"):
            arguments.append(self.expression())
            while self.is_mark(","):
                self.take()
                arguments.append(self.expression())
        self.expect(")")
        return Call(name.text, tuple(arguments), name.position)

    def location_path(self) -> Path:
        position = self.here.position
        if self.is_mark("//"):
            return Path(None, True, self.more_steps(), position)
        if self.is_mark("/"):
            self.take()
            if not self.starts_step():
                return Path(None, True, (), position)
            first = self.step()
            return Path(None, True, (first, *self.more_steps()), position)
        if not self.starts_step():
            raise self.refuse()
        first = self.step()
        return Path(None, False, (first, *self.more_steps()), position)

    def more_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self.is_mark("/") or self.is_mark("//"):
            token = self.take()
            if token.text == "//":
                test = Test("node", "", None, token.position)
                steps.append(Step("descendant-or-self", test, (), token.position))
            if not self.starts_step():
                raise self.refuse()
            steps.append(self.step())
        return tuple(steps)

    def starts_step(self) -> bool:
        token = self.here
        return token.kind == "name" or (token.kind == "mark" and token.text in (".", "..", "@"))

    def step(self) -> Step:
        token = self.here
        if self.is_mark(".") or self.is_mark(".."):
            self.take()
            axis = "self" if token.text == "." else "parent"
            test = Test("node", "", None, token.position)
            # XPath forbids predicates here; JavaRosa and authors write them, so read them.
            return Step(axis, test, self.predicates(), token.position)
        axis = "child"
        if self.is_mark("@"):
            self.take()
            axis = "attribute"
        elif token.kind == "name" and self.ahead().kind == "mark" and self.ahead().text == "::":
            if token.text not in AXES:
                raise self.refuse()
            axis = token.text
            self.take()
            self.take()
        test = self.test()
        return Step(axis, test, self.predicates(), token.position)

    def test(self) -> Test:
        token = self.here
        if token.kind != "name":
            raise self.refuse()
        following = self.ahead()
        if token.text in NODE_TYPES and following.kind == "mark" and following.text == "(":
            return self.node_type()
        self.take()
        prefix, colon, local = token.text.rpartition(":")
        return Test("name", local if colon else token.text, prefix or None, token.position)

    def node_type(self) -> Test:
        token = self.take()
        self.expect("(")
        name = ""
        if token.text == "processing-instruction" and self.here.kind == "literal":
            name = self.take().text[1:-1]
        self.expect(")")
        return Test(token.text, name, None, token.position)  # type: ignore[arg-type]

    def predicates(self) -> tuple[Part, ...]:
        found: list[Part] = []
        while self.is_mark("["):
            self.take()
            found.append(self.expression())
            self.expect("]")
        return tuple(found)
