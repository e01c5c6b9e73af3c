"""After a start: was the last end not clean, and what became of a recording cut short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from core.problem import Sentence
from desktop.kit import formats

if TYPE_CHECKING:
    from core.store import Store


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a person should hear; durations in microseconds.

    `damaged` recordings have parts that cannot be read; `waiting` ones could not be sealed now.
    """

    interrupted: bool
    recovered_us: tuple[int, ...]
    draft: UUID | None
    damaged: int = 0
    waiting: int = 0

    def __bool__(self) -> bool:
        return self.interrupted or bool(self.recovered_us or self.damaged or self.waiting)


def told(aftermath: Aftermath) -> Sentence:
    """What happened and what is there, for the banner."""
    kept = QCoreApplication.translate("Aftermath", "Tudo o que aparecia como guardado está cá.")
    lengths = ", ".join(formats.duration(each) for each in aftermath.recovered_us)
    if aftermath.damaged or aftermath.waiting:
        parts = QCoreApplication.translate(
            "Aftermath",
            "Há gravações que ainda não se puderam guardar por inteiro; os ficheiros ficam onde "
            "estão.",
        )
        kept += " " + parts
        if not aftermath.interrupted and not lengths:
            return Sentence(parts, "", "")
    if not aftermath.interrupted:
        said = QCoreApplication.translate(
            "Aftermath", "A última gravação ficou guardada ({length})."
        )
        return Sentence(said.format(length=lengths), "", "")
    if lengths:
        recovered = QCoreApplication.translate(
            "Aftermath", "A gravação interrompida foi recuperada ({length})."
        )
        kept += " " + recovered.format(length=lengths)
    return Sentence(
        QCoreApplication.translate("Aftermath", "Da última vez o Terreno foi fechado de repente."),
        kept,
        "",
    )


def look_after(store: Store) -> Aftermath:
    """Seal recordings that were cut short, and see what can be gone on with. Slow; in the pool.

    Video is only imported where there is something to mend.
    """
    from core.visits import resumable

    folder = store.folder / "recordings"
    recovered: tuple[int, ...] = ()
    damaged = waiting = 0
    from core.video.recordings import unfinished_recordings

    begun = store.read(lambda work: unfinished_recordings(work, store.author.technician_id))
    if begun or (folder.is_dir() and any(folder.iterdir())):
        from core.video.sealing import recover_recordings

        found = recover_recordings(store)
        damaged = sum(bool(each.damaged) for each in found)
        waiting = sum(each.problem is not None for each in found)
        recovered = tuple(
            each.duration_us for each in found if each.segments and each.problem is None
        )
    drafts = store.read(resumable) if store.was_interrupted else []
    return Aftermath(
        interrupted=store.was_interrupted,
        recovered_us=recovered,
        draft=drafts[0].id if drafts else None,
        damaged=damaged,
        waiting=waiting,
    )


def sentence_of(aftermath: Aftermath, *, reopened: bool) -> Sentence:
    """What the banner says: how it ended, what is safe, where the person is now."""
    happened = (
        _tr("Da última vez o Terreno foi fechado de repente.")
        if aftermath.interrupted
        else _tr("Uma gravação da última vez foi agora guardada.")
    )
    if not aftermath.interrupted and not aftermath.recovered_us:
        happened = _tr("Uma gravação da última vez ainda não está guardada.")
    kept = [_tr("Tudo o que aparecia como guardado está cá.")]
    if aftermath.recovered_us:
        lengths = ", ".join(formats.duration(each) for each in aftermath.recovered_us)
        kept.append(
            _tr("A gravação interrompida foi recuperada ({length}).").format(length=lengths)
            if aftermath.interrupted
            else _tr("Duração: {length}.").format(length=lengths)
        )
    if aftermath.damaged:
        kept.append(_tr("Há partes de gravação danificadas; os ficheiros ficam como estão."))
    if aftermath.waiting:
        kept.append(_tr("Há gravações por guardar: falta espaço no disco ou não se conseguem ler."))
    todo = _tr("Está na pergunta onde ficou.") if reopened else ""
    return Sentence(happened, " ".join(kept), todo)


def _tr(words: str) -> str:
    return QCoreApplication.translate("MainWindow", words)
