"""Marking: a scheme for a check-list, marks of several people, and where the time went."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

import pytest

from core.people import add_technician
from core.store import Author
from core.video.problems import UnknownRecording
from core.video.recordings import RecordingState, begin_recording, end_recording
from core.visits import marking
from core.visits.marking import SchemeRefused, TagDraft, UnknownMark, UnknownTag
from core.visits.marking.problems import MarkEndsBeforeItBegins
from core.visits.moments import cues_of, span_of, visit_moments
from tests.builders import a_store, a_visit

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)
TAGS = (
    TagDraft("rampa", "Rampa à entrada", key="r", colour="#0072B2"),
    TagDraft("conversa", "Conversa com a pessoa", "span", "c", "#e69f00", "Relação"),
)


@pytest.fixture
def store(tmp_path):
    with a_store(tmp_path / "store") as store:
        yield store


@pytest.fixture
def visit_id(store):
    return a_visit(store).visit_id


@pytest.fixture
def recording_id(store, visit_id):
    def begin(work):
        begin_recording(
            work, recording_id=one, visit_id=visit_id, scope="1304", technician_id=None,
            started_at=NOW, source_name="Câmara",
        )  # fmt: skip
        end_recording(
            work, recording_id=one, state=RecordingState.SEALED, duration_us=60_000_000,
            size=(640, 360), sound=True,
        )  # fmt: skip

    one = uuid4()
    store.write_now(begin)
    return one


@pytest.fixture
def tags(store):
    store.write_now(partial(marking.save_scheme, form_id="curto", title="Visita", tags=TAGS))
    scheme = store.read(partial(marking.scheme_of, form_id="curto"))
    return {one.code: one for one in scheme.tags}


def a_technician(store, name):
    return store.write_now(
        partial(add_technician, name=name, municipality="1304", email="", role="technician")
    )


def set_mark(store, **more):
    return store.write_now(partial(marking.mark, **more))


def test_a_scheme_is_saved_and_changed_by_its_codes(store, tags, recording_id):
    assert [tags[one].kind for one in ("rampa", "conversa")] == ["moment", "span"]
    assert tags["rampa"].colour == "#0072b2"
    set_mark(store, recording_id=recording_id, tag_id=tags["rampa"].id, start_us=1)
    other = (TagDraft("Conversa", "Conversa longa", "span"), TagDraft("luz", "Luz natural"))
    store.write_now(partial(marking.save_scheme, form_id="curto", title="Novo", tags=other))
    scheme = store.read(partial(marking.scheme_of, form_id="curto"))
    assert [(one.code, one.label, one.retired) for one in scheme.tags] == [
        ("conversa", "Conversa longa", False),
        ("luz", "Luz natural", False),
        ("rampa", "Rampa à entrada", True),  # a mark carries it
    ]
    assert [one.code for one in scheme.offered] == ["conversa", "luz"]
    assert scheme.tags[0].id == tags["conversa"].id
    assert store.read(partial(marking.scheme_of, form_id="outro")) is None


def test_two_laptops_give_a_scheme_the_same_ids(store, tmp_path, tags):
    with a_store(tmp_path / "other") as other:
        other.set_author(Author(technician_id=uuid4(), device_id=uuid4()))
        other.write_now(partial(marking.save_scheme, form_id="curto", title="x", tags=TAGS))
        there = other.read(partial(marking.scheme_of, form_id="curto"))
    assert {one.code: one.id for one in there.tags} == {k: one.id for k, one in tags.items()}


def test_what_cannot_stand_together_is_named(store):
    bad = (
        TagDraft("a", "Um", key="x", colour="azul"),
        TagDraft("A", "Dois", key="X"),
        TagDraft("b", " ", key="yy"),
    )
    with pytest.raises(SchemeRefused) as caught:
        store.write_now(partial(marking.save_scheme, form_id="curto", title="Meu", tags=bad))
    assert [(one.row, one.why) for one in caught.value.faults] == [
        (1, "colour"), (2, "code-twice"), (2, "key-twice"), (3, "no-label"), (3, "key-long"),
    ]  # fmt: skip
    said = caught.value.sentence("pt").happened
    assert "linha 1: a cor tem de ser como #1f77b4 («azul»)" in said
    assert "row 2" in caught.value.sentence("en").happened
    with pytest.raises(SchemeRefused):
        store.write_now(partial(marking.save_scheme, form_id="curto", title="Vazio", tags=()))


def test_marks_are_set_ended_changed_and_removed(store, tags, recording_id):
    ana = a_technician(store, "Ana Sá")
    span = set_mark(
        store, recording_id=recording_id, tag_id=tags["conversa"].id, start_us=5_000_000,
        technician_id=ana,
    )  # fmt: skip
    moment = set_mark(
        store, recording_id=recording_id, tag_id=tags["rampa"].id, start_us=2_000_000,
        observer="Rui", note=" à esquerda ",
    )  # fmt: skip
    store.write_now(partial(marking.end_mark, mark_id=span, end_us=9_000_000))
    store.write_now(partial(marking.end_mark, mark_id=span, end_us=11_000_000))  # it has ended
    store.write_now(partial(marking.change, mark_id=moment, start_us=3_000_000))
    listed = store.read(partial(marking.marks_of, recording_id=recording_id))
    assert [(one.code, one.start_us, one.end_us, one.observer, one.note) for one in listed] == [
        ("rampa", 3_000_000, None, "Rui", "à esquerda"),
        ("conversa", 5_000_000, 9_000_000, "Ana Sá", ""),
    ]
    for wrong in (
        partial(marking.end_mark, mark_id=uuid4(), end_us=1),
        partial(marking.change, mark_id=uuid4()),
    ):
        with pytest.raises(UnknownMark):
            store.write_now(wrong)
    with pytest.raises(MarkEndsBeforeItBegins):
        store.write_now(partial(marking.change, mark_id=span, end_us=4_000_000))
    with pytest.raises(UnknownTag):
        set_mark(store, recording_id=recording_id, tag_id=uuid4(), start_us=0)
    with pytest.raises(UnknownRecording):
        set_mark(store, recording_id=uuid4(), tag_id=tags["rampa"].id, start_us=0)
    store.write_now(partial(marking.remove, mark_id=moment))
    store.write_now(partial(marking.remove, mark_id=moment))
    assert len(store.read(partial(marking.marks_of, recording_id=recording_id))) == 1


def test_a_mark_is_put_back_as_it_was_also_when_it_was_removed(store, tags, recording_id):
    for who in ({"technician_id": a_technician(store, "Ana Sá")}, {"observer": "Rui"}):
        span = set_mark(
            store, recording_id=recording_id, tag_id=tags["conversa"].id, start_us=5_000_000, **who
        )
        [before] = store.read(partial(marking.marks_of, recording_id=recording_id))
        store.write_now(
            partial(marking.change, mark_id=span, start_us=1, end_us=9_000_000, note="outra")
        )
        store.write_now(partial(marking.put_back, mark=before))
        assert store.read(partial(marking.marks_of, recording_id=recording_id)) == [before]
        store.write_now(partial(marking.remove, mark_id=span))
        store.write_now(partial(marking.put_back, mark=before))
        assert store.read(partial(marking.marks_of, recording_id=recording_id)) == [before]
        store.write_now(partial(marking.remove, mark_id=span))


def test_marks_are_moments_of_the_visit(store, tags, recording_id, visit_id):
    set_mark(
        store, recording_id=recording_id, tag_id=tags["conversa"].id, start_us=5_000_000,
        end_us=9_000_000, observer="Rui", note="calma",
    )  # fmt: skip
    (one,) = visit_moments(store, visit_id)
    assert (one.kind, one.title, one.detail, one.who) == (
        "mark", "Conversa com a pessoa", "calma", "Rui",
    )  # fmt: skip
    assert span_of(one, before_us=6_000_000, after_us=1_000_000, until_us=9_500_000) == (
        0,
        9_500_000,
    )
    (cue,) = cues_of([one], recording_id, from_us=6_000_000, until_us=8_000_000)
    assert (cue.start_us, cue.end_us) == (0, 2_000_000)
    assert cue.text == "Conversa com a pessoa\ncalma"


def test_where_the_time_went(store, tags, recording_id, visit_id):
    conversa = partial(
        set_mark, store, recording_id=recording_id, tag_id=tags["conversa"].id, observer="Rui"
    )
    conversa(start_us=0, end_us=10_000_000)
    conversa(start_us=8_000_000, end_us=12_000_000)
    conversa(start_us=42_000_000)  # runs to the end of the recording
    for at in (1_000_000, 31_000_000):
        set_mark(
            store, recording_id=recording_id, tag_id=tags["rampa"].id, start_us=at, observer="Rui"
        )
    by = {
        one.code: one
        for one in store.read(partial(marking.time_budget_of, recording_id=recording_id))
    }
    spans = by["conversa"]
    assert (spans.count, spans.total_us, spans.share) == (3, 30_000_000, 0.5)
    assert spans.mean_us == pytest.approx((10 + 4 + 18) / 3 * 1e6)
    assert spans.deviation_us == pytest.approx(7.0238e6, rel=1e-4)
    assert spans.between_us == 30_000_000
    moments = by["rampa"]
    assert (moments.count, moments.total_us, moments.share) == (2, None, None)
    assert moments.between_us == 30_000_000
    assert store.read(partial(marking.time_budget_of, visit_id=visit_id)) == tuple(
        by[code] for code in sorted(by)
    )


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_scheme_goes_out_and_comes_back(tmp_path, ending):
    tags = (*TAGS, TagDraft("=2+2", "+Fórmula", note='=HYPERLINK("x")', key="1", colour="#123456"))
    marking.write_scheme(tags, tmp_path / f"esquema{ending}")
    back = marking.read_scheme(tmp_path / f"esquema{ending}")
    assert [one.colour for one in back] == ["#0072b2", "#e69f00", "#123456"]
    assert [(one.code, one.label, one.kind, one.key, one.group, one.note) for one in back] == [
        (one.code, one.label, one.kind, one.key, one.group, one.note) for one in tags
    ]


def test_a_workbook_of_somebody_else_is_read(tmp_path):
    (tmp_path / "etograma.csv").write_text(
        "Lista do Centro\n\nBehavior code;Behavior type;Key;Description\n"
        "fala;State event;f;Fala com alguém\nri;Point event;;\n\n",
        encoding="utf-8",
    )
    tags = marking.read_scheme(tmp_path / "etograma.csv")
    assert [(one.code, one.kind, one.key, one.note) for one in tags] == [
        ("fala", "span", "f", "Fala com alguém"),
        ("ri", "moment", "", ""),
    ]
    assert tags[0].colour != tags[1].colour


def test_rows_of_a_workbook_that_cannot_be_used_are_named(tmp_path):
    (tmp_path / "a.csv").write_text("etiqueta;tipo\nRampa;nunca\n", encoding="utf-8")
    with pytest.raises(SchemeRefused, match="row 2: the kind must be moment or span"):
        marking.read_scheme(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("etiqueta;tecla\nRampa;r\nRio;R\n", encoding="utf-8")
    with pytest.raises(SchemeRefused, match="row 3: the key is there twice"):
        marking.read_scheme(tmp_path / "b.csv")
    (tmp_path / "c.csv").write_text("nada;disto\n1;2\n", encoding="utf-8")
    with pytest.raises(SchemeRefused, match="holds no tag"):
        marking.read_scheme(tmp_path / "c.csv")
