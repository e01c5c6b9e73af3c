"""A picture of the camera, kept as evidence of the visit."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from core.store import new_id

if TYPE_CHECKING:
    from core.store import Store
    from core.video.frames import Image
    from desktop.kit.jobs import Step


def keep_picture(
    store: Store,
    image: Image,
    *,
    visit_id: UUID,
    technician_id: UUID | None,
    now: datetime,
    moment: tuple[UUID, int] | None,
) -> tuple[str, Callable[[Step], UUID]]:
    """The name that a picture (BGR) gets, and the job that seals it and gives its attachment.

    `now` is aware; `moment` is the recording it belongs to and where in it (µs).
    """
    from core.visits import Photo, keep_photo

    name = f"foto-{now.astimezone():%Y%m%d-%H%M%S}-{new_id().hex[-4:]}.jpg"
    photo = Photo(visit_id, technician_id, name, now, moment)

    def keep(_step: Step) -> UUID:  # one job to the end, even when the window closes
        from core.video.still import jpeg

        picture = io.BytesIO(jpeg(image))
        file = store.files.seal(picture, media_type="image/jpeg", name=name)
        return store.write_now(partial(keep_photo, photo=photo, file=file))

    return name, keep
