"""Check-lists and their versions: installed once, never changed, opened again as a form."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from weakref import WeakKeyDictionary

from sqlalchemy import ForeignKey, event, func, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column, object_session

from core.store import Attachment, Base, Synced, Work, attach
from core.visits.problems import UnknownChecklist, VersionIsImmutable, VersionTaken

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.forms import Form
    from core.store import SealedFiles, Store

XFORM = "application/xml"
# A form of 500 questions takes some 15 MB.
MAX_KEPT = 4
NO_MEDIA: Mapping[str, bytes] = MappingProxyType({})
# Ids are derived, so that two laptops that install the same check-list write the same rows.
_CHECKLISTS = UUID("9d0c3a52-7f0e-5d7b-8f1c-2f6f1f5f0001")


class Checklist(Synced, Base):
    """A check-list under its form id; its versions are `ChecklistVersion`s."""

    __tablename__ = "checklist"

    form_id: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]


class ChecklistVersion(Synced, Base):
    """One immutable version: the XForm and its media, as sealed files.

    `digest` is the form's (SHA-256 over XForm and media), by which a filling knows its form.
    """

    __tablename__ = "checklist_version"

    checklist_id: Mapped[UUID] = mapped_column(ForeignKey("checklist.id"), index=True)
    form_id: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    digest: Mapped[str]
    xml_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"), index=True)
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"), index=True)
    installed_at: Mapped[datetime]


class ChecklistMedia(Synced, Base):
    """A file that a version shows or reads from, under the name the form calls it by."""

    __tablename__ = "checklist_media"

    checklist_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("checklist_version.id"), index=True
    )
    name: Mapped[str]
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"), index=True)


@event.listens_for(ChecklistVersion, "before_update")
def _refuse_change(
    _mapper: Mapper[ChecklistVersion], _connection: Connection, version: ChecklistVersion
) -> None:
    session = object_session(version)
    if session is not None and session.is_modified(version):
        raise VersionIsImmutable(version=version.version)


@dataclass(frozen=True, slots=True)
class Installed:
    """What `install_checklist` did; `already`: this very content had been installed before."""

    checklist_id: UUID
    version_id: UUID
    already: bool


@dataclass(frozen=True, slots=True)
class ChecklistSummary:
    """One version of a check-list, as lists show it."""

    version_id: UUID
    checklist_id: UUID
    form_id: str
    title: str
    version: str
    digest: str
    installed_at: datetime
    visits: int


def install_checklist(
    work: Work,
    *,
    form: Form,
    files: SealedFiles,
    installed_at: datetime,
    media: Mapping[str, bytes] = NO_MEDIA,
    source: tuple[str, bytes] | None = None,
    scope: str = "global",
) -> Installed:
    """Install a form as a version of its check-list; the same content twice changes nothing.

    `media` are the files that came with the form (lists, pictures of labels), by name; files that
    the conversion made are added. `source` is the workbook it was made from (name, content), kept
    so that it can be given out.

    Raises: VersionTaken when the form id and version exist with other content.
    """
    known = work.execute(
        select(ChecklistVersion.id, ChecklistVersion.checklist_id, ChecklistVersion.digest).where(
            ChecklistVersion.form_id == form.form_id, ChecklistVersion.version == form.version
        )
    ).one_or_none()
    if known is not None:
        if known.digest != form.digest:
            raise VersionTaken(form_id=form.form_id, version=form.version)
        return Installed(checklist_id=known.checklist_id, version_id=known.id, already=True)

    keep = partial(_keep, work, files, scope=scope)
    checklist_id = uuid5(_CHECKLISTS, form.form_id)
    checklist = work.get(Checklist, checklist_id)
    if checklist is None:
        checklist = Checklist(id=checklist_id, scope=scope, form_id=form.form_id, title=form.title)
        work.add(checklist)
        work.flush()
    else:
        checklist.title = form.title
    version = ChecklistVersion(
        id=uuid5(checklist_id, f"{form.version} {form.digest}"),
        scope=scope,
        checklist_id=checklist.id,
        form_id=form.form_id,
        version=form.version,
        title=form.title,
        digest=form.digest,
        xml_id=keep(name=f"{form.form_id}.xml", content=form.xml, media_type=XFORM),
        source_id=None
        if source is None
        else keep(name=source[0], content=source[1], media_type=_type_of(source[0])),
        installed_at=installed_at,
    )
    work.add(version)
    work.flush()
    for name, content in sorted({**media, **form.made_media}.items()):
        work.add(
            ChecklistMedia(
                id=uuid5(version.id, name),
                scope=scope,
                checklist_version_id=version.id,
                name=name,
                attachment_id=keep(name=name, content=content, media_type=_type_of(name)),
            )
        )
    work.flush()
    return Installed(checklist_id=checklist.id, version_id=version.id, already=False)


def list_checklists(work: Work) -> list[ChecklistSummary]:
    """All installed versions, by title, the newest version first."""
    from core.visits.visits import Visit

    visits = (
        select(func.count())
        .where(Visit.checklist_version_id == ChecklistVersion.id)
        .correlate(ChecklistVersion)
        .scalar_subquery()
    )
    rows = work.execute(
        select(
            ChecklistVersion.id,
            ChecklistVersion.checklist_id,
            ChecklistVersion.form_id,
            ChecklistVersion.title,
            ChecklistVersion.version,
            ChecklistVersion.digest,
            ChecklistVersion.installed_at,
            visits,
        ).order_by(
            func.lower(ChecklistVersion.title),
            ChecklistVersion.installed_at.desc(),
            ChecklistVersion.id.desc(),
        )
    )
    return [ChecklistSummary(*row) for row in rows]


class SealedMedia(Mapping[str, bytes]):
    """The files of a version by name, each read from its sealed file only when asked for."""

    def __init__(self, store: Store, names: Mapping[str, str]) -> None:
        self._store = store
        self._names = names

    def __getitem__(self, name: str) -> bytes:
        return read_sealed(self._store, self._names[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def load_media(store: Store, checklist_version_id: UUID) -> SealedMedia:
    """The files of an installed version. May be called, and read, on any thread."""
    query = (
        select(ChecklistMedia.name, Attachment.sha256)
        .join(Attachment, Attachment.id == ChecklistMedia.attachment_id)
        .where(ChecklistMedia.checklist_version_id == checklist_version_id)
        .order_by(ChecklistMedia.name)
    )
    names = store.read(lambda work: {row.name: row.sha256 for row in work.execute(query)})
    return SealedMedia(store, names)


class _Kept:
    """The forms of a store that were opened last. They go with it: it may be locked again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._forms: WeakKeyDictionary[Store, OrderedDict[UUID, Form]] = WeakKeyDictionary()

    def get(self, store: Store, version_id: UUID) -> Form | None:
        with self._lock:
            forms = self._forms.get(store)
            form = forms.get(version_id) if forms is not None else None
            if forms is not None and form is not None:
                forms.move_to_end(version_id)
            return form

    def keep(self, store: Store, version_id: UUID, form: Form) -> None:
        with self._lock:
            forms = self._forms.setdefault(store, OrderedDict())
            forms[version_id] = form
            while len(forms) > MAX_KEPT:
                forms.popitem(last=False)


