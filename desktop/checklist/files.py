"""Files that are answers: photos, sounds, films, documents; sealed, attached, and read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from desktop.checklist.opening import Opened
from desktop.checklist.unsaved import Moment
from desktop.kit import sentences
from desktop.kit.holding import Holding
from desktop.kit.jobs import Jobs, Step, while_alive
from desktop.questions.around import FileOffer


def kept_name(offered: str) -> str:
    """A name of its own for a file of the filling, fit for every file system and for XML."""
    stem = "".join(c if c.isalnum() or c in "-_ " else "_" for c in Path(offered).stem)
    suffix = Path(offered).suffix.lower()
    kind = suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 6 else ""
    return f"{stem.strip()[:40] or 'ficheiro'}-{uuid4().hex[:8]}{kind}"


class FileKeeper(QObject):
    """The files of one filling. `settled` comes when none is on its way any more.

    `overtaken(key)`: a file came in after its question had been answered anew.
    """

    settled = Signal()
    overtaken = Signal(str)

    def __init__(
        self,
        opened: Opened,
        *,
        jobs: Jobs,
        technician_id: UUID | None,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._jobs = jobs
        self._technician_id = technician_id
        self._now = now
        self.holding = Holding(parent=self)
        self._latest: dict[str, object] = {}

    def keep(
        self,
        offer: FileOffer,
        *,
        key: str,
        moment: Moment,
        then: Callable[[str], None],
        failed: Callable[[str], None],
    ) -> None:
        """Seal a file and attach it as the answer of a question; `then` with its name."""
        from core.visits import keep_file

        name = kept_name(offer.name)
        store = self._jobs.store
        recording_id, moment_us = moment if moment is not None else (None, None)
        filling_id, who, at = self._opened.summary.id, self._technician_id, self._now()

        def kept(_step: Step) -> tuple[UUID, str]:
            # Sealed and written in one job: a window that closes meanwhile waits for it.
            content = offer.content
            source = BytesIO(content) if isinstance(content, bytes) else content
            file = store.files.seal(source, media_type=offer.media_type, name=name)
            attachment_id = store.write_now(
                lambda work: keep_file(
                    work,
                    filling_id=filling_id,
                    key=key,
                    file=file,
                    name=name,
                    technician_id=who,
                    at=at,
                    recording_id=recording_id,
                    moment_us=moment_us,
                )
            )
            return attachment_id, file.sha256

        def trouble(error: BaseException) -> None:
            failed(str(sentences.for_person(error)))

        def done(result: tuple[UUID, str]) -> None:
            self._opened.attachments[name], self._opened.files[name] = result
            if self._latest.get(key) is name:
                then(name)
            else:
                self.overtaken.emit(key)
            self._look()

        self.forget(key)
        self._latest[key] = name
        self.holding.attempt(
            partial(self._jobs.run, kept, must=True),
            then=done,
            failed=trouble,
            late=done,
            tag=key,
        )

    @property
    def keeping(self) -> int:
        """How many files are on their way into the store."""
        return self.holding.under_way

    def forget(self, key: str) -> None:
        """The question was answered anew: a file given before is not its answer any more."""
        self._latest.pop(key, None)
        self.holding.forget(key)

    def fetch(self, name: str, *, then: Callable[[bytes | None], None]) -> None:
        """The bytes of a kept file, or None when this computer does not have it."""
        sha256 = self._opened.files.get(name)
        store = self._jobs.store
        if sha256 is None or not store.files.has(sha256):
            then(None)
            return

        def read(_step: Step) -> bytes:
            with store.files.open(sha256) as stream:
                return stream.read()

        self._jobs.run(
            read,
            then=while_alive(self, then),
            failed=while_alive(self, lambda _error: then(None)),
        )

    def _look(self) -> None:
        if not self.keeping:
            self.settled.emit()
