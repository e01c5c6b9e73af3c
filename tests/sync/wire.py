"""The line between a laptop and the centre, with everything that a line does."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from sync.centre.in_process import InProcess
from sync.protocol.endpoint import NoAnswer, Refused
from sync.protocol.problems import WireProblem
from tests.sync.worlds import Crash, Full

if TYPE_CHECKING:
    from tests.sync.simulation import Simulation


class Wire(InProcess):
    """An endpoint that loses, doubles, cuts and delays."""

    def __init__(self, world: Simulation, device: UUID) -> None:
        super().__init__(world.centre, device=device)
        self.world = world

    def _ask(self, name: str, message: Any, kind: Any, answer: Any, serve: Any) -> Any:
        world, luck = self.world, self.world.luck
        call: Callable[[], Any] = lambda: super(Wire, self)._ask(  # noqa: E731
            name, message, kind, answer, serve
        )
        if not world.faulty:
            return call()
        if world.delayed and luck.random() < 0.2:
            # What was thought lost arrives now, out of its order.
            late = world.delayed.pop(luck.randrange(len(world.delayed)))
            world.seen["late"] += 1
            _quietly(late)
        match luck.random():
            case roll if roll < 0.08:
                world.seen["request lost"] += 1
                if luck.random() < 0.5:
                    world.delayed.append(call)
                raise NoAnswer
            case roll if roll < 0.16:
                world.seen["answer lost"] += 1
                self._serve(call)
                raise NoAnswer
            case roll if roll < 0.24:
                world.seen["doubled"] += 1
                self._serve(call)
            case roll if roll < 0.28:
                world.seen["request cut"] += 1
                self._serve(lambda: serve(_cut(message, kind, luck)))
                raise NoAnswer
            case roll if roll < 0.32:
                world.seen["answer cut"] += 1
                return _cut(self._serve(call), answer, luck)
        return self._serve(call)

    def snapshot(self, scope: str) -> Any:
        """See `Endpoint`."""
        offer = super().snapshot(scope)
        if offer is not None:
            world = self.world
            world.seen["snapshot taken"] += 1
            world.by_snapshot |= {
                one.author.technician_id
                for one in world.laptops
                if one.author.device_id == self.device
            }
        return offer

    def _serve(self, call: Callable[[], Any]) -> Any:
        """The centre's process may die at any statement of its transaction."""
        world = self.world
        if world.luck.random() < 0.1:
            world.centre_disk.fail(world.luck.randrange(1, 20), full=world.luck.random() < 0.3)
        try:
            return call()
        except Crash:
            world.seen["centre crashed"] += 1
            raise NoAnswer from None
        except Full:
            world.seen["centre's disk full"] += 1
            raise NoAnswer from None
        finally:
            world.centre_disk.fuse = None


def _cut(message: Any, kind: Any, luck: random.Random) -> Any:
    """What is understood of a message that was cut at some byte; mostly nothing."""
    data = msgspec.msgpack.encode(message)
    try:
        return msgspec.msgpack.decode(data[: luck.randrange(len(data))], type=kind)
    except msgspec.MsgspecError:
        raise NoAnswer from None


def _quietly(call: Callable[[], Any]) -> None:
    with contextlib.suppress(Refused, WireProblem):
        call()
