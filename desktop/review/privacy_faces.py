"""What is covered: boxes found or drawn, changed step by step, each step undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from core.video.privacy.boxes import BlurPlan, VoiceSpan
    from desktop.review.privacy_picture import Corners

_MOST_STEPS = 200


class CoveredPlan(QObject):
    """The plan of one recording while it is changed; `changed` after each step.

    `chosen` is the place of a track in the plan, or None; it stays while one goes to a moment
    where the track is not.
    """

    changed = Signal()

    def __init__(self, *, until_us: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from core.video.privacy.boxes import BlurPlan

        self.plan = BlurPlan()
        self.chosen: int | None = None
        self._until_us = until_us
        self._before: list[BlurPlan] = []

    def show_plan(self, plan: BlurPlan | None) -> None:
        """The plan as it is kept (another one was made by looking for faces)."""
        from core.video.privacy.boxes import BlurPlan

        self.plan = plan or BlurPlan()
        self._before.clear()
        self.chosen = None

    @property
    def may_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def here(self, moment_us: int) -> list[tuple[int, Corners, bool]]:
        """Place of the track, corners, and whether it is covered, of all boxes at a moment."""
        found = []
        for place, track in enumerate(self.plan.tracks):
            box = replace(track, left_out=False).at(moment_us)
            if box is not None:
                found.append((place, (box.x, box.y, box.w, box.h), not track.left_out))
        return found

    def draw(self, corners: Corners, *, at_us: int, around_us: int) -> None:
        """A new box at a moment, covered so long before and after it."""
        from core.video.privacy.boxes import Box, Track

        drawn = Track(
            keys=((at_us, Box(*corners)),), from_us=max(0, at_us - around_us),
            until_us=min(self._until_us, at_us + around_us), by_hand=True,
        )  # fmt: skip
        self.chosen = len(self.plan.tracks)
        self._step(replace(self.plan, tracks=(*self.plan.tracks, drawn)))

    def shape(self, place: int, corners: Corners, *, at_us: int) -> None:
        """The box stands so at this moment; between two such moments it moves evenly."""
        from core.video.privacy.boxes import Box

        track = self.plan.tracks[place].moved(at_us, Box(*corners))
        self._put(place, track)

    def switch(self, place: int) -> None:
        """Cover, or leave out."""
        track = self.plan.tracks[place]
        self._put(place, replace(track, left_out=not track.left_out))

    def remove(self, place: int) -> None:
        """A drawn one goes; one that was found is left out, so that looking again keeps it so."""
        track = self.plan.tracks[place]
        if not track.by_hand:
            self._put(place, replace(track, left_out=True))
            return
        tracks = self.plan.tracks[:place] + self.plan.tracks[place + 1 :]
        self.chosen = None
        self._step(replace(self.plan, tracks=tracks))

    def reach(self, place: int, *, from_us: int | None = None, until_us: int | None = None) -> None:
        """Cover from, or until just after, another moment."""
        track = self.plan.tracks[place]
        begin = track.from_us if from_us is None else from_us
        end = track.until_us if until_us is None else min(self._until_us, until_us + 1)
        if begin < end:
            self._put(place, replace(track, from_us=begin, until_us=end))

    def set_voices(self, voices: tuple[VoiceSpan, ...]) -> None:
        """Where voices are changed."""
        self._step(replace(self.plan, voices=voices))

    def undo(self) -> None:
        """The last step is taken back."""
        if self._before:
            self.plan = self._before.pop()
            if self.chosen is not None and self.chosen >= len(self.plan.tracks):
                self.chosen = None
            self.changed.emit()

    def _put(self, place: int, track: object) -> None:
        tracks = list(self.plan.tracks)
        tracks[place] = track  # type: ignore[call-overload]
        self._step(replace(self.plan, tracks=tuple(tracks)))

    def _step(self, plan: BlurPlan) -> None:
        self._before.append(self.plan)
        del self._before[:-_MOST_STEPS]
        self.plan = plan
        self.changed.emit()
