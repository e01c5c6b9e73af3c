"""What leaves the house for people to read: the report, the workbook, the take-home folder."""

from __future__ import annotations

from core.reports.exportable import Exportable, exportable_recording
from core.reports.problems import (
    AgreedToLess,
    CannotWriteThere,
    ConsentEnded,
    CopyOutOfDate,
    NoConsent,
    NothingRecorded,
)
from core.reports.take_home import TakeHome, folder_name, institution_copy, take_home

__all__ = [
    "AgreedToLess",
    "CannotWriteThere",
    "ConsentEnded",
    "CopyOutOfDate",
    "Exportable",
    "NoConsent",
    "NothingRecorded",
    "TakeHome",
    "exportable_recording",
    "folder_name",
    "institution_copy",
    "take_home",
]
