"""What the review writes belongs to the visit's municipality."""

from __future__ import annotations

from sqlalchemy import select

from core.store import Attachment
from core.visits import finalise_filling
from core.visits.fillings import scope_of
from desktop.review.sign_dialog import SignedBy
from desktop.review.writing import signature_verb
from tests.desktop.review.conftest import NOW


def test_a_signature_is_of_the_visits_municipality(recorded):
    store, filling_id = recorded.store, recorded.filling_id
    store.write_now(lambda work: finalise_filling(work, filling_id, at=NOW))
    signed = SignedBy(name="Helena", role="", party="institution", png=b"png")
    store.write_now(signature_verb(store, filling_id=filling_id, signed=signed, at=NOW))
    found = store.read(
        lambda work: work.scalar(
            select(Attachment.scope).where(Attachment.name == "assinatura.png")
        )
    )
    assert found == store.read(lambda work: scope_of(work, filling_id)) != "global"
