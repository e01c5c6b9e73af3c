"""What one agreed to for one purpose does not leave for another: the rule, and every exit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from core import people
from core.reports.exportable import exportable_recording, kept_back
from core.reports.moments_film import moments_reel
from core.reports.moments_out import export_moments
from core.reports.problems import AgreedToLess, ConsentEnded, NoConsent
from core.video.privacy.records import decide_export
from core.visits.moments import visit_moments
from tests.core.reports import test_take_home

DAY = timedelta(days=1)
ANA, RUI = "Ana", "Rui"
AT = test_take_home.AT
unasked = test_take_home.unasked


def consented(case, who, purpose, *, basis="consent", at=AT, until=None):
    return case.store.write_now(
        lambda work: people.record_consent(
            work, visit_id=case.visit_id, scope="1312", who=who, purpose=purpose,
            text_version="1", given_at=at, until=until, legal_basis=basis, how="spoken",
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "leaves_for"),
    [
        ([], ()),
        ([(ANA, "visit")], ("visit",)),
        ([(ANA, "training")], ("visit", "training")),
        ([(ANA, "publication")], ("visit", "training", "publication")),
        # All who agreed at all must agree to it.
        ([(ANA, "publication"), (RUI, "visit")], ("visit",)),
        ([(ANA, "visit"), (ANA, "training"), (RUI, "training")], ("visit", "training")),
        ([("Município", "visit", "public-interest")], ("visit",)),
        ([("Município", "visit", "public-interest"), (ANA, "training")], ("visit", "training")),
    ],
)
def test_a_recording_leaves_for_what_all_agreed_to(unasked, given, leaves_for):
    for who, purpose, *basis in given:
        consented(unasked, who, purpose, basis=basis[0] if basis else "consent")
    consents = unasked.store.read(partial(people.list_consents, visit_id=unasked.visit_id))
    found = tuple(
        purpose
        for purpose in people.PURPOSES
        if kept_back(unasked.store, unasked.recording_id, consents, at=AT, purpose=purpose) is None
    )
    assert found == leaves_for


def test_who_takes_back_the_wider_agreement_is_still_in_the_visit(unasked):
    consented(unasked, ANA, "visit")
    wider = consented(unasked, ANA, "training")
    leaves = partial(exportable_recording, unasked.store, unasked.recording_id)
    assert leaves(at=AT, purpose="training")
    unasked.store.write_now(partial(people.withdraw_consent, consent_id=wider, at=AT + DAY))
    assert leaves(at=AT + DAY)
    with pytest.raises(AgreedToLess) as problem:
        leaves(at=AT + DAY, purpose="training")
    assert "Ana não deu consentimento para formação" in problem.value.sentence("pt").happened
    assert "Ana did not agree to training" in problem.value.sentence("en").happened


def test_who_had_agreed_to_more_only_and_takes_it_back_is_out_altogether(unasked):
    given = consented(unasked, ANA, "publication")
    unasked.store.write_now(partial(people.withdraw_consent, consent_id=given, at=AT + DAY))
    with pytest.raises(ConsentEnded):
        exportable_recording(unasked.store, unasked.recording_id, at=AT + DAY)


def test_a_decision_holds_for_its_own_purpose_and_what_it_reaches(unasked):
    decide = partial(
        decide_export, recording_id=unasked.recording_id, technician_id=None, why="Tribunal", at=AT
    )
    leaves = partial(exportable_recording, unasked.store, unasked.recording_id, at=AT)
    unasked.store.write_now(decide)
    assert leaves()
    with pytest.raises(NoConsent):
        leaves(purpose="publication")
    unasked.store.write_now(partial(decide, purpose="publication"))
    assert leaves(purpose="publication")
    assert leaves(purpose="training")


def test_every_way_out_of_the_moments_asks_for_its_purpose(unasked, tmp_path):
    consented(unasked, ANA, "visit")
    store, visit_id = unasked.store, unasked.visit_id
    moments = visit_moments(store, visit_id)
    assert moments
    for form in ("clips", "reel", "stills", "video"):
        out = tmp_path / form
        with pytest.raises(AgreedToLess):
            export_moments(store, visit_id, moments, out, forms=[form], at=AT, purpose="training")
        assert not list(out.glob("**/*.*"))
    with pytest.raises(AgreedToLess):
        moments_reel(store, visit_id, moments, tmp_path / "reel.mp4", at=AT, purpose="publication")
    # What the team wrote goes for any purpose.
    made = export_moments(
        store, visit_id, moments, tmp_path / "t", forms=["csv"], at=AT, purpose="publication"
    )
    assert made.paths


def test_consents_from_before_mean_what_they_meant(unasked):
    # `how` was not asked for, and decisions told no purpose apart.
    given = consented(unasked, ANA, "visit", at=datetime(2024, 1, 1, tzinfo=UTC))
    unasked.store.write_now(lambda work: setattr(work.get(people.Consent, given), "how", None))
    (one,) = unasked.store.read(partial(people.list_consents, visit_id=unasked.visit_id))
    assert one.how == ""
    assert exportable_recording(unasked.store, unasked.recording_id, at=AT)
