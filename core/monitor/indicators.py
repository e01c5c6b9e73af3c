"""The indicators that the inventory gives by itself, defined; and those from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from core.monitor.problems import UnknownIndicator
from core.monitor.tables import OwnIndicator, row_id
from core.problem import Language
from core.store import GLOBAL, Work

Kind = Literal["count", "rate", "share", "distance", "value"]
INVENTORY_PT = "Inventário do Terreno"
INVENTORY_EN = "Terreno's inventory"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured. `kind` says how it adds up over territories and how it is written.

    count: a sum; rate: per 1,000 people; share: of 100; distance: km; value: from elsewhere.
    """

    code: str
    name_pt: str
    name_en: str
    unit_pt: str
    unit_en: str
    definition_pt: str
    definition_en: str
    kind: Kind
    decimals: int = 0
    source: str = ""
    """Of indicators from elsewhere; empty is the inventory."""

    def name(self, language: Language) -> str:
        """Its name."""
        return self.name_pt if language == "pt" else self.name_en

    def unit(self, language: Language) -> str:
        """Its unit."""
        return self.unit_pt if language == "pt" else self.unit_en

    def definition(self, language: Language) -> str:
        """How it is computed, in a sentence."""
        return self.definition_pt if language == "pt" else self.definition_en

    def source_text(self, language: Language) -> str:
        """Where its values come from."""
        return self.source or (INVENTORY_PT if language == "pt" else INVENTORY_EN)


BUILT_IN: tuple[Indicator, ...] = (
    Indicator(
        "entries", "Respostas sociais", "Social responses", "n.º", "no.",
        "Respostas sociais ativas do inventário.",
        "Active social responses in the inventory.", "count",
    ),
    Indicator(
        "capacity", "Capacidade", "Capacity", "lugares", "places",
        "Soma da capacidade das respostas ativas que a indicam.",
        "Sum of the capacity of active social responses that state it.", "count",
    ),
    Indicator(
        "served", "Pessoas atendidas", "People served", "pessoas", "people",
        "Soma dos utentes das respostas ativas que os indicam.",
        "Sum of people served by active social responses that state it.", "count",
    ),
    Indicator(
        "vacancies", "Vagas", "Vacancies", "lugares", "places",
        "Soma das vagas das respostas ativas que as indicam.",
        "Sum of vacancies of active social responses that state them.", "count",
    ),
    Indicator(
        "waiting", "Lista de espera", "Waiting list", "pessoas", "people",
        "Soma das listas de espera; uma pessoa pode estar em mais do que uma.",
        "Sum of waiting lists; a person may be on more than one.", "count",
    ),
    Indicator(
        "occupancy", "Taxa de ocupação", "Occupancy", "%", "%",
        "Utentes por cada 100 lugares, nas respostas que indicam ambos.",
        "People served per 100 places, where both are stated.", "share", 1,
    ),
    Indicator(
        "coverage", "Taxa de cobertura", "Coverage rate", "lugares por 1000", "places per 1,000",
        "Capacidade indicada por 1000 habitantes da população-alvo.",
        "Stated capacity per 1,000 inhabitants of the target population.", "rate", 1,
    ),
    Indicator(
        "distance", "Distância à resposta mais próxima", "Distance to the nearest", "km", "km",
        "Do centro do município à resposta ativa mais próxima, em linha reta, também fora dele.",
        "From the municipality's centre to the nearest active one, straight, in or outside it.",
        "distance", 1,
    ),
    Indicator(
        "gaps", "Freguesias sem resposta", "Parishes without any", "freguesias", "parishes",
        "Freguesias onde não há nenhuma resposta ativa do tipo.",
        "Parishes without any active social response of the type.", "count",
    ),
    Indicator(
        "confirmed", "Confirmadas há menos de um ano", "Confirmed within a year", "%", "%",
        "Respostas ativas que alguém confirmou nos últimos 365 dias, em 100.",
        "Active social responses that somebody confirmed in the last 365 days, of 100.",
        "share", 0,
    ),
)  # fmt: skip


def indicators(work: Work) -> tuple[Indicator, ...]:
    """The built-in ones, then those from elsewhere by name."""
    own = work.scalars(select(OwnIndicator).order_by(OwnIndicator.name, OwnIndicator.id))
    return (*BUILT_IN, *(_of(row) for row in own))


def indicator(work: Work, *, code: str) -> Indicator:
    """Raises: UnknownIndicator."""
    for one in BUILT_IN:
        if one.code == code:
            return one
    row = work.get(OwnIndicator, row_id("indicator", code))
    if row is None:
        raise UnknownIndicator(code=code)
    return _of(row)


def save_indicator(
    work: Work, *, code: str, name: str, unit: str = "", definition: str = "", source: str = ""
) -> Indicator:
    """Make or change an indicator from elsewhere. Raises: ValueError for a built-in one's code."""
    if any(one.code == code for one in BUILT_IN):
        raise ValueError(code)
    row = work.get(OwnIndicator, row_id("indicator", code))
    if row is None:
        row = OwnIndicator(
            id=row_id("indicator", code), scope=GLOBAL, code=code, name=name, unit=unit,
            definition=definition, source=source,
        )  # fmt: skip
        work.add(row)
    else:
        row.name, row.unit = name, unit or row.unit
        row.definition, row.source = definition or row.definition, source or row.source
    work.flush()
    return _of(row)


def _of(row: OwnIndicator) -> Indicator:
    return Indicator(
        row.code, row.name, row.name, row.unit, row.unit, row.definition, row.definition,
        "value", 1, row.source,
    )  # fmt: skip
