"""Generated sections of docs/conformance.md, each between two markers of its own."""

from __future__ import annotations

import re
from pathlib import Path

_TOP = """# Conformance

What the check-list engine makes of the recorded behaviour of a reference engine (getodk/web-forms
0.24; `../shared/conformance`). The tables are generated: `python -m tests.conformance.write`.
"""


def read_section(page: Path, name: str) -> str | None:
    """The text of a section; None when the page or the section is not there."""
    if not page.is_file():
        return None
    found = re.search(_pattern(name), page.read_text(encoding="utf-8"), re.DOTALL)
    return found.group(1) if found else None


def write_section(page: Path, name: str, text: str) -> None:
    """Puts a section into the page, in its place or at the end."""
    whole = page.read_text(encoding="utf-8") if page.is_file() else _TOP
    block = f"<!-- {name}: generated -->\n{text}<!-- {name}: end -->"
    if re.search(_pattern(name), whole, re.DOTALL):
        whole = re.sub(_pattern(name), lambda _found: block, whole, flags=re.DOTALL)
    else:
        whole = f"{whole.rstrip()}\n\n{block}\n"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(whole, encoding="utf-8")


def _pattern(name: str) -> str:
    return rf"<!-- {name}: generated -->\n(.*?)<!-- {name}: end -->"
