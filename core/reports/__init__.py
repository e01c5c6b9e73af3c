"""What leaves the house for people to read: the report, the workbook, the take-home folder."""

from __future__ import annotations

from core.reports.problems import CannotWriteThere, NothingRecorded
from core.reports.take_home import TakeHome, folder_name, institution_copy, take_home

__all__ = [
    "CannotWriteThere",
    "NothingRecorded",
    "TakeHome",
    "folder_name",
    "institution_copy",
    "take_home",
]
