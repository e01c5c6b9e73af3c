"""`terreno forms compare` as a person and as a program see it."""

from __future__ import annotations

import json

import pytest

from core.cli import run
from tests.core.forms.tables import workbook

OLD = """
| survey |
| | type | name | label | required |
| | text | nome | Nome | |
| | integer | area | Área | |
| | text | obs | Observações | |
| settings |
| | form_id | version |
| | ensaio | 1 |
"""
NEW = (
    OLD.replace("| ensaio | 1 |", "| ensaio | 2 |")
    .replace("| | text | obs | Observações | |", "| | text | quem | Quem | yes |")
    .replace("integer | area", "decimal | area")
    .replace("| Nome |", "| Como se chama |")
)


@pytest.fixture
def two_versions(tmp_path):
    for name, text in (("a.xlsx", OLD), ("b.xlsx", NEW)):
        (tmp_path / name).write_bytes(workbook(text))
    return [str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx")]


def test_a_person_reads_what_changes(two_versions, capsys, monkeypatch):
    monkeypatch.setenv("TERRENO_LANGUAGE", "pt")
    assert run(["forms", "compare", *two_versions]) == 0
    out = capsys.readouterr().out
    assert "1 → 2" in out
    assert "/data/nome «Nome»: outro texto" in out
    assert "Não cabem: 1\n  /data/obs «Observações»" in out
    assert "Novas: 1\n  /data/quem «Quem» *" in out


def test_a_program_reads_it_too(two_versions, capsys):
    assert run(["forms", "compare", *two_versions, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["ref"] for one in told["gone"]] == ["/data/obs"]
    assert [one["required"] for one in told["fresh"]] == [True]
    assert {one["old"]: one["new_type"] for one in told["pairs"]}["/data/area"] == "decimal"


def test_a_file_that_is_not_there_is_said(two_versions, capsys):
    assert run(["forms", "compare", two_versions[0], "nada.xlsx"]) == 1
    assert "nada.xlsx" in capsys.readouterr().err
