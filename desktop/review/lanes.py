"""What stands on the timeline: bars of the recordings, pins of answers and markers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review.lane_choice import KINDS, SECTIONS, TAGS, LaneChoice
from desktop.review.line import VisitLine
from desktop.review.marking import key_of
from desktop.review.records import AnswerItem, MarkerItem
from desktop.review.timeline import Bar, Lane, Pin, Timeline

if TYPE_CHECKING:
    from core.visits.marking import MarkSummary


@dataclass(frozen=True, slots=True)
class LaneWords:
    """How lanes are called that stand for several, and answers without a section.

    `kinds` names the kinds of markers; the first takes any other.
    """

    no_section: str
    answers: str
    tags: str
    kinds: Mapping[str, str]


def show_on_line(
    timeline: Timeline,
    line: VisitLine,
    answers: Iterable[AnswerItem],
    *,
    main: tuple[int, int],
    words: LaneWords,
    choice: LaneChoice,
    marks: Sequence[MarkSummary] = (),
    marks_first: bool = False,
) -> None:
    """Put the visit's line on the timeline: a lane for each recording (when there are several),
    for each section (and for each group of it, when it is opened), kind of marker and tag, or one
    for all of them, as chosen. `main` is where the large picture's recording stands. Marks stand
    below all else, or on top while somebody marks.
    """
    rows = _Rows(words, choice)
    several = len(line.recordings) > 1
    for one in line.recordings:
        if several:
            rows.add(("recording", one.id), Lane(one.short))
    marks = [one for one in marks if line.find(one.recording_id)]
    if marks_first:
        rows.add_tags(marks)
    placed = [
        (answer, at_us)
        for answer in answers
        if answer.moment_us is not None
        and (at_us := line.place(answer.recording_id, answer.moment_us)) is not None
    ]
    rows.add_answers([answer for answer, _ in placed])
    rows.add_kinds([marker for one in line.recordings for marker in one.markers])
    if not marks_first:
        rows.add_tags(marks)
    bars = [
        Bar(
            start_us=one.offset_us,
            end_us=one.offset_us + one.duration_us,
            lane=rows.places["recording", one.id],
        )
        for one in line.recordings
        if several
    ]
    pins = [
        Pin(
            key=answer.key,
            moment_us=at_us,
            label=f"{answer.label}: {answer.shown}",
            lane=rows.of_answer(answer),
        )
        for answer, at_us in placed
    ]
    pins += [
        Pin(
            key=marker.key,
            moment_us=one.offset_us + marker.moment_us,
            label=marker.text,
            lane=rows.of_marker(marker),
            marker=True,
        )
        for one in line.recordings
        for marker in one.markers
    ]
    for mark in marks:
        at_us = line.place(mark.recording_id, mark.start_us)
        assert at_us is not None
        lane = rows.of_mark(mark)
        label = " · ".join(part for part in (mark.label, mark.observer, mark.note) if part)
        if mark.kind == "moment":
            pins.append(Pin(key_of(mark), at_us, label, lane, colour=mark.colour))
            continue
        end_us = None if mark.end_us is None else at_us + mark.end_us - mark.start_us
        bars.append(Bar(at_us, end_us, lane, key=key_of(mark), label=label, colour=mark.colour))
    timeline.show_recording(
        duration_us=line.duration_us, lanes=rows.lanes, pins=pins, bars=bars, main=main
    )


class _Rows:
    """The lanes from above, and which of them holds what."""

    def __init__(self, words: LaneWords, choice: LaneChoice) -> None:
        self.lanes: list[Lane] = []
        self.places: dict[Hashable, int] = {}
        self._words, self._choice = words, choice
        self._other = next(iter(words.kinds))

    def add(self, key: Hashable, lane: Lane) -> None:
        self.places[key] = len(self.lanes)
        self.lanes.append(lane)

    def add_answers(self, answers: Sequence[AnswerItem]) -> None:
        if answers and not self._choice.has(SECTIONS):
            self.add("answers", Lane(self._words.answers))
            return
        for section in dict.fromkeys(answer.section for answer in answers):
            groups = list(
                dict.fromkeys(a.group for a in answers if a.section == section and a.group)
            )
            name = section or self._words.no_section
            opened = bool(groups) and self._choice.groups_of(name)
            fold = name if groups else ""
            self.add(("section", section), Lane(name, fold=fold, open=opened))
            for group in groups if opened else ():
                self.add(("group", section, group), Lane(group, depth=1))

    def of_answer(self, answer: AnswerItem) -> int:
        for key in (("group", answer.section, answer.group), ("section", answer.section)):
            if key in self.places:
                return self.places[key]
        return self.places["answers"]

    def add_kinds(self, markers: Sequence[MarkerItem]) -> None:
        there = {marker.kind for marker in markers} if self._choice.has(KINDS) else set()
        for kind, name in self._words.kinds.items():
            if kind == self._other or kind in there:
                self.add(("kind", kind), Lane(name))

    def of_marker(self, marker: MarkerItem) -> int:
        found = self.places.get(("kind", marker.kind))
        return self.places["kind", self._other] if found is None else found

    def add_tags(self, marks: Sequence[MarkSummary]) -> None:
        if marks and not self._choice.has(TAGS):
            self.add("tags", Lane(self._words.tags))
            return
        for code, label in dict.fromkeys((one.code, one.label) for one in marks):
            self.add(("tag", code, label), Lane(label))

    def of_mark(self, mark: MarkSummary) -> int:
        found = self.places.get(("tag", mark.code, mark.label))
        return self.places["tags"] if found is None else found
