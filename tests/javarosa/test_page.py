"""docs/javarosa.md says what the tests know. Needs no Java."""

from __future__ import annotations

from tests.javarosa.write import PAGE, page


def test_the_page_names_every_known_difference():
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "python -m tests.javarosa.write"
