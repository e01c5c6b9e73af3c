"""A centre in this process, laptops of it, and phones whose submissions are put into its inbox."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import insert

from core.store.clock import SystemClock
from core.visits import install_checklist
from sync.centre.in_process import InProcess
from sync.centre.tables import SyncDevice
from sync.replica.exchange import Exchange
from sync.server.app import make_site
from sync.server.openrosa import inbox
from sync.server.openrosa.carrying import Carrier
from sync.server.openrosa.catalogue import FormFile
from sync.server.openrosa.collectors import add_collector, known_collector
from sync.server.openrosa.posting import read
from sync.server.tables import FileScope, StoredFile
from tests.builders import NOW, a_store, a_visit
from tests.server.centres import config_for

SCOPE = "1304"


class Office:
    """One centre for one municipality and the AMP."""

    def __init__(self, folder, database=None) -> None:
        self.folder = folder
        config = config_for(folder / "centro", database or f"sqlite:///{folder / 'c.db'}")
        self.site = make_site(config, clock=SystemClock())
        self.laptops = []
        self.carriers = []

    def laptop(self, *, organisation="amp", role="amp_team"):
        """A laptop that was let in."""
        store = a_store(self.folder / f"laptop-{len(self.laptops)}")
        self.laptops.append(store)
        with self.site.engine.begin() as connection:
            connection.execute(
                insert(SyncDevice).values(
                    id=store.author.device_id, technician_id=store.author.technician_id,
                    organisation=organisation, role=role, name="portátil", public_key=b"",
                    accepted=0, waiting=0, enrolled_at=datetime.now(UTC), wipe=False,
                )
            )  # fmt: skip
        return store

    def exchange(self, store):
        endpoint = InProcess(self.site.centre, device=store.author.device_id)
        return Exchange(store, endpoint, clock=SystemClock()).run()

    def planned(self, store, **rest):
        """A visit of the builders' check-list, known to the centre with the check-list's files."""
        made = a_visit(store, **rest)
        self.files_of(store)
        self.exchange(store)
        return made

    def install(self, store, form, *, media=None):
        """Another check-list."""
        done = store.write_now(
            partial(
                install_checklist, form=form, files=store.files, installed_at=NOW,
                media=media or {},
            )
        )  # fmt: skip
        self.files_of(store)
        self.exchange(store)
        return done.version_id

    def files_of(self, store):
        """The lane of files, without a line."""
        from core.reports.files_out import files_out

        for one in files_out(store, at=NOW):
            if store.files.has(one.sha256):
                with store.files.open(one.sha256) as stream:
                    self.stored(stream.read(), scopes=one.scopes)

    def stored(self, content: bytes, *, scopes=(SCOPE,)) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        incoming = self.folder / "one-file"
        incoming.write_bytes(content)
        self.site.blobs.keep(sha256, incoming)
        from sqlalchemy.dialects import postgresql, sqlite

        dialect = sqlite if self.site.engine.dialect.name == "sqlite" else postgresql
        with self.site.engine.begin() as connection:
            for table, values in (
                (StoredFile, {"size": len(content), "stored_at": NOW}),
                *((FileScope, {"scope": one}) for one in scopes),
            ):
                connection.execute(
                    dialect.insert(table).values(sha256=sha256, **values).on_conflict_do_nothing()
                )
        return sha256

    def phone(self, login: str, organisation=SCOPE):
        """Somebody with a phone."""
        with self.site.engine.begin() as connection:
            add_collector(
                connection, login=login, organisation=organisation, name=login.title(),
                at=datetime.now(UTC),
            )  # fmt: skip
            return known_collector(connection, login)

    def post(self, who, xml: bytes, files=None, *, incomplete=False, at=None) -> bool:
        """What the door keeps of a post."""
        from dataclasses import replace

        posted, _texts = read(xml)
        kept = [
            FormFile(name, self.stored(content), len(content), "image/jpeg")
            for name, content in (files or {}).items()
        ]
        with self.site.engine.begin() as connection:
            return inbox.keep(
                connection, who, replace(posted, files=kept, incomplete=incomplete),
                at=at or datetime.now(UTC),
            )  # fmt: skip

    def carry(self):
        """What the thread of a process does at each turn."""
        if not self.carriers:
            self.carriers.append(Carrier(self.site))
        self.carriers[0].carry()

    def inbox(self):
        with self.site.engine.begin() as connection:
            return {one.instance_id: one for one in inbox.list_submissions(connection)}

    def close(self):
        for one in (*self.carriers, *self.laptops):
            one.close()
        self.site.engine.dispose()
