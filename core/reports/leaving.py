"""Which recordings of a visit go home with it, and as what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.people import ConsentSummary
from core.problem import Language
from core.reports.exportable import film_to_give, kept_back
from core.reports.problems import CopyOutOfDate
from core.reports.stills import Film
from core.reports.visit_report import ReportRecording
from core.reports.words import word

if TYPE_CHECKING:
    from core.store import Store


def films_to_take(
    store: Store, films: Iterable[Film], consents: Iterable[ConsentSummary], *, at: datetime
) -> tuple[tuple[Film, ...], dict[int, str]]:
    """The films that may leave, blurred where there is a copy, and why the others stay.

    The latter by the number of the film, as a key of `core.reports.words`.
    """
    given = tuple(consents)
    taken: list[Film] = []
    left: dict[int, str] = {}
    for film in films:
        if kept_back(store, film.recording_id, given, at=at) is not None:
            left[film.number] = "no_consent"
            continue
        try:
            source, _ = film_to_give(store, film.recording_id)
        except CopyOutOfDate:
            left[film.number] = "copy_out_of_date"
            continue
        taken.append(replace(film, segments=source.segments))
    return tuple(taken), left


def without(
    recordings: tuple[ReportRecording, ...], left: dict[int, str], *, language: Language
) -> tuple[ReportRecording, ...]:
    """The recordings as the report names them: those that stay behind say so."""
    return tuple(
        replace(one, file=word(left[one.number], language)) if one.number in left else one
        for one in recordings
    )
