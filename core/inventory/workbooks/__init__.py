"""Offices' workbooks: read, mapped, matched, taken in or given back. Begin with `stage`."""

from __future__ import annotations

from core.inventory.workbooks.applying import Applied, apply_import
from core.inventory.workbooks.fields import FIELDS, Field
from core.inventory.workbooks.filling_back import fill_back
from core.inventory.workbooks.layout import Column, Layout, find_layouts
from core.inventory.workbooks.mapping import Mapping, Proposal, propose_mapping
from core.inventory.workbooks.planning import Doubt, FieldDiff, ImportPlan, NewRecord, plan_import
from core.inventory.workbooks.reading import Sheet, Workbook, read_workbook
from core.inventory.workbooks.records import Record, RowProblem, RowSet, read_records
from core.inventory.workbooks.staging import Preview, Staged, carry_out, preview, stage
from core.inventory.workbooks.writing import write_csv, write_geojson, write_official

__all__ = [
    "FIELDS", "Applied", "Column", "Doubt", "Field", "FieldDiff", "ImportPlan", "Layout", "Mapping",
    "NewRecord", "Preview", "Proposal", "Record", "RowProblem", "RowSet", "Sheet", "Staged",
    "Workbook", "apply_import", "carry_out", "fill_back", "find_layouts", "plan_import", "preview",
    "propose_mapping", "read_records", "read_workbook", "stage",
    "write_csv", "write_geojson", "write_official",
]  # fmt: skip
