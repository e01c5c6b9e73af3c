"""Planted bugs: each must be caught by the random histories, or these prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select

from core.store import heads as heads_module
from core.store.changes import Change, FieldHead
from core.store.heads import RowState
from sync.centre import accept as accept_module
from sync.centre import pages as pages_module
from sync.centre import service as service_module
from sync.protocol.endpoint import NoAnswer
from sync.replica import carried, catching_up, incoming, state
from sync.replica import exchange as exchange_module
from sync.replica import scopes as scopes_module
from tests.sync import simulation
from tests.sync.simulation import Options
from tests.sync.worlds import Broken

SEEDS = range(90)
MET_BY = {
    "a_new_epoch_is_ignored": (180, None),
    "a_lost_scope_stays": (0, 3),
    "others_work_is_sent_as_own": (140, 4),
    "what_the_centre_refuses_goes_on_to_show": (0, 4),
}
"""The first seed, and how many laptops, for those that only few histories meet."""
Plant = Callable[[pytest.MonkeyPatch], None]


def cursor_before_rows(patch: pytest.MonkeyPatch) -> None:
    """The cursor is committed, the rows of the page are not."""

    def only_the_cursor(connection: Any, operations: Any, *, here: Any) -> Any:
        return incoming.Taken()

    patch.setattr(catching_up, "take_in", only_the_cursor)


def acknowledged_too_soon(patch: pytest.MonkeyPatch) -> None:
    """What was offered counts as taken before the centre has answered."""
    push = exchange_module.Exchange._push_all

    def hurried(self: Any, welcome: Any, outcome: Any, told: Any) -> None:
        operations = self.store.read(lambda work: state.waiting(work.connection(), most=500))
        try:
            push(self, welcome, outcome, told)
        except NoAnswer:
            self.store.write_now(
                lambda work: incoming.give_places(
                    work.connection(),
                    [{"which": one.id, "seq": 0, "eff": one.hlc} for one in operations],
                )
            )
            raise

    patch.setattr(exchange_module.Exchange, "_push_all", hurried)


def no_look_for_doubles(patch: pytest.MonkeyPatch) -> None:
    """The centre takes what comes again as new."""
    patch.setattr(accept_module, "known_changes", lambda connection, ids: {})


def a_gap_in_the_sequence(patch: pytest.MonkeyPatch) -> None:
    """Places are given from a counter that does not go back when a transaction fails."""
    real = accept_module._lock_scopes

    def skipping(connection: Any, scopes: Any) -> Any:
        return {
            scope: (seq + (seq % 5 == 4), chain)
            for scope, (seq, chain) in real(connection, scopes).items()
        }

    patch.setattr(accept_module, "_lock_scopes", skipping)


def the_last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    """What comes replaces all heads of its field, seen or not."""
    real = incoming.settle_heads

    def overwriting(connection: Any, fresh: Any, **rest: Any) -> None:
        for one in fresh:
            connection.execute(
                delete(FieldHead).where(
                    FieldHead.entity_id == one.entity_id, FieldHead.entity == one.entity,
                    FieldHead.field == one.field,
                )
            )  # fmt: skip
        real(connection, fresh, **rest)

    patch.setattr(incoming, "settle_heads", overwriting)


def equal_values_are_a_dispute(patch: pytest.MonkeyPatch) -> None:
    """Two who write the same are said to disagree."""
    real = heads_module.row_state

    def touchy(heads: Any) -> RowState:
        found = list(heads)
        true = real(found)
        fields = [one.field for one in found if not one.field.startswith("_")]
        twice = frozenset(name for name in fields if fields.count(name) > 1)
        disputed = true.disputed if true.deleted else true.disputed | twice
        return RowState(true.values, true.shown, disputed, true.deleted, true.home)

    for module in (incoming, simulation):
        patch.setattr(module, "row_state", touchy, raising=False)
    patch.setattr("sync.merge.histories.row_state", touchy)


def a_deletion_wins(patch: pytest.MonkeyPatch) -> None:
    """A row is gone although someone wrote to it meanwhile."""
    patch.setattr(heads_module, "_is_gone", lambda removals, others: bool(removals))


def a_late_cause_counts(patch: pytest.MonkeyPatch) -> None:
    """What was replaced before it came becomes a head all the same."""
    patch.setattr(incoming, "_replaced_earlier", lambda connection, late: set())


def others_scopes_are_given(patch: pytest.MonkeyPatch) -> None:
    """The centre offers a laptop every scope."""
    patch.setattr(service_module, "readable", lambda role, organisation, *, known: frozenset(known))


def a_lost_scope_stays(patch: pytest.MonkeyPatch) -> None:
    """What belongs to a scope that was taken away is kept."""

    def staying(connection: Any, scope: str) -> set[Any]:
        state.forget_cursor(connection, scope)
        return set()

    patch.setattr(scopes_module, "leave_scope", staying)


def the_unsent_goes_with_the_scope(patch: pytest.MonkeyPatch) -> None:
    """What was never sent is erased when a scope is taken away."""
    real = scopes_module.leave_scope

    def careless(connection: Any, scope: str) -> set[Any]:
        changed = real(connection, scope)
        connection.execute(
            delete(scopes_module.Change).where(scopes_module.Change.refused == state.LOST_SCOPE)
        )
        return changed

    patch.setattr(scopes_module, "leave_scope", careless)


def the_page_leaves_one_out(patch: pytest.MonkeyPatch) -> None:
    """A page says that one more of its operations is the laptop's own."""
    real = pages_module.page

    def short(connection: Any, wanted: Any, *, own_devices: Any) -> Any:
        devices = set(own_devices)
        if not wanted.whole:
            row = connection.execute(
                select(Change.device).where(
                    Change.scope == wanted.scope,
                    Change.seq == wanted.after + 1,
                )
            ).scalar()
            devices |= {row} if row else set()
        return real(connection, wanted, own_devices=devices)

    patch.setattr(service_module, "page", short)
    patch.setattr(catching_up, "chained", lambda chain, *, digest, eff: chain)


