"""What the review writes, as verbs for the store's lane."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, cast
from uuid import UUID

from desktop.review.records import AnswerItem, Review
from desktop.review.sign_dialog import SignedBy

if TYPE_CHECKING:
    from core.store import Store, Work
    from core.visits import Classification, Party


def finding_verb(
    review: Review,
    *,
    answer: AnswerItem | None,
    classification: str,
    text: str,
    advice: str,
    who: str,
    due: date | None,
    at: datetime,
    technician_id: UUID | None,
) -> Callable[[Work], None]:
    """A finding with its recommendation, linked to the answer and its moment on video."""

    def verb(work: Work) -> None:
        from core.visits import add_finding, add_recommendation, link_evidence

        finding_id = add_finding(
            work,
            visit_id=review.visit_id,
            classification=cast("Classification", classification),
            text=text,
            at=at,
            filling_id=review.filling_id if answer else None,
            answer_key=answer.key if answer else None,
            technician_id=technician_id,
        )
        if answer and answer.recording_id is not None and answer.moment_us is not None:
            link_evidence(
                work,
                visit_id=review.visit_id,
                kind="moment",
                at=at,
                filling_id=review.filling_id,
                answer_key=answer.key,
                finding_id=finding_id,
                recording_id=answer.recording_id,
                moment_us=answer.moment_us,
                technician_id=technician_id,
            )
        if advice:
            add_recommendation(
                work,
                finding_id=finding_id,
                text=advice,
                who=who,
                due=due.isoformat() if due else "",
            )

    return verb


def note_verb(
    recording_id: UUID, *, moment_us: int, text: str, technician_id: UUID | None
) -> Callable[[Work], None]:
    """A note at a moment (µs) of a recording."""

    def verb(work: Work) -> None:
        from core.video.recordings import add_marker

        add_marker(
            work,
            recording_id=recording_id,
            start_us=moment_us,
            kind="note",
            text=text,
            technician_id=technician_id,
        )

    return verb


def signature_verb(
    store: Store, *, filling_id: UUID, signed: SignedBy, at: datetime
) -> Callable[[Work], None]:
    """A signature: its picture is sealed, then put under the finalised filling."""

    def verb(work: Work) -> None:
        from core.store import attach
        from core.visits import sign
        from core.visits.fillings import scope_of

        sealed = store.files.seal(
            BytesIO(signed.png), media_type="image/png", name="assinatura.png"
        )
        sign(
            work,
            filling_id=filling_id,
            name=signed.name,
            role=signed.role,
            party=cast("Party", signed.party),
            attachment_id=attach(work, sealed, "assinatura.png", scope=scope_of(work, filling_id)),
            signed_at=at,
        )

    return verb
