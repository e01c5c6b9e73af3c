"""What other programs get and give: ELAN, BORIS, tables."""

from __future__ import annotations

from pathlib import Path

from core.visits.exchange.annotated import AnnotatedRecording
from core.visits.exchange.boris_reading import read_boris_events, read_boris_project
from core.visits.exchange.boris_writing import boris_events, boris_project
from core.visits.exchange.elan_reading import read_eaf
from core.visits.exchange.elan_writing import eaf
from core.visits.exchange.event_tables import moments_csv, write_moments_workbook
from core.visits.exchange.imported import ForeignMarks, KeptMarks, keep_marks
from core.visits.exchange.problems import MarksTooLarge, MarksUnreadable, SeveralRecordings

__all__ = [
    "AnnotatedRecording", "ForeignMarks", "KeptMarks", "MarksTooLarge", "MarksUnreadable",
    "SeveralRecordings", "boris_events", "boris_project", "eaf", "keep_marks", "moments_csv",
    "read_boris_events", "read_boris_project", "read_eaf", "read_marks", "write_moments_workbook",
]  # fmt: skip


def read_marks(path: Path) -> ForeignMarks:
    """Read marks of ELAN or BORIS, told apart by the file's ending.

    Raises: MarksUnreadable, MarksTooLarge, OSError.
    """
    match path.suffix.lower():
        case ".eaf":
            return read_eaf(path)
        case ".boris":
            return read_boris_project(path)
        case ".csv" | ".tsv" | ".txt":
            return read_boris_events(path)
    raise MarksUnreadable(name=path.name, why="kind")
