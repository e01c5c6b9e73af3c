"""`terreno monitor` from the outside."""

from __future__ import annotations

import json

import pytest

from core.cli import run


@pytest.fixture
def say(capsys):
    def run_it(*argv):
        code = run(["monitor", *argv, "--sample"])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_it


def test_indicators_measures_series_and_the_diagnosis(say, tmp_path):
    assert "coverage" in say("indicators")[1]
    path = tmp_path / "p.csv"
    path.write_text("Concelho;Ano;Idade;População;Fonte\nMaia;2023;65+;25000;Ensaio\n")
    assert json.loads(say("import", str(path), "--json")[1]) == {"rows": 1, "changed": 1}
    code, out, _ = say("measure", "coverage", "--ages", "65+", "--year", "2023", "--json")
    maia = next(one for one in json.loads(out)["measures"] if one["territory"] == "1306")
    assert (code, maia["people"]["count"]) == (0, 25_000)
    for name in ("d.pdf", "d.docx"):
        assert say("diagnosis", "1306", str(tmp_path / name))[0] == 0
        assert (tmp_path / name).stat().st_size > 10_000


def test_what_makes_no_sense_is_said(say, tmp_path):
    assert say("measure", "coverage", "--ages", "velhos")[0] == 2
    assert say("measure", "nada")[0] == 1
    assert say("diagnosis", "1106", str(tmp_path / "d.pdf"))[0] == 1
    assert say("diagnosis", "1306", str(tmp_path / "d.txt"))[0] == 2
