"""What stands on the timeline: bars of the recordings, pins of answers and markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.review.line import VisitLine
from desktop.review.marking import key_of
from desktop.review.records import AnswerItem
from desktop.review.timeline import Bar, Pin, Timeline

if TYPE_CHECKING:
    from core.visits.marking import MarkSummary


def show_on_line(
    timeline: Timeline,
    line: VisitLine,
    answers: Iterable[AnswerItem],
    *,
    main: tuple[int, int],
    no_section: str,
    kinds: Mapping[str, str],
    marks: Sequence[MarkSummary] = (),
    marks_first: bool = False,
) -> None:
    """Put the visit's line on the timeline: a lane for each recording (when there are several),
    for each section, and for each kind of marker (`kinds` names them; the first takes any other).
    `main` is where the large picture's recording stands. Marks have a lane for each tag: below all
    else, or on top while somebody marks.
    """
    several = len(line.recordings) > 1
    names = [one.short for one in line.recordings] if several else []
    tags = list(
        dict.fromkeys((one.code, one.label) for one in marks if line.find(one.recording_id))
    )
    tag_names = [label for _, label in tags]
    above = [*names, *(tag_names if marks_first else [])]
    bars = [
        Bar(start_us=one.offset_us, end_us=one.offset_us + one.duration_us, lane=at)
        for at, one in enumerate(line.recordings)
        if several
    ]
    placed = [
        (answer, at_us)
        for answer in answers
        if answer.moment_us is not None
        and (at_us := line.place(answer.recording_id, answer.moment_us)) is not None
    ]
    sections = list(dict.fromkeys(answer.section for answer, _ in placed))
    pins = [
        Pin(
            key=answer.key,
            moment_us=at_us,
            label=f"{answer.label}: {answer.shown}",
            lane=len(above) + sections.index(answer.section),
        )
        for answer, at_us in placed
    ]
    others = next(iter(kinds))
    there = {marker.kind for one in line.recordings for marker in one.markers}
    shown = [kind for kind in kinds if kind == others or kind in there]

    def lane_of(kind: str) -> int:
        return len(above) + len(sections) + shown.index(kind if kind in shown else others)

    pins += [
        Pin(
            key=marker.key,
            moment_us=one.offset_us + marker.moment_us,
            label=marker.text,
            lane=lane_of(marker.kind),
            marker=True,
        )
        for one in line.recordings
        for marker in one.markers
    ]
    first = len(names) if marks_first else len(names) + len(sections) + len(shown)
    for one in marks:
        at_us = line.place(one.recording_id, one.start_us)
        if at_us is None:
            continue
        lane = first + tags.index((one.code, one.label))
        label = " · ".join(part for part in (one.label, one.observer, one.note) if part)
        if one.kind == "moment":
            pins.append(Pin(key_of(one), at_us, label, lane, colour=one.colour))
            continue
        end_us = None if one.end_us is None else at_us + one.end_us - one.start_us
        bars.append(Bar(at_us, end_us, lane, key=key_of(one), label=label, colour=one.colour))
    timeline.show_recording(
        duration_us=line.duration_us,
        lanes=[
            *above,
            *(section or no_section for section in sections),
            *(kinds[kind] for kind in shown),
            *([] if marks_first else tag_names),
        ],
        pins=pins,
        bars=bars,
        main=main,
    )
