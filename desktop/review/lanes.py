"""What stands on the timeline: bars of the recordings, pins of answers and markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.review.line import VisitLine
from desktop.review.records import AnswerItem
from desktop.review.timeline import Bar, Pin, Timeline


def show_on_line(
    timeline: Timeline,
    line: VisitLine,
    answers: Iterable[AnswerItem],
    *,
    main: tuple[int, int],
    no_section: str,
    kinds: Mapping[str, str],
) -> None:
    """Put the visit's line on the timeline: a lane for each recording (when there are several),
    for each section, and for each kind of marker (`kinds` names them; the first takes any other).
    `main` is where the large picture's recording stands.
    """
    several = len(line.recordings) > 1
    names = [one.short for one in line.recordings] if several else []
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
            lane=len(names) + sections.index(answer.section),
        )
        for answer, at_us in placed
    ]
    others = next(iter(kinds))
    there = {marker.kind for one in line.recordings for marker in one.markers}
    shown = [kind for kind in kinds if kind == others or kind in there]

    def lane_of(kind: str) -> int:
        return len(names) + len(sections) + shown.index(kind if kind in shown else others)

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
    timeline.show_recording(
        duration_us=line.duration_us,
        lanes=[
            *names,
            *(section or no_section for section in sections),
            *(kinds[kind] for kind in shown),
        ],
        pins=pins,
        bars=bars,
        main=main,
    )
