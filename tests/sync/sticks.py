"""Bundles between the laptops and the centre of the small world."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sync.bundle.container import Addressed, open_bundle, write_bundle
from sync.centre.bundles import answer_to, take_changes
from sync.centre.keys import SEALING, own_key
from sync.centre.tables import SyncDevice
from sync.protocol.directory import CENTRE
from sync.protocol.seals import public_of
from sync.replica import keys
from sync.replica.bundles import draft_bundle, open_for, take_bundle_changes


def no_files(_file: Any) -> Any:
    raise AssertionError("there are no files in these bundles")


def give_keys(centre: Any, laptop: Any) -> None:
    """A laptop makes its keys, and the centre knows them, as after an enrolment."""
    signing = laptop.write_now(keys.device_key)
    laptop.write_now(keys.sealing_key)
    sealing = laptop.read(lambda work: keys.sealing_public(work.connection()))
    with centre.engine.begin() as connection:
        connection.execute(
            SyncDevice.__table__.update()
            .where(SyncDevice.technician_id == laptop.author.technician_id)
            .values(public_key=public_of(signing), sealing_key=sealing)
        )


def write(laptop: Any, out: Path, *, to: str = "centro", whole: bool = False) -> Path:
    """A bundle of a laptop's, without files."""
    at = laptop.clock.now()
    draft = draft_bundle(laptop, to=to, at=at, whole=whole)
    return write_bundle(out, draft.contents, draft.who, open_file=no_files)[0]


def take(laptop: Any, path: Path) -> Any:
    """A laptop takes a bundle in."""
    with open_for(laptop, path) as bundle:
        return take_bundle_changes(laptop, bundle)


def centre_takes(centre: Any, path: Path) -> Any:
    """The centre takes a laptop's bundle in."""
    centre.key()
    with centre.engine.begin() as connection:
        key = own_key(connection, SEALING)
    with open_bundle(path, key=key) as bundle, centre.engine.begin() as connection:
        assert bundle.is_by(
            connection.execute(
                SyncDevice.__table__.select().where(SyncDevice.id == bundle.contents.sender)
            )
            .one()
            .public_key
        )
        return take_changes(centre, connection, bundle.contents)


def centre_writes(centre: Any, laptop: Any, out: Path, *, whole: bool = False) -> Path:
    """The centre writes one for a laptop."""
    key = centre.key()
    identity = laptop.author.device_id
    with centre.engine.begin() as connection:
        answer = answer_to(centre, connection, identity, at_ms=centre.now_ms(), whole=whole)
        sealing = connection.execute(
            SyncDevice.__table__.select().where(SyncDevice.id == identity)
        ).one().sealing_key  # fmt: skip
    who = Addressed(CENTRE, key, identity, sealing)
    return write_bundle(out, answer.contents, who, open_file=no_files)[0]
