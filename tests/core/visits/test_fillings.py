"""A filling keeps every answer, who gave it, when and where in the video, until it is finalised."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from core.forms import SavedFilling
from core.visits import (
    FillingIsFinalised,
    FillingIsSigned,
    UnknownFilling,
    answer_id,
    answers_with_moments,
    filling,
    filling_id_of,
    finalise_filling,
    load_filling,
    record_delta,
    record_opening,
    remember_place,
    reopen_filling,
    resumable,
    start_filling,
    visit_detail,
)
from tests.builders import NOW, a_visit, given, repeated


def test_answers_come_back_as_they_were_given(store):
    visit = a_visit(store, answered=3)
    saved = store.read(lambda work: load_filling(work, visit.filling_id))
    assert saved.values == {"/data/nome": "1", "/data/idade": "2", "/data/sala/uso": "3"}
    assert not saved.finalised


def test_starting_twice_goes_on_with_the_same_filling(store):
    visit = a_visit(store, answered=1)
    again = store.write_now(lambda work: start_filling(work, visit.visit_id, at=NOW))
    assert again == visit.filling_id
    assert again == filling_id_of(visit_id=visit.visit_id, checklist_version_id=visit.version_id)


def test_the_same_question_is_the_same_row_on_every_laptop(store):
    visit = a_visit(store, answered=1)
    visit.answer("/data/nome", "Rosa", technician_id=visit.other_technician_id)
    (answer,) = store.read(lambda work: answers_with_moments(work, visit.filling_id))
    assert (answer.value, answer.technician) == ("Rosa", "Tiago")
    assert answer_id(filling_id=visit.filling_id, key="/data/nome") == answer_id(
        filling_id=visit.filling_id, key="/data/nome"
    )


def test_a_cleared_answer_is_kept_as_nothing_and_not_taken_for_its_default(store):
    visit = a_visit(store, answered=1)
    visit.answer("/data/nome", None)
    assert store.read(lambda work: answers_with_moments(work, visit.filling_id)) == []
    saved = store.read(lambda work: load_filling(work, visit.filling_id))
    assert saved.values == {"/data/nome": ""}
    assert store.read(lambda work: filling(work, visit.filling_id)).answered == 0


def test_an_answer_given_while_recording_carries_its_moment(store):
    visit, recording = a_visit(store), uuid4()
    visit.answer("/data/nome", "Rosa", recording_id=recording, moment_us=2_500_000)
    (answer,) = store.read(lambda work: answers_with_moments(work, visit.filling_id))
    assert (answer.recording_id, answer.moment_us) == (recording, 2_500_000)


def test_a_correction_at_the_desk_keeps_the_moment_in_the_video(store):
    visit, recording = a_visit(store), uuid4()
    visit.answer("/data/nome", "Roza", recording_id=recording, moment_us=7)
    visit.answer("/data/nome", "Rosa", at=NOW + timedelta(hours=3))
    (answer,) = store.read(lambda work: answers_with_moments(work, visit.filling_id))
    assert (answer.value, answer.moment_us) == ("Rosa", 7)


def test_calculated_values_have_no_moment_and_do_not_count_as_answered(store):
    visit = a_visit(store)
    visit.answer("/data/nota", "12", by_person=False, recording_id=uuid4(), moment_us=9)
    (answer,) = store.read(lambda work: answers_with_moments(work, visit.filling_id))
    assert answer.moment_us is None
    assert store.read(lambda work: filling(work, visit.filling_id)).answered == 0


def test_a_finalised_filling_refuses_answers_until_reopened(store):
    visit = a_visit(store, answered=1)
    store.write_now(lambda work: finalise_filling(work, visit.filling_id, at=NOW))
    with pytest.raises(FillingIsFinalised):
        visit.answer("/data/nome", "outra")
    assert store.read(lambda work: load_filling(work, visit.filling_id)).finalised
    assert store.read(resumable) == []
    store.write_now(lambda work: reopen_filling(work, visit.filling_id))
    visit.answer("/data/nome", "outra")
    saved = store.read(lambda work: load_filling(work, visit.filling_id))
    assert saved.values["/data/nome"] == "outra"


def test_a_refused_delta_leaves_nothing_behind(store):
    visit = a_visit(store)
    with pytest.raises(UnknownFilling):
        store.write_now(
            lambda work: record_delta(
                work,
                filling_id=uuid4(),
                delta=given("/data/nome", "x"),
                technician_id=None,
                at=NOW,
            )
        )
    assert store.read(lambda work: answers_with_moments(work, visit.filling_id)) == []


def test_a_draft_is_resumed_at_its_question_in_its_language(store):
    visit = a_visit(store, answered=2)
    store.write_now(
        lambda work: remember_place(
            work, visit.filling_id, "/data/idade", at=NOW, language="English (en)"
        )
    )
    store.write_now(lambda work: remember_place(work, visit.filling_id, "/data/nome", at=NOW))
    (draft,) = store.read(resumable)
    assert (draft.visit_title, draft.current_key, draft.answered) == ("Tardes", "/data/nome", 2)
    saved = store.read(lambda work: load_filling(work, visit.filling_id))
    assert saved.language == "English (en)"


def test_what_a_session_opens_with_never_overwrites_what_is_there(store):
    visit = a_visit(store, answered=1)
    opening = SavedFilling(
        form_digest="",
        language=None,
        values={"/data/nome": "omissão", "/data/nota": "nova"},
        repeats=(("/data/sala", "um"),),
    )
    for _ in range(2):
        store.write_now(
            lambda work: record_opening(
                work, filling_id=visit.filling_id, saved=opening, technician_id=None, at=NOW
            )
        )
    saved = store.read(lambda work: load_filling(work, visit.filling_id))
    assert saved.values == {"/data/nome": "1", "/data/nota": "nova"}
    assert saved.repeats == (("/data/sala", "um"),)


def _instances(store, visit):
    saved = store.read(lambda work: load_filling(work, visit.filling_id))
    return [instance for _key, instance in saved.repeats]


def _record(store, visit, delta):
    store.write_now(
        lambda work: record_delta(
            work, filling_id=visit.filling_id, delta=delta, technician_id=None, at=NOW
        )
    )


def test_repeat_instances_keep_the_order_a_person_gave_them(store):
    visit = a_visit(store)
    for number, instance in enumerate("abc", start=1):
        _record(store, visit, repeated("add", instance, number))
    _record(store, visit, repeated("move", "c", 1))
    assert _instances(store, visit) == ["c", "a", "b"]
    _record(store, visit, repeated("remove", "a", 2))
    _record(store, visit, repeated("add", "d", 3))
    assert _instances(store, visit) == ["c", "b", "d"]
    _record(store, visit, repeated("add", "e", 2))
    assert _instances(store, visit) == ["c", "e", "b", "d"]


def test_what_stood_in_a_removed_instance_is_not_loaded(store):
    visit = a_visit(store)
    _record(store, visit, repeated("add", "a", 1))
    visit.answer("/data/sala{a}/uso", "refeições")
    _record(store, visit, repeated("remove", "a", 1))
    saved = store.read(lambda work: load_filling(work, visit.filling_id))
    assert saved.values == {}
    assert saved.repeats == ()


def test_what_is_signed_cannot_be_reopened(store, tmp_path):
    from io import BytesIO

    from core.store import attach
    from core.visits import FillingIsNotFinalised, sign

    visit = a_visit(store, answered=2)
    drawn = store.files.seal(BytesIO(b"png"), media_type="image/png", name="assinatura.png")

    def put_name(work):
        return sign(
            work,
            filling_id=visit.filling_id,
            name="Helena Couto",
            role="Diretora técnica",
            party="institution",
            attachment_id=attach(work, drawn, scope="1312"),
            signed_at=NOW,
        )

    with pytest.raises(FillingIsNotFinalised):
        store.write_now(put_name)
    store.write_now(lambda work: finalise_filling(work, visit.filling_id, at=NOW))
    store.write_now(put_name)
    (signature,) = store.read(lambda work: visit_detail(work, visit.visit_id)).signatures
    assert signature.still_holds
    with pytest.raises(FillingIsSigned):
        store.write_now(lambda work: reopen_filling(work, visit.filling_id))
