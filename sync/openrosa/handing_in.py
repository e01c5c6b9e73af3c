"""Handing one filling in: ask how much, post, go on after a cut, and say that it was sent."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from core.reports.submission_out import SubmissionOut, submission_out
from core.visits import mark_sent
from sync.openrosa.logins import Authorisation
from sync.openrosa.posts import Post, cut, too_large
from sync.openrosa.problems import (
    FormNotThere,
    LoginNotTaken,
    NoServer,
    NotAnOpenRosaServer,
    NotTaken,
    OtherContentThere,
)
from sync.protocol.endpoint import NoAnswer
from sync.replica import state
from sync.replica.enrolment import address_of, draw, wait_a_while
from sync.replica.wire import Wire

if TYPE_CHECKING:
    from core.store import Store
    from core.store.clock import Clock
    from sync.openrosa.logins import Login
    from sync.replica.wire import Draw, Pause, Reply

DEFAULT_LIMIT = 10_000_000
"""What Collect takes where a server says nothing; Kobo's limit too."""
_LEAST_LIMIT = 1_000
_TAKEN = (201, 202)
_UNAUTHORISED, _NOT_FOUND, _CONFLICT, _LARGE = 401, 404, 409, 413
_NOTHING = 204
_PAUSES = (2.0, 5.0)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_MESSAGE = re.compile(rb"<(?:\w+:)?message[^>]*>([^<]{1,500})<")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be sent, and how: for whoever wants to know before."""

    out: SubmissionOut
    limit: int
    posts: tuple[Post, ...]
    done: frozenset[str]
    """Hashes of files that the server took before."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was sent."""

    filling_id: UUID
    posts: int
    files: int
    size: int
    left_out: tuple[str, ...]


