"""Writes the table of differences into docs/javarosa.md: `python -m tests.javarosa.write`."""

from __future__ import annotations

from pathlib import Path

from tests.javarosa.known import NOT_FOR_JAVAROSA, REASONS
from tests.javarosa.spoken import SPOKEN

PAGE = Path(__file__).resolve().parents[2] / "docs" / "javarosa.md"
START, END = "<!-- differences: generated -->", "<!-- differences: end -->"


def differences() -> str:
    """The generated part of the page."""
    lines = ["| Filling | Why |", "|---|---|"]
    lines += [f"| `{name}` | {reason} |" for name, reason in sorted(REASONS.items())]
    lines += ["", "| Expression | Why |", "|---|---|"]
    lines += [f"| `{each.name}` | {each.reason} |" for each in SPOKEN]
    lines += ["", "Forms that JavaRosa alone does not open:", ""]
    lines += [f"- `{name}`: {reason}." for name, reason in NOT_FOR_JAVAROSA.items()]
    return "\n".join(lines)


def page(text: str) -> str:
    """The page with the generated part made again."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{differences()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
