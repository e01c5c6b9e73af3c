"""BORIS: projects and events, written, read back, and read by BORIS itself where it is there.

BORIS (GPL) is no dependency: TERRENO_BORIS names a Python that has it.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path

import pytest

from core.visits.exchange import (
    MarksUnreadable,
    boris_events,
    boris_project,
    read_boris_events,
    read_boris_project,
    read_marks,
)

MARKS = {
    ("conversa", 2_000_000, 12_000_000, "Ana Sá", "calma"),  # two that overlap are one there
    ("conversa", 3_000_000, 9_500_000, "Rui", ""),
    ("rampa", 7_500_000, None, "Rui", ""),
}


def marks_in(found):
    return {
        (one.code, one.start_us, one.end_us, one.observer, one.note)
        for one in found.marks
        if one.code in ("conversa", "rampa")
    }


@pytest.fixture
def project(recording, tmp_path):
    path = tmp_path / "visita.boris"
    text = boris_project([recording], title="Visita", keys={"rampa": "r"})
    path.write_text(text, encoding="utf-8")
    return path


def test_a_project_comes_back(project):
    back = read_boris_project(project)
    assert marks_in(back) == MARKS
    assert set(back.observations) == {
        "gravacao-1 - Registo", "gravacao-1 - Ana Sá", "gravacao-1 - Rui",
    }  # fmt: skip
    tags = {one.code: one for one in back.tags}
    assert (tags["rampa"].kind, tags["rampa"].key, tags["rampa"].label) == ("moment", "r", "Rampa")
    assert (tags["conversa"].kind, tags["conversa"].colour) == ("span", "#e69f00")
    assert back.left_out == 0


def test_each_person_is_an_observation_and_a_state_is_switched_on_and_off(project):
    told = json.loads(project.read_text(encoding="utf-8"))
    assert told["project_format_version"] == "7.0"
    rui = told["observations"]["gravacao-1 - Rui"]
    assert rui["events"] == [
        [3.0, "", "conversa", "", "", 90],
        [7.5, "", "rampa", "", "", 225],
        [9.5, "", "conversa", "", "", 285],
    ]
    assert rui["file"]["1"] == ["gravacao-1.mp4"]
    assert rui["media_info"]["length"] == {"gravacao-1.mp4": 20.0}
    types = {one["code"]: one["type"] for one in told["behaviors_conf"].values()}
    assert types == {
        "Registo": "Point event", "Marcador +": "State event", "Constatação": "Point event",
        "conversa": "State event", "rampa": "Point event",
    }  # fmt: skip


@pytest.mark.parametrize(("delimiter", "ending"), [(",", ".csv"), ("\t", ".tsv")])
def test_events_come_back_and_no_cell_is_a_formula(recording, tmp_path, delimiter, ending):
    text = boris_events([recording], delimiter=delimiter)
    path = tmp_path / f"eventos{ending}"
    path.write_text(text, encoding="utf-8")
    # The observer is not a column of BORIS's events: the observation names them.
    found = {
        (
            one.code,
            one.start_us,
            one.end_us,
            one.observation.removeprefix("gravacao-1 - "),
            one.note,
        )
        for one in read_boris_events(path).marks
        if one.code in ("conversa", "rampa")
    }
    assert found == MARKS
    rows = list(csv.DictReader(text.splitlines(), delimiter=delimiter))
    assert rows[0]["Comment start"] == "Há rampa?: Sim, à direita"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_events_line_by_line_and_a_state_that_never_ends(tmp_path):
    path = tmp_path / "eventos.csv"
    path.write_text(
        "Observation id;obs\n\n"
        "Time;Subject;Behavior;Behavior type;Comment\n"
        "1,5;Ana;fala;STATE;olá\n3,25;Ana;fala;STATE;\n4;Ana;ri;POINT;'=x\n5;Ana;fala;STATE;\n"
        "x;Ana;ri;POINT;\n",
        encoding="utf-8",
    )
    found = read_boris_events(path)
    assert [
        (one.code, one.start_us, one.end_us, one.observer, one.note) for one in found.marks
    ] == [("fala", 1_500_000, 3_250_000, "Ana", "olá"), ("ri", 4_000_000, None, "Ana", "=x")]
    assert found.left_out == 2


def test_an_older_project_of_boris_is_read(tmp_path):
    project = {
        "project_format_version": "4.0",
        "subjects_conf": {"0": {"key": "1", "name": "s1"}},
        "behaviors_conf": {
            "0": {"type": "State event", "key": "S", "code": "s", "description": "Estado"},
            "1": {"type": "Point event", "key": "P", "code": "p", "description": ""},
        },
        "observations": {
            "um": {"type": "MEDIA", "events": [
                [7.75, "s1", "s", "", ""], [3.3, "s1", "s", "", "nota"], [4, "", "p", "", ""],
                [5, "", "fora", "", ""], [6, "", "s", "", ""], "lixo", [None, "", "p"],
            ]},
        },
    }  # fmt: skip
    path = tmp_path / "velho.boris"
    path.write_text(json.dumps(project), encoding="utf-8")
    found = read_boris_project(path)
    assert [(one.code, one.start_us, one.end_us, one.observer) for one in found.marks] == [
        ("s", 3_300_000, 7_750_000, "s1"),
        ("p", 4_000_000, None, ""),
    ]
    assert found.left_out == 3


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("a.boris", "{", "not-json"), ("a.boris", "[" * 100_000, "not-json"),
     ("a.boris", "[]", "not-boris"), ("a.boris", '{"observations": {}}', "empty"),
     ("a.csv", "um;dois\n1;2\n", "no-columns"), ("a.csv", "Behavior,Time\n", "empty"),
     ("a.docx", "", "kind")],
)  # fmt: skip
def test_other_files_are_refused(tmp_path, name, content, why):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(MarksUnreadable) as caught:
        read_marks(tmp_path / name)
    assert caught.value.context["why"] == why


@pytest.mark.conformance
def test_boris_opens_the_project_and_finds_nothing_wrong(project):
    python = os.environ.get("TERRENO_BORIS")
    if not python:
        pytest.skip("TERRENO_BORIS names no Python with BORIS")
    script = Path(__file__).with_name("with_boris.py")
    done = subprocess.run(
        [python, str(script), str(project)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "changed": True,  # it adds which plots to show
        "integrity": "",
        "observations": 3,
        "events": {"conversa": 4, "rampa": 1, "Registo": 2, "Marcador +": 2, "Constatação": 1},
    }
