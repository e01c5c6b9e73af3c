"""Where a check-list to edit comes from: nothing, a template, a file, a version, a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal
from uuid import UUID

if TYPE_CHECKING:
    from core.forms.authoring import Book
    from core.store import Store

PT, EN = "Português (pt)", "English (en)"
NO_MEDIA: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to open. `how`: "version" goes on as the next version, "copy" as a check-list apart."""

    how: Literal["new", "template", "file", "version", "copy", "draft"]
    title: str = ""
    languages: tuple[str, ...] = (PT,)
    template: str = ""
    path: Path | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A book to edit. `version_id`: whose media it uses; `path`: where it was saved last.

    `changed`: it is not as any file or version has it, so that it is worth keeping.
    """

    book: Book
    media: Mapping[str, bytes] = field(default_factory=lambda: NO_MEDIA)
    version_id: UUID | None = None
    path: Path | None = None
    draft_id: UUID | None = None
    changed: bool = False
    fresh: bool = False  # nobody has seen it yet: names may still follow labels


def open_wanted(store: Store, wanted: Wanted, *, words: tuple[str, str, str]) -> Opened:
    """Open what is wanted; meant for a worker thread.

    `words`: first section, first question, and what a copy's title ends with.

    Raises: NotAWorkbook, NoWorkbook, UnknownChecklist, OSError.
    """
    from core.forms.authoring import new_book, read_book

    match wanted.how:
        case "new":
            book = new_book(
                title=wanted.title,
                languages=wanted.languages,
                section=words[0],
                question=words[1],
            )
            return Opened(book, changed=True, fresh=True)
        case "template":
            from resources import resource

            path = resource(f"checklists/{wanted.template}")
            return Opened(read_book(path.read_bytes(), filename=path.name), changed=True)
        case "file":
            return _file(wanted.path or Path())
        case "version" | "copy":
            return _version(store, wanted, ending=words[2])
        case "draft":
            return _draft(store, wanted)


def _file(path: Path) -> Opened:
    from core.forms.authoring import read_book
    from core.visits.media_beside import media_beside

    book = read_book(path.read_bytes(), filename=path.name)
    return Opened(book, media=media_beside(path), path=path)


def _version(store: Store, wanted: Wanted, *, ending: str) -> Opened:
    from core.forms.authoring import read_book
    from core.forms.authoring.names import slug, unique
    from core.forms.authoring.texts import identified, setting, with_setting
    from core.visits import list_checklists, load_workbook
    from core.visits.checklist_drafts import media_for

    assert wanted.id is not None
    name, data = load_workbook(store, wanted.id)
    book = identified(read_book(data, filename=name))
    if wanted.how == "copy":
        taken = {one.form_id for one in store.read(list_checklists)}
        title = f"{setting(book, 'form_title')} {ending}".strip()
        book = with_setting(book, "form_title", title)
        book = with_setting(book, "form_id", unique(slug(title, otherwise="guiao"), taken))
    return Opened(
        book,
        media=media_for(store, wanted.id),
        version_id=wanted.id,
        changed=wanted.how == "copy",
    )


def _draft(store: Store, wanted: Wanted) -> Opened:
    from core.forms.authoring import read_book
    from core.visits import load_draft
    from core.visits.checklist_drafts import media_for
    from core.visits.media_beside import media_beside

    draft_id = wanted.id
    assert draft_id is not None
    found = store.read(lambda work: load_draft(work, draft_id))
    if found is None:
        raise FileNotFoundError(2, "", str(draft_id))
    summary, data = found
    path = Path(summary.path) if summary.path else None
    media: Mapping[str, bytes] = media_for(store, summary.version_id)
    if summary.version_id is None and path is not None and path.parent.is_dir():
        media = media_beside(path)
    opened = Opened(read_book(data, filename="rascunho.xlsx"), media=media)
    return replace(
        opened, version_id=summary.version_id, path=path, draft_id=summary.id, changed=True
    )
