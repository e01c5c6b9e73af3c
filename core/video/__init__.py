"""Video: sources, the recorder, its encrypted segments, and reading them back by moment."""

from __future__ import annotations

from core.video.capture import Capture
from core.video.container import open_recording
from core.video.events import (
    DiskFull,
    DiskLow,
    Dropped,
    EncoderSlow,
    Failed,
    RecordedSegment,
    RecorderEvent,
    RecorderState,
    RecordingFacts,
    SegmentClosed,
    SoundGone,
    SourceBack,
    SourceGone,
    Started,
    Stopped,
)
from core.video.footage import Footage, filmstrip, frame_at, index_of, waveform
from core.video.frames import Frame, FrameSource, SoundBlock, SoundSource, SourceFacts, VideoClock
from core.video.recorder import Recorder
from core.video.recovery import Recovered, recover
from core.video.sources import CameraFacts, list_cameras, open_source
from core.video.space import Limits
from core.video.subtitles import Cue, subrip, webvtt

__all__ = [
    "CameraFacts", "Capture", "Cue", "DiskFull", "DiskLow", "Dropped", "EncoderSlow", "Failed",
    "Footage", "Frame", "FrameSource", "Limits", "RecordedSegment", "Recorder", "RecorderEvent",
    "RecorderState", "RecordingFacts", "Recovered", "SegmentClosed", "SoundBlock", "SoundGone",
    "SoundSource", "SourceBack", "SourceFacts", "SourceGone", "Started", "Stopped", "VideoClock",
    "filmstrip", "frame_at", "index_of", "list_cameras", "open_recording", "open_source",
    "recover", "subrip", "waveform", "webvtt",
]  # fmt: skip
