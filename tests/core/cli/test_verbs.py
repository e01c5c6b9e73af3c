"""The command line as a program that calls it sees it: output, one line of trouble, exit code."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from core.cli import run


@pytest.fixture(autouse=True)
def in_portuguese(monkeypatch):
    monkeypatch.setenv("TERRENO_LANGUAGE", "pt")


@pytest.fixture(scope="module")
def home_with_sample(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def sample_home(home_with_sample, monkeypatch):
    """One home for the tests that only need the sample to be there."""
    monkeypatch.setenv("TERRENO_HOME", str(home_with_sample))
    return home_with_sample


def a_workbook(path, *, rows, header=("type", "name", "label")):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (header, *rows):
        sheet.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version"))
    settings.append(("Guião de ensaio", "ensaio", "1"))
    book.save(path)
    return path


def test_a_good_check_list_is_said_to_be_good(tmp_path, capsys):
    form = a_workbook(tmp_path / "bom.xlsx", rows=[("text", "nome", "Nome?")])
    assert run(["forms", "check", str(form)]) == 0
    assert "pode ser usado" in capsys.readouterr().out


def test_every_error_with_sheet_row_and_what_to_do(tmp_path, capsys):
    rows = [("text", "nome", "Nome?"), ("texto", "b", "B?"), ("integer", "c d", "C?")]
    form = a_workbook(tmp_path / "mau.xlsx", rows=rows)
    assert run(["forms", "check", str(form)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 2
    assert any("survey:3" in line and "erro" in line for line in lines)


def test_errors_for_programs(tmp_path, capsys):
    form = a_workbook(tmp_path / "mau.xlsx", rows=[("texto", "b", "B?")])
    assert run(["forms", "check", str(form), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["form_id"] is None
    first = told["problems"][0]
    assert (first["sheet"], first["row"]) == ("survey", 2)
    assert first["todo_pt"]
    assert first["todo_en"]


def test_a_file_that_is_not_there_is_one_line(tmp_path, capsys):
    assert run(["forms", "check", str(tmp_path / "nada.xlsx")]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("argv", [["bogus"], ["take-home", "x"], ["forms", "check"], ["--nope"]])
def test_misuse_is_one_line_and_two(argv, capsys):
    assert run(argv) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_help_is_no_error(capsys):
    assert run(["--help"]) == 0
    assert "take-home" in capsys.readouterr().out


def test_a_form_installed_twice_is_there_once(tmp_path, sample_home, capsys):
    form = a_workbook(tmp_path / "bom.xlsx", rows=[("text", "nome", "Nome?")])
    assert run(["forms", "install", str(form), "--sample", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert run(["forms", "install", str(form), "--sample", "--json"]) == 0
    second = json.loads(capsys.readouterr().out)
    assert (first["already"], second["already"]) == (False, True)
    assert first["version_id"] == second["version_id"]


def test_an_expression_over_a_record(tmp_path, capsys):
    record = tmp_path / "r.xml"
    record.write_text('<data id="x"><a>3</a><b><c>4</c></b></data>')
    assert run(["forms", "eval", str(record), "/data/a + /data/b/c"]) == 0
    assert capsys.readouterr().out == "number\t7\n"
    assert run(["forms", "eval", str(record), "c * 2", "--context", "/data/b"]) == 0
    assert capsys.readouterr().out == "number\t8\n"
    assert run(["forms", "eval", str(record), "a = 3", "--context", "/data", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"type": "boolean", "value": True}
    now = ["--now", "2026-01-31T10:00:00+00:00"]
    assert run(["forms", "eval", str(record), "today()", *now]) == 0
    assert "2026-01-31" in capsys.readouterr().out
    assert run(["forms", "eval", str(record), "1 +"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert run(["forms", "eval", str(record), "1", "--now", "amanhã"]) == 2


def test_a_filling_driven_by_lines(tmp_path, monkeypatch, capsys):
    form = a_workbook(tmp_path / "bom.xlsx", rows=[("integer", "n", "Quantos?")])
    lines = [
        {"op": "answer", "ref": "/data/n", "value": "3"},
        {"op": "get", "ref": "/data/n"},
        {"op": "nonsense"},
        {"op": "quit"},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(json.dumps, lines)) + "\n"))
    assert run(["forms", "drive", str(form), "--now", "2026-01-31T10:00:00+00:00"]) == 0
    replies = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(replies) == 4
    assert replies[1]["value"] == "3"
    assert "error" in replies[2]


def test_the_sample_is_made_when_it_is_asked_for(sample_home, capsys):
    assert run(["visits", "list", "--sample", "--json"]) == 0
    visits = json.loads(capsys.readouterr().out)
    assert len(visits) >= 2
    assert {one["state"] for one in visits} >= {"planned", "done"}


def test_a_visit_goes_home_by_a_part_of_its_title(sample_home, tmp_path, capsys):
    out = tmp_path / "out"
    assert run(["take-home", "oficina da", "--sample", "--out", str(out), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert {one["nome"] for one in made["manifest"]["ficheiros"]} >= {
        "relatorio.pdf",
        "registos.xlsx",
        "submission.xml",
    }


def test_a_visit_that_is_not_one_visit(sample_home, tmp_path, capsys):
    for given in ("nunca houve", "0", ""):
        assert run(["take-home", given, "--sample", "--out", str(tmp_path / "o")]) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "o").exists()


def test_a_backup_and_the_way_back(capsys):
    assert run(["visits", "list", "--sample", "--json"]) == 0
    before = capsys.readouterr().out
    assert run(["store", "backup", "--sample"]) == 0
    assert run(["store", "backups", "--sample", "--json"]) == 0
    listed = capsys.readouterr().out.split("\n", 1)[1]
    assert len(json.loads(listed)) == 1
    assert run(["store", "restore", "latest", "--sample"]) == 0
    capsys.readouterr()
    assert run(["visits", "list", "--sample", "--json"]) == 0
    assert capsys.readouterr().out == before


def test_no_store_is_a_known_problem(capsys):
    assert run(["visits", "list"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_real_store_needs_its_passphrase(home_of_the_test, monkeypatch, capsys):
    from core.store import Author, Passphrase, create_store, new_id, store_folder

    author = Author(technician_id=new_id(), device_id=new_id())
    folder = store_folder({"TERRENO_HOME": str(home_of_the_test)})
    passphrase = "uma frase bastante comprida"
    store, _ = create_store(folder, unlock=Passphrase(passphrase), author=author)
    store.close()
    assert run(["visits", "list"]) == 1
    assert "TERRENO_PASSPHRASE" in capsys.readouterr().err
    monkeypatch.setenv("TERRENO_PASSPHRASE", "outra frase bem comprida")
    assert run(["visits", "list"]) == 1
    monkeypatch.setenv("TERRENO_PASSPHRASE", passphrase)
    assert run(["visits", "list"]) == 0


def test_everything_is_copied_and_brought_back_without_a_window(
    sample_home, tmp_path, capsys, monkeypatch
):
    assert run(["store", "copy", "--to", str(tmp_path), "--sample"]) == 0
    copy = capsys.readouterr().out.strip()
    monkeypatch.setenv("TERRENO_HOME", str(tmp_path / "outro"))
    assert run(["store", "restore-copy", copy, "--sample"]) == 0
    capsys.readouterr()
    assert run(["visits", "list", "--sample"]) == 0
    assert "Memória" in capsys.readouterr().out
    assert run(["store", "restore-copy", str(tmp_path), "--sample"]) == 1
    assert "cópia completa" in capsys.readouterr().err


def test_a_registo_read_with_its_check_list(tmp_path, capsys):
    form = a_workbook(tmp_path / "bom.xlsx", rows=[("integer", "n", "Quantos?")])
    registo = tmp_path / "registo.xml"
    assert run(["forms", "check", str(form), "--json"]) == 0
    form_id = json.loads(capsys.readouterr().out)["form_id"]
    registo.write_text(f'<data id="{form_id}"><n>3</n><velho>sim</velho></data>')
    assert run(["forms", "view", str(form), str(registo)]) == 0
    told = capsys.readouterr().out
    assert "Quantos?: 3" in told
    assert "/data/velho: sim" in told
    assert run(["forms", "view", str(form), str(registo), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answers"][0]["ref"] == "/data/n"
    assert found["unplaced"][0]["value"] == "sim"
    registo.write_text('<data id="outro"/>')
    assert run(["forms", "view", str(form), str(registo)]) == 1
    assert "outro" in capsys.readouterr().err
    assert run(["forms", "view", str(form), str(tmp_path / "nada.xml")]) == 1
