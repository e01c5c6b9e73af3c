"""Show only if…: conditions that can be built by picking, written as XPath and read back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Comparison = Literal[
    "is", "is-not", "has", "has-not", "more", "at-least", "less", "at-most", "given", "empty"
]
Joined = Literal["and", "or"]
COMPARISONS: Final[tuple[Comparison, ...]] = (
    "is",
    "is-not",
    "has",
    "has-not",
    "more",
    "at-least",
    "less",
    "at-most",
    "given",
    "empty",
)
_SIGNS: Final[dict[str, Comparison]] = {
    "=": "is",
    "!=": "is-not",
    ">": "more",
    ">=": "at-least",
    "<": "less",
    "<=": "at-most",
}
_BACK: Final = {comparison: sign for sign, comparison in _SIGNS.items()}
_NUMBER: Final = re.compile(r"^-?\d+(?:\.\d+)?$")
_DATE: Final = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_REF: Final = r"\$\{\s*([^}#\s]+)\s*\}"
_TEXT: Final = r"(?:'([^']*)'|\"([^\"]*)\")"
_SELECTED: Final = re.compile(rf"^selected\s*\(\s*{_REF}\s*,\s*{_TEXT}\s*\)$")
_NOT: Final = re.compile(r"^not\s*\((.*)\)$", re.DOTALL)
_COMPARED: Final = re.compile(
    rf"^{_REF}\s*(!=|>=|<=|=|>|<)\s*(?:{_TEXT}|(-?\d+(?:\.\d+)?)|date\s*\(\s*{_TEXT}\s*\))$"
)
_BOUNDS: Final = re.compile(r"^\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)$")


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison of a question with a value (a choice's name, a number, a date, a text)."""

    question: str
    comparison: Comparison
    value: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Tests that all hold (`and`) or of which one does (`or`)."""

    clauses: tuple[Clause, ...]
    joined: Joined = "and"


def to_xpath(condition: Condition) -> str:
    """The condition as XLSForm writes it; "" without clauses."""
    return f" {condition.joined} ".join(_written(clause) for clause in condition.clauses)


def _written(clause: Clause) -> str:
    ref = f"${{{clause.question}}}"
    match clause.comparison:
        case "given":
            return f"{ref} != ''"
        case "empty":
            return f"{ref} = ''"
        case "has":
            return f"selected({ref}, {_quoted(clause.value)})"
        case "has-not":
            return f"not(selected({ref}, {_quoted(clause.value)}))"
    value = clause.value.strip()
    order = clause.comparison in ("more", "at-least", "less", "at-most")
    if _DATE.match(value) and order:
        literal = f"date('{value}')"
    elif _NUMBER.match(value) and order:
        literal = value
    else:
        literal = _quoted(clause.value)
    return f"{ref} {_BACK[clause.comparison]} {literal}"


def _quoted(text: str) -> str:
    """XPath 1.0 has no way to write a text with both kinds of quotes: the double ones go."""
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace('"', "”") + '"'


def from_xpath(text: str) -> Condition | None:
    """The condition that a cell says, if it could have been picked; None otherwise."""
    text = _bare(" ".join(text.split()) if "'" not in text and '"' not in text else text.strip())
    if not text:
        return Condition(())
    for joined in ("or", "and"):
        parts = _split(text, joined)
        if parts is None:
            return None
        if len(parts) > 1:
            clauses = [_clause(part) for part in parts]
            if any(clause is None for clause in clauses):
                return None
            chosen: Joined = "or" if joined == "or" else "and"
            return Condition(tuple(clause for clause in clauses if clause is not None), chosen)
    clause = _clause(text)
    return None if clause is None else Condition((clause,))


def _clause(text: str) -> Clause | None:
    text = _bare(text.strip())
    negated = _NOT.match(text)
    inner = _SELECTED.match(_bare(negated[1].strip()) if negated else text)
    if inner:
        value = inner[2] if inner[2] is not None else inner[3]
        return Clause(inner[1], "has-not" if negated else "has", value)
    found = None if negated else _COMPARED.match(text)
    if found is None:
        return None
    ref, sign = found[1], found[2]
    value = next((one for one in found.groups()[2:] if one is not None), "")
    if value == "" and sign in ("=", "!="):
        return Clause(ref, "empty" if sign == "=" else "given")
    return Clause(ref, _SIGNS[sign], value)


def _split(text: str, word: str) -> list[str] | None:
    """Parts between a word that stands outside brackets and quotes; None if they do not close."""
    parts, depth, quote, start, at = [], 0, "", 0, 0
    while at < len(text):
        one = text[at]
        if quote:
            quote = "" if one == quote else quote
        elif one in "'\"":
            quote = one
        elif one in "([{":
            depth += 1
        elif one in ")]}":
            depth -= 1
        elif depth == 0 and re.match(rf"\s{word}[\s(]", text[at : at + len(word) + 2]):
            parts.append(text[start:at])
            at += len(word)
            start = at + 1
        at += 1
    if depth or quote:
        return None
    parts.append(text[start:])
    return parts


def _bare(text: str) -> str:
    """Without brackets around the whole."""
    while text.startswith("(") and text.endswith(")"):
        depth, quote = 0, ""
        for at, one in enumerate(text):
            if quote:
                quote = "" if one == quote else quote
            elif one in "'\"":
                quote = one
            elif one in "()":
                depth += 1 if one == "(" else -1
                if depth == 0 and at < len(text) - 1:
                    return text
        text = text[1:-1].strip()
    return text


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest number allowed, as written; "" for none."""

    least: str = ""
    most: str = ""


def bounds_of(constraint: str) -> Bounds | None:
    """The bounds that a constraint says, if that is all it says; None otherwise."""
    if not constraint.strip():
        return Bounds()
    least = most = ""
    for part in re.split(r"\s+and\s+", _bare(constraint.strip())):
        found = _BOUNDS.match(_bare(part.strip()))
        if found is None or (least if found[1] == ">=" else most):
            return None
        if found[1] == ">=":
            least = found[2]
        else:
            most = found[2]
    return Bounds(least, most)


def bounds_text(bounds: Bounds) -> str:
    """Bounds as a constraint."""
    parts = [f". >= {bounds.least}"] if bounds.least else []
    parts += [f". <= {bounds.most}"] if bounds.most else []
    return " and ".join(parts)
