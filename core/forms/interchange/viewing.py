"""An existing submission looked at: as it was given, with what the check-list has no place for."""

from __future__ import annotations

from dataclasses import dataclass

from core.forms.definition.form import Form
from core.forms.interchange.reading import read_submission
from core.forms.session.filling import FillingSession
from core.forms.session.problems import NodeUnknown
from core.forms.states import SavedFilling, SessionContext
from core.forms.tree import Element
from core.forms.tree_xml import XmlRefused, parse_xml
from core.problem import Problem, Sentence


class NotASubmission(Problem):
    """The XML document is something else. `name`: its root."""

    code = "forms.not-a-submission"
    pt = Sentence(
        happened="Este ficheiro não é um registo de um guião (começa por «{name}»).",
        kept="Nada foi alterado.",
        todo="Escolha o ficheiro .xml de um registo; um guião instala-se em Visitas, Guiões.",
    )
    en = Sentence(
        happened="This file is not a submission of a check-list (it begins with “{name}”).",
        kept="Nothing was changed.",
        todo="Choose the .xml file of a submission; a check-list is installed in Visits.",
    )


class SubmissionIsEncrypted(Problem):
    """An ODK encrypted submission: only who has the project's private key reads it."""

    code = "forms.submission-encrypted"
    pt = Sentence(
        happened="Este registo foi cifrado no telemóvel em que foi feito.",
        kept="Nada foi alterado.",
        todo="Descarregue-o já decifrado do servidor (ODK Central ou Briefcase) e abra-o de novo.",
    )
    en = Sentence(
        happened="This submission was encrypted on the phone it was made with.",
        kept="Nothing was changed.",
        todo="Download it decrypted from the server (ODK Central or Briefcase) and open it again.",
    )


@dataclass(frozen=True, slots=True)
class SubmissionHead:
    """What a submission says of itself: its form, and its instance id ("" where it has none)."""

    form_id: str
    version: str
    instance_id: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A value that is in the submission but not among the questions that the form asks now.

    `label` is the question's where the form has one; `known`: the form has the node, but by its
    conditions would not have asked for it.
    """

    ref: str
    label: str
    value: str
    known: bool


@dataclass(frozen=True, slots=True)
class OpenedSubmission:
    """A submission as a finalised session with every value as it was given."""

    head: SubmissionHead
    session: FillingSession
    unplaced: tuple[Unplaced, ...]
    attachments: tuple[str, ...]
    other_version: bool


def is_submission(xml: bytes) -> bool:
    """Whether a document is a filled-in form: its root names one, and is no form itself."""
    try:
        root = parse_xml(xml).root
    except XmlRefused:
        return False
    return bool(root.attribute("id")) and root.name != "html"


def submission_head(xml: bytes) -> SubmissionHead:
    """Which form a submission was made with (ODK XForms, "Primary Instance" and "Metadata").

    Raises XmlRefused, NotASubmission, SubmissionIsEncrypted.
    """
    root = parse_xml(xml).root
    form_id = root.attribute("id")
    if not form_id or root.name == "html":
        raise NotASubmission(name=root.name)
    if root.attribute("encrypted") == "yes":
        raise SubmissionIsEncrypted
    return SubmissionHead(form_id, root.attribute("version"), _instance_id(root))


def open_submission(xml: bytes, form: Form, context: SessionContext) -> OpenedSubmission:
    """The submission in a session that cannot be answered; nothing in it is computed again.

    Raises XmlRefused, NotASubmission, SubmissionIsEncrypted, SubmissionOfAnotherForm.
    """
    head = submission_head(xml)
    saved = read_submission(xml, form, finalised=True)
    session = FillingSession.resume(form, saved, context, as_given=True)
    return OpenedSubmission(
        head=head,
        session=session,
        unplaced=_unplaced(saved, session),
        attachments=session.attachments(),
        other_version=head.version != form.version,
    )


def _instance_id(root: Element) -> str:
    for meta in root.children:
        if meta.name == "meta":
            for child in meta.children:
                if child.name == "instanceID":
                    return child.text.strip()
    return root.attribute("instanceID")


def _unplaced(saved: SavedFilling, session: FillingSession) -> tuple[Unplaced, ...]:
    found: list[Unplaced] = []
    for key, value in saved.values.items():
        if not value or "/@" in key:
            continue
        try:
            state = session.state(key)
        except NodeUnknown:
            found.append(Unplaced(ref=key, label="", value=value, known=False))
            continue
        if state.value != value:  # a group in this form, or another node of the same name
            found.append(Unplaced(ref=state.ref, label=state.label, value=value, known=False))
        elif not state.relevant:
            found.append(Unplaced(ref=state.ref, label=state.label, value=value, known=True))
    return tuple(found)
