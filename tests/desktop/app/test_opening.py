"""Making, opening and restoring stores when something goes wrong on the way."""

from __future__ import annotations

import secrets
import sys
from datetime import UTC, datetime

import pytest

from core.store import (
    Author,
    SampleKey,
    create_store,
    new_id,
    problems,
)
from core.store.vault import printed
from core.visits import list_visits
from desktop.app import crash, opening
from desktop.app.gate import RecoveryPage

SECRET = "quatro palavras no caderno"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
WHO = Author(technician_id=new_id(), device_id=new_id())


def create(folder, *, keyring=False):
    return opening.create_mine(
        folder, passphrase=SECRET, keyring=keyring, name="Ana", municipality="1312", at=AT
    )


def test_a_wrong_passphrase_for_a_backup_leaves_the_start_as_it_was(tmp_path):
    with create(tmp_path / "old").store as store:
        backup = store.backup_now()
    new = tmp_path / "home" / "meu"
    with pytest.raises(problems.WrongPassphrase):
        opening.restore(new, backup=backup.path, secret="errada errada errada")
    assert not opening.exists(new)
    found = opening.restore(new, backup=backup.path, secret=SECRET)
    with found.store:
        assert found.me.technician.name == "Ana"
    assert opening.exists(new)


def test_a_keyring_that_fails_is_a_warning_and_the_recovery_key_is_given(tmp_path, monkeypatch):
    def refuse(*_):
        raise problems.KeyringUnavailable

    monkeypatch.setattr("core.store.vault._keyring_set", refuse)
    found = create(tmp_path / "mine", keyring=True)
    found.store.close()
    assert isinstance(found.warning, problems.KeyringUnavailable)
    with opening.open_with_recovery(tmp_path / "mine", found.recovery).store as again:
        assert again.folder == tmp_path / "mine"


def test_a_sample_whose_making_was_ended_is_filled_at_the_next_opening(tmp_path):
    nobody = Author(technician_id=opening.NOBODY, device_id=opening.NOBODY)
    store, _ = create_store(tmp_path / "sample", unlock=SampleKey(), author=nobody)
    store.close()
    for _ in range(2):
        found = opening.open_sample(tmp_path / "sample")
        with found.store:
            assert found.me is not None
            visits = found.store.read(list_visits)
    assert len(visits) == len({one.id for one in visits}) > 0


@pytest.mark.parametrize(
    "spelt",
    [
        lambda key: key,
        lambda key: key.lower(),
        lambda key: key.replace("-", " "),
        lambda key: key.replace("-", ""),
        lambda key: f"  {key.lower().replace('-', '')}\n",
    ],
)
def test_a_recovery_key_is_known_however_it_is_typed(spelt):
    assert opening.looks_like_recovery(spelt(printed(secrets.token_bytes(20))))


def test_a_passphrase_is_not_taken_for_a_recovery_key():
    for phrase in (SECRET, "x" * 36, "a b c d"):
        assert not opening.looks_like_recovery(phrase)


def test_the_text_of_a_database_error_carries_no_answer(tmp_path):
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    store, _ = create_store(tmp_path / "s", unlock=SampleKey(), author=WHO)
    with store, pytest.raises(SQLAlchemyError) as raised:
        store.read(lambda work: work.execute(text("SELECT :v FROM nowhere"), {"v": "o segredo"}))
    assert "o segredo" not in str(raised.value)


def test_an_error_nobody_caught_says_nothing_of_what_people_answered(tmp_path, capsys):
    shown = []
    undo = crash.install(
        home=tmp_path, version="0", now=lambda: AT, show=lambda *what: shown.append(what)
    )
    try:
        try:
            raise ValueError("a D. Amélia disse")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        undo()
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "Amélia" not in said
    assert len(shown) == 1


def test_the_recovery_page_says_what_could_not_be_had(qtbot):
    page = RecoveryPage("0000", warning=problems.KeyringUnavailable())
    qtbot.addWidget(page)
    assert not page.banner.isHidden()


def test_a_store_that_exists_knows_whose_it_is(tmp_path, monkeypatch):
    from core.store import store

    folder = tmp_path / "meu"

    def killed(_folder):
        monkeypatch.undo()
        raise KeyboardInterrupt  # the moment at which the folder has become a store

    monkeypatch.setattr(store, "sync_folder", killed)
    with pytest.raises(KeyboardInterrupt):
        create(folder)
    assert opening.exists(folder)
    found = opening.open_with_passphrase(folder, SECRET)
    with found.store:
        assert found.me is not None
        assert found.me.technician.name == "Ana"


def test_a_creation_ended_before_that_can_be_done_again(tmp_path, monkeypatch):
    import core.people

    real = core.people.this_is_me

    def killed(*_args, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(core.people, "this_is_me", killed)
    with pytest.raises(KeyboardInterrupt):
        create(tmp_path / "meu")
    assert not opening.exists(tmp_path / "meu")
    monkeypatch.setattr(core.people, "this_is_me", real)
    with create(tmp_path / "meu").store as store:
        assert store.read(core.people.who_am_i).technician.name == "Ana"
