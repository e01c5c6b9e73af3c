"""Setting a centre up and running it: `terreno server init`, `terreno server run`."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from core.store.ids import new_id
from sync.centre.service import begin_epoch
from sync.server.config import write_config
from sync.server.database import open_engine, upgrade
from sync.server.devices import note
from sync.server.problems import AlreadySetUp
from sync.server.tokens import make_secret

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from datetime import datetime

    from uvicorn import Config

    from sync.server.config import ServerConfig

_CERTIFICATE_LASTS = timedelta(days=3650)
_GRACE_SECONDS = 30


def set_up(config: ServerConfig, *, at: datetime, behind_proxy: bool = False) -> ServerConfig:
    """Tables, epoch, secret, and a TLS key of its own unless one is given.

    `behind_proxy`: another program speaks TLS before it; no key is made.

    Raises: AlreadySetUp; SQLAlchemy's errors if the database cannot be reached.
    """
    if config.file.exists():
        raise AlreadySetUp(folder=str(config.folder))
    config.folder.mkdir(parents=True, exist_ok=True)
    if config.url.startswith("https") and not config.certificate and not behind_proxy:
        config = _own_certificate(config, at=at)
    engine = open_engine(config.database)
    upgrade(engine)
    with engine.begin() as connection:
        begin_epoch(connection, new_id().hex)
        make_secret(connection)
        note(connection, at=at, actor="cli", action="centre.set-up")
    engine.dispose()
    write_config(config)
    return config


def run(config: ServerConfig) -> None:
    """Serve until told to stop; requests under way are finished first (30 s)."""
    import uvicorn

    engine = open_engine(config.database)
    upgrade(engine)
    engine.dispose()
    os.environ["TERRENO_SERVER"] = str(config.folder)
    uvicorn.run(
        "sync.server.app:from_environment", factory=True, host=config.host, port=config.port,
        workers=config.processes, ssl_certfile=config.certificate or None,
        ssl_keyfile=config.key or None,
        ssl_context_factory=tls_of if config.certificate else None,
        forwarded_allow_ips=config.proxies or None, log_config=None, access_log=False,
        server_header=False, date_header=False, timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=75, h11_max_incomplete_event_size=32 * 1024,
    )  # fmt: skip


def tls_of(_config: Config, usual: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """uvicorn's own settings, without tickets: half a kilobyte with each line, for sessions that
    laptops do not take up (what they would save is the certificate, which is no longer)."""
    context = usual()
    context.num_tickets = 0
    return context


def _own_certificate(config: ServerConfig, *, at: datetime) -> ServerConfig:
    """A key and a certificate of our own; laptops know it by its pin."""
    from urllib.parse import urlsplit

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    host = urlsplit(config.url).hostname or "localhost"
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _CERTIFICATE_LASTS)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate_file = config.folder / "centro.crt"
    key_file = config.folder / "centro.key"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    return replace(
        config, certificate=str(certificate_file), key=str(key_file), pinned=True
    )  # fmt: skip


def pin_of(config: ServerConfig) -> str:
    """The pin of the centre's key: sha256 of its SPKI, base64; empty without TLS of our own."""
    import base64
    import hashlib
    from pathlib import Path

    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    if not config.certificate or not config.pinned:
        return ""
    certificate = x509.load_pem_x509_certificate(Path(config.certificate).read_bytes())
    spki = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.urlsafe_b64encode(hashlib.sha256(spki).digest()).decode().rstrip("=")
