"""Sticks in the simulated world: written, carried around, found late, twice, spoilt, or never."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.problem import Problem
from sync.protocol.endpoint import Refused
from sync.protocol.problems import WireProblem
from tests.sync.sticks import centre_takes, centre_writes, take, write
from tests.sync.worlds import Broken, Crash, Disk, Full

if TYPE_CHECKING:
    from tests.sync.simulation import Simulation

_EVERY = 0.22
_CENTRE = -1


class Sticks:
    """The sticks of one history, with a luck of their own: without them it is as it was."""

    def __init__(self, world: Simulation) -> None:
        self.world = world
        self.luck = random.Random(world.seed + 2)
        self.folder = tempfile.TemporaryDirectory()
        self.lying: list[tuple[int, Path]] = []
        """For whom (a laptop's number, or the centre), and where."""
        self.written = 0

    def happen(self) -> None:
        """Perhaps someone writes one, or finds one."""
        roll = self.luck.random()
        if roll < _EVERY / 2:
            self._write()
        elif roll < _EVERY and self.lying:
            self._find()

    def close(self) -> None:
        """Throw them all away."""
        self.folder.cleanup()

    def _write(self) -> None:
        world, luck = self.world, self.luck
        parties = [_CENTRE, *range(len(world.laptops))]
        writer, reader = luck.sample(parties, 2)
        self.written += 1
        out = Path(self.folder.name) / f"{self.written}"
        whole = luck.random() < 0.2
        try:
            if writer == _CENTRE:
                centre_writes(world.centre, world.laptops[reader], out, whole=whole)
            else:
                to = "centro" if reader == _CENTRE else str(world.laptops[reader].author.device_id)
                write(world.laptops[writer], out, to=to, whole=whole)
        except (Problem, Refused):
            # It does not know the other one (yet, or any more).
            world.seen["stick not written"] += 1
            return
        world.seen["stick written"] += 1
        self.lying.append((reader, out))

    def _find(self) -> None:
        luck = self.luck
        at = luck.randrange(len(self.lying))
        reader, path = self.lying[at]
        if luck.random() < 0.6:
            del self.lying[at]
        spoilt = luck.random() < 0.1
        if spoilt:
            data = bytearray(path.read_bytes())
            data[int(luck.random() * len(data))] ^= 1 << luck.randrange(8)
            path = path.with_name(f"{path.name}-spoilt")
            path.write_bytes(data)
        if reader == _CENTRE:
            self._centre_takes(path, spoilt=spoilt)
        else:
            self._laptop_takes(reader, path, spoilt=spoilt)

    def _centre_takes(self, path: Path, *, spoilt: bool) -> None:
        world = self.world
        before = world.centre_disk.log()
        if self.luck.random() < 0.1:
            world.centre_disk.fail(self.luck.randrange(1, 40), full=self.luck.random() < 0.3)
        try:
            centre_takes(world.centre, path)
            world.seen["stick at the centre"] += 1
            self._must_be_sound(spoilt)
        except (Crash, Full):
            world.seen["centre crashed with a stick"] += 1
            self._must_be_as_before(world.centre_disk, before)
        except (Problem, Refused, WireProblem):
            world.seen["stick refused"] += 1
            self._must_be_as_before(world.centre_disk, before)
        finally:
            world.centre_disk.fuse = None

    def _laptop_takes(self, number: int, path: Path, *, spoilt: bool) -> None:
        world = self.world
        laptop = world.laptops[number]
        before = laptop.disk.log()
        if self.luck.random() < 0.1:
            laptop.disk.fail(self.luck.randrange(1, 60), full=self.luck.random() < 0.3)
        try:
            taken = take(laptop, path)
            world.seen["stick taken"] += 1
            world.seen["by stick"] += taken.changes
            world.seen["stick too early"] += bool(taken.early)
            self._must_be_sound(spoilt)
        except Crash:
            world.seen["laptop crashed with a stick"] += 1
            laptop.start()
            self._must_be_as_before(laptop.disk, before)
        except Full:
            world.seen["disk full with a stick"] += 1
            self._must_be_as_before(laptop.disk, before)
        except Problem:
            world.seen["stick refused"] += 1
            self._must_be_as_before(laptop.disk, before)
        finally:
            laptop.disk.fuse = None
        world.note(laptop)

    @staticmethod
    def _must_be_sound(spoilt: bool) -> None:
        if spoilt:
            raise Broken("I12: a stick that was tampered with was taken in")

    @staticmethod
    def _must_be_as_before(disk: Disk, before: Any) -> None:
        if disk.log() != before:
            raise Broken("I1: a part of a stick was taken in")
