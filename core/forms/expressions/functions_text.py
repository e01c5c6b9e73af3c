"""Functions on text: XPath 1.0's, then OpenRosa's."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG005
from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Final

from core.forms.expressions.context import EvaluationContext, Value
from core.forms.expressions.library import Function, function
from core.forms.expressions.numbers import round_half_up
from core.forms.expressions.patterns import matches, pattern_of
from core.forms.expressions.problems import ValueWrong
from core.forms.expressions.values import text_of, to_text

_C = EvaluationContext
_SPACE: Final = " \t\r\n"


def texts_of(context: _C, values: tuple[Value, ...]) -> list[str]:
    """All values as text, node-sets as the texts of each of their nodes."""
    texts: list[str] = []
    for value in values:
        if isinstance(value, list):
            texts.extend(text_of(node, context) for node in value)
        else:
            texts.append(to_text(value, context))
    return texts


def _substring(_c: _C, text: str, start: float, length: float | None = None) -> str:
    first = round_half_up(start)
    if first != first:
        return ""
    last = float("inf") if length is None else first + round_half_up(length)
    if last != last:
        return ""
    begin = max(first, 1.0)
    end = min(last, len(text) + 1.0)
    return text[int(begin) - 1 : int(end) - 1] if end > begin else ""


def _substring_before(_c: _C, text: str, mark: str) -> str:
    at = text.find(mark)
    return text[:at] if at > 0 else ""


def _substring_after(_c: _C, text: str, mark: str) -> str:
    at = text.find(mark)
    return text[at + len(mark) :] if at >= 0 else ""


def _normalize(_c: _C, text: str) -> str:
    return " ".join(re.split(r"[ \t\r\n]+", text.strip(_SPACE)))


def _translate(_c: _C, text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for at, letter in enumerate(old):
        table.setdefault(ord(letter), new[at] if at < len(new) else None)
    return text.translate(table)


def _substr(_c: _C, text: str, start: float, end: float | None = None) -> str:
    begin = 0 if start != start else int(max(min(start, 1e9), -1e9))
    if end is None or end != end:
        return text[begin:] if end is None else ""
    return text[begin : int(max(min(end, 1e9), -1e9))]


def _regex(_c: _C, text: str, pattern: str) -> bool:
    # The whole text must match: so the specification and JavaRosa.
    found = pattern_of(pattern)
    if found is None:
        return False
    answer = matches(found, text)
    if answer is None:
        raise ValueWrong(source="regex()", position=0, name="regex", found=f"{pattern[:60]} …")
    return answer


def is_algorithm(name: str) -> bool:
    """Whether digest() knows it."""
    return name.lower().replace("-", "") in ("md5", "sha1", "sha256", "sha384", "sha512")


def _digest(_c: _C, text: str, algorithm: str, encoding: str = "base64") -> str:
    if not is_algorithm(algorithm):
        return ""
    name = algorithm.lower().replace("-", "")
    raw = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    return raw.hex() if encoding == "hex" else base64.b64encode(raw).decode("ascii")


def _base64_decode(_c: _C, text: str) -> str:
    padded = text.strip() + "=" * (-len(text.strip()) % 4)
    try:
        return base64.b64decode(padded, validate=True).decode("utf-8", errors="replace")
    except (binascii.Error, ValueError):
        return ""


def _extract_signed(_c: _C, contents: str, key: str) -> str:
    """The message behind an Ed25519 signature of 64 bytes; "" when it is not the key's."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        signed = base64.b64decode(contents.strip(), validate=True)
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.strip(), validate=True))
        public.verify(signed[:64], signed[64:])
    except (binascii.Error, ValueError, InvalidSignature):
        return ""
    return signed[64:].decode("utf-8", errors="replace")


def _uuid(context: _C, length: float | None = None) -> str:
    if length is None:
        return context.uuid()
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    if length != length:
        raise ValueWrong(source="uuid()", position=5, name="uuid", found="NaN")
    count = int(min(max(length, 0), 10_000))
    return "".join(context.random.choice(letters) for _ in range(count))


def _join(context: _C, glue: str, *values: Value) -> str:
    return glue.join(texts_of(context, values))


def _concat(context: _C, *values: Value) -> str:
    return "".join(texts_of(context, values))


def _plain_concat(context: _C, *values: Value) -> str:
    return "".join(to_text(value, context) for value in values)


PLAIN_CONCAT: Final = function("concat", "aaa*", "string", _plain_concat, openrosa=False)

FUNCTIONS: Final[tuple[Function, ...]] = (
    function("concat", "a*", "string", _concat, openrosa=False),
    function("starts-with", "ss", "boolean", lambda c, a, b: a.startswith(b), openrosa=False),
    function("ends-with", "ss", "boolean", lambda c, a, b: a.endswith(b)),
    function("contains", "ss", "boolean", lambda c, a, b: b in a, openrosa=False),
    function("substring-before", "ss", "string", _substring_before, openrosa=False),
    function("substring-after", "ss", "string", _substring_after, openrosa=False),
    function("substring", "sn|n", "string", _substring, openrosa=False),
    function("string-length", "|s", "number", lambda c, a: float(len(a)), own=True, openrosa=False),
    function("normalize-space", "|s", "string", _normalize, own=True, openrosa=False),
    function("translate", "sss", "string", _translate, openrosa=False),
    function("join", "sA*", "string", _join),
    function("substr", "sn|n", "string", _substr),
    function("regex", "ss", "boolean", _regex),
    function("digest", "ss|s", "string", _digest),
    function("base64-decode", "s", "string", _base64_decode),
    function("extract-signed", "ss", "string", _extract_signed),
    function("uuid", "|n", "string", _uuid),
    function("property", "s", "string", lambda c, name: ""),
    function("depend", "aa*", "any", lambda c, first, *rest: first),
)
