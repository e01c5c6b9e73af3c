"""Faces found, covered and written anew, on clips: `python -m benchmarks.bench_blur CLIP…`."""

from __future__ import annotations

import io
import resource
import sys
import time
from pathlib import Path
from uuid import uuid4

import av

from core.video.cutting import Film
from core.video.cutting.played import pictures
from core.video.privacy.boxes import BlurPlan
from core.video.privacy.copying import blur_segment
from core.video.privacy.faces import FaceFinder, bgr, find_faces
from core.video.recordings import SegmentSummary


def film_from(data: bytes, name: str) -> Film:
    """A clip as if it were one sealed segment."""
    with av.open(io.BytesIO(data)) as container:
        length = int(container.duration or 0)
    segment = SegmentSummary(uuid4(), 0, 0, length, uuid4(), name, len(data), name)
    return Film(uuid4(), (segment,), lambda _sha256: io.BytesIO(data))


def main() -> None:
    """One line a clip."""
    for path in map(Path, sys.argv[1:]):
        film = film_from(path.read_bytes(), path.name)
        start = time.perf_counter()
        plan = BlurPlan(find_faces(film))
        found = time.perf_counter()
        copy = film_from(blur_segment(film, film.segments[0], plan).getvalue(), path.name)
        written = time.perf_counter()
        finder = FaceFinder(long_side=1280)
        count = looked = faces = covered = left = 0
        both = zip(
            pictures(film, from_us=0, until_us=film.until_us),
            pictures(copy, from_us=0, until_us=film.until_us),
            strict=False,
        )
        for (at, before), (_, after) in both:
            count += 1
            if count % 3:
                continue
            looked += 1
            seen = [box for score, box in finder.faces(bgr(before)) if score > 0.6]
            faces += len(seen)
            boxes = plan.boxes_at(at)
            covered += sum(any(one.overlap(box) > 0.3 for box in boxes) for one in seen)
            left += any(score > 0.6 for score, _ in finder.faces(bgr(after)))
        print(
            f"{path.name}: {count} pictures, {len(plan.tracks)} tracks; a second:"
            f" {count / (found - start):.0f} looked at, {count / (written - found):.0f} written,"
            f" {count / (written - start):.0f} both; {covered} of {faces} faces covered;"
            f" a face in {left} of {looked} pictures of the copy;"
            f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
        )


if __name__ == "__main__":
    main()
