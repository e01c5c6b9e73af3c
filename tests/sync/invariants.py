"""What must hold once everything is at rest: I1 to I15 of `docs/sync-protocol.md`."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from core.store.log import Author
from core.store.rebuild import rows_from_tables
from sync.centre.tables import ScopeHead
from sync.merge import states_of
from sync.protocol.operations import CHAIN_START, chained
from sync.replica import state
from sync.replica.incoming import states_here, take_in
from tests.sync.oracle import disputes_of
from tests.sync.worlds import (
    SCOPES,
    Broken,
    Laptop,
    SimChair,
    SimClock,
    SimPlace,
    all_operations,
)

if TYPE_CHECKING:
    from sync.centre.service import Centre
    from tests.sync.simulation import Told
    from tests.sync.worlds import Disk, Time


class Invariants:
    """The checks of a history; what they look at is made by `Simulation`."""

    seed: int
    time: Time
    centre: Centre
    centre_disk: Disk
    laptops: list[Laptop]
    told: Told
    epochs: int
    organisation: dict[int, str]
    by_snapshot: set[UUID]
    lost_with_laptops: set[Any]
    disputes: list[tuple[str, ...]]

    def check(self) -> None:
        """I1 to I10, I12 to I14 at rest; I11 is about files and has tests of its own."""
        with self.centre.engine.connect() as connection:
            central = all_operations(connection)
            heads = {
                scope: (seq, bytes(chain))
                for scope, seq, chain in connection.execute(
                    select(ScopeHead.scope, ScopeHead.seq, ScopeHead.chain)
                )
            }
        self._check_sequence(central, heads)
        kept = self.centre_disk.ids()
        aside = {
            one
            for laptop in self.laptops
            for (one,) in laptop.disk.raw.execute(
                "SELECT id FROM change WHERE refused IS NOT NULL AND refused != ?", [state.CARRIED]
            )
        }
        lost = self.told.operations.keys() - kept - aside - self.lost_with_laptops
        if lost:
            raise Broken(f"I8: {len(lost)} written and nowhere to be found")
        if self.told.confirmed - kept:
            raise Broken("I14: confirmed, and not at the centre")
        truth = states_of(central)
        self.disputes = sorted((key[0], *sorted(one.disputed)) for key, one in truth.items())
        for key, disputed in disputes_of(central).items():
            if truth[key].disputed != disputed:
                raise Broken(f"I7: {key} disputes {truth[key].disputed}, should {disputed}")
        for number, laptop in enumerate(self.laptops):
            self._check_laptop(number, laptop, central, heads)
        self._check_any_order(central, truth)

    def _check_any_order(self, central: list[Any], truth: dict[Any, Any]) -> None:
        """I6: a blank laptop that is given everything out of order, and twice, shows the same."""
        blank = Laptop(Author(UUID(int=1), UUID(int=2)), SimClock(self.time))
        luck = random.Random(self.seed)
        shuffled = [*central, *luck.sample(central, len(central) // 4)]
        luck.shuffle(shuffled)
        try:
            while shuffled:
                size = luck.randrange(1, 12)
                some, shuffled = shuffled[:size], shuffled[size:]
                blank.write_now(lambda work, some=some: take_in(work.connection(), some, here=()))
            here = blank.read(lambda work: states_here(work.connection(), truth.keys()))
            if here != truth:
                raise Broken("I6: the order of arrival changes what is shown")
            shown = blank.read(
                lambda work: rows_from_tables(work, tables=[SimPlace.__table__, SimChair.__table__])
            )
        finally:
            blank.disk.close()
        alive = {key for key, one in truth.items() if not one.deleted and one.values}
        for key in alive - shown.keys():
            one = truth[key]
            place = one.values.get("place_id", "").strip('"')
            if key[0] == "test_sim_place" and {"name", "scope"} <= one.values.keys():
                raise Broken(f"I6: {key} is held back for nothing")
            if key[0] == "test_sim_chair" and place and (("test_sim_place", UUID(place)) in shown):
                raise Broken(f"I6: {key} waits although what it points to is here")

    def _check_sequence(self, central: list[Any], heads: dict[str, tuple[int, bytes]]) -> None:
        if len({one.id for one in central}) != len(central):
            raise Broken("I2: an operation stands twice")
        scopes: dict[str, list[Any]] = {}
        for one in central:
            scopes.setdefault(one.scope, []).append(one)
        for scope, operations in scopes.items():
            operations.sort(key=lambda one: one.seq)
            if [one.seq for one in operations] != list(range(1, len(operations) + 1)):
                raise Broken(f"I4: {scope} has a gap")
            chain = CHAIN_START
            for one in operations:
                chain = chained(chain, digest=one.digest, eff=one.eff)
            if heads[scope] != (len(operations), chain):
                raise Broken(f"I4: the head of {scope} is not that of its operations")

    def _check_laptop(
        self, number: int, laptop: Laptop, central: list[Any],
        heads: dict[str, tuple[int, bytes]],
    ) -> None:  # fmt: skip
        mine = {"amp": {*SCOPES}}.get(self.organisation[number], {self.organisation[number]})
        operations = laptop.operations()
        aside = {one.id for one, _ in laptop.read(lambda work: state.refused(work.connection()))}
        if any(one.scope not in mine and one.id not in aside for one in operations):
            raise Broken("I10: operations of a scope that is not this laptop's")
        cursors = laptop.read(lambda work: state.cursors(work.connection()))
        for scope in mine & heads.keys():
            if (cursors[scope].seq, cursors[scope].chain) != heads[scope]:
                raise Broken(f"I5: {scope} is not at the centre's place")
        visible = [one for one in central if one.scope in mine]
        # The scope of a row that moved is told in both; what shows is decided by all of it.
        truth = states_of(visible)
        rows = {(one.entity, one.entity_id) for one in visible}
        here = laptop.read(lambda work: states_here(work.connection(), rows))
        # What a restored centre could not be shown is said to the person, as he wrote it.
        refused = {(one.entity, one.entity_id) for one in self._refused(laptop)}
        # (Restored twice from one backup, it knows nothing of the epoch between.)
        once = self.epochs == 2
        shown = [one for one in self._refused(laptop) if one.id not in self._kept_back()]
        if shown and once and laptop.author.technician_id not in self.by_snapshot:
            raise Broken(f"I14: {len(shown)} changes that a restored centre could have been shown")
        for key in rows - refused:
            home = truth[key].home
            if home is not None and home.strip('"') not in mine:
                # It lives elsewhere; how much of its past is still told here does not matter.
                continue
            if (here[key].values, here[key].disputed, here[key].deleted) != (
                truth[key].values, truth[key].disputed, truth[key].deleted
            ):  # fmt: skip
                raise Broken(f"I6: {key} differs: {here[key]} instead of {truth[key]}")
        self._check_tables(laptop, truth, mine, refused)

    def _refused(self, laptop: Laptop, *, moved: bool = False) -> list[Any]:
        """What waits on a laptop with a reason; `moved`: because its device lost the scope."""
        found = laptop.read(lambda work: state.refused(work.connection()))
        return [one for one, code in found if (code == state.LOST_SCOPE) is moved]

    def _kept_back(self) -> set[UUID]:
        """Changes whose own device moved before the centre had them: it says so there.

        Of whoever carries them on from a stick the centre refuses them as well.
        """
        return {one.id for laptop in self.laptops for one in self._refused(laptop, moved=True)}

    def _check_tables(
        self, laptop: Laptop, truth: dict[Any, Any], mine: set[str], refused: set[Any]
    ) -> None:
        shown = laptop.read(
            lambda work: rows_from_tables(work, tables=[SimPlace.__table__, SimChair.__table__])
        )
        expected = {
            key: {
                name: value
                for name, value in one.values.items()
                if value != "null" and name != "light"
            }
            for key, one in truth.items()
            if key[0] in ("test_sim_place", "test_sim_chair")
            and key not in refused
            and not one.deleted
            and one.values
            and (one.home is None or one.home.strip('"') in mine)
        }
        for key, fields in shown.items():
            if key in expected and fields != expected[key]:
                raise Broken(f"I6: the table shows {key} as {fields}, not {expected[key]}")
        missing = {key for key in expected.keys() - shown.keys() if key[0] == "test_sim_place"}
        # Without its scope it was made by somebody who had no right to: only an edit is left.
        if any({"name", "scope"} <= expected[key].keys() for key in missing):
            raise Broken(f"I6: {len(missing)} rows are not shown")
