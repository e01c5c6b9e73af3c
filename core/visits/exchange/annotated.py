"""A recording with all that was said about it, as other programs get it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.problem import Language
from core.visits.moments import MomentKind, VisitMoment

_NAMES: dict[MomentKind, tuple[str, str]] = {
    "answer": ("Registo", "Answer"),
    "marker": ("Marcador", "Marker"),
    "finding": ("Constatação", "Finding"),
    "mark": ("Marca", "Mark"),
}


@dataclass(frozen=True, slots=True)
class AnnotatedRecording:
    """One recording. `name` has no ending; `media` is its video file beside what is written.

    `moments` are those of this recording, in the order of time.
    """

    name: str
    media: str
    began: datetime
    duration_us: int
    fps: float
    sound: bool
    moments: tuple[VisitMoment, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """What stands in one line: a tag or kind, by one person. `code` is short and stays the same."""

    code: str
    label: str
    who: str
    lasting: bool
    colour: str
    moments: tuple[VisitMoment, ...]


def kind_name(kind: MomentKind, language: Language) -> str:
    """What a kind of moment is called: «Registo», «Marcador»…"""
    return _NAMES[kind][language == "en"]


def tracks_of(recording: AnnotatedRecording, *, language: Language) -> list[Track]:
    """The moments by tag (or kind) and person: answers first, marks last, by name."""
    found: dict[tuple[int, str, str, bool], list[VisitMoment]] = {}
    order = list(_NAMES)
    for one in recording.moments:
        code = one.code if one.kind == "mark" else kind_name(one.kind, language)
        lasting = one.end_us is not None
        found.setdefault((order.index(one.kind), code, one.who, lasting), []).append(one)
    return [
        Track(
            code=code,
            label=moments[0].title if moments[0].kind == "mark" else code,
            who=who,
            lasting=lasting,
            colour=moments[0].colour,
            moments=tuple(moments),
        )
        for (_, code, who, lasting), moments in sorted(found.items())
    ]


def words_of(moment: VisitMoment) -> str:
    """What is said of a moment beyond the name of its track."""
    if moment.kind == "mark":
        return moment.detail
    return ": ".join(part for part in (moment.title, moment.detail) if part)


def without_overlap(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch or overlap made one, in order."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def end_of(moment: VisitMoment, following: VisitMoment | None, *, lasts_us: int) -> int:
    """Until when a moment without an end is shown: so long, or until the next of its track."""
    end = moment.start_us + lasts_us
    if following is None or following.start_us <= moment.start_us:
        return end
    return min(end, following.start_us)
