"""«Levar para casa» as a person meets it: nowhere to write, English, the institution's copy."""

from __future__ import annotations

import pytest

from core.store import Author, SampleKey, create_store, new_id
from core.visits import list_visits
from core.visits.sample import create_sample
from desktop.app.take_home import TakeHomeDialog
from desktop.kit import language
from desktop.kit.jobs import Jobs


@pytest.fixture
def dialog(qtbot, tmp_path):
    author = Author(technician_id=new_id(), device_id=new_id())
    store, _ = create_store(tmp_path / "store", unlock=SampleKey(), author=author)
    create_sample(store)
    visit = next(one for one in store.read(list_visits) if one.filling_id is not None)
    jobs = Jobs(store)
    made = TakeHomeDialog(jobs, visit.id)
    qtbot.addWidget(made)
    made.folder.setText(str(tmp_path / "out"))
    yield made
    jobs.close()
    store.close()


def test_an_empty_folder_is_refused(dialog):
    dialog.folder.setText("  ")
    dialog.go.click()
    assert dialog.go.isEnabled()
    assert not dialog.banner.isHidden()


def test_the_institution_gets_the_pdf_alone(qtbot, dialog, tmp_path):
    dialog.institution.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=30_000)
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".pdf"]


def test_it_speaks_the_language_of_the_window(qtbot, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(language, "current", lambda: "en")
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=30_000)
    assert next((tmp_path / "out").iterdir()).name.startswith("visit-")
