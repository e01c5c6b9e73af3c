"""Writing the blurred copy: each segment decoded, covered and encoded anew, never in the clear."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from core.video.cutting.encoded import fitted, fitting
from core.video.cutting.film import Film
from core.video.cutting.played import Sound, has_sound, pictures, shown_size
from core.video.cutting.written import WrittenFilm
from core.video.privacy.boxes import BlurPlan
from core.video.privacy.covering import VoiceChanger, cover
from core.video.privacy.faces import bgr
from core.video.recordings import SegmentSummary

_QUALITY = 22
_SOUND_EVERY_US = 400_000


def blur_segment(
    film: Film,
    segment: SegmentSummary,
    plan: BlurPlan,
    *,
    told: Callable[[float], None] = lambda _done: None,
) -> io.BytesIO:
    """One segment as an MP4 in memory, with what the plan covers gone. `told` may raise.

    Raises: NoPicture, and the store's problems with files.
    """
    import av

    alone = Film(film.recording_id, (segment,), film.open_file)
    start, end = segment.start_us, segment.start_us + segment.duration_us
    size = fitting(shown_size(alone, at_us=start))
    wants = has_sound(alone, from_us=start, until_us=end)
    sound = Sound(alone, from_us=start, until_us=end) if wants else None
    voice = VoiceChanger(plan.voices, from_us=start)
    written = io.BytesIO()
    with WrittenFilm(written, size=size, sound=wants, quality=_QUALITY) as target:
        heard = -_SOUND_EVERY_US
        for at, picture in pictures(alone, from_us=start, until_us=end):
            boxes = plan.boxes_at(start + at)
            shown: Any = picture
            if boxes:
                image = bgr(picture)
                cover(image, boxes)
                shown = av.VideoFrame.from_ndarray(image, format="bgr24")
            target.picture(fitted(shown, size), at)
            if at >= heard + _SOUND_EVERY_US:
                heard = at
                if sound is not None:
                    target.sound(voice.change(sound.until(at)))
                told(min(1.0, at / max(1, segment.duration_us)))
        if sound is not None:
            target.sound(voice.change(sound.until(segment.duration_us)))
        target.flush()
        target.end(segment.duration_us)
    written.seek(0)
    return written
