"""What a process of the centre holds while it runs; every route is given it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from starlette.concurrency import run_in_threadpool

from sync.server.blobs import Blobs, Incoming
from sync.server.buckets import blobs_of
from sync.server.openrosa.room import Phones
from sync.server.rates import Rates
from sync.server.receiving import Holders

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

    from core.store.clock import Clock
    from sync.centre.service import Centre
    from sync.server.config import ServerConfig
    from sync.server.tokens import Tokens
    from sync.server.watch import Meters

T = TypeVar("T")


@dataclass(slots=True)
class Site:
    """The centre, its tokens, limits and meters."""

    config: ServerConfig
    centre: Centre
    tokens: Tokens
    meters: Meters
    clock: Clock
    pins: list[str] = field(default_factory=list)
    """What laptops are told to trust at their enrolment."""
    requests: Rates = field(init=False)
    logins: Rates = field(init=False)
    """Of one device, and wrong guesses of an address."""
    offices: Rates = field(init=False)
    """Of all that ask for a token from one address."""
    blobs: Blobs = field(init=False)
    incoming: Incoming = field(init=False)
    holders: Holders = field(init=False)
    phones: Phones = field(init=False)

    def __post_init__(self) -> None:
        self.requests = Rates(self.config.a_minute, clock=self.clock)
        self.logins = Rates(self.config.logins_a_minute, clock=self.clock)
        self.offices = Rates(self.config.logins_of_address, clock=self.clock)
        folder = self.config.files_folder
        self.blobs = blobs_of(self.config)
        self.incoming = Incoming(folder / "incoming", keep_free=self.config.keep_free)
        self.holders = Holders()
        self.phones = Phones(
            folder, self.blobs, keep_free=self.config.keep_free,
            word=self.tokens.derive(b"openrosa digest"),
        )  # fmt: skip

    @property
    def engine(self) -> Engine:
        """The database."""
        return self.centre.engine

    async def write(self, verb: Callable[[Connection], T]) -> T:
        """One transaction, on a thread."""

        def whole() -> T:
            with self.engine.begin() as connection:
                return verb(connection)

        return await run_in_threadpool(whole)
