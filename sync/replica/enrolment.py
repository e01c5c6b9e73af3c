"""Where this laptop belongs: its key, the centre's address and pins; made once with a code.

All of it lies in the encrypted store, so that a stolen disk holds no key.
"""

from __future__ import annotations

import base64
import random
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit, urlunsplit
from uuid import UUID

from core.store.log import Author
from sync.protocol.endpoint import Refused
from sync.protocol.seals import public_of, signed
from sync.replica import state
from sync.replica.adopting import adopt_phantoms
from sync.replica.keys import DEVICE, device_key, sealing_key, sealing_public
from sync.replica.over_http import OverHttp, ask_json
from sync.replica.wire import Wire

if TYPE_CHECKING:
    from core.store.mapping import Work
    from sync.replica.exchange import ReplicaStore
    from sync.replica.wire import Draw, Pause

_FACT = "centre"
_LAST = "last_exchange"
ENROL_WORDS = b"terreno-enrol-1"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The centre that this laptop belongs to."""

    url: str
    pins: tuple[str, ...]
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How this laptop stands with its centre."""

    enrolment: Enrolment | None
    waiting: int
    refused: int
    scopes: tuple[str, ...]


def standing(work: Work) -> Standing:
    """What is known here, without asking the centre."""
    connection = work.connection()
    return Standing(
        enrolment=_enrolment(state.fact(connection, _FACT)),
        waiting=state.count_waiting(connection),
        refused=state.count_refused(connection),
        scopes=tuple(sorted(state.cursors(connection))),
    )


def last_exchange(work: Work) -> datetime | None:
    """When something last went or came, aware; none if it never did."""
    kept = state.fact(work.connection(), _LAST)
    return None if kept is None else datetime.fromisoformat(kept)


def remember_exchange(work: Work, *, at: datetime) -> None:
    """Note the instant of an exchange that ended well."""
    state.set_fact(work.connection(), _LAST, at.isoformat())


def wait_a_while(seconds: float) -> None:
    """A pause between two tries."""
    threading.Event().wait(seconds)


def draw() -> float:
    """A number between 0 and 1."""
    return random.random()  # noqa: S311  spreads laptops in time, guards nothing


def address_of(given: str) -> tuple[str, tuple[str, ...]]:
    """An address as a person was given it: the URL, and the pin after `#pin=`."""
    parts = urlsplit(given.strip())
    pins = parse_qs(parts.fragment).get("pin", [])
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", "")), tuple(pins)


def enrol(
    store: ReplicaStore, given: str, code: str, *, name: str,
    pause: Pause = wait_a_while, spread: Draw = draw,
) -> Enrolment:  # fmt: skip
    """Hand in a code at an address. The key is kept before it is told, so that a cut costs none.

    Raises: Refused (code, device, rate), NoAnswer (WrongKey).
    """
    url, pins = address_of(given)
    key = store.write_now(device_key)
    sealing = store.write_now(_sealing)
    letters = "".join(one for one in code.upper() if one.isalnum())
    device = store.author.device_id
    wire = Wire(url, pins=pins, pause=pause, draw=spread)
    try:
        answer = ask_json(
            wire, "/v1/enrol",
            {
                "code": letters, "device": str(device),
                "technician": str(store.author.technician_id), "name": name[:80],
                "public_key": base64.b64encode(public_of(key)).decode(),
                "sealing_key": base64.b64encode(sealing).decode(),
                "signature": base64.b64encode(
                    signed(key, ENROL_WORDS + device.bytes + letters.encode())
                ).decode(),
            },
        )  # fmt: skip
    finally:
        wire.close()
    told = tuple(str(one) for one in answer.get("pins", []))
    made = Enrolment(
        url=url, pins=tuple(dict.fromkeys((*pins, *told))),
        organisation=str(answer.get("organisation")), role=str(answer.get("role")),
    )  # fmt: skip
    facts = {"url": made.url, "pins": list(made.pins), "organisation": made.organisation,
             "role": made.role, "device": str(device)}  # fmt: skip

    def keep(work: Work) -> None:
        connection = work.connection()
        adopt_phantoms(connection, device)
        state.set_fact(connection, _FACT, facts)

    store.write_now(keep)
    return made


def known_as(store: ReplicaStore) -> UUID:
    """The id by which the centre knows this laptop; changes are written under it from here on."""

    def kept(work: Work) -> str:
        connection = work.connection()
        centre = state.fact(connection, _FACT)
        # After a restore from a backup the centre gave another id (`Exchange`).
        return str(state.fact(connection, "device") or (centre["device"] if centre else ""))

    told = store.read(kept)
    identity = UUID(told) if told else store.author.device_id
    if identity != store.author.device_id:
        store.set_author(Author(store.author.technician_id, identity))
    return identity


def endpoint_of(
    store: ReplicaStore, *, pause: Pause = wait_a_while, spread: Draw = draw
) -> OverHttp:
    """The centre of this laptop. Raises: Refused (enrol) if it belongs to none."""

    def kept(work: Work) -> tuple[Any, Any]:
        connection = work.connection()
        return state.fact(connection, _FACT), state.fact(connection, DEVICE)

    centre, key = store.read(kept)
    enrolment = _enrolment(centre)
    if enrolment is None or key is None:
        raise Refused("enrol")
    wire = Wire(enrolment.url, pins=enrolment.pins, pause=pause, draw=spread)
    identity = known_as(store)
    secret = base64.b64decode(key)
    return OverHttp(wire, device=identity, sign=lambda data: signed(secret, data))


def _enrolment(fact: Any) -> Enrolment | None:
    if not fact:
        return None
    return Enrolment(fact["url"], tuple(fact["pins"]), fact["organisation"], fact["role"])


def _sealing(work: Work) -> bytes:
    sealing_key(work)
    return sealing_public(work.connection())
