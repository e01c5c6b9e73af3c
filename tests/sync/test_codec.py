"""What travels: it comes out as it went in, and nothing hostile does more than be refused."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.store.changes import UNDERIVED, change_id
from sync.protocol import messages
from sync.protocol.codec import pack, unpack
from sync.protocol.operations import Operation, true_digest
from sync.protocol.problems import WireProblem

ids = st.integers(0, (1 << 128) - 1).map(lambda number: UUID(int=number))
few_ids = st.integers(1, 9).map(lambda number: UUID(int=number << 64))
names = st.sampled_from(["name", "note", "_deleted", "capacity", "ção"])
values = st.one_of(
    st.text(max_size=30), st.integers(-(10**9), 10**9), st.booleans(), st.none(), ids.map(str)
).map(lambda value: msgspec.json.encode(value).decode())


@st.composite
def batches(draw):
    """Operations of a few transactions, as a laptop or a centre has them."""
    found = []
    placed = draw(st.booleans())
    for transaction in draw(st.lists(ids, min_size=0, max_size=4, unique=True)):
        author, device, hlc = draw(few_ids), draw(few_ids), draw(st.integers(0, (1 << 62) - 1))
        derived = draw(st.booleans())
        ordinals = sorted(draw(st.sets(st.integers(0, 50), min_size=1, max_size=6)))
        for ordinal in ordinals:
            parents = draw(st.lists(ids, max_size=2, unique=True))
            if found and draw(st.booleans()):
                parents.append(draw(st.sampled_from(found)).id)
            one = Operation(
                id=change_id(transaction, ordinal) if derived else draw(ids), digest=b"",
                entity=draw(st.sampled_from(["visit", "answer"])), entity_id=draw(few_ids),
                field=draw(names), value=draw(values),
                parents=tuple(sorted(set(parents), key=lambda each: each.bytes)),
                author=author, device=device, scope=draw(st.sampled_from(["1312", "global"])),
                hlc=hlc, transaction_id=transaction,
                ordinal=ordinal if derived else UNDERIVED, seq=None,
                eff=draw(st.integers(0, hlc)) if placed else None,
            )  # fmt: skip
            found.append(replace(one, digest=true_digest(one)))
    return found


def met(given_, *, with_seq=False):
    """What `unpack` may say of bytes: operations, each with its true digest, or a problem."""
    try:
        found = unpack(given_)
    except WireProblem:
        return None
    assert all(one.digest == true_digest(one) for one in found)
    return found


@settings(max_examples=200, deadline=None)
@given(batches())
def test_operations_come_out_as_they_went_in(operations):
    unique = list({one.id: one for one in operations}.values())
    assert unpack(pack(unique)) == unique


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_and_nothing_worse(data):
    assert met(data) in (None, [])
    met(zstandard.compress(data))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches(), st.data())
def test_a_batch_with_spoilt_bytes_is_refused_or_still_true(operations, data):
    unique = list({one.id: one for one in operations}.values())
    whole = bytearray(zstandard.decompress(pack(unique)))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    met(zstandard.compress(bytes(whole[: data.draw(st.integers(0, len(whole)))])))
    met(zstandard.compress(bytes(whole)))


plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(1 << 63), (1 << 64) - 1),
              st.binary(max_size=20), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=6),
                            st.dictionaries(st.text(max_size=4), inner, max_size=4)),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(plain, max_size=16))
def test_well_formed_nonsense_is_refused(fields):
    met(zstandard.compress(msgspec.msgpack.encode([1, *fields])))


@pytest.mark.parametrize(
    "kind",
    [messages.Hello, messages.Welcome, messages.Push, messages.Pull, messages.Page,
     messages.Acknowledged, messages.Resupply, messages.SnapshotOffer],
    ids=lambda kind: kind.__name__,
)  # fmt: skip
@settings(max_examples=60, deadline=None)
@given(nonsense=plain)
def test_a_message_of_nonsense_is_no_message(kind, nonsense):
    try:
        found = msgspec.msgpack.decode(msgspec.msgpack.encode(nonsense), type=kind)
    except msgspec.ValidationError:
        return
    assert isinstance(found, kind)


def test_a_batch_that_unpacks_without_end_is_refused():
    with pytest.raises(WireProblem):
        unpack(zstandard.compress(bytes(1 << 30)))


@pytest.mark.parametrize("depth", [5_000, 200_000])
def test_a_batch_nested_without_end_is_refused(depth):
    start = bytes([0x9F, 1, 0x90, 0xC4, 0, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90])
    nested = bytes([0x91]) * (depth + 1) + b"\x01"
    raw = start + nested + bytes([0x90, 0xC4, 0, 0x90, 0x90])
    with pytest.raises(WireProblem):
        unpack(zstandard.ZstdCompressor().compress(raw))


@pytest.mark.parametrize("place", [1, 2], ids=["author", "device"])
def test_an_author_or_device_is_not_counted_from_the_end_of_the_table(place):
    identity = UUID(int=7 << 64)
    one = Operation(
        id=change_id(identity, 0), digest=b"", entity="visit", entity_id=identity, field="name",
        value='"a"', parents=(), author=identity, device=identity, scope="1312", hlc=1,
        transaction_id=identity, ordinal=0, seq=None, eff=None,
    )  # fmt: skip
    batch = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(pack([one])))
    batch[3][place] = -1
    with pytest.raises(WireProblem):
        unpack(zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(batch)))
