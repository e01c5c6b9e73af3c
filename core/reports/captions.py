"""What was recorded while the camera ran, as WebVTT captions beside the video."""

from __future__ import annotations

from dataclasses import dataclass

from core.reports.visit_report import ReportRecording, VisitReport

SHOWN_US = 6_000_000
"""How long an answer stays on the picture, unless the next one comes first."""
_SHORTEST_US = 1_000_000


@dataclass(frozen=True, slots=True)
class Caption:
    """One cue; microseconds from the start of its file."""

    start_us: int
    end_us: int
    text: str


def captions_of(report: VisitReport, recording: ReportRecording) -> list[Caption]:
    """Answers and markers of one recording, in the order of time."""
    answers = sorted(
        (one.moment.moment_us, f"{one.label}\n{one.shown}")
        for one in report.answers
        if one.shown and one.moment and one.moment.recording == recording.number
    )
    starts = [start for start, _ in answers] + [recording.duration_us + SHOWN_US]
    captions = [
        Caption(start, max(start + _SHORTEST_US, min(start + SHOWN_US, following)), text)
        for (start, text), following in zip(answers, starts[1:], strict=True)
    ]
    captions += [
        Caption(
            mark.start_us,
            mark.end_us if mark.end_us is not None else mark.start_us + SHOWN_US,
            f"▸ {mark.text}",
        )
        for mark in recording.markers
        if mark.text
    ]
    return sorted(captions, key=lambda one: (one.start_us, one.end_us))
