"""A draft goes over to a newer version of its check-list: whole or not at all, for everybody."""

from __future__ import annotations

import io
import shutil
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from core.forms import SessionContext, read_form
from core.store import Author, SampleKey, open_store
from core.store.problems import DiskRefuses
from core.visits import (
    Answer,
    AnsweredMeanwhile,
    AsideAnswer,
    Filling,
    MoreWasAnswered,
    NotThisVersion,
    OnlyDraftsAreTakenOver,
    RepeatInstance,
    Visit,
    add_finding,
    answers_with_moments,
    assign_section,
    bring_late_answers,
    change_version,
    current_filling,
    decline_version,
    fillings_of,
    finalise_filling,
    go_back,
    install_checklist,
    is_declined,
    keep_file,
    late_answers,
    link_evidence,
    list_aside,
    list_evidence,
    list_findings,
    load_filling,
    mark_handled,
    mark_unhandled,
    newer_version,
    plan_for,
    record_delta,
    remember_place,
    resumable,
    sections_of,
    sign,
    start_filling,
    take_over,
    visit_detail,
)
from tests.builders import FORM, NOW, a_visit, given

CONTEXT = SessionContext(now=lambda: NOW, seed=1, device_id="a")
LATER = NOW + timedelta(hours=1)


def newer(version="2"):
    """A room with another name, an age with decimals, no note, and somebody to name."""
    text = (
        FORM.format(form_id="curto", version=version, default="")
        .replace("<sala><uso/></sala><nota></nota>", "<espaco><uso/></espaco><quem/>")
        .replace("/data/sala", "/data/espaco")
        .replace("<label>Sala</label>", "<label>Espaço</label>")
        .replace('nodeset="/data/idade" type="int"', 'nodeset="/data/idade" type="decimal"')
        .replace('nodeset="/data/nota" type="string"', 'nodeset="/data/quem" required="true()"')
        .replace('ref="/data/nota"><label>Nota', 'ref="/data/quem"><label>Quem')
    )
    return read_form(text.encode())


def install(store, form, *, at=LATER):
    return store.write_now(
        lambda work: install_checklist(work, form=form, files=store.files, installed_at=at)
    ).version_id


@pytest.fixture
def visit(store):
    return a_visit(store, answered=4)


@pytest.fixture
def version(store, visit):
    return install(store, newer())


def planned(visit, version, *, filling_id=None):
    return plan_for(
        visit.store,
        filling_id=filling_id or visit.filling_id,
        version_id=version,
        context=CONTEXT,
    )


def go(visit, version, *, filling_id=None):
    made = planned(visit, version, filling_id=filling_id)
    return visit.store.write_now(
        lambda work: take_over(
            work,
            filling_id=made.filling_id,
            version_id=version,
            plan=made.plan,
            basis=made.basis,
        )
    )


def values(store, filling_id):
    return {k: v for k, v in store.read(lambda w: load_filling(w, filling_id)).values.items() if v}


def aside(store, visit_id):
    return store.read(lambda work: list_aside(work, visit_id=visit_id))


def rows(store, *tables):
    """All rows of tables, as a laptop shows them."""

    def read(work):
        return {
            table.__tablename__: sorted(
                tuple((c.name, getattr(row, c.key)) for c in table.__table__.columns)
                for row in work.scalars(select(table))
            )
            for table in tables
        }

    return repr(store.read(read))


SYNCED = (Answer, AsideAnswer, Filling, RepeatInstance, Visit)


def test_what_maps_is_kept_and_the_rest_is_put_aside(store, visit, version):
    done = go(visit, version)
    assert done.filling_id != visit.filling_id
    assert values(store, done.filling_id).items() >= {
        "/data/nome": "1", "/data/idade": "2", "/data/espaco/uso": "3",
    }.items()  # fmt: skip
    (left,) = aside(store, visit.visit_id)
    assert (left.key, left.value, left.label, left.reason) == (
        "/data/nota", "4", "Nota", "question-gone",
    )  # fmt: skip
    assert (left.technician, left.version, left.handled_at) == ("Marta", "1", None)
    assert left.answered_at == NOW + timedelta(minutes=3)


