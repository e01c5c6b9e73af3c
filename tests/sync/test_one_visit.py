"""Two laptops fill in one visit apart and meet: what both gave is there, on both, and opens."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from core.forms import FillingSession, SessionContext
from core.store import Author, SampleKey, create_store
from core.store.changes import FieldHead
from core.visits import (
    Answer,
    AsideAnswer,
    Filling,
    RepeatInstance,
    Visit,
    bring_late_answers,
    current_filling,
    install_checklist,
    list_aside,
    load_filling,
    load_form,
    plan_for,
    record_delta,
    record_opening,
    sample_form,
    start_filling,
    take_over,
)
from core.visits.sample import _media, create_sample
from sync.centre.in_process import InProcess
from sync.replica.exchange import Exchange
from sync.replica.incoming import states_here
from tests.builders import NOW
from tests.core.forms.monkey import everything, some_answer
from tests.desktop.visit.test_versions import GONE, newer_form
from tests.sync.worlds import Disk, SimClock, Time, enrol, make_centre

PARTNERS = "/data/s7/parceiros"
TABLES = (Visit, Filling, Answer, RepeatInstance, AsideAnswer)


class Laptop:
    """A real store, the person at it, and the filling on screen."""

    def __init__(self, number, folder, world):
        self.author = Author(UUID(int=100 + number), UUID(int=200 + number))
        self.store, _ = create_store(folder, unlock=SampleKey(), author=self.author)
        self.world, self.number = world, number
        self.minutes = 0
        enrol(world.centre, self.author, organisation="amp", role="amp_team")

    def has_form(self, form):
        """Files do not travel yet: the content of the check-list is put beside."""
        for name, content in {**_media(), **form.made_media}.items():
            self.store.files.seal(io.BytesIO(content), media_type="text/csv", name=name)
        self.store.files.seal(io.BytesIO(form.xml), media_type="application/xml", name="x.xml")

    def context(self):
        return SessionContext(
            now=lambda: NOW + timedelta(minutes=self.minutes, seconds=self.number),
            seed=self.number,
            uuid=lambda: str(uuid4()),
            device_id=f"laptop-{self.number}",
        )

    def open(self, filling_id):
        """As the window does: go on, or begin."""
        self.filling_id = self.store.read(lambda work: current_filling(work, filling_id))
        bring_late_answers(self.store, filling_id=self.filling_id, context=self.context())
        saved = self.store.read(lambda work: load_filling(work, self.filling_id))
        row = self.store.read(lambda work: work.get(Filling, self.filling_id).checklist_version_id)
        form = load_form(self.store, row)
        if saved.values:
            self.session = FillingSession.resume(form, saved, self.context())
            return
        self.session = FillingSession.start(form, self.context())
        begun = self.session.save()
        self.store.write_now(
            lambda work: record_opening(
                work,
                filling_id=self.filling_id,
                saved=begun,
                technician_id=None,
                at=self.context().now(),
            )
        )

    def write(self, delta):
        self.minutes += 1
        self.store.write_now(
            lambda work: record_delta(
                work,
                filling_id=self.filling_id,
                delta=delta,
                technician_id=None,
                at=self.context().now(),
            )
        )

    def answer(self, key, value):
        self.write(self.session.answer(key, value))

    def add(self, repeat, **answers):
        before = set(self.session.state(repeat).children)
        self.write(self.session.add_repeat(repeat))
        (new,) = set(self.session.state(repeat).children) - before
        for name, value in answers.items():
            self.answer(f"{new}/{name}", value)
        return new

    def saved(self):
        return self.store.read(lambda work: load_filling(work, self.filling_id))

    def rows(self):
        """What this laptop shows, row by row."""

        def read(work):
            return {
                table.__tablename__: sorted(
                    repr([(c.name, getattr(row, c.key)) for c in table.__table__.columns])
                    for row in work.scalars(select(table))
                )
                for table in TABLES
            }

        return self.store.read(read)


class World:
    def __init__(self, folder):
        self.time = Time()
        self.disk = Disk("centre")
        self.centre = make_centre(self.time, self.disk)
        self.laptops = [Laptop(number, folder / f"l{number}", self) for number in (1, 2)]

    def meet(self, times=2):
        for _ in range(times):
            for laptop in self.laptops:
                self.time.forward(1)
                endpoint = InProcess(self.centre, device=laptop.author.device_id)
                Exchange(laptop.store, endpoint, clock=SimClock(self.time)).run()


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    yield made
    for laptop in made.laptops:
        laptop.store.close()
    made.disk.close()


def submission(laptop):
    """What would be sent, but for its end, which is the moment of asking."""
    return re.sub(rb"<meta_end>.*?</meta_end>", b"", laptop.session.xml())


def disputes(laptop):
    """Fields of a visit's rows whose heads show different values."""

    def read(work):
        names = {table.__tablename__ for table in TABLES}
        rows = {
            (entity, row)
            for entity, row in work.execute(select(FieldHead.entity, FieldHead.entity_id))
            if entity in names
        }
        found = states_here(work.connection(), sorted(rows, key=str))
        return sorted((key[0], name) for key, row in found.items() for name in row.disputed)

    return laptop.store.read(read)


@pytest.fixture
def two(world):
    """Two laptops that know of one visit, begun on the first; both have it open."""
    one, other = world.laptops
    visit_id = create_sample(one.store, now=NOW).visit_id
    filling_id = one.store.write_now(lambda work: start_filling(work, visit_id, at=NOW))
    other.has_form(sample_form())
    one.open(filling_id)
    world.meet()
    other.open(filling_id)
    one.visit_id = other.visit_id = visit_id
    return one, other


