"""The keys of a store: one random data key, wrapped once for each way to open it.

The file beside the data holds wrapped keys only; none of them opens without what the person has.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from core.store import problems
from core.store.durable import write_whole

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from core.problem import Problem

Way = Literal["passphrase", "keyring", "recovery", "sample"]

LEAST_PASSPHRASE = 8
_KEY = 32
_FORMAT = 1
_MEMORY_KIB, _PASSES, _LANES = 65_536, 3, 4
_KEYRING_SERVICE = "Terreno"
_SAMPLE_SECRET = b"terreno: sample store, fictional data only"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_BYTES = 20
_CHECK_LETTERS = 4
_GROUP = 4


@dataclass(frozen=True, slots=True, repr=False)
class Passphrase:
    """What the person knows."""

    text: str


@dataclass(frozen=True, slots=True)
class Keyring:
    """What the operating system keeps for this person."""


@dataclass(frozen=True, slots=True, repr=False)
class Recovery:
    """What was printed once."""

    text: str


@dataclass(frozen=True, slots=True)
class SampleKey:
    """The well-known key of the sample store, which holds fictional data only."""


Unlock = Passphrase | Keyring | Recovery | SampleKey


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryKey:
    """A recovery key to print: 9 groups of 4 letters and digits, the last one a checksum."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Vault:
    """An unlocked vault: the file's content and the data key."""

    path: Path
    content: dict[str, Any]
    key: bytes

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, by HKDF-SHA256 from the data key."""
        return _hkdf(self.key, purpose)

    def set_passphrase(self, new: Passphrase) -> None:
        """Wrap the data key with a new passphrase; the old one stops working.

        Raises: PassphraseTooShort.
        """
        self._put("passphrase", _wrap_passphrase(self.key, new, self.content["id"]))

    def add_keyring(self) -> None:
        """Let the operating system's keyring open this store from now on.

        Raises: KeyringUnavailable.
        """
        secret = secrets.token_bytes(_KEY)
        _keyring_set(self.content["id"], secret.hex())
        self._put("keyring", _wrap(self.key, secret, self.content["id"]))

    def remove_keyring(self) -> None:
        """Forget the keyring's way."""
        self._put("keyring", None)

    def new_recovery(self) -> RecoveryKey:
        """A new recovery key; an earlier one stops working."""
        secret = secrets.token_bytes(_RECOVERY_BYTES)
        self._put("recovery", _wrap(self.key, _hkdf(secret, "recovery"), self.content["id"]))
        return RecoveryKey(printed(secret))

    def _put(self, way: Way, entry: dict[str, Any] | None) -> None:
        ways = dict(self.content["ways"])
        ways.pop(way, None)
        if entry is not None:
            ways[way] = entry
        content = self.content | {"ways": ways}
        write_whole(self.path, json.dumps(content, indent=1, sort_keys=True).encode())
        self.content.update(content)


def create_vault(path: Path, *, unlock: Unlock, at: datetime) -> tuple[Vault, RecoveryKey | None]:
    """A new data key, wrapped for the given way and for a recovery key (none for the sample).

    Raises: PassphraseTooShort, KeyringUnavailable.
    """
    key = secrets.token_bytes(_KEY)
    store = secrets.token_hex(16)
    content = {"format": _FORMAT, "id": store, "created_at": at.isoformat(), "ways": {}}
    vault = Vault(path, content, key)
    match unlock:
        case SampleKey():
            vault._put("sample", _wrap(key, _hkdf(_SAMPLE_SECRET, "sample"), store))  # noqa: SLF001
            return vault, None
        case Passphrase():
            vault.set_passphrase(unlock)
        case Keyring():
            vault.add_keyring()
        case Recovery():
            raise problems.WayMissing(way="recovery")
    return vault, vault.new_recovery()


def open_vault(path: Path, *, unlock: Unlock) -> Vault:
    """Unwrap the data key.

    Raises: WrongPassphrase, RecoveryKeyMistyped, WrongRecoveryKey, KeyringUnavailable, WayMissing,
    VaultDamaged.
    """
    content = read_vault(path)
    store = content["id"]
    match unlock:
        case Passphrase():
            entry = _entry(content, "passphrase")
            secret = _stretch(unlock, entry)
            wrong: type[Problem] = problems.WrongPassphrase
        case Recovery():
            entry, wrong = _entry(content, "recovery"), problems.WrongRecoveryKey
            secret = _hkdf(typed(unlock.text), "recovery")
        case Keyring():
            entry, wrong = _entry(content, "keyring"), problems.KeyringUnavailable
            secret = bytes.fromhex(_keyring_get(store))
        case SampleKey():
            entry, wrong = _entry(content, "sample"), problems.VaultDamaged
            secret = _hkdf(_SAMPLE_SECRET, "sample")
    key = _unwrap(entry, secret, store)
    if key is None:
        raise wrong()
    return Vault(path, content, key)


