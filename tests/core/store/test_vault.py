"""Who may open a store, and what each wrong try is told."""

from __future__ import annotations

import contextlib
import json

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from core.store import (
    Keyring,
    Passphrase,
    Recovery,
    SampleKey,
    create_store,
    open_store,
    problems,
    store_kind,
)
from core.store.vault import printed, typed

RIGHT = Passphrase("três rosas na mesa")


class MemoryKeyring(KeyringBackend):
    """A keyring that works, for one test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def get_password(self, service, username):
        return self.kept.get((service, username))


@pytest.fixture
def own_keyring():
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def locked(folder, author):
    store, recovery = create_store(folder, unlock=RIGHT, author=author)
    key = store.derive_key("x")
    store.close()
    return recovery, key


def opened_key(folder, author, unlock):
    with open_store(folder, unlock=unlock, author=author) as store:
        return store.derive_key("x")


def test_each_way_gives_the_same_key(folder, author, locked):
    recovery, key = locked
    assert opened_key(folder, author, RIGHT) == key
    assert opened_key(folder, author, Recovery(recovery.text)) == key
    assert opened_key(folder, author, Recovery(recovery.text.lower().replace("-", " "))) == key
    assert store_kind(folder) == {"passphrase", "recovery"}


def test_accents_count_the_same_however_they_are_typed(folder, author, locked):
    assert opened_key(folder, author, Passphrase("tre\u0302s rosas na mesa")) == locked[1]


@pytest.mark.parametrize(
    ("unlock", "problem"),
    [
        (Passphrase("quatro rosas na mesa"), problems.WrongPassphrase),
        (Recovery("ABCD"), problems.RecoveryKeyMistyped),
        (Recovery(printed(bytes(20))), problems.WrongRecoveryKey),
        (Keyring(), problems.WayMissing),
        (SampleKey(), problems.WayMissing),
    ],
)
def test_a_wrong_key_is_a_problem_and_harms_nothing(folder, author, locked, unlock, problem):
    with pytest.raises(problem):
        open_store(folder, unlock=unlock, author=author)
    assert opened_key(folder, author, RIGHT) == locked[1]


def test_short_passphrase(folder, author):
    with pytest.raises(problems.PassphraseTooShort):
        create_store(folder, unlock=Passphrase("curta"), author=author)
    create_store(folder, unlock=SampleKey(), author=author)[0].close()


def test_change_of_passphrase(folder, author, locked):
    new = Passphrase("outra frase bem longa")
    with open_store(folder, unlock=RIGHT, author=author) as store:
        with pytest.raises(problems.WrongPassphrase):
            store.change_passphrase(new, new)
        store.change_passphrase(RIGHT, new)
        renewed = store.new_recovery_key()
    with pytest.raises(problems.WrongPassphrase):
        opened_key(folder, author, RIGHT)
    with pytest.raises(problems.WrongRecoveryKey):
        opened_key(folder, author, Recovery(locked[0].text))
    assert opened_key(folder, author, new) == locked[1]
    assert opened_key(folder, author, Recovery(renewed.text)) == locked[1]


def test_keyring_opens_and_can_be_lost(folder, author, locked, own_keyring):
    with open_store(folder, unlock=RIGHT, author=author) as store:
        store.add_keyring()
    assert opened_key(folder, author, Keyring()) == locked[1]
    own_keyring.kept.clear()
    with pytest.raises(problems.KeyringUnavailable):
        opened_key(folder, author, Keyring())


def test_a_machine_without_keyring_says_so(folder, author, locked, no_keyring):
    with (
        open_store(folder, unlock=RIGHT, author=author) as store,
        pytest.raises(problems.KeyringUnavailable),
    ):
        store.add_keyring()
    assert store_kind(folder) == {"passphrase", "recovery"}


def test_the_vault_holds_no_key(folder, author, locked):
    with open_store(folder, unlock=RIGHT, author=author) as store:
        key = store._vault.key
    text = (folder / "vault.json").read_text()
    assert key.hex() not in text
    assert "rosas" not in text


def test_a_vault_that_was_changed(folder, author, locked):
    path = folder / "vault.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps(content | {"id": "another"}))
    with pytest.raises(problems.WrongPassphrase):
        opened_key(folder, author, RIGHT)
    path.write_text("{")
    with pytest.raises(problems.VaultDamaged):
        opened_key(folder, author, RIGHT)


def test_purposes_have_keys_of_their_own(store):
    assert len(store.derive_key("recording")) == 32
    assert store.derive_key("recording") == store.derive_key("recording")
    assert store.derive_key("recording") != store.derive_key("files")


@given(secret=st.binary(min_size=20, max_size=20))
def test_what_was_printed_can_be_typed(secret):
    assert typed(printed(secret)) == secret


@given(
    secret=st.binary(min_size=20, max_size=20),
    place=st.integers(0, 35),
    letter=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
)
def test_a_typing_error_is_seen(secret, place, letter):
    letters = printed(secret).replace("-", "")
    if letters[place] == letter:
        return
    wrong = letters[:place] + letter + letters[place + 1 :]
    # 20 bits of checksum: one typing error in a million may pass, and then opens nothing.
    with contextlib.suppress(problems.RecoveryKeyMistyped):
        assert typed(wrong) != secret