class HandingIn:
    """One store and one server. `wire`: to the host of `url`. For a worker thread."""

    def __init__(
        self, store: Store, wire: Wire, *, url: str, clock: Clock, authorisation: Authorisation,
        pause: Pause = wait_a_while,
    ) -> None:  # fmt: skip
        self.store = store
        self.wire = wire
        self.url = url
        self.clock = clock
        self._authorisation = authorisation
        self._pause = pause
        self._path = f"{urlsplit(url).path.rstrip('/')}/submission"

    def plan(self, filling_id: UUID) -> Plan:
        """Gather, ask the server how much it takes, and cut.

        Raises: TooLargeForServer, NoServer, LoginNotTaken, PasswordInTheClear,
        NotAnOpenRosaServer; what `submission_out` raises.
        """
        out = submission_out(self.store, filling_id, at=self.clock.now())
        limit = self._ask_limit()
        done = self._done(out)
        rest = [one for one in out.files if one.sha256 not in done]
        return Plan(out, limit, tuple(cut(out.xml, rest, limit=limit)), done)

    def send(self, plan: Plan, *, told: Callable[[int, int], None] = lambda *_: None) -> HandedIn:
        """Send what is planned; `told`: posts over, and of how many. The filling is `sent` then.

        Raises: NoServer, NotTaken, OtherContentThere, FormNotThere, TooLargeForServer.
        """
        posts, sent, size = list(plan.posts), 0, 0
        done = set(plan.done)
        while posts:
            post = posts.pop(0)
            reply = self._post(post)
            if reply.status == _LARGE:
                # A proxy takes less than the server said.
                posts = self._smaller(post, posts)
                continue
            self._judge(reply, plan.out)
            sent, size = sent + 1, size + post.size
            done |= {one.sha256 for one in post.files}
            self.store.write_now(partial(self._remember, out=plan.out, done=done))
            told(sent, sent + len(posts))
        at = self.clock.now()

        def settle(work: Any) -> None:
            mark_sent(work, plan.out.filling_id, at=at)
            state.set_fact(work.connection(), self._fact(plan.out), None)

        self.store.write_now(settle)
        return HandedIn(
            plan.out.filling_id, sent, len(done - plan.done), size, plan.out.left_out
        )  # fmt: skip

    def _smaller(self, post: Post, rest: list[Post]) -> list[Post]:
        if len(post.files) <= 1:
            name, size = (
                (post.files[0].name, post.files[0].size) if post.files
                else ("submission.xml", len(post.xml))
            )  # fmt: skip
            raise too_large(name, size, limit=post.size - 1)
        half = len(post.files) // 2
        return [
            replace(post, files=post.files[:half], last=False),
            replace(post, files=post.files[half:]),
            *rest,
        ]

    def _ask_limit(self) -> int:
        reply = self._authorised(self._head)
        if reply.status == _UNAUTHORISED:
            raise LoginNotTaken
        if reply.status != _NOTHING:
            raise NotAnOpenRosaServer(url=self.url, status=reply.status)
        where = reply.headers.get("location", "")
        self._follow(where)
        told = reply.headers.get("x-openrosa-accept-content-length", "")
        return max(int(told), _LEAST_LIMIT) if told.isdecimal() else DEFAULT_LIMIT

    def _follow(self, where: str) -> None:
        """Submissions may go elsewhere, on the same host only."""
        if not where:
            return
        here, there = urlsplit(self.url), urlsplit(where)
        if there.netloc in ("", here.netloc) and there.scheme in ("", here.scheme):
            path = there.path if not there.query else f"{there.path}?{there.query}"
            if path.startswith("/"):
                self._path = path

    def _head(self) -> Reply:
        try:
            return self.wire.ask("HEAD", self._path, headers=self._headers("HEAD"))
        except NoAnswer as error:
            # The wire has tried again by itself.
            raise NoServer(why=str(error)) from error

    def _post(self, post: Post) -> Reply:
        def once() -> Reply:
            return self.wire.pour(
                "POST", self._path, pieces=post.pieces(self.store.files.open), size=post.size,
                headers=self._headers("POST")
                | {"Content-Type": f"multipart/form-data; boundary={post.boundary}"},
            )  # fmt: skip

        return self._authorised(once)

    def _authorised(self, once: Callable[[], Reply]) -> Reply:
        reply = self._patiently(once)
        while reply.status == _UNAUTHORISED and self._authorisation.challenged(
            reply.headers.get("www-authenticate", "")
        ):
            reply = self._patiently(once)
        return reply

    def _patiently(self, once: Callable[[], Reply]) -> Reply:
        """Try again, at once first: a line that was kept may be dead. The same twice is the same.

        Raises: NoServer.
        """
        for seconds in (0.0, *_PAUSES):
            try:
                return once()
            except NoAnswer as error:
                trouble = error
            self._pause(seconds)
        raise NoServer(why=str(trouble)) from trouble

    def _headers(self, method: str) -> dict[str, str]:
        return {
            "X-OpenRosa-Version": "1.0",
            "Date": format_datetime(self.clock.now(), usegmt=True),
            "User-Agent": "Terreno",
            **self._authorisation.header(method, self._path),
        }

    def _judge(self, reply: Reply, out: SubmissionOut) -> None:
        match reply.status:
            case status if status in _TAKEN:
                return
            case 401:
                raise LoginNotTaken
            case 404:
                raise FormNotThere(form_id=out.form_id, version=out.version)
            case 409:
                raise OtherContentThere
        found = _MESSAGE.search(reply.body)
        said = found[1].decode(errors="replace").strip() if found else "–"
        raise NotTaken(status=reply.status, said=said)

    def _done(self, out: SubmissionOut) -> frozenset[str]:
        kept = self.store.read(lambda work: state.fact(work.connection(), self._fact(out)))
        if not kept or kept["xml"] != hashlib.sha256(out.xml).hexdigest():
            return frozenset()
        return frozenset(kept["files"])

    def _remember(self, work: Any, *, out: SubmissionOut, done: set[str]) -> None:
        kept = {"xml": hashlib.sha256(out.xml).hexdigest(), "files": sorted(done)}
        state.set_fact(work.connection(), self._fact(out), kept)

    def _fact(self, out: SubmissionOut) -> str:
        where = hashlib.sha256(self.url.encode()).hexdigest()[:16]
        return f"handing_in:{where}:{out.filling_id}"


def hand_in_at(
    store: Store, given: str, *, login: Login | None, clock: Clock,
    pause: Pause = wait_a_while, spread: Draw = draw,
    nonce: Callable[[], str] = lambda: secrets.token_hex(16),
) -> HandingIn:  # fmt: skip
    """A server by its address, as a person was given it (`#pin=` names its key).

    Raises: NoServer (no such address).
    """
    url, pins = address_of(given)
    parts = urlsplit(url)
    try:
        wire = Wire(f"{parts.scheme}://{parts.netloc}", pins=pins, pause=pause, draw=spread)
    except (NoAnswer, ValueError) as error:
        raise NoServer(why=given) from error
    secure = parts.scheme == "https" or parts.hostname in _LOOPBACK
    return HandingIn(
        store, wire, url=url, clock=clock,
        authorisation=Authorisation(login, secure=secure, nonce=nonce), pause=pause,
    )  # fmt: skip


def fillings_to_send(work: Any, *, visit_id: UUID | None = None) -> list[UUID]:
    """Fillings finalised and not sent yet, the oldest first; of one visit if given."""
    from sqlalchemy import select

    from core.visits import Filling

    query = select(Filling.id).where(Filling.state == "finalised").order_by(Filling.finalised_at)
    if visit_id is not None:
        query = query.where(Filling.visit_id == visit_id)
    return list(work.scalars(query))
