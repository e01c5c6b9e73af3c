"""`terreno inventory` from the outside: what it says and how it ends."""

from __future__ import annotations

import json

import pytest

from core.cli import run


@pytest.fixture
def say(capsys):
    def run_it(*argv):
        code = run(["inventory", *argv, "--sample"])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_it


def test_a_file_goes_in_is_found_counted_and_comes_out(say, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Entidade;Concelho;Resposta social;Capacidade\nAlfa Única;Maia;Creche;40\n")
    code, out, _ = say("import", str(path), "--day", "2025-12-31", "--json")
    assert code == 0
    assert json.loads(out)["made"] == {"provider": 1, "facility": 1, "social_response": 1}
    code, out, _ = say("search", "unica", "--json")
    assert (code, [one["title"] for one in json.loads(out)]) == (0, ["Alfa Única"])
    assert json.loads(say("stats", "--json")[1])["municipality"]["1306"] >= 1
    for name in ("b.xlsx", "b.csv", "b.geojson", "b.json", "folder"):
        assert say("export", str(tmp_path / name))[0] == 0
        assert (tmp_path / name).exists()
    code, out, _ = say("import", str(tmp_path / "b.json"), "--json")
    assert (code, json.loads(out)) == (0, {"made": 0, "changed": 0})


def test_what_is_wrong_is_one_line_or_a_list_of_cells(say, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("no workbook")
    code, _, err = say("import", str(path))
    assert (code, err.count("\n")) == (1, 1)
    path = tmp_path / "a.csv"
    path.write_text("Entidade;Concelho;Resposta social\nAlfa;Maia;Xadrez\n")
    code, out, _ = say("import", str(path))
    assert code == 1
    assert "C2" in out
    assert say("export", str(tmp_path / "a.docx"))[0] == 2
