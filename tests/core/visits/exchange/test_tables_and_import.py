"""Moments as tables, and foreign marks kept on a recording."""

from __future__ import annotations

import csv
from functools import partial
from uuid import uuid4

import openpyxl
import pytest

from core.people import add_technician
from core.video.recordings import begin_recording
from core.visits import join_team, marking
from core.visits.exchange import (
    SeveralRecordings,
    boris_project,
    eaf,
    keep_marks,
    moments_csv,
    read_marks,
    write_moments_workbook,
)
from tests.builders import a_store, a_visit
from tests.core.visits.exchange.conftest import BEGAN


def test_moments_as_csv_in_both_languages(recording):
    rows = list(csv.reader(moments_csv([recording]).splitlines(), delimiter=";"))
    assert rows[0][:5] == ["Gravação", "Tipo", "Momento", "Início (s)", "Fim (s)"]
    assert rows[1] == [
        "gravacao-1", "Registo", "00:00:01.250", "1,25", "", "", "Há rampa?", "Sim, à direita",
        "Acessos", "Ana Sá", "", "2026-03-10 14:30:01",
    ]  # fmt: skip
    assert rows[2][7] == "'=2+2"
    english = list(csv.reader(moments_csv([recording], language="en").splitlines()))
    assert english[1][1:4] == ["Answer", "00:00:01.250", "1.25"]


def test_moments_as_a_workbook(recording, tmp_path):
    write_moments_workbook([recording], tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(cells) == 9
    assert cells[2][7] == "=2+2"
    assert sheet.cell(3, 8).data_type == "s"
    assert cells[3][3:6] == [2, 10, 8]
    assert sheet.auto_filter.ref == "A1:L9"


@pytest.fixture
def store(tmp_path):
    with a_store(tmp_path / "store") as store:
        yield store


@pytest.fixture
def recording_id(store):
    visit_id = a_visit(store).visit_id
    one = uuid4()

    def begin(work):
        ana = add_technician(work, name="Ana Sá", municipality="1304", email="", role="technician")
        join_team(work, visit_id=visit_id, technician_id=ana, group="A")
        begin_recording(
            work, recording_id=one, visit_id=visit_id, scope="1304", technician_id=None,
            started_at=BEGAN, source_name="Câmara",
        )  # fmt: skip

    store.write_now(begin)
    return one


def test_marks_of_elan_become_marks_here_once(store, recording_id, recording, tmp_path):
    (tmp_path / "a.eaf").write_bytes(eaf(recording))
    foreign = read_marks(tmp_path / "a.eaf")
    keep = partial(keep_marks, foreign=foreign, recording_id=recording_id, form_id="curto")
    first = store.write_now(keep)
    assert first.added == len(foreign.marks) == 8
    assert set(first.new_tags) == {"Registo", "Marcador", "Constatação", "conversa", "rampa"}
    again = store.write_now(keep)
    assert (again.added, again.already, again.new_tags) == (0, 8, ())
    listed = store.read(partial(marking.marks_of, recording_id=recording_id))
    ana = [one for one in listed if one.observer == "Ana Sá"]
    assert ana
    assert all(one.technician_id is not None for one in ana)
    assert {one.observer for one in listed} == {"", "Ana Sá", "Rui"}
    agree = partial(marking.agreement_of, recording_id=recording_id, until_us=20_000_000)
    found = store.read(partial(agree, observers=("Ana Sá", "Rui")))
    # Ana from 2 to 12 s, Rui from 3 to 9.5 s: four of twenty middles apart.
    assert found.pairs[0].by_tag["conversa"].observed == 0.8


def test_a_scheme_that_is_there_keeps_its_tags(store, recording_id, recording, tmp_path):
    tags = (marking.TagDraft("Rampa", "Rampa de acesso", "span", "r"),)
    store.write_now(partial(marking.save_scheme, form_id="curto", title="Meu", tags=tags))
    path = tmp_path / "a.boris"
    path.write_text(boris_project([recording], title="x", keys={"conversa": "R"}), encoding="utf-8")
    foreign = read_marks(path)
    keep = partial(keep_marks, recording_id=recording_id, form_id="curto")
    with pytest.raises(SeveralRecordings):
        store.write_now(partial(keep, foreign=foreign))
    rui = foreign.of("gravacao-1 - Rui")
    kept = store.write_now(partial(keep, foreign=rui, shift_us=-5_000_000))
    assert (kept.added, kept.new_tags) == (1, ("conversa",))
    scheme = store.read(partial(marking.scheme_of, form_id="curto"))
    assert [(one.label, one.key) for one in scheme.tags] == [
        ("Rampa de acesso", "r"),
        ("Conversa", ""),  # its key is taken
    ]
    (one,) = store.read(partial(marking.marks_of, recording_id=recording_id))
    # A moment with a tag for spans lasts a tenth of a second.
    assert (one.code, one.start_us, one.end_us) == ("Rampa", 2_500_000, 2_600_000)
