"""Marking schemes and marks: what observers see in a recording, and how far they agree."""

from __future__ import annotations

from core.visits.marking.agreement import Agreement, Kappa, agreement, cohen, fleiss
from core.visits.marking.budget import BudgetLine, time_budget
from core.visits.marking.lists import agreement_of, form_of_visit, scheme_of_visit, time_budget_of
from core.visits.marking.marks import (
    change,
    end_mark,
    mark,
    marks_of,
    observers_of,
    put_back,
    remove,
)
from core.visits.marking.problems import SchemeRefused, TooFewObservers, UnknownMark, UnknownTag
from core.visits.marking.schemes import save_scheme, scheme_of
from core.visits.marking.tables import (
    Mark,
    MarkingScheme,
    MarkingTag,
    MarkSummary,
    SchemeSummary,
    TagDraft,
    TagKind,
    TagSummary,
    tag_id_of,
)
from core.visits.marking.workbook import read_scheme, write_scheme

__all__ = [
    "Agreement", "BudgetLine", "Kappa", "Mark", "MarkSummary", "MarkingScheme", "MarkingTag",
    "SchemeRefused", "SchemeSummary", "TagDraft", "TagKind", "TagSummary", "TooFewObservers",
    "UnknownMark", "UnknownTag", "agreement", "agreement_of", "change", "cohen", "end_mark",
    "fleiss", "form_of_visit", "mark", "marks_of", "observers_of", "put_back", "read_scheme",
    "remove", "save_scheme", "scheme_of", "scheme_of_visit", "tag_id_of", "time_budget",
    "time_budget_of", "write_scheme",
]  # fmt: skip
