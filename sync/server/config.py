"""How a centre is set up: one TOML file, and the environment over it."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sync.server.problems import NotSetUp

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG_NAME = "centro.toml"
_FOLDER = "TERRENO_SERVER"
_DATABASE = "TERRENO_SERVER_DATABASE"
_ALWAYS = frozenset(
    ("database", "url", "host", "port", "certificate", "key", "pinned", "processes", "threads")
)


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """What a process of the centre needs to know. Paths are absolute."""

    folder: Path
    database: str
    """`sqlite:///…` or `postgresql+psycopg://…`."""
    url: str
    """Where laptops find it; without a slash at the end."""
    host: str = "0.0.0.0"  # noqa: S104  a server listens; the firewall is its owner's
    port: int = 8443
    certificate: str = ""
    """PEM; empty: a proxy before it speaks TLS."""
    key: str = ""
    proxies: str = ""
    """Addresses of the proxies whose word counts on where a request comes from and whether it came
    over TLS (`X-Forwarded-For`, `-Proto`), parted by commas, `*` for all; empty: the environment's
    `FORWARDED_ALLOW_IPS`, else this machine's own."""
    pinned: bool = False
    """Laptops are told to trust this very key (a certificate of our own)."""
    next_pin: str = ""
    """The pin of the key that will follow."""
    processes: int = 1
    threads: int = 16
    """Requests at once in one process, and its connections to the database."""
    most_body: int = 8 * 1024 * 1024
    """Bytes of one request of the data lane."""
    files: str = ""
    """Folder of large files; empty: `files` beside the configuration. Several machines share it."""
    bucket: str = ""
    """Name of the S3 bucket in which whole files lie; empty: in the folder. The keys to it stand in
    the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`)."""
    bucket_endpoint: str = ""
    """Where an S3 that is not Amazon's answers: `https://…`."""
    bucket_region: str = "us-east-1"
    bucket_prefix: str = ""
    """What names in the bucket begin with."""
    oidc_issuer: str = ""
    """OpenID Connect provider of the page, as it calls itself; empty: passwords only. The client's
    secret, if it has one, stands in the environment (`TERRENO_OIDC_SECRET`)."""
    oidc_client: str = ""
    oidc_claim: str = "preferred_username"
    """The claim that is somebody's login here."""
    most_file: int = 64 * 1024**3
    """Bytes of one file."""
    keep_free: int = 2 * 1024**3
    """Bytes that files leave free on their disk."""
    upload_hours: int = 30 * 24
    """Hours that an upload may rest before it is forgotten."""
    a_minute: int = 600
    """Requests of one device or address in a minute."""
    logins_a_minute: int = 30
    """Times that one device asks for a token, or a wrong code or password comes from an address."""
    logins_of_address: int = 1_200
    """Times that all devices behind one address ask for a token: an office has one address."""

    @property
    def file(self) -> Path:
        """The configuration file."""
        return self.folder / CONFIG_NAME

    @property
    def files_folder(self) -> Path:
        """Where large files lie."""
        return self.folder / (self.files or "files")


def folder_of(env: Mapping[str, str] = os.environ) -> Path:
    """`TERRENO_SERVER`, or the platform's data folder."""
    if chosen := env.get(_FOLDER):
        return Path(chosen).absolute()
    from platformdirs import user_data_path

    return user_data_path("Terreno", appauthor=False) / "centro"


def read_config(folder: Path, *, env: Mapping[str, str] = os.environ) -> ServerConfig:
    """The configuration of a folder. `TERRENO_SERVER_DATABASE` counts before the file's line.

    Raises: NotSetUp.
    """
    try:
        text = (folder / CONFIG_NAME).read_text(encoding="utf-8")
        found: dict[str, Any] = tomllib.loads(text)
        config = ServerConfig(folder=folder, **found)
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        raise NotSetUp(folder=str(folder), why=type(error).__name__) from error
    given = env.get(_DATABASE)
    return replace(config, database=given) if given else config


def write_config(config: ServerConfig) -> None:
    """Write the file; only its owner may read it (it may hold a password).

    What `_ALWAYS` names is always told; everything else where it is not as it comes.
    """
    config.folder.mkdir(parents=True, exist_ok=True)
    told = [
        one.name
        for one in fields(config)
        if one.name != "folder"
        and (one.name in _ALWAYS or getattr(config, one.name) != one.default)
    ]
    lines = [
        "# O centro do Terreno / Terreno's central store. docs/server.md",
        *(f"{name} = {_toml(getattr(config, name))}" for name in told),
    ]
    descriptor = os.open(config.file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
