"""What is to be covered in a recording: boxes that move with time, and spans of the voice.

A box is in parts of the upright picture (0…1); moments are microseconds of the recording.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from core.video.problems import NotABlurPlan

VoiceChange = Literal["mute", "pitch"]


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, width and height as parts of the picture."""

    x: float
    y: float
    w: float
    h: float

    def overlap(self, other: Box) -> float:
        """Intersection over union, 0…1."""
        wide = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        high = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        if wide <= 0 or high <= 0:
            return 0.0
        both = wide * high
        return both / (self.w * self.h + other.w * other.h - both)

    def towards(self, other: Box, part: float) -> Box:
        """The box that lies so far (0…1) on the way to another."""
        return Box(
            self.x + (other.x - self.x) * part,
            self.y + (other.y - self.y) * part,
            self.w + (other.w - self.w) * part,
            self.h + (other.h - self.h) * part,
        )


@dataclass(frozen=True, slots=True)
class Track:
    """One face (or what a person drew) from `from_us` until before `until_us`.

    Between two of its `keys` (moment, box) it moves evenly; outside them it stands still.
    `left_out`: a person said that this is not to be covered.
    """

    keys: tuple[tuple[int, Box], ...]
    from_us: int
    until_us: int
    by_hand: bool = False
    left_out: bool = False

    def at(self, moment_us: int) -> Box | None:
        """Where it is at a moment; None when it is not there, or left out."""
        if self.left_out or not self.from_us <= moment_us < self.until_us:
            return None
        place = bisect_right(self.keys, moment_us, key=lambda key: key[0])
        if place == 0:
            return self.keys[0][1]
        if place == len(self.keys):
            return self.keys[-1][1]
        (before, one), (after, other) = self.keys[place - 1], self.keys[place]
        return one.towards(other, (moment_us - before) / (after - before))

    def moved(self, moment_us: int, box: Box) -> Track:
        """The same with this box at this moment; the others stay."""
        keys = {**dict(self.keys), moment_us: box}
        return replace(self, keys=tuple(sorted(keys.items(), key=lambda key: key[0])))


@dataclass(frozen=True, slots=True)
class VoiceSpan:
    """Where voices are muted, or made deeper (which hides a voice less than silence does)."""

    from_us: int
    until_us: int
    change: VoiceChange


@dataclass(frozen=True, slots=True)
class BlurPlan:
    """All that a blurred copy covers."""

    tracks: tuple[Track, ...] = ()
    voices: tuple[VoiceSpan, ...] = ()

    def boxes_at(self, moment_us: int) -> list[Box]:
        """What is covered at a moment."""
        found = (track.at(moment_us) for track in self.tracks)
        return [box for box in found if box is not None]

    def to_json(self) -> bytes:
        """The plan as it is kept, and as `--boxes` reads it."""
        return json.dumps(
            {
                "tracks": [
                    {
                        "from_us": one.from_us,
                        "until_us": one.until_us,
                        "by_hand": one.by_hand,
                        "left_out": one.left_out,
                        "keys": [[at, *(round(part, 5) for part in (b.x, b.y, b.w, b.h))]
                                 for at, b in one.keys],
                    }
                    for one in self.tracks
                ],
                "voices": [asdict(one) for one in self.voices],
            }
        ).encode()  # fmt: skip


def plan_from_json(given: bytes) -> BlurPlan:
    """A plan read back. Raises: NotABlurPlan."""
    try:
        read: dict[str, Any] = json.loads(given)
        return BlurPlan(
            tracks=tuple(_track(one) for one in read.get("tracks", ())),
            voices=tuple(_voice(one) for one in read.get("voices", ())),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotABlurPlan from error


def _track(given: dict[str, Any]) -> Track:
    read = [(int(at), Box(*map(float, box))) for at, *box in given["keys"]]
    keys = sorted(read, key=lambda key: key[0])
    if not keys or any(box.w <= 0 or box.h <= 0 for _, box in keys):
        raise ValueError("a track has a box with a size")
    return Track(
        keys=tuple(keys),
        from_us=int(given["from_us"]),
        until_us=int(given["until_us"]),
        by_hand=bool(given.get("by_hand", True)),
        left_out=bool(given.get("left_out", False)),
    )


def _voice(given: dict[str, Any]) -> VoiceSpan:
    if given["change"] not in ("mute", "pitch"):
        raise ValueError("a voice is muted or its pitch changed")
    return VoiceSpan(int(given["from_us"]), int(given["until_us"]), given["change"])
