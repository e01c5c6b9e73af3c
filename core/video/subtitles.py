"""WebVTT and SubRip: answers and markers as subtitles beside the video."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A line shown from `start_us` to `end_us` of the video."""

    start_us: int
    end_us: int
    text: str


def webvtt(cues: Iterable[Cue], *, title: str = "") -> str:
    """The cues as a WebVTT file, in order of time; each lasts at least a millisecond."""
    parts = [f"WEBVTT {_plain(title)}".rstrip()]
    ordered = sorted(cues, key=lambda cue: (cue.start_us, cue.end_us))
    for number, cue in enumerate(ordered, start=1):
        start = max(0, cue.start_us // 1000)
        end = max(start + 1, cue.end_us // 1000)
        parts.append(f"{number}\n{_time(start)} --> {_time(end)}\n{_escaped(cue.text)}")
    return "\n\n".join(parts) + "\n"


def subrip(cues: Iterable[Cue]) -> str:
    """The cues as a SubRip file (.srt), in order of time; each lasts at least a millisecond."""
    parts = []
    ordered = sorted(cues, key=lambda cue: (cue.start_us, cue.end_us))
    for number, cue in enumerate(ordered, start=1):
        start = max(0, cue.start_us // 1000)
        end = max(start + 1, cue.end_us // 1000)
        times = f"{_time(start)} --> {_time(end)}".replace(".", ",")
        # SubRip has no escapes; an arrow or a tag of its own would be taken for one.
        text = _lines(cue.text).replace("-->", "→").replace("<", "‹").replace("{\\", "{ \\")
        parts.append(f"{number}\n{times}\n{text}\n")
    return "\n".join(parts)


def _time(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"


def _plain(text: str) -> str:
    return " ".join(text.replace("-->", "→").split())


def _escaped(text: str) -> str:
    return _lines(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lines(text: str) -> str:
    # A blank line would end the cue.
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line) or "–"
