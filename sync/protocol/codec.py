"""Packing operations: columns in msgpack, pressed by zstd; a change costs about 40 bytes.

What makes it small: ids of changes follow from their transaction; rows, authors, names and times
stand once and are pointed to; a cause that the receiver knows is named by five bytes of its id;
ids lie in columns of bytes, so that what their times share is pressed away. `docs/sync-protocol.md`
has the layout.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

import msgspec

from core.store.changes import UNDERIVED, change_id
from core.store.ids import id_of
from sync.protocol.operations import Operation, true_digest
from sync.protocol.problems import Unresolved, WireProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERSION = 1
MOST_BYTES = 32 * 1024 * 1024
"""An unpacked batch larger than this is refused."""
MOST_OPERATIONS = 200_000

_ID = 16
_SHORT = 5
_ID_TEXT = re.compile(r'"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"')


class Batch(msgspec.Struct, array_like=True, forbid_unknown_fields=False):
    """Columns of a batch; see `pack`."""

    version: int
    names: list[str]
    """Entities, fields and scopes."""
    ids: bytes
    """Authors, devices, transactions, rows, values and causes: 16 bytes each, byte columns."""
    heads: list[int]
    """For each run of one transaction: transaction, author, device, scope, length."""
    ordinals: list[int]
    """Step from the ordinal before in the run; UNDERIVED starts with -1 and has its id listed."""
    hlcs: list[int]
    rows: list[int]
    """For each operation: step from the row before. A row is (entity name, id)."""
    row_entities: list[int]
    row_ids: list[int]
    fields: list[int]
    values: list[Any]
    """Canonical JSON; an integer n stands for the UUID at `ids[n]` in quotes."""
    parents: list[int]
    """For each operation how many; then for each one how it is told: see `_Parents`."""
    shorts: bytes
    effs: list[int]
    """Only from the centre: `eff` − `hlc`, for each operation; empty upwards."""
    seqs: list[int]
    """Only in snapshots: step from the `seq` before; empty elsewhere."""


class Resolver(Protocol):
    """Finds what a shortened cause stands for."""

    def __call__(self, wanted: Iterable[tuple[UUID, bytes]]) -> dict[tuple[UUID, bytes], UUID]:
        """(row id, five bytes) → change id, for those that are told without doubt."""
        ...


def short_of(identity: UUID) -> bytes:
    """The five bytes by which a known change is named within its row: of its random part."""
    return identity.bytes[9 : 9 + _SHORT]


class _Table:
    """Things that stand once and are pointed to."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._places: dict[Any, int] = {}

    def place(self, item: Any) -> int:
        found = self._places.get(item)
        if found is None:
            found = self._places[item] = len(self.items)
            self.items.append(item)
        return found


_IN_BATCH, _KNOWN, _FULL = 0, 1, 2


