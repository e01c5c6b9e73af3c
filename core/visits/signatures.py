"""Signatures under a finalised filling: the team's and the institution's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Attachment, Base, Synced, Work, new_id
from core.visits.answers import Answer
from core.visits.fillings import REPLACED, filling_row
from core.visits.problems import FillingIsNotFinalised

Party = Literal["team", "institution"]


class Signature(Synced, Base):
    """A drawn signature (a sealed PNG), and the digest of the answers it was put under."""

    __tablename__ = "signature"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    filling_id: Mapped[UUID] = mapped_column(ForeignKey("filling.id"), index=True)
    name: Mapped[str]
    role: Mapped[str]
    party: Mapped[str]
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"), index=True)
    answers_digest: Mapped[str]
    signed_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class SignatureSummary:
    """A signature; `still_holds`: the answers are those that were signed."""

    id: UUID
    filling_id: UUID
    name: str
    role: str
    party: str
    attachment_id: UUID
    sha256: str
    signed_at: datetime
    still_holds: bool


def sign(
    work: Work,
    *,
    filling_id: UUID,
    name: str,
    role: str,
    party: Party,
    attachment_id: UUID,
    signed_at: datetime,
) -> UUID:
    """Sign a filling. Raises: UnknownFilling; FillingIsNotFinalised while it is a draft."""
    filling = filling_row(work, filling_id)
    if filling.state in ("draft", REPLACED):
        raise FillingIsNotFinalised
    signature = Signature(
        id=new_id(),
        scope=filling.scope,
        visit_id=filling.visit_id,
        filling_id=filling_id,
        name=name.strip(),
        role=role.strip(),
        party=party,
        attachment_id=attachment_id,
        answers_digest=answers_digest(work, filling_id),
        signed_at=signed_at,
    )
    work.add(signature)
    work.flush()
    return signature.id


def list_signatures(work: Work, *, visit_id: UUID) -> list[SignatureSummary]:
    """The signatures of a visit, in the order they were given."""
    rows = work.execute(
        select(
            Signature.id,
            Signature.filling_id,
            Signature.name,
            Signature.role,
            Signature.party,
            Signature.attachment_id,
            Attachment.sha256,
            Signature.signed_at,
            Signature.answers_digest,
        )
        .join(Attachment, Attachment.id == Signature.attachment_id)
        .where(Signature.visit_id == visit_id)
        .order_by(Signature.signed_at, Signature.id)
    ).all()
    now = {filling_id: answers_digest(work, filling_id) for filling_id in {r[1] for r in rows}}
    return [
        SignatureSummary(*row[:8], still_holds=now[row.filling_id] == row.answers_digest)
        for row in rows
    ]


def answers_digest(work: Work, filling_id: UUID) -> str:
    """SHA-256 over keys and values of all answers that are not cleared, in the order of keys."""
    digest = sha256()
    for key, value in work.execute(
        select(Answer.key, Answer.value)
        .where(Answer.filling_id == filling_id, Answer.value.is_not(None))
        .order_by(Answer.key)
    ):
        for part in (key, value):
            data = (part or "").encode()
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