def test_who_when_and_where_in_the_video_go_along(store, visit, version):
    recording = uuid4()
    visit.answer("/data/sala/uso", "dormir", recording_id=recording, moment_us=77)
    visit.answer("/data/nota", "ver", recording_id=recording, moment_us=99)
    before = store.read(lambda w: answers_with_moments(w, visit.filling_id))
    done = go(visit, version)
    after = {a.key: a for a in store.read(lambda w: answers_with_moments(w, done.filling_id))}
    (old,) = [one for one in before if one.key == "/data/sala/uso"]
    new = after["/data/espaco/uso"]
    assert (new.technician, new.answered_at) == (old.technician, old.answered_at)
    assert (new.recording_id, new.moment_us) == (recording, 77)
    (left,) = aside(store, visit.visit_id)
    assert (left.recording_id, left.moment_us) == (recording, 99)


def test_the_visit_goes_on_in_the_new_filling_only(store, visit, version):
    done = go(visit, version)
    detail = store.read(lambda work: visit_detail(work, visit.visit_id))
    assert detail.summary.filling_id == done.filling_id
    assert detail.summary.checklist_version == "2"
    assert [one.id for one in detail.fillings] == [done.filling_id]
    assert [one.id for one in store.read(resumable)] == [done.filling_id]
    assert store.read(lambda work: current_filling(work, visit.filling_id)) == done.filling_id
    start = store.write_now(lambda work: start_filling(work, visit.visit_id, at=LATER))
    assert start == done.filling_id


def test_the_old_answers_stay_where_they_were(store, visit, version):
    before = values(store, visit.filling_id)
    go(visit, version)
    assert values(store, visit.filling_id) == before


def test_a_photograph_stays_attached(store, visit, version):
    sealed = store.files.seal(io.BytesIO(b"jpeg"), media_type="image/jpeg", name="foto.jpg")
    for key in ("/data/sala/uso", "/data/nota"):
        store.write_now(
            lambda work, key=key: keep_file(
                work, filling_id=visit.filling_id, key=key, file=sealed, name="foto.jpg",
                technician_id=visit.technician_id, at=NOW,
            )
        )  # fmt: skip
    done = go(visit, version)
    there = {
        a.key: a.sha256 for a in store.read(lambda w: answers_with_moments(w, done.filling_id))
    }
    assert there["/data/espaco/uso"] == sealed.sha256
    assert [one.sha256 for one in aside(store, visit.visit_id)] == [sealed.sha256]


def test_findings_evidence_sections_and_the_place_follow(store, visit, version):
    def make(work):
        assign_section(work, visit_id=visit.visit_id, section_key="/data/sala", group="B")
        remember_place(work, visit.filling_id, "/data/sala/uso", at=NOW)
        for key in ("/data/sala/uso", "/data/nota"):
            add_finding(
                work, visit_id=visit.visit_id, filling_id=visit.filling_id, answer_key=key,
                classification="strength", text=key, technician_id=None, at=NOW,
            )  # fmt: skip
        link_evidence(
            work, visit_id=visit.visit_id, kind="moment", at=NOW, filling_id=visit.filling_id,
            answer_key="/data/sala/uso", recording_id=uuid4(), moment_us=1,
        )  # fmt: skip

    store.write_now(make)
    done = go(visit, version)
    (evidence,) = store.read(lambda work: list_evidence(work, visit_id=visit.visit_id))
    assert (evidence.filling_id, evidence.answer_key) == (done.filling_id, "/data/espaco/uso")
    found = store.read(lambda work: list_findings(work, visit_id=visit.visit_id))
    assert [(one.filling_id, one.answer_key) for one in found] == [
        (done.filling_id, "/data/espaco/uso"),
        (visit.filling_id, "/data/nota"),
    ]
    assert store.read(lambda w: sections_of(w, visit_id=visit.visit_id))["/data/espaco"] == "B"
    (one,) = store.read(lambda work: fillings_of(work, visit_id=visit.visit_id))
    assert one.current_key == "/data/espaco/uso"


