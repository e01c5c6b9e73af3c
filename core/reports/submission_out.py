"""A finalised filling as other servers take it: the submission and the files that may leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.problem import Problem, Sentence
from core.reports.files_out import files_out
from core.reports.withheld import emptied
from core.store import Attachment
from core.visits import answers_with_moments, filling
from core.visits.problems import FillingIsNotFinalised
from core.visits.sessions import open_session

if TYPE_CHECKING:
    from core.store import Store, Work

_CLOSED = ("finalised", "sent")


class FilesElsewhere(Problem):
    """Files of a filling are on another laptop. Context: `names`."""

    code = "reports.files-elsewhere"
    pt = Sentence(
        happened="Faltam neste portátil ficheiros deste registo: {names}.",
        kept="Nada foi enviado; o registo está guardado.",
        todo="Sincronize primeiro, ou envie a partir do portátil que os tem.",
    )
    en = Sentence(
        happened="Files of this filling are not on this laptop: {names}.",
        kept="Nothing was sent; the filling is kept.",
        todo="Exchange first, or send from the laptop that has them.",
    )


@dataclass(frozen=True, slots=True)
class FileOfSubmission:
    """A file under the name that the submission has for it."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class SubmissionOut:
    """What goes out. `left_out`: names of files that may not leave; the XML names them no more."""

    filling_id: UUID
    visit_title: str
    form_id: str
    version: str
    xml: bytes
    files: tuple[FileOfSubmission, ...]
    left_out: tuple[str, ...]


def submission_out(store: Store, filling_id: UUID, *, at: datetime) -> SubmissionOut:
    """Gather what goes out; the same each time while nothing changed. For a worker thread.

    Raises: UnknownFilling, FillingIsNotFinalised, FilesElsewhere; what a damaged file raises.
    """
    summary = store.read(partial(filling, filling_id=filling_id))
    if summary.state not in _CLOSED:
        raise FillingIsNotFinalised
    session = open_session(store, filling_id)
    wanted = session.attachments()
    given = {
        one.value: one.sha256
        for one in store.read(partial(answers_with_moments, filling_id=filling_id))
        if one.value in wanted
    }
    kept = {one.sha256 for one in files_out(store, at=at) if one.kept}
    left_out = tuple(name for name in wanted if given.get(name) in kept)
    known = store.read(partial(_files, {one for one in given.values() if one}))
    files: list[FileOfSubmission] = []
    missing: list[str] = []
    for name in wanted:
        sha256 = given.get(name)
        if name in left_out:
            continue
        if sha256 is None or sha256 not in known or not store.files.has(sha256):
            missing.append(name)
        else:
            files.append(FileOfSubmission(name, sha256, *known[sha256]))
    if missing:
        raise FilesElsewhere(names=", ".join(missing))
    return SubmissionOut(
        filling_id=filling_id, visit_title=summary.visit_title, form_id=session.form.form_id,
        version=session.form.version, xml=emptied(session.xml(), left_out), files=tuple(files),
        left_out=left_out,
    )  # fmt: skip


def _files(wanted: set[str], work: Work) -> dict[str, tuple[int, str]]:
    rows = work.execute(
        select(Attachment.sha256, Attachment.size, Attachment.media_type).where(
            Attachment.sha256.in_(wanted)
        )
    )
    return {row.sha256: (row.size, row.media_type) for row in rows}
