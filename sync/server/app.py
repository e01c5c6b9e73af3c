"""The application: doors, data lane, and whatever other lanes are listed in `endpoints`."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from core.store.clock import SystemClock
from sync.centre.service import Centre
from sync.protocol.endpoint import Refused
from sync.server import doors, giving, hot, tus, upkeep
from sync.server.config import folder_of, read_config
from sync.server.database import open_engine
from sync.server.description import describe
from sync.server.openrosa import doors as openrosa
from sync.server.openrosa import inbox
from sync.server.openrosa.carrying import Carrier
from sync.server.running import pin_of
from sync.server.site import Site
from sync.server.snapshooting import make_missing
from sync.server.tokens import Tokens, secret_of
from sync.server.watch import LOG, Meters, Watched, log_lines
from sync.server.web import doors as web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.routing import BaseRoute

    from core.store.clock import Clock
    from sync.server.config import ServerConfig

_LOOK_EVERY = 60.0
_A_DAY = 24 * 3600


def endpoints() -> list[BaseRoute]:
    """The plain routes of all lanes. A new lane adds its `ROUTES` here."""
    return [*hot.ROUTES, *tus.ROUTES, *giving.ROUTES, *openrosa.ROUTES, *web.ROUTES]


def make_site(config: ServerConfig, *, clock: Clock) -> Site:
    """What a process holds; the database must have been laid out."""
    engine = open_engine(config.database, connections=config.threads)
    with engine.begin() as connection:
        secret = secret_of(connection)
    return Site(
        config=config, centre=Centre(engine, clock=clock), tokens=Tokens(secret),
        meters=Meters(), clock=clock,
        pins=[one for one in (pin_of(config), config.next_pin) if one],
    )  # fmt: skip


def make_app(site: Site) -> FastAPI:
    """The ASGI application of one process."""

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        from anyio import to_thread

        to_thread.current_default_thread_limiter().total_tokens = site.config.threads
        ending = threading.Event()
        keeper = threading.Thread(target=_keep, args=(site, ending), name="terreno-snapshots")
        keeper.start()
        carrier = threading.Thread(
            target=Carrier(site).run, args=(ending,), name="terreno-openrosa"
        )
        carrier.start()
        LOG.info("started", extra={"facts": {"database": site.engine.dialect.name}})
        yield
        ending.set()
        site.phones.arrived.set()
        keeper.join()
        carrier.join()
        site.engine.dispose()
        LOG.info("stopped")

    app = FastAPI(
        title="Terreno – centro", version="1", lifespan=running, docs_url=None, redoc_url=None
    )
    app.state.site = site
    app.include_router(doors.router)
    app.include_router(doors.open_router)
    app.router.routes.extend(endpoints())
    app.openapi = describe(app)  # type: ignore[method-assign]
    app.add_middleware(Watched, meters=site.meters, clock=site.clock)

    @app.exception_handler(Refused)
    async def _refused(_request: Request, refused: Refused) -> JSONResponse:
        site.meters.refused.labels(refused.code).inc()
        return doors.trouble(refused)

    @app.exception_handler(HTTPException)
    async def _not_read(_request: Request, error: HTTPException) -> JSONResponse:
        """What is no JSON at all (400), no such door (404), another method (405)."""
        return JSONResponse(
            {"code": "malformed", "detail": str(error.detail)}, status_code=error.status_code,
            headers=error.headers,
        )  # fmt: skip

    @app.exception_handler(SQLAlchemyError)
    async def _troubled(_request: Request, error: SQLAlchemyError) -> JSONResponse:
        site.meters.troubled(error)
        return doors.trouble(Refused("busy"))

    return app


def from_environment() -> FastAPI:
    """What uvicorn starts in each process."""
    log_lines()
    return make_app(make_site(read_config(folder_of()), clock=SystemClock()))


def _keep(site: Site, ending: threading.Event) -> None:
    """Make the snapshots that are missing and look after files, until the process ends."""
    swept = 0.0
    while not ending.wait(_LOOK_EVERY):
        try:
            make_missing(site.engine, clock=site.clock)
            upkeep.drop_expired(site.engine, site.incoming, at=site.clock.now())
            upkeep.apply_erasures(site.engine, site.blobs, at=site.clock.now())
            site.phones.sweep(before=site.clock.now().timestamp() - _A_DAY)
            with site.engine.begin() as connection:
                inbox.forget_the_old(connection, at=site.clock.now())
            now = site.clock.monotonic_ns() / 1e9
            if not swept or now - swept > _A_DAY:
                swept = now
                upkeep.drop_orphans(site.engine, site.blobs, at=site.clock.now())
        except (SQLAlchemyError, OSError) as error:
            site.meters.troubled(error)
