"""What came from phones is made fillings of, in the background, by core's own verbs.

Each process tries; one at a time holds the replica of a municipality on its machine, and a
submission is claimed in the database, so that several machines share the work. Everything written
is derived from the submission: done twice, it is the same.
"""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from core.problem import Problem
from core.store import Attachment, Author, SealedFile, transaction_of
from core.store.capture import note_touched
from core.store.changes import Change
from core.store.problems import FileMissing, StoreInUse
from core.visits.checklists import ChecklistMedia, ChecklistVersion, load_form
from sync.protocol.endpoint import NoAnswer, Refused
from sync.replica import state
from sync.replica.exchange import Wiped
from sync.replica.incoming import refresh_rows
from sync.server.openrosa import inbox
from sync.server.openrosa.replica import exchange, open_replica
from sync.server.openrosa.tables import CollectorRow
from sync.server.watch import LOG

if TYPE_CHECKING:
    import threading

    from core.store import Store
    from core.store.mapping import Work
    from core.visits.arriving import Sender
    from sync.server.openrosa.inbox import Submission
    from sync.server.site import Site

_EVERY = 5.0
_AT_ONCE = 10
"""Submissions claimed before their changes are handed in."""
_SUBMISSIONS = UUID("9d0c3a52-7f0e-5d7b-8f1c-2f6f1f5f0037")


@dataclass(frozen=True, slots=True)
class _Written:
    submission: Submission
    visit_id: UUID
    filling_id: UUID
    transaction_id: UUID


