"""After a start: was the last end not clean, and what became of a recording cut short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from core.store import Store


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a person should hear; durations in microseconds."""

    interrupted: bool
    recovered_us: tuple[int, ...]
    draft: UUID | None

    def __bool__(self) -> bool:
        return self.interrupted or bool(self.recovered_us)


def look_after(store: Store) -> Aftermath:
    """Seal recordings that were cut short, and see what can be gone on with. Slow; in the pool.

    Video is only imported where there is something to mend.
    """
    from core.visits import resumable

    folder = store.folder / "recordings"
    recovered: tuple[int, ...] = ()
    if folder.is_dir() and any(folder.iterdir()):
        from core.video.sealing import recover_recordings

        recovered = tuple(each.duration_us for each in recover_recordings(store))
    drafts = store.read(resumable) if store.was_interrupted else []
    return Aftermath(
        interrupted=store.was_interrupted,
        recovered_us=recovered,
        draft=drafts[0].id if drafts else None,
    )