def test_twice_is_once(store, visit, version):
    go(visit, version)
    before = rows(store, *SYNCED)
    made = planned(visit, version)
    store.write_now(
        lambda work: take_over(
            work, filling_id=visit.filling_id, version_id=version, plan=made.plan
        )
    )
    assert rows(store, *SYNCED) == before


def test_a_failure_in_the_middle_leaves_everything_as_it_was(store, visit, version):
    before = rows(store, *SYNCED)
    made = planned(visit, version)

    def breaks(work):
        take_over(work, filling_id=visit.filling_id, version_id=version, plan=made.plan)
        raise OSError("no space left on device")

    with pytest.raises(DiskRefuses):
        store.write_now(breaks)
    assert rows(store, *SYNCED) == before
    assert go(visit, version).kept == 3


def test_what_is_finalised_or_signed_is_never_taken_over(store, visit, version):
    made = planned(visit, version)
    before = rows(store, Answer, AsideAnswer)
    store.write_now(lambda work: finalise_filling(work, visit.filling_id, at=NOW))
    with pytest.raises(OnlyDraftsAreTakenOver):
        go(visit, version)
    sealed = store.files.seal(io.BytesIO(b"png"), media_type="image/png", name="a.png")

    def signed_and_reopened(work):
        from core.store import attach

        sign(
            work, filling_id=visit.filling_id, name="Ana", role="", party="team",
            attachment_id=attach(work, sealed, "a.png", scope="1304"), signed_at=NOW,
        )  # fmt: skip
        work.get(Filling, visit.filling_id).state = "draft"  # as two laptops may leave it

    store.write_now(signed_and_reopened)
    with pytest.raises(OnlyDraftsAreTakenOver) as refused:
        store.write_now(
            lambda work: take_over(
                work, filling_id=visit.filling_id, version_id=version, plan=made.plan
            )
        )
    for language in ("pt", "en"):
        sentence = refused.value.sentence(language)
        assert all((sentence.happened, sentence.kept, sentence.todo))
    assert rows(store, Answer, AsideAnswer) == before


def test_a_plan_that_is_no_longer_true_is_not_followed(store, visit, version):
    made = planned(visit, version)
    visit.answer("/data/nome", "outro", at=LATER)
    with pytest.raises(AnsweredMeanwhile):
        store.write_now(
            lambda work: take_over(
                work, filling_id=visit.filling_id, version_id=version, plan=made.plan,
                basis=made.basis,
            )
        )  # fmt: skip


def test_only_another_version_of_the_same_check_list(store, visit, version):
    other = install(
        store, read_form(FORM.format(form_id="outro", version="9", default="").encode())
    )
    made = planned(visit, version)
    for wrong in (other, visit.version_id, uuid4()):
        with pytest.raises(NotThisVersion):
            store.write_now(
                lambda work, wrong=wrong: take_over(
                    work, filling_id=visit.filling_id, version_id=wrong, plan=made.plan
                )
            )


def test_a_visit_that_was_not_begun_only_changes_its_version(store):
    visit = a_visit(store, started=False)
    version = install(store, newer())
    store.write_now(lambda w: change_version(w, visit_id=visit.visit_id, version_id=version))
    filling = store.write_now(lambda work: start_filling(work, visit.visit_id, at=NOW))
    (one,) = store.read(lambda work: fillings_of(work, visit_id=visit.visit_id))
    assert (one.id, one.checklist_version) == (filling, "2")
    with pytest.raises(OnlyDraftsAreTakenOver):
        store.write_now(
            lambda w: change_version(w, visit_id=visit.visit_id, version_id=visit.version_id)
        )


@pytest.mark.parametrize(
    ("own", "other", "at", "found"),
    [
        ("1", "2", LATER, True),
        ("9", "10", LATER, True),
        ("10", "9", LATER, False),
        ("2026-01", "2026-02", LATER, True),
        ("v1", "final", LATER, True),
        ("1", "2", NOW - timedelta(days=1), False),
    ],
)
def test_which_version_is_newer(store, own, other, at, found):
    from core.visits import plan_visit

    visit = a_visit(store)
    mine = install(
        store, read_form(FORM.format(form_id="x", version=own, default="").encode()), at=NOW
    )
    theirs = install(
        store, read_form(FORM.format(form_id="x", version=other, default="a").encode()), at=at
    )
    planned_ = store.write_now(
        lambda work: plan_visit(
            work, checklist_version_id=mine, planned_for=NOW, facility_id=visit.facility_id
        )
    )
    newest = store.read(lambda work: newer_version(work, visit_id=planned_))
    assert (newest.version_id if newest else None) == (theirs if found else None)


