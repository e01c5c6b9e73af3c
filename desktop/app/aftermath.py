"""After a start: was the last end not clean, and what became of a recording cut short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from core.problem import Sentence
from desktop.kit import formats

if TYPE_CHECKING:
    from core.store import Store
    from core.video.recovery import Recovered


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a person should hear; durations in microseconds.

    `damaged` recordings have parts that cannot be read; of `waiting` ones nothing could be sealed
    now, of `partly` ones some; `to_recover`: recordings must still be looked after. `cut_short`:
    one had not been closed in order.
    """

    interrupted: bool
    recovered_us: tuple[int, ...]
    draft: UUID | None
    damaged: int = 0
    waiting: int = 0
    partly: int = 0
    to_recover: bool = False
    cut_short: bool = False

    def __bool__(self) -> bool:
        return self.interrupted or bool(
            self.recovered_us or self.damaged or self.waiting or self.partly
        )


def told(aftermath: Aftermath) -> Sentence:
    """What happened and what is there, for the banner."""
    translate = QCoreApplication.translate
    if aftermath.interrupted:
        return Sentence(
            translate("Aftermath", "Da última vez o Terreno foi fechado de repente."),
            translate("Aftermath", "Tudo o que aparecia como guardado está cá."),
            translate("Aftermath", "A gravação interrompida está a ser recuperada.")
            if aftermath.to_recover
            else "",
        )
    said = []
    if aftermath.recovered_us:
        lengths = ", ".join(formats.duration(each) for each in aftermath.recovered_us)
        words = translate("Aftermath", "A última gravação ficou guardada ({length}).")
        if aftermath.cut_short:
            words = translate("Aftermath", "A gravação interrompida foi recuperada ({length}).")
        said.append(words.format(length=lengths))
    if aftermath.damaged:
        said.append(
            translate(
                "Aftermath",
                "Uma gravação tem partes danificadas: o que se conseguiu ler pode rever-se, e o "
                "ficheiro danificado fica guardado ao lado.",
            )
        )
    if aftermath.partly:
        said.append(
            translate(
                "Aftermath",
                "Só uma parte de uma gravação se pode rever já; o resto está guardado e espera "
                "por espaço no disco.",
            )
        )
    if aftermath.waiting:
        said.append(
            translate(
                "Aftermath",
                "Há gravações que ainda não se podem rever: estão guardadas e esperam por espaço "
                "no disco.",
            )
        )
    return Sentence(said[0], " ".join(said[1:]), "")


def look_after(store: Store) -> Aftermath:
    """See what can be gone on with, and whether a recording was cut short. In the pool.

    Recordings are repaired and sealed on the store's sealing lane, not here: it may take minutes.
    Video is only imported where there is something to mend.
    """
    from core.video.recordings import unfinished_recordings
    from core.visits import resumable

    folder = store.folder / "recordings"
    author = store.author
    begun = store.read(
        lambda work: unfinished_recordings(work, author.technician_id, device_id=author.device_id)
    )
    drafts = store.read(resumable) if store.was_interrupted else []
    return Aftermath(
        interrupted=store.was_interrupted,
        recovered_us=(),
        draft=drafts[0].id if drafts else None,
        to_recover=bool(begun) or (folder.is_dir() and any(folder.iterdir())),
    )


def what_came_of(found: Sequence[Recovered]) -> Aftermath:
    """Of recordings that were cut short: what is sealed now, what is damaged, what waits."""
    return Aftermath(
        interrupted=False,
        recovered_us=tuple(
            each.duration_us for each in found if each.segments and each.problem is None
        ),
        draft=None,
        cut_short=any(each.torn for each in found),
        damaged=sum(bool(each.damaged) for each in found),
        waiting=sum(each.problem is not None and not each.sealed for each in found),
        partly=sum(each.problem is not None and bool(each.sealed) for each in found),
    )
