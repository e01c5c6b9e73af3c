"""Stills: the picture of a moment, exact to the frame, as JPEG or PNG."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, Self

from core.video import opencv
from core.video.cutting.film import Film
from core.video.cutting.placing import placed
from core.video.footage import Footage
from core.video.frames import Image

StillFormat = Literal["jpeg", "png"]
_KEPT_BYTES = 192 * 1024 * 1024
_OPEN = 4


class StillTaker:
    """Takes pictures out of recordings; what was taken or prepared is at hand at once.

    Keeps the last files open and the last pictures decoded (192 MB). One thread at a time.
    """

    def __init__(self) -> None:
        self._open: OrderedDict[str, tuple[Footage, ExitStack]] = OrderedDict()
        self._pictures: OrderedDict[tuple[str, int], Image] = OrderedDict()
        self._held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files and forget the pictures."""
        for _, stack in self._open.values():
            stack.close()
        self._open.clear()
        self._pictures.clear()
        self._held = 0

    def prepare(self, film: Film, moments: Sequence[int]) -> None:
        """Have the pictures of these moments at hand (about 15 ms each at 720p).

        Raises: NoPicture, and the store's problems with files.
        """
        for moment in sorted(moments):
            self.picture(film, moment)

    def picture(self, film: Film, moment_us: int) -> Image:
        """The picture that shows at a moment, BGR and upright; not to be written to.

        Raises: NoPicture, and the store's problems with files.
        """
        segment = film.between(moment_us, moment_us + 1)[0]
        key = (segment.sha256, moment_us - segment.start_us)
        found = self._pictures.get(key)
        if found is None:
            footage = self._footage(film, segment.sha256, segment.name)
            found, _ = footage.picture_at(key[1])
            self._pictures[key] = found
            self._held += found.nbytes
            while self._held > _KEPT_BYTES and len(self._pictures) > 1:
                _, gone = self._pictures.popitem(last=False)
                self._held -= gone.nbytes
        self._pictures.move_to_end(key)
        return found

    def still(
        self,
        film: Film,
        moment_us: int,
        *,
        form: StillFormat = "jpeg",
        height: int | None = None,
    ) -> bytes:
        """The picture of a moment as a file's content. Raises: as `picture`."""
        return encoded(self.picture(film, moment_us), form=form, height=height)

    def _footage(self, film: Film, sha256: str, name: str) -> Footage:
        if sha256 not in self._open:
            with ExitStack() as stack:
                stream = stack.enter_context(film.open_file(sha256))
                footage = stack.enter_context(Footage(stream, name=name))
                self._open[sha256] = (footage, stack.pop_all())
            while len(self._open) > _OPEN:
                _, (_, oldest) = self._open.popitem(last=False)
                oldest.close()
        self._open.move_to_end(sha256)
        return self._open[sha256][0]


def encoded(image: Image, *, form: StillFormat, height: int | None = None) -> bytes:
    """A picture as JPEG (quality 92) or PNG (quick to write)."""
    cv2 = opencv.load()
    if height is not None and height < image.shape[0]:
        width = max(1, round(image.shape[1] * height / image.shape[0]))
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    if form == "png":
        done, data = cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    else:
        done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 92])
    if not done:
        raise ValueError("not a picture")
    return bytes(data)


def write_still(film: Film, to: Path, *, moment_us: int, height: int | None = None) -> Path:
    """Write the still of a moment, PNG if the name says so, else JPEG; says where it is.

    Raises: NoPicture, CannotWriteFilm, NoRoomForFilm.
    """
    form: StillFormat = "png" if to.suffix.lower() == ".png" else "jpeg"
    target = to if to.suffix.lower() in (".png", ".jpg", ".jpeg") else to.with_suffix(".jpg")
    with StillTaker() as taker:
        data = taker.still(film, moment_us, form=form, height=height)
    with placed(target) as place:
        place.part.write_bytes(data)
    return place.path
