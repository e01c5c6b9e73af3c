"""`terreno server collector …` and `terreno server submissions`."""

from __future__ import annotations

import io
import json

import pytest

from core.cli import run
from sync.commands import rooms
from tests.server.centres import config_for


@pytest.fixture
def terreno(tmp_path, capsys):
    config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}")

    def ask(*argv: str):
        code = run(["server", *argv, "--folder", str(tmp_path / "centro")], rooms=rooms())
        return code, capsys.readouterr()

    return ask


def test_a_collector_is_added_listed_and_put_out(terreno):
    code, said = terreno("collector", "add", "ana.maia", "--org", "1306", "--name", "Ana", "--json")
    made = json.loads(said.out)
    assert code == 0
    assert made["url"].endswith("/openrosa")
    assert len(made["password"]) >= 15
    (one,) = json.loads(terreno("collector", "list", "--json")[1].out)
    assert (one["login"], one["name"], one["digest"], one["revoked_at"]) == (
        "ana.maia", "Ana", False, None,
    )  # fmt: skip
    assert made["password"] not in terreno("collector", "list")[1].out
    assert terreno("collector", "revoke", "ana.maia")[0] == 0
    (one,) = json.loads(terreno("collector", "list", "--json")[1].out)
    assert one["revoked_at"]
    assert terreno("collector", "revoke", "ana.maia")[0] == 1


@pytest.mark.parametrize(
    ("login", "org"), [("ana", "9999"), ("ana", "amp"), ("a", "1306"), ("ana maia", "1306")]
)
def test_what_cannot_be_a_collector_is_said(terreno, login, org):
    code, said = terreno("collector", "add", login, "--org", org)
    assert code == 1
    assert said.err.count("\n") == 1
    assert json.loads(terreno("collector", "list", "--json")[1].out) == []


def test_a_password_of_ones_own_is_long_enough_and_not_shown(terreno, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("curta\n"))
    assert terreno("collector", "add", "ana", "--org", "1306", "--password-stdin")[0] == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("uma frase comprida\n"))
    code, said = terreno("collector", "add", "ana", "--org", "1306", "--password-stdin")
    assert code == 0
    assert "comprida" not in said.out + said.err
    assert terreno("collector", "add", "ana", "--org", "1306")[0] == 1


def test_submissions_of_a_new_centre_are_none(terreno):
    assert terreno("submissions")[0] == 0
    assert json.loads(terreno("submissions", "--again", "--json")[1].out) == []
