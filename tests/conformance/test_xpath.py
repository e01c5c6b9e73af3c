"""Recorded evaluations of a reference engine: all agree but those listed with a reason."""

from __future__ import annotations

from tests.conformance.sections import read_section
from tests.conformance.xpath_cases import label_of, read_cases
from tests.conformance.xpath_report import KNOWN, failures, table


def test_recorded_evaluations_agree(shared_folder):
    cases = read_cases(shared_folder)
    failed = failures(cases)
    unexpected = {label_of(case): got for case, got in failed if label_of(case) not in KNOWN}
    assert unexpected == {}
    assert len(failed) <= len(cases) * 0.01


def test_known_differences_still_differ(shared_folder):
    failed = {label_of(case) for case, _ in failures(read_cases(shared_folder))}
    assert set(KNOWN) - failed == set()


def test_page_tells_the_present_figures(shared_folder, repository):
    written = read_section(repository / "docs" / "conformance.md", "expressions")
    assert written == table(shared_folder), "run: python -m tests.conformance.write"
