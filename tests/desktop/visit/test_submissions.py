"""A registo made elsewhere, opened from the page of the check-lists to be read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QImage

from core.forms import FillingSession, SessionContext
from core.visits import list_visits, sample_form

PHOTO = "fachada.jpg"


@pytest.fixture
def registo(tmp_path):
    """A submission of the sample's check-list with a photograph beside it."""
    form = sample_form()
    session = FillingSession.start(form, SessionContext(now=lambda: datetime.now(UTC)))
    session.answer("/data/s0/q0_1", "Tardes de memória")
    session.answer("/data/s1/q1_2", "sim")
    photo = next(key for key in keys(session) if session.state(key).mediatype.startswith("image"))
    session.answer(photo, PHOTO)
    folder = tmp_path / "instance"
    folder.mkdir()
    QImage(64, 48, QImage.Format.Format_RGB32).save(str(folder / PHOTO))
    path = folder / "registo.xml"
    path.write_bytes(session.xml())
    return path


def keys(session):
    waiting = list(session.root_keys())
    while waiting:
        key = waiting.pop()
        yield key
        waiting.extend(session.state(key).children)


def checklists(page):
    page.window.shell.go("visits", "checklists")
    page.settled()
    return page.window.shell.place("visits").checklists


def test_a_registo_is_dropped_on_the_check_lists_and_read(sample, registo):
    before = sample.window.open_store.store.read(list_visits)
    checklists(sample).zone.dropped.emit(registo)
    sample.until_seen("Tardes de memória")
    seen = sample.seen()
    assert "registo.xml" in seen
    assert "Sem registo" not in seen
    assert PHOTO in seen
    # Only looked at: nothing was installed, begun or answered.
    assert sample.window.open_store.store.read(list_visits) == before
    page = sample.window.shell.place("visits").submission
    page.given.click()
    sample.until_seen("Sem registo")
    sample.click("submission_back")
    sample.until_seen("Instalados")


def test_what_is_missing_or_has_no_place_is_told(sample, registo):
    (registo.parent / PHOTO).unlink()
    text = registo.read_text(encoding="utf-8").replace("<s1>", "<antigo>antigo</antigo><s1>")
    registo.write_text(text.replace('version="0', 'version="x0'), encoding="utf-8")
    checklists(sample).submission.emit(registo)
    sample.until_seen("Sem lugar neste guião (1)")
    seen = sample.seen()
    assert "antigo" in seen
    assert "Ficheiros que não estão na pasta (1)" in seen
    assert "não está instalada" in seen


def test_a_file_that_cannot_be_read_says_so(sample, tmp_path):
    bad = tmp_path / "registo.xml"
    bad.write_bytes(b'<data id="outro-guiao" version="3"><a>1</a></data>')
    place = checklists(sample)
    place.submission.emit(bad)
    sample.until_seen("não está instalado")
    bad.write_bytes(b"<data")
    place.submission.emit(bad)
    sample.until_seen("não pode ser lido")
    bad.unlink()
    place.submission.emit(bad)
    sample.until_seen("Não foi possível ler o ficheiro")
