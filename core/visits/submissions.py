"""Submissions that came as files: which installed check-list they belong to, and looking at one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.problem import Problem, Sentence
from core.visits.checklists import ChecklistSummary, list_checklists, load_form
from core.visits.media_beside import FolderMedia

if TYPE_CHECKING:
    from core.forms import SessionContext
    from core.forms.interchange.viewing import OpenedSubmission, SubmissionHead
    from core.store import Store, Work

MAX_SUBMISSION_BYTES = 64 * 1024 * 1024


class NoChecklistOfSubmission(Problem):
    """None of the installed check-lists has the submission's form id."""

    code = "visits.no-checklist-of-submission"
    pt = Sentence(
        happened="O registo foi feito com o guião «{form_id}» {version}, que não está instalado.",
        kept="O ficheiro ficou como estava.",
        todo="Instale esse guião e abra o registo de novo.",
    )
    en = Sentence(
        happened="The submission was made with “{form_id}” {version}, which is not installed.",
        kept="The file is as it was.",
        todo="Install that check-list and open the submission again.",
    )


class SubmissionTooLarge(Problem):
    """The file is larger than any submission."""

    code = "visits.submission-too-large"
    pt = Sentence(
        happened="O ficheiro «{name}» é grande demais para ser um registo.",
        kept="Nada foi aberto.",
        todo="Escolha o ficheiro .xml do registo, não os anexos.",
    )
    en = Sentence(
        happened="The file “{name}” is too large to be a submission.",
        kept="Nothing was opened.",
        todo="Choose the .xml file of the submission, not its attachments.",
    )


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A submission and the installed version it is shown with; `beside`: its attachments."""

    name: str
    opened: OpenedSubmission
    checklist: ChecklistSummary
    beside: FolderMedia

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of attachments that are not in the submission's folder."""
        return tuple(name for name in self.opened.attachments if name not in self.beside)


def checklist_of_submission(work: Work, head: SubmissionHead) -> ChecklistSummary:
    """The version that a submission was made with, or else the newest one of its check-list.

    Raises: NoChecklistOfSubmission.
    """
    alike = [one for one in list_checklists(work) if one.form_id == head.form_id]
    if not alike:
        raise NoChecklistOfSubmission(form_id=head.form_id, version=head.version)
    exact = next((one for one in alike if one.version == head.version), None)
    return exact or max(alike, key=lambda one: one.installed_at)


def look_at_submission(store: Store, path: Path, context: SessionContext) -> LookedAt:
    """Open the submission file at `path` for viewing; its attachments lie beside it, as ODK has it.

    Nothing is written. For a worker thread. Raises: OSError, SubmissionTooLarge,
    NoChecklistOfSubmission, and what `open_submission` raises.
    """
    from core.forms.interchange.viewing import open_submission, submission_head

    xml = read_submission_file(path)
    head = submission_head(xml)
    checklist = store.read(lambda work: checklist_of_submission(work, head))
    form = load_form(store, checklist.version_id)
    return LookedAt(
        name=path.name,
        opened=open_submission(xml, form, context),
        checklist=checklist,
        beside=FolderMedia([path.parent]),
    )


def read_submission_file(path: Path) -> bytes:
    """The bytes of a submission file. Raises: OSError, SubmissionTooLarge."""
    if path.stat().st_size > MAX_SUBMISSION_BYTES:
        raise SubmissionTooLarge(name=path.name)
    return path.read_bytes()
