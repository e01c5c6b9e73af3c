"""Which sealed files may leave, and why the others stay."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import partial

import pytest

from core.people import record_consent, withdraw_consent
from core.reports import files_out as rule
from core.store import schema
from core.store.attachments import attach
from core.store.mapping import Base
from core.video.privacy.records import (
    decide_export,
    decide_photograph,
    keep_copy,
    keep_plan,
)
from core.video.recordings import (
    RecordingState,
    add_segment,
    begin_recording,
    end_recording,
    segments_of,
)
from core.visits import link_evidence
from tests.builders import NOW, a_store, a_visit

LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(tmp_path):
    with a_store(tmp_path / "store") as one:
        yield one


def sealed(store, content, name):
    return store.files.seal(io.BytesIO(content), media_type="application/x", name=name)


def recorded(store, made, *, ended=True):
    identity = made.case_study_id
    store.write_now(
        partial(
            begin_recording, recording_id=identity, visit_id=made.visit_id, scope="1304",
            technician_id=None, started_at=NOW, source_name="x",
        )
    )  # fmt: skip
    store.write_now(
        partial(
            add_segment, recording_id=identity, number=0, start_us=0, duration_us=1,
            sealed=sealed(store, b"film", "film.mp4"),
        )
    )  # fmt: skip
    if ended:
        store.write_now(
            partial(
                end_recording, recording_id=identity, state=RecordingState.SEALED, duration_us=1,
                size=(2, 2), sound=False,
            )
        )  # fmt: skip
    return identity


def agreed(store, made, **rest):
    return store.write_now(
        partial(
            record_consent, visit_id=made.visit_id, scope="1304", who="Ana", purpose="visit",
            text_version="1", given_at=NOW, **rest,
        )
    )  # fmt: skip


def kept(store, *, at=LATER):
    return {one.name: one.kept for one in rule.files_out(store, at=at)}


def test_every_column_that_speaks_of_a_file_is_known_to_the_rule():
    schema.load_tables()
    speaking = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(one.target_fullname == "attachment.id" for one in column.foreign_keys)
    }
    assert speaking == rule.SPOKEN_OF


def test_check_lists_go_and_what_nobody_speaks_of_stays(store):
    a_visit(store)
    lone = sealed(store, b"lone", "lone.bin")
    store.write_now(lambda work: attach(work, lone, scope="1304"))
    found = kept(store)
    assert found.pop("lone.bin") == rule.UNSPOKEN
    assert found
    assert set(found.values()) == {""}


def test_a_recording_needs_a_consent_that_holds_or_a_decision(store):
    made = a_visit(store)
    recording = recorded(store, made)
    assert kept(store)["film.mp4"] == rule.NO_CONSENT
    consent = agreed(store, made)
    assert kept(store)["film.mp4"] == ""
    assert kept(store, at=NOW - timedelta(days=1))["film.mp4"] == rule.NO_CONSENT
    store.write_now(partial(withdraw_consent, consent_id=consent, at=LATER))
    after = LATER + timedelta(days=1)
    assert kept(store, at=after)["film.mp4"] == rule.CONSENT_ENDED
    decide = partial(decide_export, recording_id=recording, technician_id=None, why="tribunal")
    store.write_now(partial(decide, at=NOW))
    assert kept(store, at=after)["film.mp4"] == rule.CONSENT_ENDED
    store.write_now(partial(decide, at=after))
    assert kept(store, at=after)["film.mp4"] == ""


def test_a_recording_that_still_runs_waits_for_its_end(store):
    made = a_visit(store)
    agreed(store, made)
    recorded(store, made, ended=False)
    assert kept(store)["film.mp4"] == rule.RECORDING


def test_the_blurred_copy_goes_instead_and_only_while_it_holds(store):
    made = a_visit(store)
    recording = recorded(store, made)
    agreed(store, made)
    plan = sealed(store, b"{}", "plan.json")
    store.write_now(partial(keep_plan, recording_id=recording, sealed=plan, at=NOW))
    assert kept(store)["film.mp4"] == rule.COPY_OUT_OF_DATE
    (segment,) = store.read(partial(segments_of, recording_id=recording))
    copy = sealed(store, b"blurred", "copy.mp4")
    store.write_now(
        partial(keep_copy, segment=segment, sealed=copy, plan_sha256=plan.sha256, at=NOW)
    )
    found = kept(store)
    assert (found["copy.mp4"], found["film.mp4"], found["plan.json"]) == (
        "", rule.COPY_INSTEAD, "",
    )  # fmt: skip
    newer = sealed(store, b'{"a":1}', "plan2.json")
    store.write_now(partial(keep_plan, recording_id=recording, sealed=newer, at=LATER))
    found = kept(store)
    assert (found["copy.mp4"], found["film.mp4"]) == (rule.COPY_OUT_OF_DATE,) * 2


def test_photographs_stay_with_an_ended_consent_and_notes_go(store):
    made = a_visit(store)
    for name, kind in (("foto.jpg", "photo"), ("nota.txt", "file"), ("som.mp3", "file")):
        one = sealed(store, name.encode(), name)
        store.write_now(
            lambda work, one=one, kind=kind: link_evidence(
                work, visit_id=made.visit_id, kind=kind, at=NOW,
                attachment_id=attach(work, one, scope="1304"),
            )
        )  # fmt: skip
    assert {kept(store)[name] for name in ("foto.jpg", "nota.txt", "som.mp3")} == {""}
    consent = agreed(store, made)
    store.write_now(partial(withdraw_consent, consent_id=consent, at=LATER))
    found = kept(store, at=LATER)
    assert (found["foto.jpg"], found["nota.txt"], found["som.mp3"]) == (
        rule.CONSENT_ENDED, "", rule.CONSENT_ENDED,
    )  # fmt: skip


def test_one_photograph_may_leave_by_a_decision_and_the_others_stay(store):
    made = a_visit(store)
    photographs = {}
    for name in ("rampa.jpg", "utente.jpg"):
        one = sealed(store, name.encode(), name)

        def link(work, one=one):
            attachment_id = attach(work, one, scope="1304")
            link_evidence(
                work, visit_id=made.visit_id, kind="photo", at=NOW, attachment_id=attachment_id
            )
            return attachment_id

        photographs[name] = store.write_now(link)
    consent = agreed(store, made)
    decide = partial(
        decide_photograph, visit_id=made.visit_id, attachment_id=photographs["rampa.jpg"],
        technician_id=None, why="Não mostra ninguém",
    )  # fmt: skip
    store.write_now(partial(decide, at=NOW))
    store.write_now(partial(withdraw_consent, consent_id=consent, at=LATER))
    after = LATER + timedelta(days=1)
    assert {kept(store, at=after)[one] for one in photographs} == {rule.CONSENT_ENDED}
    store.write_now(partial(decide, at=after))
    found = kept(store, at=after)
    assert (found["rampa.jpg"], found["utente.jpg"]) == ("", rule.CONSENT_ENDED)


def test_what_a_recording_keeps_back_does_not_leave_under_another_name(store):
    made = a_visit(store)
    recorded(store, made)
    again = sealed(store, b"film", "inocente.txt")
    store.write_now(
        lambda work: link_evidence(
            work, visit_id=made.visit_id, kind="file", at=NOW,
            attachment_id=attach(work, again, scope="1304"),
        )
    )  # fmt: skip
    (one,) = [one for one in rule.files_out(store, at=LATER) if one.sha256 == again.sha256]
    assert one.kept == rule.NO_CONSENT
