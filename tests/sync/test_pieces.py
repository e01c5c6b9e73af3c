"""A snapshot in pieces: rows whole, nothing lost, what is cut is told, that of before is read."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from sync.protocol import pieces
from sync.protocol.problems import WireProblem


@given(some.lists(some.integers(0, 12), max_size=80), some.integers(1, 9))
def test_rows_are_never_parted_and_nothing_is_lost(rows, most):
    operations = [
        SimpleNamespace(entity="place", entity_id=UUID(int=row), at=at, value="x" * row)
        for at, row in enumerate(rows)
    ]
    found = list(pieces.in_pieces(operations, most=most, most_text=60))
    assert sorted(one.at for piece in found for one in piece) == list(range(len(rows)))
    assert all([one.at for one in piece] == sorted(one.at for one in piece) for piece in found)
    where = {}
    for number, piece in enumerate(found):
        for one in piece:
            assert where.setdefault(one.entity_id, number) == number


@given(some.lists(some.binary(max_size=40), max_size=6), some.data())
def test_what_is_joined_is_parted_again_and_a_cut_is_told(batches, data):
    content = pieces.joined(batches)
    assert list(pieces.parted(content)) == batches
    if batches:
        at = data.draw(some.integers(8, len(content) - 1))
        try:
            found = list(pieces.parted(content[:at]))
        except WireProblem:
            return
        assert found == batches[: len(found)]  # cut between two: the hash of the whole tells


def test_a_snapshot_of_before_is_one_batch():
    assert list(pieces.parted(b"\x28\xb5\x2f\xfdrest")) == [b"\x28\xb5\x2f\xfdrest"]
