"""regex() in the flavour that authors write: Java's, the whole text, and never for ever."""

from __future__ import annotations

import pytest
from monkey import fixed_context
from tables import session_of

from core.forms.expressions import patterns


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"\p{L}+", "São", True),
        (r"[\p{L}' -]+", "D'Ávila e Sá", True),
        (r"\p{Lu}\p{Ll}+", "Évora", True),
        (r"\p{IsAlphabetic}+", "ção", True),
        (r"\p{Alpha}+", "abc", True),
        (r"\w+", "São", False),
        (r"[\w.-]+", "a-b.c", True),
        (r"\W", "é", True),
        (r"\d{3}", "123", True),
        (r"\d", "٣", False),
        (r"[^\d]+", "abc", True),
        (r"[a-z&&[^aeiou]]+", "bcd", True),
        (r"[a-z&&[^aeiou]]+", "bad", False),
        (r"a++b", "aab", True),
        (r"(?>a+)b", "aab", True),
        (r"\Q1.5\E", "1.5", True),
        (r"\Q1.5\E", "1x5", False),
        (r"(?i)abc", "ABC", True),
        (r"[a||b]", "|", True),
        (r"[0-9]{4}-[0-9]{3}", "4000-123", True),
        (r"[0-9]{4}-[0-9]{3}", "x4000-123", False),
        (r".*", "uma\noutra", False),
    ],
)
def test_patterns_as_in_java(pattern, text, expected):
    assert patterns.matches(patterns.pattern_of(pattern), text) is expected


@pytest.mark.parametrize("pattern", ["(", "[a", "a{2", "*", "\\"])
def test_what_is_no_pattern(pattern):
    found = patterns.pattern_of(pattern)
    assert found is None or patterns.matches(found, "x") is False


def test_a_pattern_that_would_never_end_is_stopped_and_hides_nothing():
    session = session_of(
        """
| survey |
| | type | name | label | constraint |
| | text | a | A | regex(., '(a¦aa)+b') |
""",
        context=fixed_context(),
    )
    session.answer("/data/a", "a" * 400 + "c")
    assert session.state("/data/a").value == "a" * 400 + "c"
    session.answer("/data/a", "aab")
    assert session.validate() == ()
