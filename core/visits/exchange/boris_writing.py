"""BORIS: a project (`.boris`, format 7.0) and its tabular events (CSV, TSV).

https://www.boris.unito.it/user_guide/. In BORIS an observation is one coding of one video by one
person, so each person's marks are an observation of their own and agreement can be reckoned there
too; what was recorded in the check-list is one more. A state event is written twice, at its
beginning and its end.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from core.inventory.workbooks.safe_cells import delimited
from core.problem import Language
from core.visits.exchange.annotated import (
    AnnotatedRecording,
    Track,
    kind_name,
    tracks_of,
    without_overlap,
    words_of,
)

FORMAT = "7.0"
_PLAYERS = [str(number) for number in range(1, 9)]
_COLUMNS = (
    "Observation id", "Observation date", "Description", "Observation type", "Source",
    "Time offset (s)", "Coding duration", "Media duration (s)", "FPS (frame/s)", "Subject",
    "Observation duration by subject by observation", "Behavior", "Behavioral category",
    "Behavior type", "Start (s)", "Stop (s)", "Duration (s)", "Media file name",
    "Image index start", "Image index stop", "Image file path start", "Image file path stop",
    "Comment start", "Comment stop",
)  # fmt: skip


def boris_project(
    recordings: Sequence[AnnotatedRecording],
    *,
    title: str,
    keys: dict[str, str] | None = None,
    language: Language = "pt",
) -> str:
    """The recordings as a BORIS project. `keys`: the key of each tag's code."""
    tracks = {one.name: tracks_of(one, language=language) for one in recordings}
    ethogram = _ethogram([one for each in tracks.values() for one in each], keys or {})
    began = min((one.began for one in recordings), default=None)
    observations = {}
    for recording in recordings:
        for who, mine in _codings(tracks[recording.name]).items():
            observations[_observation(recording, who, language)] = _coding(recording, mine, who)
    project = {
        "time_format": "hh:mm:ss",
        "project_date": began.strftime("%Y-%m-%dT%H:%M:%S") if began else "",
        "project_name": title,
        "project_description": "",
        "project_format_version": FORMAT,
        "subjects_conf": {},
        "behaviors_conf": {str(place): one for place, one in enumerate(ethogram)},
        "observations": observations,
        "behavioral_categories": [],
        "behavioral_categories_config": {},
        "independent_variables": {},
        "coding_map": {},
        "behaviors_coding_map": [],
        "converters": {},
    }
    return json.dumps(project, ensure_ascii=False, indent=1)


def boris_events(
    recordings: Sequence[AnnotatedRecording], *, delimiter: str = ",", language: Language = "pt"
) -> str:
    """The events as BORIS exports them (tabular, one line for each event); no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for recording in recordings:
        lasts = round(recording.duration_us / 1e6, 3)
        for who, tracks in _codings(tracks_of(recording, language=language)).items():
            lines = [
                (start, number, end, words)
                for number, track in enumerate(tracks)
                for start, end, words in _events(track)
            ]
            for start, number, end, words in sorted(lines):
                track = tracks[number]
                told = {
                    "Observation id": _observation(recording, who, language),
                    "Observation date": recording.began.strftime("%Y-%m-%d %H:%M:%S"),
                    "Observation type": "Media file(s)",
                    "Source": f"player #1:{recording.media}",
                    "Time offset (s)": 0,
                    "Coding duration": lasts,
                    "Media duration (s)": lasts,
                    "FPS (frame/s)": round(recording.fps, 3),
                    "Subject": "No focal subject",
                    "Observation duration by subject by observation": lasts,
                    "Behavior": _code(track),
                    "Behavior type": "STATE" if track.lasting else "POINT",
                    "Start (s)": _seconds(start),
                    "Stop (s)": _seconds(end),
                    "Duration (s)": _seconds(end - start) if track.lasting else "NA",
                    "Media file name": recording.media,
                    "Comment start": words,
                }
                writer.writerow([delimited(told.get(name, "")) for name in _COLUMNS])
    return out.getvalue()


def _observation(recording: AnnotatedRecording, who: str, language: Language) -> str:
    return f"{recording.name} - {who or kind_name('answer', language)}"


def _codings(tracks: list[Track]) -> dict[str, list[Track]]:
    """Marks by person; answers, markers and findings together under ""."""
    found: dict[str, list[Track]] = {}
    for one in tracks:
        mark = one.moments[0].kind == "mark"
        found.setdefault(one.who if mark else "", []).append(one)
    return found


def _ethogram(tracks: list[Track], keys: dict[str, str]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in tracks:
        # A code is of one type: one that also lasts is a state.
        kind = "State event" if one.lasting else "Point event"
        entry = found.setdefault(
            _code(one),
            {
                "type": kind,
                "key": keys.get(one.code, ""),
                "code": _code(one),
                "description": one.label if one.label != one.code else "",
                "color": one.colour,
                "category": "",
                "modifiers": {},
                "excluded": "",
                "coding map": "",
            },
        )
        entry["type"] = kind if entry["type"] == "Point event" else entry["type"]
    return list(found.values())


def _code(track: Track) -> str:
    # A marker may be a moment once and a span another time: BORIS wants two codes then.
    mark = track.moments[0].kind == "mark"
    return track.code if mark or not track.lasting else f"{track.code} +"


def _coding(recording: AnnotatedRecording, tracks: list[Track], who: str) -> dict[str, Any]:
    events: list[list[Any]] = []
    for track in tracks:
        for start, end, words in _events(track):
            events.append([_seconds(start), "", _code(track), "", words, _frame(recording, start)])
            if track.lasting:
                events.append([_seconds(end), "", _code(track), "", "", _frame(recording, end)])
    events.sort(key=lambda one: (one[0], one[1], one[2]))
    media = recording.media
    return {
        "file": {player: [media] if player == "1" else [] for player in _PLAYERS},
        "type": "MEDIA",
        "date": recording.began.strftime("%Y-%m-%dT%H:%M:%S"),
        "description": who,
        "time offset": 0.0,
        "events": events,
        "observation time interval": [0, 0],
        "independent_variables": {},
        "visualize_spectrogram": False,
        "visualize_waveform": False,
        "media_creation_date_as_offset": False,
        "media_scan_sampling_duration": 0,
        "image_display_duration": 1,
        "close_behaviors_between_videos": False,
        "media_info": {
            "length": {media: recording.duration_us / 1e6},
            "fps": {media: recording.fps},
            "hasVideo": {media: True},
            "hasAudio": {media: recording.sound},
            "offset": {"1": 0.0},
        },
    }


def _events(track: Track) -> list[tuple[int, int, str]]:
    """(from, until, words): overlapping spans of one tag are one, as BORIS only switches it."""
    if not track.lasting:
        return [(one.start_us, one.start_us, words_of(one)) for one in track.moments]
    joined = without_overlap((one.start_us, one.end_us or one.start_us) for one in track.moments)
    return [
        (
            start,
            end,
            "; ".join(
                words
                for one in track.moments
                if start <= one.start_us < end and (words := words_of(one))
            ),
        )
        for start, end in joined
    ]


def _seconds(us: int) -> float:
    return round(us / 1e6, 3)


def _frame(recording: AnnotatedRecording, us: int) -> int | str:
    return round(us / 1e6 * recording.fps) if recording.fps else "NA"