def test_two_saved_fillings_of_one_visit_give_their_union(world, two):
    one, other = two
    one.answer("/data/s0/q0_1", "Tardes de memória")
    one.answer("/data/s0/pessoas/capacidade", "40")
    other.answer("/data/s0/pessoas/beneficiarios", "34")
    other.answer(GONE, "Isolamento.")
    mine = one.add(PARTNERS, parceiro="Junta")
    theirs = other.add(PARTNERS, parceiro="Lar")
    world.meet()
    for laptop in two:
        laptop.open(laptop.filling_id)
        state = laptop.session.state
        assert state("/data/s0/q0_1").value == "Tardes de memória"
        assert state("/data/s0/pessoas/capacidade").value == "40"
        assert state("/data/s0/pessoas/beneficiarios").value == "34"
        assert state(GONE).value == "Isolamento."
        # Calculated from what both gave, on each of them.
        assert laptop.session.save().values["/data/s0/pessoas/ocupacao"] == "85"
        assert {mine, theirs} <= set(state(PARTNERS).children)
        assert state(f"{mine}/parceiro").value == "Junta"
        assert state(f"{theirs}/parceiro").value == "Lar"
    assert one.session.state(PARTNERS).children == other.session.state(PARTNERS).children
    assert one.saved() == other.saved()
    assert submission(one) == submission(other)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_two_people_fill_in_apart_is_all_there(world, two, seed):
    answered: list[set[str]] = []
    for laptop in two:
        random, keys = Random(f"{seed} {laptop.number}"), set()
        for _ in range(30):
            if random.random() < 0.1:
                laptop.add(PARTNERS, parceiro=f"Parceiro {laptop.number}")
                continue
            state = random.choice(
                [
                    one
                    for one in everything(laptop.session)
                    if one.kind == "question" and one.relevant and not one.readonly
                ]
            )
            value = some_answer(laptop.session, state, random)
            if value is not None:
                laptop.answer(state.key, value)
                keys.add(state.key)
        answered.append(keys)
    one, other = two
    before = [laptop.session.save() for laptop in two]
    world.meet()
    there = one.saved()
    for key in answered[0] | answered[1]:
        said = [
            saved.values.get(key, "")
            for saved, keys in zip(before, answered, strict=True)
            if key in keys
        ]
        assert there.values.get(key, "") in said, key
    assert set(there.repeats) == set(before[0].repeats) | set(before[1].repeats)
    assert one.saved() == other.saved()
    for laptop in two:
        laptop.open(laptop.filling_id)
    assert one.session.save() == other.session.save()


def test_both_begin_before_they_meet(world):
    one, other = world.laptops
    visit_id = create_sample(one.store, now=NOW).visit_id
    other.has_form(sample_form())
    world.meet()
    for laptop in world.laptops:
        filling_id = laptop.store.write_now(lambda work: start_filling(work, visit_id, at=NOW))
        laptop.open(filling_id)
    one.answer("/data/s0/q0_1", "Tardes")
    other.answer(GONE, "Isolamento.")
    world.meet()
    for laptop in world.laptops:
        laptop.open(laptop.filling_id)
        assert laptop.session.state("/data/s0/q0_1").value == "Tardes"
        assert laptop.session.state(GONE).value == "Isolamento."
    assert one.saved() == other.saved()
    assert submission(one) == submission(other)


def over(laptop, version_id):
    made = plan_for(
        laptop.store,
        filling_id=laptop.filling_id,
        version_id=version_id,
        context=laptop.context(),
    )
    return laptop.store.write_now(
        lambda work: take_over(
            work,
            filling_id=laptop.filling_id,
            version_id=version_id,
            plan=made.plan,
            basis=made.basis,
        )
    )


@pytest.fixture
def newer(world, two):
    """A newer version on both laptops."""
    one, other = two
    form = newer_form()
    version = one.store.write_now(
        lambda work: install_checklist(
            work, form=form, files=one.store.files, installed_at=NOW, media=_media()
        )
    ).version_id
    other.has_form(form)
    world.meet()
    return version


def test_one_goes_over_while_the_other_goes_on_in_the_older_version(world, two, newer):
    one, other = two
    one.answer(GONE, "antes")
    world.meet()
    other.open(other.filling_id)
    over(one, newer)
    one.open(one.filling_id)
    one.answer("/data/s1/quem", "Rita")
    other.answer("/data/s0/q0_1", "da outra")
    other.answer(GONE, "depois")
    other.add(PARTNERS, parceiro="Lar")
    world.meet()
    for laptop in two:
        laptop.open(laptop.filling_id)
    world.meet()
    for laptop in two:
        laptop.open(laptop.filling_id)
        state = laptop.session.state
        assert laptop.session.form.version == "0.2"
        assert state("/data/s1/quem").value == "Rita"
        assert state("/data/s0/q0_1").value == "da outra"
        partners = [state(f"{key}/parceiro").value for key in state(PARTNERS).children]
        assert "Lar" in partners
        left = laptop.store.read(lambda work: list_aside(work, visit_id=one.visit_id))
        assert [entry.value for entry in left] == ["depois"]
    assert one.rows() == other.rows()


def test_both_go_over_apart_and_nothing_is_in_dispute(world, two, newer):
    one, other = two
    one.answer(GONE, "antes")
    one.answer("/data/s0/q0_1", "Tardes")
    world.meet()
    for laptop in two:
        laptop.open(laptop.filling_id)
        over(laptop, newer)
    world.meet()
    assert one.rows() == other.rows()
    assert disputes(one) == disputes(other) == []