def test_staying_is_remembered_for_that_version(store, visit, version):
    store.write_now(lambda work: decline_version(work, visit_id=visit.visit_id, version_id=version))
    assert store.read(lambda w: is_declined(w, visit_id=visit.visit_id, version_id=version))
    later = install(store, newer("3"), at=LATER + timedelta(hours=1))
    assert not store.read(lambda w: is_declined(w, visit_id=visit.visit_id, version_id=later))


def test_what_was_put_aside_can_be_marked_as_dealt_with(store, visit, version):
    go(visit, version)
    (left,) = aside(store, visit.visit_id)
    store.write_now(
        lambda work: mark_handled(
            work, aside_id=left.id, technician_id=visit.other_technician_id, at=LATER
        )
    )
    (left,) = aside(store, visit.visit_id)
    assert (left.handled_at, left.handled_by) == (LATER, "Tiago")
    store.write_now(lambda work: mark_unhandled(work, aside_id=left.id))
    (left,) = aside(store, visit.visit_id)
    assert left.handled_at is None


def test_what_was_put_aside_goes_home_with_the_visit(store, visit, version):
    from datetime import UTC

    from core.reports.gathering import gather

    visit.answer("/data/nota", "ver a sala", at=NOW)
    go(visit, version)
    report = gather(store, visit.visit_id, language="en", at=LATER, zone=UTC).report
    (left,) = report.aside
    assert (left.question, left.shown, left.version) == ("Nota", "ver a sala", "1")
    assert left.reason == "The new version does not have this question."
    assert report.version == "2"


# --- several laptops ---


@pytest.fixture
def another_laptop(store, visit, version, tmp_path):
    """The same data on a second laptop, with a device id of its own."""
    store.write_now(lambda _work: None)
    folder = tmp_path / "second"
    shutil.copytree(tmp_path / "store", folder)
    (folder / "terreno.lock").unlink(missing_ok=True)
    author = Author(technician_id=uuid4(), device_id=uuid4())
    with open_store(folder, unlock=SampleKey(), author=author) as second:
        yield second


def test_two_laptops_that_go_over_apart_write_the_same(visit, version, another_laptop):
    from dataclasses import replace

    go(visit, version)
    go(replace(visit, store=another_laptop), version)
    assert rows(visit.store, *SYNCED) == rows(another_laptop, *SYNCED)


def write_late(visit, key, value, *, at, technician_id=None):
    """What another laptop gave in the older version, arriving after the newer one was begun."""
    visit.store.write_now(
        lambda work: record_delta(
            work, filling_id=visit.filling_id, delta=given(key, value),
            technician_id=technician_id or visit.other_technician_id, at=at,
        )
    )  # fmt: skip


def test_what_arrives_late_in_the_older_version_is_brought_along(store, visit, version):
    done = go(visit, version)
    assert store.read(lambda work: late_answers(work, filling_id=done.filling_id)) == []
    write_late(visit, "/data/sala/uso", "comer", at=LATER)
    write_late(visit, "/data/nota", "mais", at=LATER + timedelta(seconds=1))
    assert store.read(lambda work: late_answers(work, filling_id=done.filling_id)) == [
        visit.filling_id
    ]
    assert bring_late_answers(store, filling_id=done.filling_id, context=CONTEXT)
    assert values(store, done.filling_id)["/data/espaco/uso"] == "comer"
    assert [one.value for one in aside(store, visit.visit_id)] == ["mais"]
    assert not bring_late_answers(store, filling_id=done.filling_id, context=CONTEXT)