_KEPT = _Kept()


def load_form(store: Store, checklist_version_id: UUID) -> Form:
    """Read an installed version back from its sealed files. May be called on any thread.

    A version never changes, nor does its Form: the last few are kept for the next opening.

    Raises: UnknownChecklist; what `Store.files.open` raises for a missing or damaged file.
    """
    from core.forms import read_form

    known = _KEPT.get(store, checklist_version_id)
    if known is not None:
        return known
    query = (
        select(Attachment.sha256)
        .join(ChecklistVersion, ChecklistVersion.xml_id == Attachment.id)
        .where(ChecklistVersion.id == checklist_version_id)
    )
    xml = store.read(lambda work: work.execute(query).scalar_one_or_none())
    if xml is None:
        raise UnknownChecklist(id=checklist_version_id)
    form = read_form(read_sealed(store, xml), media=load_media(store, checklist_version_id))
    if not form.missing_media:  # what is missing may still come from another laptop
        _KEPT.keep(store, checklist_version_id, form)
    return form


def read_sealed(store: Store, sha256: str) -> bytes:
    """The content of a sealed file. May be called on any thread."""
    with store.files.open(sha256) as stream:
        return stream.read()


def _keep(
    work: Work, files: SealedFiles, *, scope: str, name: str, content: bytes, media_type: str
) -> UUID:
    sealed = files.seal(BytesIO(content), media_type=media_type, name=name)
    return attach(work, sealed, name, scope=scope)


def _type_of(name: str) -> str:
    from mimetypes import guess_type

    return guess_type(name)[0] or "application/octet-stream"
