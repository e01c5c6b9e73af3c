"""A version of a check-list is installed once and never changes."""

from __future__ import annotations

from shutil import rmtree

import pytest

from core.forms import read_form
from core.problem import Problem
from core.visits import (
    ChecklistVersion,
    UnknownChecklist,
    VersionIsImmutable,
    VersionTaken,
    install_checklist,
    list_checklists,
    load_form,
)
from core.visits.checklists import MAX_KEPT
from core.visits.sessions import get_ready
from tests.builders import NOW, a_form, a_store, a_visit


def _install(store, form):
    return store.write_now(
        lambda work: install_checklist(work, form=form, files=store.files, installed_at=NOW)
    )


def test_an_installed_form_is_read_back_as_it_was(store):
    form = a_form()
    installed = _install(store, form)
    again = load_form(store, installed.version_id)
    assert (again.xml, again.digest, again.form_id) == (form.xml, form.digest, "curto")


def test_the_same_content_twice_changes_nothing(store):
    first = _install(store, a_form())
    second = _install(store, a_form())
    assert second.already
    assert second.version_id == first.version_id
    assert len(store.read(list_checklists)) == 1


def test_other_content_under_the_same_version_is_refused(store):
    _install(store, a_form())
    with pytest.raises(VersionTaken) as refused:
        _install(store, a_form(default="outra"))
    assert "«curto»" in refused.value.sentence("pt").happened
    assert len(store.read(list_checklists)) == 1


def test_a_new_version_stands_beside_the_old_one(store):
    first = _install(store, a_form())
    second = _install(store, a_form(version="2"))
    assert second.checklist_id == first.checklist_id
    assert {one.version for one in store.read(list_checklists)} == {"1", "2"}


def test_an_installed_version_cannot_be_changed(store):
    installed = _install(store, a_form())

    def change(work):
        work.get(ChecklistVersion, installed.version_id).title = "Outro"

    with pytest.raises(VersionIsImmutable):
        store.write_now(change)
    assert store.read(list_checklists)[0].title == "Guião curto"


def test_an_unknown_version_is_said_so(store):
    from uuid import uuid4

    with pytest.raises(UnknownChecklist):
        load_form(store, uuid4())


def test_the_files_beside_a_check_list_come_along(store, tmp_path):
    from datetime import UTC, datetime
    from shutil import copy

    from core.forms import read_any
    from core.visits import install_checklist, load_form
    from core.visits.media_beside import media_beside, media_of
    from core.visits.sample import sample_workbook
    from resources import resource

    book = tmp_path / "guiao.xlsx"
    copy(sample_workbook(), book)
    folder = tmp_path / "guiao-media"
    folder.mkdir()
    copy(resource("sample/freguesias.csv"), folder)
    (tmp_path / "outro.csv").write_text("nada,com,isto")
    found = media_beside(book)
    form = read_any(book.read_bytes(), filename=book.name, media=found)
    media = media_of(form, found)
    assert sorted(media) == ["freguesias.csv"]
    done = store.write_now(
        lambda work: install_checklist(
            work, form=form, files=store.files, installed_at=datetime.now(UTC), media=media
        )
    )
    assert load_form(store, done.version_id).missing_media == ()


def test_a_version_opened_again_is_the_form_that_was_read(store, tmp_path):
    installed = _install(store, a_form())
    assert load_form(store, installed.version_id) is load_form(store, installed.version_id)
    with a_store(tmp_path / "another") as other:
        assert _install(other, a_form()).version_id == installed.version_id
        assert load_form(other, installed.version_id) is not load_form(store, installed.version_id)


def test_a_form_whose_file_may_still_come_is_read_again(store):
    form = read_form(
        a_form().xml.replace(b"</model>", b'<instance id="x" src="jr://file/x.csv"/></model>')
    )
    installed = _install(store, form)
    first = load_form(store, installed.version_id)
    assert first.missing_media == ("x.csv",)
    assert load_form(store, installed.version_id) is not first


def test_only_the_last_forms_are_kept(store):
    versions = [_install(store, a_form(version=str(n))).version_id for n in range(MAX_KEPT + 1)]
    first = load_form(store, versions[0])
    for version in versions[1:]:
        load_form(store, version)
    assert load_form(store, versions[0]) is not first


def test_the_form_of_the_last_draft_is_read_before_it_is_opened(store, tmp_path):
    visit = a_visit(store, answered=1)
    get_ready(store)
    rmtree(tmp_path / "store" / "files")
    assert load_form(store, visit.version_id).form_id == "curto"


def test_getting_ready_leaves_what_is_damaged_to_whoever_opens_it(store, tmp_path):
    visit = a_visit(store, answered=1)
    rmtree(tmp_path / "store" / "files")
    get_ready(store)
    with pytest.raises(Problem):
        load_form(store, visit.version_id)
