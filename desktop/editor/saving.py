"""A check-list that was written leaves the editor: as a file, or installed in Terreno."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.forms.authoring import Book, Checked, check_book, write_book
from core.forms.authoring.texts import identified, setting, stamped

if TYPE_CHECKING:
    from core.store import Store
    from core.visits import Installed


@dataclass(frozen=True, slots=True)
class Left:
    """What was written: the book with its new version, and where it is now."""

    book: Book
    checked: Checked
    path: Path | None = None
    installed: Installed | None = None
    media: int = 0


def ready(book: Book, *, today: date) -> Book:
    """The book as it leaves: with title, id and its next version."""
    return stamped(identified(book), today=today)


def ending_of(book: Book) -> str:
    """.xlsm for a workbook that carries macros, else .xlsx."""
    types = book.source.parts.get("[Content_Types].xml", b"")
    return ".xlsm" if b"macroEnabled.main" in types else ".xlsx"


def suggested_name(book: Book) -> str:
    """A file name made of the check-list's id."""
    kept = "".join(
        one if one.isalnum() or one in "-_." else "-" for one in setting(book, "form_id")
    )
    return f"{kept or 'guiao'}{ending_of(book)}"


def target_of(book: Book, path: Path) -> Path:
    """The file that is written when a person names this one: with the ending of a workbook.

    "Guião 1.2" is a name without one: nothing of it is taken away.
    """
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return path
    return path.with_name(path.name + ending_of(book))


def save_file(book: Book, path: Path, *, media: Mapping[str, bytes], today: date) -> Left:
    """Writes the workbook, whole or not at all, and the files it names into `<name>-media`.

    Slow; for a worker thread. Raises: OSError.
    """
    book = ready(book, today=today)
    checked = check_book(book, media=media)
    target = target_of(book, path)
    beside = target.with_name(f".{target.name}.novo")
    try:
        with beside.open("wb") as stream:
            stream.write(checked.data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    count = 0
    for name in checked.form.media if checked.form is not None else ():
        if name not in media or (target.parent / name).is_file():
            continue
        folder = target.with_name(f"{target.stem}-media")
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(media[name])
        count += 1
    return Left(book, checked, path=target, media=count)


def install(store: Store, book: Book, *, media: Mapping[str, bytes], at: datetime) -> Left:
    """Installs the book as a new version. With errors, nothing is installed: see `checked`.

    Slow; for a worker thread, because it writes the workbook, compiles it and waits for the store.
    """
    from core.visits import VersionTaken, install_checklist
    from core.visits.media_beside import media_of

    book = identified(book)
    while True:
        # A version that exists already, made from another draft, is counted past.
        book = stamped(book, today=at.date())
        checked = check_book(book, media=media)
        form = checked.form
        if form is None:
            return Left(book, checked)
        name, data, found = suggested_name(book), checked.data, media_of(form, media)
        try:
            done = store.write_now(
                lambda work, form=form, name=name, data=data, found=found: install_checklist(  # type: ignore[misc]
                    work,
                    form=form,
                    files=store.files,
                    installed_at=at,
                    media=found,
                    source=(name, data),
                )
            )
        except VersionTaken:
            continue
        return Left(book, replace(checked, data=write_book(book)), installed=done)