class Carrier:
    """The carrier of one process; `run` is for a thread of its own."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._stores: dict[str, Store] = {}
        self._ending: threading.Event | None = None

    def run(self, ending: threading.Event) -> None:
        """Carry whatever arrives, until told to end."""
        self._ending = ending
        try:
            while not ending.is_set():
                self._site.phones.arrived.wait(_EVERY)
                self._site.phones.arrived.clear()
                if not ending.is_set():
                    self.carry()
        finally:
            self.close()

    def carry(self) -> None:
        """Make fillings of all that waits now."""
        site = self._site
        try:
            with site.engine.begin() as connection:
                inbox.release_the_late(connection, at=site.clock.now())
                waiting = inbox.waiting_organisations(connection, at=site.clock.now())
        except SQLAlchemyError as error:
            site.meters.troubled(error)
            return
        for organisation in waiting:
            try:
                self._carry(organisation)
            except StoreInUse:
                continue  # another process of this machine is at it
            except SQLAlchemyError as error:
                site.meters.troubled(error)
            except (Refused, NoAnswer, Wiped, Problem, OSError) as error:
                LOG.warning("openrosa", extra={"facts": {"error": _code(error)}})
            except Exception:  # noqa: BLE001  logged: a thread that ends would shut the door unseen
                LOG.exception("openrosa")

    def close(self) -> None:
        """Let the replicas go."""
        for store in self._stores.values():
            store.close()
        self._stores.clear()

    def _carry(self, organisation: str) -> None:
        site = self._site
        store = self._stores.get(organisation)
        if store is None:
            store = self._stores[organisation] = open_replica(site, organisation)
        try:
            while self._some(store, organisation) == _AT_ONCE:
                if self._ending is not None and self._ending.is_set():
                    return
        except Problem:
            # A disk that fails, say: opened anew another time.
            self._stores.pop(organisation).close()
            raise

    def _some(self, store: Store, organisation: str) -> int:
        """Write a few that wait, and hand their changes in; how many were claimed."""
        site = self._site
        exchange(site, store, organisation)
        written: list[_Written] = []
        claimed = 0
        while claimed < _AT_ONCE:
            with site.engine.begin() as connection:
                submission = inbox.claim(connection, organisation, at=site.clock.now())
            if submission is None:
                break
            claimed += 1
            if submission.overtaken:
                with site.engine.begin() as connection:
                    inbox.note_overtaken(connection, submission)
                continue
            done = self._write(store, _knowing(submission, written))
            if done is not None:
                written.append(done)
        if not written:
            return claimed
        exchange(site, store, organisation)
        refused = {
            one.transaction_id: code
            for one, code in store.read(lambda work: state.refused(work.connection()))
        }
        with site.engine.begin() as connection:
            for one in written:
                if one.transaction_id in refused:
                    reason = f"refused {refused[one.transaction_id]}"
                    inbox.note_held(connection, one.submission.id, reason=reason)
                else:
                    inbox.note_applied(
                        connection, one.submission, visit_id=one.visit_id,
                        filling_id=one.filling_id, transaction_id=one.transaction_id,
                    )  # fmt: skip
        return claimed

    def _write(self, store: Store, submission: Submission) -> _Written | None:
        """Write one; whatever is wrong with it does not keep the others."""
        site = self._site
        try:
            return write(site, store, submission)
        except FileMissing:
            # A file of its check-list is on its way: the claim runs out, and it is tried again.
            reason, later = FileMissing.code, True
        except Problem as problem:
            reason, later = problem.code, False
        except Exception as error:  # noqa: BLE001  logged, and kept with its name: the others go on
            LOG.exception("openrosa")
            reason, later = type(error).__name__, False
        with site.engine.begin() as connection:
            if later:
                inbox.note_reason(connection, submission.id, reason=reason)
            else:
                inbox.note_held(connection, submission.id, reason=reason)
        return None


def _knowing(submission: Submission, written: list[_Written]) -> Submission:
    """With what was written a moment ago of those whose place it takes."""
    just_now = tuple(
        one.transaction_id for one in written if one.submission.instance_id in submission.earlier
    )
    return replace(submission, transactions=submission.transactions + just_now)


def write(site: Site, store: Store, submission: Submission) -> _Written:
    """Write a submission into the replica. Raises: Problem; what a damaged form raises."""
    from core.visits.arrivals import named_visit, opening_of, read_arrival
    from core.visits.arriving import arrive, place_of_arrival

    sender = _sender(site, submission)
    first = submission.earlier[-1] if submission.earlier else submission.instance_id
    origin, edition = (
        uuid5(_SUBMISSIONS, f"{submission.organisation} {one}")
        for one in (first, submission.instance_id)
    )
    named = named_visit(submission.xml)
    place = store.read(
        lambda work: place_of_arrival(
            work, form_id=submission.form_id, version=submission.version, named=named,
            origin=origin, edition=edition, went_to=submission.filling_id,
        )
    )  # fmt: skip
    _bring_form(site, store, place.version_id)
    form = load_form(store, place.version_id)
    arrival = read_arrival(submission.xml, form, origin=origin, before=submission.before)
    opening = opening_of(form, filling_id=place.filling_id, at=submission.received_at)
    files = {
        one.name: SealedFile(one.sha256, one.size, one.media_type, one.name)
        for one in submission.files
    }

    def verb(work: Work) -> UUID:
        connection = work.connection()
        seen = frozenset(
            work.scalars(
                select(Change.id).where(Change.transaction_id.in_(submission.transactions))
            )
        )
        rows = arrive(
            work, arrival, place, sender=sender, opening=opening, files=files, seen=seen,
            at=submission.received_at,
        )  # fmt: skip
        work.flush()
        here = state.cursors(connection).keys()
        note_touched(work, refresh_rows(connection, rows, here=here).touched)
        return transaction_of(work)

    store.set_author(Author(sender.id, store.author.device_id))
    return _Written(submission, place.visit_id, place.filling_id, store.write_now(verb))


def _sender(site: Site, submission: Submission) -> Sender:
    from core.visits.arriving import Sender

    with site.engine.begin() as connection:
        name = connection.execute(
            select(CollectorRow.name).where(CollectorRow.id == submission.collector)
        ).scalar_one()
    return Sender(submission.collector, name, submission.organisation)


def _bring_form(site: Site, store: Store, version_id: UUID) -> None:
    """The files of a check-list, from the centre's into the replica's."""

    def named(work: Work) -> list[tuple[str, int, str, str]]:
        about = (Attachment.sha256, Attachment.size, Attachment.media_type, Attachment.name)
        xml = select(*about).join(ChecklistVersion, ChecklistVersion.xml_id == Attachment.id)
        media = select(*about).join(ChecklistMedia, ChecklistMedia.attachment_id == Attachment.id)
        return [
            (row[0], row[1], row[2], row[3])
            for query in (
                xml.where(ChecklistVersion.id == version_id),
                media.where(ChecklistMedia.checklist_version_id == version_id),
            )
            for row in work.execute(query)
        ]

    for sha256, size, media_type, name in store.read(named):
        if store.files.has(sha256):
            continue
        with contextlib.suppress(FileNotFoundError):
            content = b"".join(site.blobs.read(sha256, start=0, size=size))
            store.files.seal(io.BytesIO(content), media_type=media_type, name=name)


def _code(error: BaseException) -> str:
    return getattr(error, "code", type(error).__name__)