def pack(
    operations: Sequence[Operation],
    *,
    known: Iterable[UUID] = (),
    level: int = 9,
    with_seq: bool = False,
) -> bytes:
    """Operations → bytes, in their order.

    `known`: causes that the receiver certainly has. `with_seq`: keep each place (snapshots).
    """
    import zstandard

    names, ids, rows = _Table(), _Table(), _Table()
    certain = frozenset(known)
    places = {one.id: at for at, one in enumerate(operations)}
    heads: list[int] = []
    ordinals: list[int] = []
    hlcs: list[int] = []
    row_steps: list[int] = []
    fields: list[int] = []
    values: list[Any] = []
    counts: list[int] = []
    kinds: list[int] = []
    shorts: list[bytes] = []
    run: tuple[Any, ...] | None = None
    last_hlc, last_row, last_ordinal = 0, 0, -1
    for at, one in enumerate(operations):
        key = (one.transaction_id, one.author, one.device, one.scope)
        if key != run:
            run, last_ordinal = key, -1
            heads += [
                ids.place(one.transaction_id), ids.place(one.author), ids.place(one.device),
                names.place(one.scope), 0,
            ]  # fmt: skip
        heads[-1] += 1
        if one.derived:
            step = one.ordinal - last_ordinal
            # Upwards only; what would step back is told by its id like one without a place.
            ordinals.append(step if step > 0 else -one.ordinal - 1)
            last_ordinal = one.ordinal
        else:
            ordinals += [0, ids.place(one.id)]
        hlcs.append(one.hlc - last_hlc)
        last_hlc = one.hlc
        row = rows.place((names.place(one.entity), ids.place(one.entity_id)))
        row_steps.append(row - last_row)
        last_row = row
        fields.append(names.place(one.field))
        values.append(
            ids.place(UUID(one.value[1:-1])) if _ID_TEXT.fullmatch(one.value) else one.value
        )
        counts.append(len(one.parents))
        for parent in sorted(one.parents, key=lambda each: each.bytes):
            before = places.get(parent)
            if before is not None and before < at:
                kinds += [_IN_BATCH, at - before]
            elif parent in certain:
                kinds.append(_KNOWN)
                shorts.append(short_of(parent))
            else:
                kinds += [_FULL, ids.place(parent)]
    batch = Batch(
        version=VERSION,
        names=names.items,
        ids=_in_columns([one.bytes for one in ids.items]),
        heads=heads,
        ordinals=ordinals,
        hlcs=hlcs,
        rows=row_steps,
        row_entities=[entity for entity, _ in rows.items],
        row_ids=_steps([place for _, place in rows.items]),
        fields=fields,
        values=values,
        parents=counts + kinds,
        shorts=b"".join(shorts),
        effs=(
            [one.eff - one.hlc for one in operations if one.eff is not None]
            if all(one.eff is not None for one in operations)
            else []
        ),
        seqs=_steps([one.seq or 0 for one in operations]) if with_seq else [],
    )
    return zstandard.ZstdCompressor(level=level, write_checksum=True).compress(
        msgspec.msgpack.encode(batch)
    )


def unpack(data: bytes, *, resolve: Resolver | None = None) -> list[Operation]:
    """Bytes → operations, with digests as their content says.

    Raises: WireProblem for what is no batch; Unresolved if a shortened cause is not known here.
    """
    try:
        batch = msgspec.msgpack.decode(_inflated(data), type=Batch)
        if batch.version != VERSION:
            raise WireProblem(f"version {batch.version}")
        return _Unpacking(batch).operations(resolve)
    except WireProblem:
        raise
    except (
        msgspec.MsgspecError, ValueError, IndexError, KeyError, OverflowError, RecursionError,
    ) as error:  # fmt: skip
        raise WireProblem(str(error)) from error


def _inflated(data: bytes) -> bytes:
    import zstandard

    try:
        size = zstandard.frame_content_size(data)
        if size < 0 or size > MOST_BYTES:
            raise WireProblem("too large")
        return zstandard.ZstdDecompressor().decompress(data, max_output_size=MOST_BYTES)
    except zstandard.ZstdError as error:
        raise WireProblem(str(error)) from error