def test_an_answer_given_in_both_versions_is_told_and_the_later_one_stands(store, visit, version):
    done = go(visit, version)
    store.write_now(
        lambda work: record_delta(
            work, filling_id=done.filling_id, delta=given("/data/nome", "da nova"),
            technician_id=visit.technician_id, at=LATER,
        )
    )  # fmt: skip
    write_late(visit, "/data/nome", "da antiga", at=LATER - timedelta(minutes=5))
    bring_late_answers(store, filling_id=done.filling_id, context=CONTEXT)
    assert values(store, done.filling_id)["/data/nome"] == "da nova"
    twice = [one for one in aside(store, visit.visit_id) if one.reason == "answered-twice"]
    assert [(one.value, one.technician) for one in twice] == [("da antiga", "Tiago")]

    write_late(visit, "/data/nome", "a última", at=LATER + timedelta(minutes=5))
    bring_late_answers(store, filling_id=done.filling_id, context=CONTEXT)
    assert values(store, done.filling_id)["/data/nome"] == "a última"
    twice = [one for one in aside(store, visit.visit_id) if one.reason == "answered-twice"]
    assert [(one.value, one.technician) for one in twice] == [("da nova", "Marta")]


def test_a_correction_in_the_new_version_is_not_undone_by_the_rest(store, visit, version):
    done = go(visit, version)
    store.write_now(
        lambda work: record_delta(
            work, filling_id=done.filling_id, delta=given("/data/nome", "corrigido"),
            technician_id=visit.technician_id, at=LATER,
        )
    )  # fmt: skip
    assert store.read(lambda work: late_answers(work, filling_id=done.filling_id)) == []
    write_late(visit, "/data/sala/uso", "comer", at=LATER)
    bring_late_answers(store, filling_id=done.filling_id, context=CONTEXT)
    assert values(store, done.filling_id)["/data/nome"] == "corrigido"
    assert {one.reason for one in aside(store, visit.visit_id)} == {"question-gone"}


def test_a_third_version_brings_along_what_came_late_in_the_first(store, visit, version):
    second = go(visit, version)
    third_version = install(store, newer("3"), at=LATER + timedelta(hours=1))
    third = go(visit, third_version, filling_id=second.filling_id)
    assert values(store, third.filling_id)["/data/espaco/uso"] == "3"
    assert [one.value for one in aside(store, visit.visit_id)] == ["4"]
    assert store.read(lambda work: late_answers(work, filling_id=third.filling_id)) == []
    write_late(visit, "/data/sala/uso", "comer", at=LATER)
    bring_late_answers(store, filling_id=third.filling_id, context=CONTEXT)
    assert values(store, third.filling_id)["/data/espaco/uso"] == "comer"


# --- back again ---


def back(visit, filling_id, keys):
    visit.store.write_now(
        lambda work: go_back(work, filling_id=filling_id, to=visit.filling_id, keys=keys)
    )


def test_going_back_while_nothing_was_given_in_the_new_version(store, visit, version):
    before = values(store, visit.filling_id)
    made = planned(visit, version)
    done = go(visit, version)
    back(visit, done.filling_id, made.plan.keys)
    detail = store.read(lambda work: visit_detail(work, visit.visit_id))
    assert detail.summary.filling_id == visit.filling_id
    assert values(store, visit.filling_id) == before
    assert aside(store, visit.visit_id) == []
    visit.answer("/data/nome", "de novo", at=LATER)
    again = go(visit, version)
    assert again.filling_id == done.filling_id
    assert values(store, again.filling_id)["/data/nome"] == "de novo"
    assert [one.value for one in aside(store, visit.visit_id)] == ["4"]


def test_no_way_back_once_something_was_given_in_the_new_version(store, visit, version):
    made = planned(visit, version)
    done = go(visit, version)
    store.write_now(
        lambda work: record_delta(
            work, filling_id=done.filling_id, delta=given("/data/quem", "Rita"),
            technician_id=visit.technician_id, at=LATER,
        )
    )  # fmt: skip
    with pytest.raises(MoreWasAnswered):
        back(visit, done.filling_id, made.plan.keys)
    assert values(store, done.filling_id)["/data/quem"] == "Rita"
