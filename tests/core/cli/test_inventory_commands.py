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


def test_an_import_is_listed_and_undone(say, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Entidade;Concelho;Resposta social\nAlfa Única;Maia;Creche\n")
    made = json.loads(say("import", str(path), "--json")[1])["import_id"]
    assert made in say("imports")[1]
    assert json.loads(say("imports", "--json")[1])[0]["file_name"] == "a.csv"
    code, out, _ = say("undo", made, "--json")
    assert (code, json.loads(out)["removed"]) == (0, 3)
    assert json.loads(say("search", "unica", "--json")[1]) == []
    code, _, err = say("undo", made)
    assert (code, err.count("\n")) == (1, 1)
    assert "(desfeita)" in say("imports")[1]


def test_two_records_are_joined_and_parted_again(say, tmp_path):
    path = tmp_path / "a.csv"
    rows = "Entidade;Concelho;Resposta social\nAlfa Única;Maia;Creche\nBeta Única;Maia;CATL\n"
    path.write_text(rows)
    assert say("import", str(path))[0] == 0
    one, other = json.loads(say("search", "unica", "--json")[1])
    code, out, _ = say("merge", "facility", one["facility_id"], other["facility_id"], "--json")
    assert code == 0
    merged = json.loads(out)["merge_id"]
    now = json.loads(say("search", "unica", "--json")[1])
    assert len({each["facility_id"] for each in now}) == 1
    assert merged in say("merges")[1]
    assert say("split", merged)[0] == 0
    again = json.loads(say("search", "unica", "--json")[1])
    assert len({each["facility_id"] for each in again}) == 2
    assert say("merge", "bank", one["facility_id"], other["facility_id"])[0] == 2


def test_rounds_and_loans_are_told_from_outside(say):
    from datetime import UTC, date, datetime, timedelta

    from core.cli.opened import opened
    from core.inventory import BankKind, add_bank_item, lend, list_entries, start_round
    from core.inventory.rounds import Outcome, due_entries, settle
    from core.store import new_id

    assert say("rounds")[0] == 0
    today = date.today()  # noqa: DTZ011  the command asks for the day here
    with opened(sample=True) as store:
        municipality = store.read(list_entries).entries[0].municipality
        campaign = store.write_now(
            lambda work: start_round(
                work, title="Levantamento", opened_on=today, due_on=today + timedelta(days=30),
                scope=municipality, municipalities=(municipality,),
            )
        )  # fmt: skip
        entry = store.read(lambda work: due_entries(work, round_id=campaign))[0]
        (before,) = [
            one.waiting
            for one in store.read(list_entries).entries
            if one.id == entry.social_response_id
        ]
        store.write_now(
            lambda work: settle(
                work, entry_id=entry.id, outcome=Outcome.CORRECTED, at=datetime.now(UTC),
                by=new_id(), corrections={"waiting": 77},
            )
        )  # fmt: skip
        item = store.write_now(
            lambda work: add_bank_item(
                work,
                bank=BankKind.ASSISTIVE_PRODUCT,
                name="Cadeira de rodas",
                municipality=municipality,
                stock=2,
            )
        )
        store.write_now(
            lambda work: lend(
                work, item_id=item, borrower="Processo 12", quantity=1,
                on=today - timedelta(days=40), due_on=today - timedelta(days=10),
            )
        )  # fmt: skip
    (told,) = json.loads(say("rounds", "--json")[1])
    assert told["done"] == 1
    left = json.loads(say("due", told["id"], "--json")[1])
    assert len(left) == told["total"] - 1
    changed = json.loads(say("due", told["id"], "--changed", "--json")[1])
    (mine,) = [one for one in changed if one["outcome"] == "corrected"]
    assert {"field": "waiting", "before": before, "now": 77} in mine["fields"]
    assert any(one["outcome"] is None for one in changed)
    code, out, _ = say("loans", "--late")
    assert (code, "Cadeira de rodas" in out) == (1, True)


def test_an_offices_workbook_is_filled_with_what_is_known_today(say, tmp_path):
    path, to = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_text("Entidade;Concelho;Resposta social;Capacidade\nAlfa Única;Maia;Creche;40\n")
    assert say("import", str(path))[0] == 0
    path.write_text("Entidade;Concelho;Resposta social;Capacidade\nAlfa Única;Maia;Creche;\n")
    code, out, _ = say("fill-back", str(path), str(to), "--json")
    assert (code, json.loads(out)["cells"]) == (0, 1)
    assert "Creche;40" in to.read_text(encoding="utf-8-sig")
