"""Builders: a store with what a test speaks of, and nothing else to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from core.forms import Delta, Form, RepeatChange, ValueChange, read_form
from core.inventory import add_case_study, add_facility, add_provider
from core.people import add_technician
from core.store import Author, SampleKey, Store, create_store
from core.visits import (
    Member,
    install_checklist,
    plan_visit,
    record_delta,
    start_filling,
)

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <h:head><h:title>Guião curto</h:title><model>
    <instance><data id="{form_id}" version="{version}">
      <nome/><idade/><sala><uso/></sala><nota>{default}</nota></data></instance>
    <bind nodeset="/data/nome" type="string"/>
    <bind nodeset="/data/idade" type="int" constraint=". &lt; 120"/>
    <bind nodeset="/data/sala/uso" type="string"/>
    <bind nodeset="/data/nota" type="string"/>
  </model></h:head>
  <h:body>
    <input ref="/data/nome"><label>Nome</label></input>
    <input ref="/data/idade"><label>Idade</label></input>
    <group ref="/data/sala"><label>Sala</label>
      <input ref="/data/sala/uso"><label>Uso</label></input></group>
    <input ref="/data/nota"><label>Nota</label></input>
  </h:body>
</h:html>"""


def a_form(*, form_id: str = "curto", version: str = "1", default: str = "") -> Form:
    """A short check-list; another `default` makes another content."""
    text = FORM.format(form_id=form_id, version=version, default=default)
    return read_form(text.encode())


def a_store(folder: Path) -> Store:
    """An empty store without a passphrase. Close it."""
    author = Author(technician_id=uuid4(), device_id=uuid4())
    store, _recovery = create_store(folder, unlock=SampleKey(), author=author)
    return store


def given(key: str, value: str | None, *, by_person: bool = True) -> Delta:
    """What the engine says after one value became another."""
    return Delta(values=(ValueChange(key, value, by_person),))


def repeated(op: str, instance: str, position: int, *, key: str = "/data/sala") -> Delta:
    """What the engine says after a repeat instance came, went or moved."""
    return Delta(repeats=(RepeatChange(op, key, instance, position),))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class VisitMade:
    """A planned or started visit and what it stands on."""

    store: Store
    visit_id: UUID
    version_id: UUID
    technician_id: UUID
    other_technician_id: UUID
    case_study_id: UUID
    facility_id: UUID
    filling_id: UUID

    def answer(
        self,
        key: str,
        value: str | None,
        *,
        at: datetime = NOW,
        by_person: bool = True,
        recording_id: UUID | None = None,
        moment_us: int | None = None,
        technician_id: UUID | None = None,
    ) -> None:
        """Record one value."""
        self.store.write_now(
            lambda work: record_delta(
                work,
                filling_id=self.filling_id,
                delta=given(key, value, by_person=by_person),
                technician_id=technician_id or self.technician_id,
                at=at,
                recording_id=recording_id,
                moment_us=moment_us,
            )
        )


def a_visit(
    store: Store, *, answered: int = 0, started: bool = True, planned_for: datetime = NOW
) -> VisitMade:
    """A visit of two technicians to a day centre, with its first `answered` questions answered."""
    form = a_form()

    def make(work):
        marta = add_technician(work, name="Marta", municipality="1306")
        tiago = add_technician(work, name="Tiago", municipality="0109")
        provider = add_provider(work, name="Associação", municipality="1304")
        centre = add_facility(
            work, provider_id=provider, name="Centro de Dia", municipality="1304", address="Rua 1"
        )
        study = add_case_study(
            work, title="Tardes", provider_id=provider, facility_id=centre, municipality="1304"
        )
        version = install_checklist(work, form=form, files=store.files, installed_at=NOW).version_id
        visit = plan_visit(
            work,
            case_study_id=study,
            checklist_version_id=version,
            planned_for=planned_for,
            team=(Member(marta, "A"), Member(tiago, "B")),
        )
        filling = start_filling(work, visit, at=planned_for) if started else uuid4()
        return VisitMade(
            store=store,
            visit_id=visit,
            version_id=version,
            technician_id=marta,
            other_technician_id=tiago,
            case_study_id=study,
            facility_id=centre,
            filling_id=filling,
        )

    made: VisitMade = store.write_now(make)
    for number in range(answered):
        key = ("/data/nome", "/data/idade", "/data/sala/uso", "/data/nota")[number]
        made.answer(key, str(number + 1), at=planned_for + timedelta(minutes=number))
    return made
