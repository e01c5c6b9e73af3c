"""Random histories of laptops and a centre, by seed, with everything that goes wrong out there.

`python -m tests.sync.simulation --seeds 20000` runs many; `--seed N` runs one again, the same.
Invariants I1 to I15 are described in `docs/sync-protocol.md`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.store import resolving
from core.store.log import Author, Written
from sync.centre.service import Centre, begin_epoch
from sync.centre.snapshots import make_snapshot
from sync.centre.tables import SyncDevice
from sync.protocol import pieces
from sync.protocol.endpoint import NoAnswer, Refused
from sync.protocol.problems import WireProblem
from sync.replica import exchange as exchange_module
from sync.replica import state
from sync.replica.exchange import Exchange
from sync.replica.incoming import states_here
from tests.sync.carrying import Sticks
from tests.sync.invariants import Invariants
from tests.sync.sticks import give_keys
from tests.sync.wire import Wire
from tests.sync.worlds import (
    SCOPES,
    Broken,
    Crash,
    Disk,
    Full,
    Laptop,
    SimChair,
    SimClock,
    SimPlace,
    Time,
    all_operations,
    device_row,
    enrol,
    make_centre,
)

STEPS = 50
EARLY = 15
_GROUP = 20
MET = frozenset({
    "request lost", "answer lost", "doubled", "late", "request cut", "answer cut",
    "centre crashed", "centre's disk full", "laptop crashed", "laptop crashed in an exchange",
    "disk full", "disk full in an exchange", "exchange broken off", "clock off", "eight laptops",
    "laptop saved", "laptop restored", "device moved", "row moved", "deleted", "decided",
    "newer version", "snapshot made", "snapshot taken", "centre saved", "centre restored",
    "stick written", "stick not written", "stick taken", "by stick",
    "stick at the centre", "stick refused", "centre crashed with a stick",
    "laptop crashed with a stick", "disk full with a stick",
})  # fmt: skip
"""What can go wrong and happen; a run of many histories must have met each of them."""
_ROUNDS = 12
_MANY = 100
_DECIDED = frozenset({"name", "note", "floor", "_deleted"})
_LAPTOPS = (3, 3, 4, 4, 4, 5, 6, 8)


@dataclass
class Options:
    """What a history may meet."""

    laptops: int | None = None
    """How many; none: from three to eight, by seed."""
    steps: int = STEPS
    clocks: bool = True
    """Laptops whose clocks are wrong by up to a year."""
    faults: bool = True
    sticks: bool = True
    """Bundles that are carried around."""


@dataclass
class Told:
    """What is known to have been written, apart from every log; ids as `Disk.log` gives them."""

    operations: dict[Any, bytes] = field(default_factory=dict)
    """Id → digest."""
    confirmed: set[Any] = field(default_factory=set)


class Simulation(Invariants):
    """One history, from one seed."""

    def __init__(self, seed: int, options: Options | None = None) -> None:
        self.options = options or Options()
        self.luck = random.Random(seed)
        self.seed = seed
        self.time = Time()
        self.seen: Counter[str] = Counter()
        self.centre_disk = Disk("centre")
        self.centre: Centre = make_centre(self.time, self.centre_disk)
        self.by_snapshot: set[UUID] = set()
        """Who took a snapshot: of what it leaves out nothing can be shown to a restored centre."""
        self.delayed: list[Callable[[], Any]] = []
        self.faulty = False
        self.told = Told()
        self.laptops: list[Laptop] = []
        self.images: dict[int, bytes] = {}
        self.exchanges: dict[int, Exchange] = {}
        self.centre_image: tuple[bytes, int] | None = None
        self.epochs = 1
        self.epoch = "first"
        self.lost_with_laptops: set[Any] = set()
        self.disputes: list[tuple[str, ...]] = []
        """At rest: the table of each row, and its fields in dispute."""
        clock_luck = random.Random(seed + 1)
        many = self.options.laptops or random.Random(seed + 3).choice(_LAPTOPS)
        self.seen["eight laptops"] += many == 8
        for number in range(many):
            off = timedelta(days=clock_luck.uniform(-365, 365)) if self.options.clocks and (
                clock_luck.random() < 0.4
            ) else timedelta()  # fmt: skip
            self.seen["clock off"] += bool(off)
            author = Author(UUID(int=1000 + number), UUID(int=2000 + number))
            role, organisation = ("amp_team", "amp") if number == 0 else (
                "technician", SCOPES[number % len(SCOPES)]
            )  # fmt: skip
            enrol(self.centre, author, organisation=organisation, role=role)
            self.laptops.append(Laptop(author, SimClock(self.time, off)))
            give_keys(self.centre, self.laptops[-1])
        self.sticks = Sticks(self) if self.options.sticks and self.options.faults else None
        self.organisation = {
            number: "amp" if number == 0 else SCOPES[number % len(SCOPES)] for number in range(many)
        }

    # -- what happens ---------------------------------------------------------------------------

    def run(self) -> Simulation:
        """The history, then quiet, then the invariants."""
        try:
            self.faulty = self.options.faults
            for _ in range(self.options.steps):
                self.time.forward(self.luck.choice((0.001, 1, 60, 86_400)))
                number = self.luck.randrange(len(self.laptops))
                action = self.luck.choices(
                    (self.write, self.exchange, self.decide, self.back_up, self.bring_back,
                     self.move_device, self.snapshot, self.save_centre, self.restore_centre),
                    weights=(50, 34, 5, 3, 2, 2, 3, 2, 1),
                )[0]  # fmt: skip
                action(number)
                if self.sticks is not None:
                    self.sticks.happen()
            self.faulty = False
            self.settle()
            self.check()
            self.decide_all()
        except Broken:
            raise
        except IntegrityError as error:
            raise Broken(f"I2: the database itself refuses: {error.orig}") from error
        except AssertionError as error:
            raise Broken(f"I4: the product's own check: {error}") from error
        finally:
            if self.sticks is not None:
                self.sticks.close()
            for laptop in self.laptops:
                laptop.disk.close()
            self.centre_disk.close()
        return self

    def write(self, number: int) -> None:
        laptop = self.laptops[number]
        held = sorted(laptop.read(lambda work: set(state.cursors(work.connection()))))
        scopes = [one for one in held if one in SCOPES]
        if not scopes:
            return
        scope = self.luck.choice(scopes)
        verb = self._some_verb(scope, scopes)
        before = laptop.disk.log()
        if self.options.faults and self.luck.random() < 0.1:
            laptop.disk.fail(self.luck.randrange(1, 14), full=self.luck.random() < 0.3)
        try:
            laptop.write_now(verb)
        except Crash:
            self.seen["laptop crashed"] += 1
            laptop.start()
            if laptop.disk.log() != before:
                raise Broken("I1: a crash left a part of a transaction") from None
        except Full:
            self.seen["disk full"] += 1
            if laptop.disk.log() != before:
                raise Broken("I1: a full disk left a part of a transaction") from None
        finally:
            laptop.disk.fuse = None
        self.note(laptop)

    def _some_verb(  # noqa: C901  one small verb after the other
        self, scope: str, scopes: list[str]
    ) -> Callable[[Any], None]:
        luck = self.luck
        kind = luck.random()
        value = luck.choice("abcdef")
        pick = luck.random()
        name = luck.choice(("name", "note", "floor"))

        def choose(work: Any, model: Any, *, first: int | None = None) -> Any:
            rows = list(work.scalars(select(model).order_by(model.id)))
            rows = [row for row in rows if row.scope in scopes][:first]
            return rows[int(pick * len(rows))] if rows else None

        def add(work: Any) -> None:
            # Derived ids: two laptops make the same row.
            identity = UUID(int=int(pick * 5) + 1) if kind < 0.1 else None
            if identity is not None and work.get(SimPlace, identity) is not None:
                return
            work.add(SimPlace(id=identity, scope=scope, name=value, floor=1))

        def edit(work: Any) -> None:
            # Mostly the oldest rows: that is where two meet.
            row = choose(work, SimPlace, first=3)
            if row is not None:
                setattr(row, name, int(pick * 4) if name == "floor" else value)

        def sit(work: Any) -> None:
            row = choose(work, SimPlace)
            if row is not None:
                work.add(SimChair(scope=row.scope, place_id=row.id, colour=value))

        def drop(work: Any) -> None:
            row = choose(work, SimChair) if pick < 0.5 else choose(work, SimPlace)
            if isinstance(row, SimPlace) and work.scalar(
                select(SimChair.id).where(SimChair.place_id == row.id)
            ):
                return
            if row is not None:
                self.seen["deleted"] += 1
                work.delete(row)

        def move(work: Any) -> None:
            row = choose(work, SimPlace)
            if row is None or len(scopes) < 2:
                return
            target = scopes[0] if row.scope == scopes[1] else scopes[1]
            for chair in work.scalars(select(SimChair).where(SimChair.place_id == row.id)):
                chair.scope = target
            row.scope = target
            self.seen["row moved"] += 1

        def newer(work: Any) -> None:
            self.seen["newer version"] += 1
            # A newer Terreno has a column and a table that this one does not know.
            written = work.info["terreno.capture"].written
            row = choose(work, SimPlace)
            if row is not None:
                written.append(
                    Written("test_sim_place", row.id, row.scope, {"light": f'"{value}"'})
                )
            fields = {"scope": f'"{scope}"', "bulb": f'"{value}"'}
            lamp = UUID(int=int(pick * 1e9))
            written.append(Written("test_sim_lamp", lamp, scope, fields, inserted=True))
            if row is not None:
                row.note = f"{value}{pick}"
            else:
                work.add(SimPlace(scope=scope, name=value))

        for verb, share in (
            (add, 0.28), (edit, 0.40), (sit, 0.1), (drop, 0.1), (move, 0.06), (newer, 0.06)
        ):  # fmt: skip
            if kind < share:
                return verb
            kind -= share
        return edit

    def decide(self, number: int) -> None:
        """Someone settles a dispute: the first that sees one, from this laptop on."""
        many = len(self.laptops)
        if not any(self._decide((number + further) % many) for further in range(many)):
            self.seen["nothing to decide"] += 1

    def _decide(self, number: int) -> bool:
        laptop = self.laptops[number]

        def verb(work: Any) -> bool:
            connection = work.connection()
            rows = {(one.entity, one.entity_id) for one in all_operations(connection)}
            states = states_here(connection, rows)
            open_ones = sorted(
                (
                    key
                    for key, one in states.items()
                    if key[0] == "test_sim_place"
                    and one.disputed & _DECIDED
                    and work.get(SimPlace, key[1]) is not None
                ),
                key=str,
            )
            if not open_ones:
                return False
            key = open_ones[self.luck.randrange(len(open_ones))]
            row = work.get(SimPlace, key[1])
            assert row is not None
            self.seen["decided"] += 1
            with resolving(work):
                if "_deleted" in states[key].disputed:
                    work.info["terreno.capture"].written.append(
                        Written(key[0], key[1], row.scope, {"_deleted": "false"})
                    )
                row.name = "decidido" + self.luck.choice("xyz")
                row.floor = self.luck.randrange(100, 200)
                row.note = "n" + self.luck.choice("xyz")
            return True

        decided = bool(laptop.write_now(verb))
        self.note(laptop)
        return decided

    def decide_all(self) -> None:
        """At rest: laptop 0 sees every scope and decides; then nobody sees these disputes any more.

        (I7: a decision that names all heads closes a dispute, and it comes to all as any change.)
        """
        decided = 0
        while self._decide(0):
            self.time.forward(1)
            decided += 1
            if decided > _MANY:
                raise Broken("I7: what is decided stays in dispute")
        if decided:
            self.settle()
            self.check()
            if self._decide(0):
                raise Broken("I7: decided, brought to all, and in dispute again")

    def exchange(self, number: int) -> None:
        laptop = self.laptops[number]
        if self.options.faults and self.luck.random() < 0.1:
            laptop.disk.fail(self.luck.randrange(1, 60), full=self.luck.random() < 0.3)
        try:
            self._exchange(number)
        except (NoAnswer, Refused, WireProblem):
            self.seen["exchange broken off"] += 1
        except Crash:
            self.seen["laptop crashed in an exchange"] += 1
            self.exchanges.pop(number, None)
            laptop.start()
        except Full:
            self.seen["disk full in an exchange"] += 1
        finally:
            laptop.disk.fuse = None
        self.note(laptop)

    def _exchange(self, number: int) -> Any:
        laptop = self.laptops[number]
        known = self.exchanges.get(number)
        if known is None or known.endpoint.device != laptop.author.device_id:
            known = Exchange(laptop, Wire(self, laptop.author.device_id), clock=laptop.clock)
            self.exchanges[number] = known
        known.endpoint.centre = self.centre
        return known.run()

    def back_up(self, number: int) -> None:
        self.seen["laptop saved"] += 1
        self.images[number] = self.laptops[number].disk.image()

    def bring_back(self, number: int) -> None:
        """A laptop is restored from a backup: what it had not sent since is lost with it."""
        if number not in self.images:
            return
        self.seen["laptop restored"] += 1
        laptop = self.laptops[number]
        before = laptop.disk.ids()
        laptop.disk.load(self.images[number])
        laptop.start()
        self.exchanges.pop(number, None)
        self.lost_with_laptops |= before - laptop.disk.ids()

    def move_device(self, number: int) -> None:
        """The centre gives a device another municipality."""
        if number == 0:
            return
        self.seen["device moved"] += 1
        organisation = self.luck.choice(SCOPES)
        self.organisation[number] = organisation
        technician = self.laptops[number].author.technician_id
        with self.centre.engine.begin() as connection:
            connection.execute(
                SyncDevice.__table__.update()
                .where(SyncDevice.technician_id == technician)
                .values(organisation=organisation)
            )

    def snapshot(self, _number: int) -> None:
        self.seen["snapshot made"] += 1
        with self.centre.engine.begin() as connection:
            make_snapshot(connection, self.luck.choice(SCOPES), at=self.time.at)

    def save_centre(self, _number: int) -> None:
        self.seen["centre saved"] += 1
        self.centre_image = (self.centre_disk.image(), self.epochs)

    def restore_centre(self, _number: int) -> None:
        """The centre comes back from a backup and says so by a new epoch."""
        if self.centre_image is None:
            return
        self.seen["centre restored"] += 1
        self.epochs += 1
        before = self.centre_disk.ids()
        self.centre_disk.load(self.centre_image[0])
        self.centre = Centre(self.centre_disk.engine, clock=SimClock(self.time))
        with self.centre.engine.begin() as connection:
            self.epoch = f"epoch {self.epochs}"
            begin_epoch(connection, self.epoch)
            # What the administrator changed since has to be said again.
            known = set(connection.execute(select(SyncDevice.id)).scalars())
            for number, organisation in self.organisation.items():
                author = self.laptops[number].author
                if author.device_id not in known:
                    role = "amp_team" if number == 0 else "technician"
                    connection.execute(
                        SyncDevice.__table__.insert().values(
                            device_row(author, organisation=organisation, role=role)
                        )
                    )
                connection.execute(
                    SyncDevice.__table__.update()
                    .where(SyncDevice.technician_id == self.laptops[number].author.technician_id)
                    .values(organisation=organisation)
                )
        for laptop in self.laptops:
            give_keys(self.centre, laptop)
        # What only the centre held is lost with it: its writer has left that municipality.
        self.lost_with_laptops |= before.difference(
            self.centre_disk.ids(), *(laptop.disk.ids() for laptop in self.laptops)
        )
        self.delayed.clear()
        self.told.confirmed.clear()

    def settle(self) -> None:
        """No faults any more: everyone exchanges until nothing moves (I15)."""
        for _ in range(_ROUNDS):
            self.time.forward(1)
            moved = False
            for number in range(len(self.laptops)):
                try:
                    outcome = self._exchange(number)
                except (NoAnswer, Refused, WireProblem) as error:
                    raise Broken(f"I15: without faults an exchange fails: {error!r}") from error
                moved = moved or bool(outcome.pushed or outcome.pulled or outcome.restored)
                self.note(self.laptops[number])
            if not moved:
                return
        raise Broken("I15: the exchange does not come to rest")

    # -- what is noted on the way ---------------------------------------------------------------

    def note(self, laptop: Laptop) -> None:
        epoch = laptop.read(lambda work: state.fact(work.connection(), "epoch"))
        current = epoch == self.epoch
        for which, digest, seq, _ in laptop.disk.log():
            if self.told.operations.setdefault(which, digest) != digest:
                raise Broken("I3: one id, two contents")
            if seq is not None and current:
                self.told.confirmed.add(which)


def run_seeds(seeds: range, options: Options | None = None) -> Counter[str]:
    """Run histories; prints the seed of one that fails and raises."""
    total: Counter[str] = Counter()
    for seed in seeds:
        try:
            world = Simulation(seed, options).run()
        except BaseException as error:
            told = f"failing seed: {seed}  (python -m tests.sync.simulation --seed {seed})"
            print(told)
            error.add_note(told)
            raise
        total += world.seen
        total["histories"] += 1
        total["operations"] += len(world.told.operations)
    return total


def run_many(seeds: range, options: Options | None = None) -> Counter[str]:
    """The same in as many processes as there are processors; the first that fails ends it."""
    groups = [
        range(first, min(first + _GROUP, seeds.stop))
        for first in range(seeds.start, seeds.stop, _GROUP)
    ]
    total: Counter[str] = Counter()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context, _snapshots_early) as pool:
        try:
            for found in pool.map(run_seeds, groups, [options] * len(groups)):
                total += found
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return total


def _snapshots_early() -> None:
    """A scope of fifteen operations is far behind, so that snapshots are met, of several pieces."""
    exchange_module.FAR_BEHIND = EARLY
    pieces.MOST_IN_PIECE = 6


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2_000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--laptops", type=int)
    asked = parser.parse_args()
    options = Options(steps=asked.steps, laptops=asked.laptops)
    if asked.seed is not None:
        _snapshots_early()
        found = run_seeds(range(asked.seed, asked.seed + 1), options)
    else:
        found = run_many(range(asked.start, asked.start + asked.seeds), options)
    for name, times in sorted(found.items()):
        print(f"{times:>10}  {name}")
    never = MET - found.keys()
    if never and asked.seed is None:
        print("never met:", ", ".join(sorted(never)))


if __name__ == "__main__":
    sys.exit(main())