def read_vault(path: Path) -> dict[str, Any]:
    """The vault's file without unlocking. Raises: VaultDamaged, StoreMissing."""
    try:
        content = json.loads(path.read_bytes())
        if content["format"] > _FORMAT:
            raise problems.StoreTooNew
        if not isinstance(content["ways"], dict):
            raise TypeError("ways")
        str(content["id"])
    except FileNotFoundError:
        raise problems.StoreMissing(folder=str(path.parent)) from None
    except (ValueError, KeyError, TypeError) as error:
        raise problems.VaultDamaged from error
    return dict(content)


def printed(secret: bytes) -> str:
    """A recovery secret as groups for paper: Crockford's letters, no I, L, O, U."""
    letters = _base32(int.from_bytes(secret), len(secret) * 8 // 5)
    letters += _check(secret)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def typed(text: str) -> bytes:
    """The secret behind what a person typed. Raises: RecoveryKeyMistyped."""
    plain = "".join(text.upper().split()).replace("-", "")
    plain = plain.replace("O", "0").replace("I", "1").replace("L", "1")
    whole = _RECOVERY_BYTES * 8 // 5
    if len(plain) != whole + _CHECK_LETTERS or set(plain) - set(_ALPHABET):
        raise problems.RecoveryKeyMistyped
    number = 0
    for letter in plain[:whole]:
        number = number * 32 + _ALPHABET.index(letter)
    secret = number.to_bytes(_RECOVERY_BYTES)
    if _check(secret) != plain[whole:]:
        raise problems.RecoveryKeyMistyped
    return secret


def _check(secret: bytes) -> str:
    number = int.from_bytes(hashlib.blake2b(secret, digest_size=4).digest())
    return _base32(number >> (32 - 5 * _CHECK_LETTERS), _CHECK_LETTERS)


def _base32(number: int, letters: int) -> str:
    return "".join(_ALPHABET[number >> (5 * at) & 31] for at in reversed(range(letters)))


def _entry(content: dict[str, Any], way: Way) -> dict[str, Any]:
    entry = content["ways"].get(way)
    if entry is None:
        raise problems.WayMissing(way=way)
    return dict(entry)


def _wrap_passphrase(key: bytes, passphrase: Passphrase, store: str) -> dict[str, Any]:
    if len(passphrase.text) < LEAST_PASSPHRASE:
        raise problems.PassphraseTooShort(least=LEAST_PASSPHRASE)
    cost = {"memory_kib": _MEMORY_KIB, "passes": _PASSES, "lanes": _LANES}
    entry: dict[str, Any] = {"salt": _text(secrets.token_bytes(16)), **cost}
    return entry | _wrap(key, _stretch(passphrase, entry), store)


def _stretch(passphrase: Passphrase, entry: dict[str, Any]) -> bytes:
    """Argon2id (RFC 9106, second recommended choice), on the text as any keyboard spells it."""
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            unicodedata.normalize("NFKC", passphrase.text).encode(),
            base64.b64decode(entry["salt"]),
            time_cost=entry["passes"], memory_cost=entry["memory_kib"],
            parallelism=entry["lanes"], hash_len=_KEY, type=Type.ID,
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise problems.VaultDamaged from error


def _wrap(key: bytes, secret: bytes, store: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return {"nonce": _text(nonce), "key": _text(AESGCM(secret).encrypt(nonce, key, store.encode()))}


def _unwrap(entry: dict[str, Any], secret: bytes, store: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        nonce, sealed = base64.b64decode(entry["nonce"]), base64.b64decode(entry["key"])
        return AESGCM(secret).decrypt(nonce, sealed, store.encode())
    except InvalidTag:
        return None
    except (KeyError, ValueError) as error:
        raise problems.VaultDamaged from error


def _hkdf(secret: bytes, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY, salt=None, info=f"terreno/{purpose}".encode()).derive(secret)


def _keyring_set(store: str, secret: str) -> None:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_KEYRING_SERVICE, store, secret)
        if keyring.get_password(_KEYRING_SERVICE, store) != secret:
            raise problems.KeyringUnavailable
    except (KeyringError, RuntimeError, OSError) as error:
        raise problems.KeyringUnavailable from error


def _keyring_get(store: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        secret = keyring.get_password(_KEYRING_SERVICE, store)
    except (KeyringError, RuntimeError, OSError) as error:
        raise problems.KeyringUnavailable from error
    if secret is None:
        raise problems.KeyringUnavailable
    return secret


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
