"""A check-list being written is kept, listed, opened again and forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from core.visits import (
    NoWorkbook,
    UnknownChecklist,
    drop_draft,
    install_checklist,
    keep_draft,
    list_checklists,
    list_drafts,
    load_draft,
    load_workbook,
)

WHEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def keep(store, draft, content, *, at=WHEN, title="Guião"):
    store.write_now(
        lambda work: keep_draft(
            work,
            draft_id=draft,
            title=title,
            content=content,
            version_id=None,
            path=None,
            changed_at=at,
        )
    )


def test_the_latest_of_a_draft_is_kept(store):
    first, second = uuid4(), uuid4()
    keep(store, first, b"one")
    keep(store, second, b"other", at=WHEN + timedelta(seconds=1))
    keep(store, first, b"two", at=WHEN + timedelta(seconds=2))
    assert [one.id for one in store.read(list_drafts)] == [first, second]
    summary, content = store.read(lambda work: load_draft(work, first))
    assert (summary.title, content) == ("Guião", b"two")
    store.write_now(lambda work: drop_draft(work, draft_id=first))
    assert store.read(lambda work: load_draft(work, first)) is None
    assert len(store.read(list_drafts)) == 1


def test_the_workbook_of_an_installed_version_is_given_out(store):
    from core.forms import read_any
    from core.forms.authoring import check_book, new_book

    data = check_book(new_book(title="Curto", languages=("pt",), section="S", question="P")).data
    form = read_any(data, filename="curto.xlsx")

    def install(source, version):
        from dataclasses import replace

        return store.write_now(
            lambda work: install_checklist(
                work,
                form=replace(form, version=version),
                files=store.files,
                installed_at=WHEN,
                source=source,
            )
        ).version_id

    assert load_workbook(store, install(("curto.xlsx", data), "1")) == ("curto.xlsx", data)
    for number, source in enumerate((("curto.xml", form.xml), None), start=2):
        version = install(source, str(number))
        with pytest.raises(NoWorkbook):
            load_workbook(store, version)
    with pytest.raises(UnknownChecklist):
        load_workbook(store, UUID(int=5))
    assert len(store.read(list_checklists)) == 3