class _Unpacking:
    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.ids = [id_of(one) for one in _from_columns(batch.ids)]
        self.count = len(batch.rows)
        if self.count > MOST_OPERATIONS:
            raise WireProblem("too many")
        lengths = {
            len(batch.hlcs), len(batch.fields), len(batch.values), self.count,
            sum(batch.heads[4::5]),
        }  # fmt: skip
        if len(lengths) != 1 or len(batch.heads) % 5 or min(batch.heads[4::5], default=1) < 1:
            raise WireProblem("columns of different lengths")
        if any(len(column) not in (0, self.count) for column in (batch.effs, batch.seqs)):
            raise WireProblem("columns of different lengths")

    def operations(self, resolve: Resolver | None) -> list[Operation]:
        batch = self.batch
        identities = self._identities()
        row_ids = _sums(batch.row_ids)
        rows = [
            (self._name(entity), self._id(place))
            for entity, place in zip(batch.row_entities, row_ids, strict=True)
        ]
        of_rows = [rows[self._at(place, rows)] for place in _sums(batch.rows)]
        parents = self._parents(identities, of_rows, resolve)
        hlcs = _sums(batch.hlcs)
        seqs = _sums(batch.seqs)
        made = []
        at = 0
        for start in range(0, len(batch.heads), 5):
            transaction, author, device, scope, length = batch.heads[start : start + 5]
            for _ in range(length):
                entity, entity_id = of_rows[at]
                value = batch.values[at]
                identity, ordinal = identities[at]
                one = Operation(
                    id=identity, digest=b"", entity=entity, entity_id=entity_id,
                    field=self._name(batch.fields[at]),
                    value=f'"{self._id(value)}"' if isinstance(value, int) else _text(value),
                    parents=tuple(sorted(parents[at], key=lambda each: each.bytes)),
                    author=self._id(author), device=self._id(device), scope=self._name(scope),
                    hlc=_time(hlcs[at]), transaction_id=self._id(transaction), ordinal=ordinal,
                    seq=seqs[at] if seqs else None,
                    eff=_time(hlcs[at] + batch.effs[at]) if batch.effs else None,
                )  # fmt: skip
                made.append(_with_digest(one))
                at += 1
        return made

    def _identities(self) -> list[tuple[UUID, int]]:
        batch = self.batch
        steps = iter(batch.ordinals)
        found = []
        for start in range(0, len(batch.heads), 5):
            transaction = self._id(batch.heads[start])
            last = -1
            for _ in range(batch.heads[start + 4]):
                step = next(steps, None)
                if step is None:
                    raise WireProblem("ordinals are cut off")
                if step == 0:
                    found.append((self._id(next(steps, -1)), UNDERIVED))
                    continue
                last = last + step if step > 0 else -step - 1
                if last >= 1 << 31:
                    raise WireProblem("ordinal")
                found.append((change_id(transaction, last), last))
        return found

    def _parents(
        self, identities: list[tuple[UUID, int]], rows: list[tuple[str, UUID]],
        resolve: Resolver | None,
    ) -> list[list[UUID]]:  # fmt: skip
        counts = self.batch.parents[: self.count]
        kinds = iter(self.batch.parents[self.count :])
        shorts = self.batch.shorts
        found: list[list[UUID]] = []
        wanted: list[tuple[int, tuple[UUID, bytes]]] = []
        used = 0
        for at, count in enumerate(counts):
            mine: list[UUID] = []
            for _ in range(count):
                match next(kinds, None):
                    case 0:
                        back = next(kinds, 0)
                        if not 0 < back <= at:
                            raise WireProblem("a cause outside the batch")
                        mine.append(identities[at - back][0])
                    case 1:
                        short = shorts[used : used + _SHORT]
                        used += _SHORT
                        wanted.append((at, (rows[at][1], short)))
                    case 2:
                        mine.append(self._id(next(kinds, -1)))
                    case _:
                        raise WireProblem("causes are cut off")
            found.append(mine)
        if wanted:
            if resolve is None:
                raise Unresolved("causes by short names, and nothing to look them up in")
            answers = resolve({key for _, key in wanted})
            for at, key in wanted:
                if key not in answers:
                    raise Unresolved("a cause by a short name is not known here")
                found[at].append(answers[key])
        return found

    def _name(self, place: int) -> str:
        return str(self.batch.names[self._at(place, self.batch.names)])

    def _id(self, place: int) -> UUID:
        return self.ids[self._at(place, self.ids)]

    @staticmethod
    def _at(place: int, items: Sequence[Any]) -> int:
        if not 0 <= place < len(items):
            raise WireProblem("a pointer out of its table")
        return place


def _with_digest(one: Operation) -> Operation:
    object.__setattr__(one, "digest", true_digest(one))
    return one


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise WireProblem("a value that is no text")
    return value


def _time(stamp: int) -> int:
    if not 0 <= stamp < 1 << 63:
        raise WireProblem("a time out of range")
    return stamp


def _in_columns(items: Sequence[bytes]) -> bytes:
    whole = b"".join(items)
    return b"".join(whole[at::_ID] for at in range(_ID))


def _from_columns(data: bytes) -> list[bytes]:
    if len(data) % _ID:
        raise WireProblem("ids are cut off")
    count = len(data) // _ID
    columns = [data[at * count : (at + 1) * count] for at in range(_ID)]
    return [bytes(one) for one in zip(*columns, strict=True)]


def _steps(numbers: Sequence[int]) -> list[int]:
    return [one - before for before, one in zip([0, *numbers], numbers, strict=False)]


def _sums(steps: Sequence[int]) -> list[int]:
    total, sums = 0, []
    for step in steps:
        total += step
        sums.append(total)
    return sums
