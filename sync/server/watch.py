"""Meters for Prometheus and one line of JSON for each request; no names, values or addresses."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from core.store.clock import Clock

LOG = logging.getLogger("terreno.server")


class Meters:
    """Counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "terreno_requests", "Requests served", ["route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "terreno_request_seconds", "Time to serve", ["route"], registry=self.registry
        )
        self.taken = Counter(
            "terreno_operations_taken", "Operations acknowledged", registry=self.registry
        )
        self.not_taken = Counter(
            "terreno_operations_refused", "Operations refused", registry=self.registry
        )
        self.given = Counter(
            "terreno_operations_given", "Operations in pages", registry=self.registry
        )
        self.files_taken = Counter(
            "terreno_files_received", "Files received whole", registry=self.registry
        )
        self.file_bytes = Counter(
            "terreno_file_bytes_in", "Bytes of files taken", registry=self.registry
        )
        self.file_bytes_out = Counter(
            "terreno_file_bytes_out", "Bytes of files given", registry=self.registry
        )
        self.refused = Counter(
            "terreno_refusals", "Requests refused", ["code"], registry=self.registry
        )
        self.troubles = Counter(
            "terreno_database_troubles", "Database errors", registry=self.registry
        )
        self.heads = Gauge(
            "terreno_scope_head", "Operations of a scope", ["scope"], registry=self.registry
        )
        self.submissions = Gauge(
            "terreno_submissions", "What phones handed in", ["state"], registry=self.registry
        )
        self.devices = Gauge("terreno_devices", "Laptops that may exchange", registry=self.registry)

    def troubled(self, error: BaseException) -> None:
        """A database error: counted, its kind logged (its text may hold values)."""
        self.troubles.inc()
        origin = getattr(error, "orig", None) or error
        LOG.warning("database", extra={"facts": {"error": type(origin).__name__}})

    def text(
        self, heads: Iterable[tuple[str, int]], *, devices: int, submissions: Mapping[str, int]
    ) -> bytes:
        """What Prometheus reads. `submissions`: how many of them are in each state."""
        for state, count in submissions.items():
            self.submissions.labels(state).set(count)
        for scope, seq in heads:
            self.heads.labels(scope).set(seq)
        self.devices.set(devices)
        return generate_latest(self.registry)


class Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """`at`, `level`, `event` and the facts of it."""
        facts: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        facts |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            # The text of an exception may hold values; where it happened does not.
            facts["error"] = type(record.exc_info[1]).__name__
            trace = record.exc_info[2]
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            if trace is not None:
                facts["where"] = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        return json.dumps(facts, ensure_ascii=False)


def log_lines() -> None:
    """Send our log to stdout as lines of JSON; uvicorn's own words too."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Lines())
    for name, level in (("terreno.server", logging.INFO), ("uvicorn.error", logging.INFO),
                        ("uvicorn.access", logging.ERROR)):  # fmt: skip
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(level)


class Watched:
    """Measures and logs each request; a trouble nobody foresaw becomes a 500 without words."""

    def __init__(self, app: ASGIApp, meters: Meters, clock: Clock) -> None:
        self.app = app
        self.meters = meters
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = self.clock.monotonic_ns()
        told: dict[str, int] = {"status": 500, "sent": 0}

        async def count(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            told["sent"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, count)
        finally:
            seconds = (self.clock.monotonic_ns() - start) / 1e9
            endpoint = getattr(scope.get("endpoint"), "__name__", "other")
            route = getattr(scope.get("route"), "path", f"/v1/{endpoint}")
            self.meters.requests.labels(route, str(told["status"])).inc()
            self.meters.seconds.labels(route).observe(seconds)
            facts = {"route": route, "ms": round(seconds * 1000, 1), **told}
            device = scope.get("state", {}).get("device")
            if device is not None:
                facts["device"] = str(device)[-8:]
            LOG.info("request", extra={"facts": facts})
