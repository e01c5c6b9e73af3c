"""Text to tokens, with XPath 1.0's rule for names that are operators in some places."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from core.forms.expressions.problems import SyntaxWrong

TokenKind = Literal["number", "literal", "name", "operator", "mark", "end"]

_START: Final = r"[^\W\d]"
_NAME: Final = rf"{_START}[\w.\-·]*"
_TOKEN: Final = re.compile(
    rf"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<literal>"[^"]*"|'[^']*')
  | (?P<operator><=|>=|!=|[=<>|+\-*])
  | (?P<mark>::|//|\.\.|[/.()\[\]@,$])
  | (?P<name>{_NAME}(?::(?:{_NAME}|\*))?)
)""",
    re.VERBOSE,
)
_QUALIFIED_THEN_AXIS: Final = re.compile(rf"({_NAME})::")
_SPACES: Final = re.compile(r"\s*")
_WORDS: Final = frozenset({"and", "or", "div", "mod"})
_OPENERS: Final = frozenset({"@", "::", "(", "[", ",", "/", "//", "$"})


class Token(NamedTuple):
    """One token and where it starts."""

    kind: TokenKind
    text: str
    position: int


def read_tokens(source: str) -> list[Token]:
    """All tokens, the last one of kind `end`. Raises SyntaxWrong."""
    tokens: list[Token] = []
    at, length = 0, len(source)
    following = _TOKEN.match
    while True:
        match = following(source, at)
        if match is None:
            at = _end_of_space(source, at)
            if at >= length:
                break
            raise SyntaxWrong(source=source, position=at, found=source[at : at + 12])
        kind = match.lastgroup or ""
        text = match.group(kind)
        start = match.start(kind)
        end = match.end()
        if kind == "name":
            if ":" in text or source.startswith("::", end):
                text, end = _name_at(source, start, text, end)
            if _operator_expected(tokens):
                word = text if text in _WORDS else _leading_word(text)
                if word is None:
                    raise SyntaxWrong(source=source, position=start, found=text)
                text, end, kind = word, start + len(word), "operator"
        elif text == "*" and not _operator_expected(tokens):
            kind = "name"
        tokens.append(Token(kind, text, start))  # type: ignore[arg-type]
        at = end
    tokens.append(Token("end", "", length))
    return tokens


def _end_of_space(source: str, at: int) -> int:
    match = _SPACES.match(source, at)
    return match.end() if match else at


def _name_at(source: str, start: int, text: str, end: int) -> tuple[str, int]:
    """`child::a` must not be read as the name `child` with prefix; it lexes as three tokens."""
    axis = _QUALIFIED_THEN_AXIS.match(source, start)
    if axis is not None and axis.end(1) <= end:
        return axis.group(1), axis.end(1)
    return text, end


def _leading_word(text: str) -> str | None:
    """`and1` after an operand is the operator `and` before a number."""
    for word in _WORDS:
        if text.startswith(word) and text[len(word) : len(word) + 1].isdigit():
            return word
    return None


def _operator_expected(tokens: list[Token]) -> bool:
    if not tokens:
        return False
    last = tokens[-1]
    return not (last.kind == "operator" or (last.kind == "mark" and last.text in _OPENERS))
