"""Writes the generated sections of docs/conformance.md."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conformance import scenario_report, xpath_report
from tests.conformance.sections import write_section

REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> None:
    """Runs all recordings and writes what came out."""
    shared = Path(os.environ.get("TERRENO_SHARED") or REPOSITORY.parent / "shared")
    page = REPOSITORY / "docs" / "conformance.md"
    write_section(page, "expressions", xpath_report.table(shared))
    found = scenario_report.outcomes(shared)
    write_section(page, "sessions", scenario_report.table(found))


if __name__ == "__main__":
    main()