def a_new_epoch_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """The centre was restored, and nobody offers again what it lost."""
    patch.setattr(state, "forget_places", lambda connection: None)
    patch.setattr(exchange_module.Exchange, "_give_back", lambda self, welcome: None)


def held_rows_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A row that waits for another one is never looked at again."""
    patch.setattr(incoming, "held_rows", lambda connection: {})


def others_work_is_sent_as_own(patch: pytest.MonkeyPatch) -> None:
    """What came on a stick waits to be sent like what was written here."""
    patch.setattr(carried, "CARRIED", None)


def what_the_centre_refuses_goes_on_to_show(patch: pytest.MonkeyPatch) -> None:
    """Others' changes from a stick, refused by the centre, show on the laptop that carried them."""
    patch.setattr(exchange_module, "put_aside", lambda connection, packet, ids, here: set())


ON_STICKS: list[Plant] = [others_work_is_sent_as_own, what_the_centre_refuses_goes_on_to_show]
PLANTED: list[Plant] = [
    cursor_before_rows, acknowledged_too_soon, no_look_for_doubles, a_gap_in_the_sequence,
    the_last_writer_wins, equal_values_are_a_dispute,
    a_deletion_wins, a_late_cause_counts, others_scopes_are_given,
    a_lost_scope_stays, the_unsent_goes_with_the_scope, the_page_leaves_one_out,
    a_new_epoch_is_ignored, held_rows_are_forgotten, *ON_STICKS,
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_caught(plant, monkeypatch, capsys):
    monkeypatch.setattr(exchange_module, "FAR_BEHIND", simulation.EARLY)
    plant(monkeypatch)
    first, laptops = MET_BY.get(plant.__name__, (0, None))
    # By an invariant, and by nothing else: another error could be the plant's own.
    with pytest.raises(Broken):
        simulation.run_seeds(
            range(first, first + len(SEEDS)), Options(laptops=laptops, sticks=plant in ON_STICKS)
        )
    assert "failing seed" in capsys.readouterr().out
