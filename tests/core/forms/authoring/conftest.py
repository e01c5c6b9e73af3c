"""Workbooks as tables, and one that holds what the editor does not know."""

from __future__ import annotations

import pytest

from tests.core.forms.authoring.tables import plain_book, rich_workbook


@pytest.fixture
def simple():
    """Two sections, a list, a condition."""
    return plain_book()


@pytest.fixture
def rich():
    """The bytes of a workbook with formulas, notes, widths, validations and a sheet of its own."""
    return rich_workbook()
