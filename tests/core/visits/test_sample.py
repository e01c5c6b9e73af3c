"""The sample case is a whole day's material in an empty store, and makes itself only once."""

from __future__ import annotations

import pytest

from core.forms import FillingSession, SessionContext
from core.inventory import list_case_studies
from core.people import list_technicians, who_am_i
from core.visits import (
    create_sample,
    list_visits,
    load_filling,
    load_form,
    load_media,
    start_filling,
    today,
    visit_detail,
)
from tests.builders import NOW


@pytest.fixture
def sample(store):
    return create_sample(store, now=NOW)


def test_it_is_made_once(store, sample):
    assert sample is not None
    assert create_sample(store, now=NOW) is None
    assert len(store.read(list_visits)) == 2
    assert [one.route_code for one in store.read(list_case_studies)] == ["RF1", "RF1"]


def test_two_technicians_of_different_municipalities_share_the_sections(store, sample):
    assert len({one.municipality for one in store.read(list_technicians)}) == 2
    assert store.read(who_am_i) is not None
    detail = store.read(lambda work: visit_detail(work, sample.visit_id))
    assert [member.group for member in detail.team] == ["A", "B"]
    assert set(detail.sections.values()) == {"A", "B"}


def test_its_visit_stands_in_today_and_can_be_started(store, sample):
    seen = store.read(lambda work: today(work, now=NOW))
    assert [visit.id for visit in seen.visits] == [sample.visit_id]
    store.write_now(lambda work: start_filling(work, sample.visit_id, at=NOW))
    assert len(store.read(lambda work: today(work, now=NOW)).drafts) == 1


def test_the_earlier_visit_is_finalised_with_nothing_missing(store, sample):
    detail = store.read(lambda work: visit_detail(work, sample.earlier_visit_id))
    (filling,) = detail.fillings
    assert (detail.summary.state, filling.state) == ("done", "finalised")
    assert len(detail.findings) == 1
    form = load_form(store, sample.checklist_version_id)
    saved = store.read(lambda work: load_filling(work, filling.id))
    assert saved.form_digest == form.digest
    session = FillingSession.resume(form, saved, SessionContext())
    assert session.validate() == ()
    assert session.save().values == saved.values


def test_the_list_of_parishes_travels_with_the_checklist(store, sample):
    media = load_media(store, sample.checklist_version_id)
    assert list(media) == ["freguesias.csv"]
    assert media["freguesias.csv"].startswith(b"name,label,municipio\n")
