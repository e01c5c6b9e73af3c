"""What was recorded while the camera ran, as captions beside the video."""

from __future__ import annotations

from core.reports.visit_report import ReportRecording, VisitReport
from core.video import Cue

SHOWN_US = 6_000_000
"""How long an answer stays on the picture, unless the next one comes first."""
_SHORTEST_US = 1_000_000


def captions_of(
    report: VisitReport,
    recording: ReportRecording,
    *,
    from_us: int = 0,
    until_us: int | None = None,
) -> list[Cue]:
    """Answers and markers of one recording, in the order of time.

    A file that holds only a part of the recording gets what lies in it, counted from its start.
    """
    until = recording.duration_us + 1 if until_us is None else until_us
    answers = sorted(
        (one.moment.moment_us, f"{one.label}\n{one.shown}")
        for one in report.answers
        if one.shown and one.moment and one.moment.recording == recording.number
    )
    following = [start for start, _ in answers[1:]]
    if answers:  # a recording without any answer goes home too
        following.append(recording.duration_us + SHOWN_US)
    cues = [
        Cue(start, max(start + _SHORTEST_US, min(start + SHOWN_US, then)), text)
        for (start, text), then in zip(answers, following, strict=True)
    ]
    cues += [
        Cue(
            mark.start_us,
            mark.end_us if mark.end_us is not None else mark.start_us + SHOWN_US,
            f"▸ {mark.text}",
        )
        for mark in recording.markers
        if mark.text
    ]
    return [
        Cue(one.start_us - from_us, one.end_us - from_us, one.text)
        for one in sorted(cues, key=lambda one: (one.start_us, one.end_us))
        if from_us <= one.start_us < until
    ]
