"""A recording with everything said about it, as values."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from core.visits.exchange import AnnotatedRecording
from core.visits.moments import VisitMoment

RECORDING = UUID(int=7)
BEGAN = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


def a_moment(kind, start, end=None, *, title="", detail="", who="", code="", colour=""):
    return VisitMoment(
        id=f"{kind}:{start}",
        kind=kind,
        recording_id=RECORDING,
        start_us=int(start * 1e6),
        end_us=None if end is None else int(end * 1e6),
        title=title,
        detail=detail,
        section="Acessos" if kind == "answer" else "",
        who=who,
        code=code,
        colour=colour,
    )


@pytest.fixture
def recording():
    mark = {"title": "Conversa", "code": "conversa", "colour": "#e69f00"}
    moments = [
        a_moment("answer", 1.25, title="Há rampa?", detail="Sim, à direita", who="Ana Sá"),
        a_moment("answer", 1.3, title="Há corrimão?", detail="=2+2", who="Ana Sá"),
        a_moment("marker", 4, 6, title="Sala <de> convívio & «pátio»"),
        a_moment("finding", 5, title="Falta a planta de emergência"),
        a_moment("mark", 2, 10, detail="calma", who="Ana Sá", **mark),
        a_moment("mark", 8, 12, who="Ana Sá", **mark),
        a_moment("mark", 3, 9.5, who="Rui", **mark),
        a_moment("mark", 7.5, title="Rampa", code="rampa", colour="#0072b2", who="Rui"),
    ]
    return AnnotatedRecording(
        name="gravacao-1",
        media="gravacao-1.mp4",
        began=BEGAN,
        duration_us=20_000_000,
        fps=30.0,
        sound=True,
        moments=tuple(sorted(moments, key=lambda one: one.start_us)),
    )
