"""The sample case for a training day: fictional people and places, a real check-list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from core.inventory import (
    add_case_study,
    add_facility,
    add_provider,
    add_social_response,
)
from core.inventory.sample import add_sample_inventory
from core.people import Technician, add_technician, record_consent, this_is_me
from core.visits import sample_case as case
from core.visits.answers import record_delta, record_opening
from core.visits.checklists import install_checklist
from core.visits.fillings import finalise_filling, start_filling
from core.visits.findings import add_finding, add_recommendation
from core.visits.visits import Member, assign_section, finish_visit, plan_visit
from resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from core.forms import Form
    from core.store import Store, Work

_SAMPLE = UUID("5f1f6f6e-3a54-5c0e-9a8e-7e5d5a4d0001")
_FIRST_TECHNICIAN = uuid5(_SAMPLE, "technician 0")


@dataclass(frozen=True, slots=True)
class Sample:
    """What was made; None for everything that `create_sample` found already there."""

    visit_id: UUID
    earlier_visit_id: UUID
    checklist_version_id: UUID


def sample_clip() -> Path:
    """The short clip of a drawn day centre, to be played as a camera."""
    return resource(case.CLIP)


def sample_workbook() -> Path:
    """The sample check-list as an XLSForm workbook."""
    return resource(case.WORKBOOK)


def sample_form() -> Form:
    """The sample check-list, read from its workbook."""
    from core.forms import read_any

    return read_any(
        sample_workbook().read_bytes(),
        filename=sample_workbook().name,
        media=_media(),
    )


def _media() -> dict[str, bytes]:
    return {resource(case.PARISHES).name: resource(case.PARISHES).read_bytes()}


def create_sample(store: Store, *, now: datetime | None = None) -> Sample | None:
    """Fill an empty store with the sample case; None if it is there already.

    The first visit is planned for the afternoon of `now`, so that it stands in *Hoje*.
    """
    present = store.read(lambda work: work.get(Technician, _FIRST_TECHNICIAN) is not None)
    if present:
        return None
    at = (now or datetime.now(UTC)).astimezone()
    form = sample_form()
    made = store.write_now(lambda work: _create(work, store=store, form=form, at=at))
    add_sample_inventory(store, at=at.astimezone(UTC))
    return made


def _create(work: Work, *, store: Store, form: Form, at: datetime) -> Sample:
    team = [
        add_technician(
            work,
            name=name,
            municipality=municipality,
            email=email,
            role=role,
            technician_id=uuid5(_SAMPLE, f"technician {number}"),
        )
        for number, (name, municipality, email, role) in enumerate(case.TECHNICIANS)
    ]
    this_is_me(work, technician_id=team[0], device_name="Portátil de formação", at=at)
    version_id = install_checklist(
        work,
        form=form,
        files=store.files,
        installed_at=at,
        media=_media(),
        source=(sample_workbook().name, sample_workbook().read_bytes()),
    ).version_id
    members = (Member(team[0], "A"), Member(team[1], "B"))
    visit_id = _planned(work, version_id=version_id, team=members, at=at)
    earlier_id = _earlier(work, version_id=version_id, team=members, form=form, at=at)
    return Sample(visit_id=visit_id, earlier_visit_id=earlier_id, checklist_version_id=version_id)


def _planned(work: Work, *, version_id: UUID, team: tuple[Member, ...], at: datetime) -> UUID:
    provider = add_provider(
        work,
        name="Associação de Solidariedade Social Fonte do Outeiro",
        municipality="1304",
        legal_nature="IPSS",
        email="geral@fontedoouteiro.invalid",
        phone="220 000 000",
    )
    centre = add_facility(
        work,
        provider_id=provider,
        name="Centro de Dia Fonte do Outeiro",
        municipality="1304",
        parish="130408",
        address="Rua das Camélias Brancas, 12, Rio Tinto",
        postal_code="4435-000",
        email="centrodedia@fontedoouteiro.invalid",
        phone="220 000 001",
        latitude=41.178,
        longitude=-8.561,
    )
    add_social_response(
        work, facility_id=centre, type_id=case.CENTRO_DE_DIA, capacity=45, served=38
    )
    study = add_case_study(
        work,
        title="Tardes com Sentido: programa de atividades do centro de dia",
        provider_id=provider,
        facility_id=centre,
        municipality="1304",
        summary=(
            "Programa semanal de atividades escolhido e avaliado pelos próprios utentes: "
            "música, horta, leitura do jornal, passeios e uma tarde aberta à vizinhança."
        ),
        area_code="E1.A1",
        route_code="RF1",
        started_on="2019-03",
        contact="Helena Prata Couto, diretora técnica",
    )
    visit_id = plan_visit(
        work,
        case_study_id=study,
        checklist_version_id=version_id,
        planned_for=at.replace(hour=14, minute=30, second=0, microsecond=0),
        title="Roteiro Formativo 1 · Centro de Dia Fonte do Outeiro",
        notes="Entrada pela porta lateral; a visita começa na sala de convívio.",
        team=team,
    )
    for section, group in case.SECTIONS.items():
        assign_section(
            work, visit_id=visit_id, section_key=section, group="A" if group == "A" else "B"
        )
    return visit_id


def _earlier(
    work: Work, *, version_id: UUID, team: tuple[Member, ...], form: Form, at: datetime
) -> UUID:
    provider = add_provider(
        work, name="Associação Moinho da Aldeia", municipality="0109", legal_nature="IPSS"
    )
    centre = add_facility(
        work,
        provider_id=provider,
        name="Centro de Dia Moinho da Aldeia",
        municipality="0109",
        address="Largo do Moinho, 3",
        postal_code="4505-000",
    )
    add_social_response(
        work, facility_id=centre, type_id=case.CENTRO_DE_DIA, capacity=40, served=34
    )
    study = add_case_study(
        work,
        title="Oficina da Memória",
        provider_id=provider,
        facility_id=centre,
        municipality="0109",
        summary="Sessões de estimulação cognitiva conduzidas pelos participantes.",
        area_code="E1.A1",
        route_code="RF1",
        started_on="2020-10",
        contact="Rui Sampaio Neves, animador",
    )
    began = (at - timedelta(days=12)).replace(hour=10, minute=0, second=0, microsecond=0)
    visit_id = plan_visit(
        work,
        case_study_id=study,
        checklist_version_id=version_id,
        planned_for=began,
        title="Roteiro Formativo 1 · Oficina da Memória",
        team=team,
    )
    filling_id = start_filling(work, visit_id, at=began)
    ended = _fill_in(work, filling_id=filling_id, team=team, form=form, began=began)
    finding = add_finding(
        work,
        visit_id=visit_id,
        filling_id=filling_id,
        answer_key="/data/s9/q9_4",
        classification="recommendation",
        text="Não há planta de emergência afixada no corredor do piso 1.",
        technician_id=team[1].technician_id,
        at=ended,
    )
    add_recommendation(
        work,
        finding_id=finding,
        text="Afixar a planta de emergência do piso 1 e rever a sinalização de saída.",
        who="Direção técnica",
        due=(ended + timedelta(days=60)).date().isoformat(),
    )
    for who in ("Participante A", "Participante B", "Animador"):
        record_consent(
            work,
            visit_id=visit_id,
            scope="0109",
            who=who,
            purpose="training",
            text_version="formação-1",
            given_at=began,
        )
    finish_visit(work, visit_id=visit_id, at=ended)
    return visit_id


def _fill_in(
    work: Work, *, filling_id: UUID, team: tuple[Member, ...], form: Form, began: datetime
) -> datetime:
    """Answer through the engine, as a person would; returns when the last answer was given."""
    from core.forms import FillingSession, SessionContext

    at = began
    session = FillingSession.start(form, SessionContext(now=lambda: at, seed=1))
    record_opening(
        work,
        filling_id=filling_id,
        saved=session.save(),
        technician_id=team[0].technician_id,
        at=at,
    )
    first = dict(reversed(session.save().repeats))
    for number, (path, value) in enumerate(case.EARLIER_ANSWERS):
        key = re.sub(r"^(.+)\{\}", lambda found: f"{found[1]}{{{first[found[1]]}}}", path)
        at = began + timedelta(minutes=5, seconds=95 * number)
        group = case.SECTIONS.get("/".join(key.split("/")[:3]), "A")
        member = next(one for one in team if one.group == group)
        record_delta(
            work,
            filling_id=filling_id,
            delta=session.answer(key, value),
            technician_id=member.technician_id,
            at=at,
        )
    record_delta(
        work,
        filling_id=filling_id,
        delta=session.finalise(),
        technician_id=team[0].technician_id,
        at=at,
    )
    finalise_filling(work, filling_id, at=at)
    return at
