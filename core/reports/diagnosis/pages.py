"""The diagnosis as a document has it: headings, paragraphs, tables and pictures, in a language."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.monitor import AMP, FigureStatus
from core.monitor.charts import Bar, Chart, Line, Place, bars, choropleth, lines, number_text
from core.monitor.diagnosis import Diagnosis
from core.plan import attribution, load_parishes, municipality_name
from core.problem import Language
from core.reports.words import day_text

_MOST_BARS = 18


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a caption, the names of its columns, rows of text; `numbers` are right-aligned."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    strong: frozenset[int] = frozenset()
    """Rows that are totals."""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print beneath a table or picture."""

    text: str


Block = str | Table | Chart | Note


@dataclass(slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole document."""

    language: Language
    title: str
    name: str
    day: str
    figures: tuple[tuple[str, str], ...]
    """A number and what it is, for the first page."""
    sections: tuple[Section, ...]
    made: str


def pages(said: Diagnosis, *, language: Language = "pt") -> Pages:
    """Lay a diagnosis out."""
    one = _Writer(said, language)
    return Pages(
        language=language,
        title=one.t("Diagnóstico social", "Social diagnosis"),
        name=said.name,
        day=day_text(said.made_at, language),
        figures=one.figures(),
        sections=(one.summary(), one.offer(), *one.across(), one.gaps(), *one.own(), one.basis()),
        made=said.made_at.strftime("%d/%m/%Y %H:%M"),
    )


class _Writer:
    def __init__(self, said: Diagnosis, language: Language) -> None:
        self.said, self.language = said, language

    def t(self, pt: str, en: str) -> str:
        return pt if self.language == "pt" else en

    def n(self, value: float | None, decimals: int = 0) -> str:
        return number_text(value, decimals=decimals, language=self.language)

    def figures(self) -> tuple[tuple[str, str], ...]:
        said = self.said
        people = said.population[0] if said.population else None
        found = [
            (self.n(said.quality.entries), self.t("respostas sociais ativas", "social responses")),
            (self.n(said.total("capacity")), self.t("lugares", "places")),
            (
                f"{self.n(said.occupancy.value, 1)} %" if said.occupancy.value is not None else "–",
                self.t("ocupação", "occupancy"),
            ),
        ]
        if people is not None:
            found.insert(
                0, (self.n(people.count), self.t("habitantes", "inhabitants") + f" ({people.year})")
            )
        return tuple(found)

    def summary(self) -> Section:
        said, t, n = self.said, self.t, self.n
        section = Section(t("Em resumo", "At a glance"))
        section.blocks.append(
            t(
                f"O inventário tem {n(said.quality.entries)} respostas sociais ativas de "
                f"{n(len(said.types))} tipos. {n(said.quality.with_capacity)} indicam a "
                f"capacidade, num total de {n(said.total('capacity'))} lugares; "
                f"{n(said.quality.with_served)} indicam os utentes ({n(said.total('served'))}).",
                f"The inventory has {n(said.quality.entries)} active social responses of "
                f"{n(len(said.types))} types. {n(said.quality.with_capacity)} state their "
                f"capacity, {n(said.total('capacity'))} places in all; "
                f"{n(said.quality.with_served)} state the people they serve "
                f"({n(said.total('served'))}).",
            )
        )
        section.blocks.append(
            t(
                f"{n(len(said.gaps))} das {n(said.parishes)} freguesias não têm nenhuma resposta "
                f"registada. {n(said.quality.fresh)} respostas foram confirmadas no último ano; "
                f"{n(said.quality.never_confirmed)} nunca o foram.",
                f"{n(len(said.gaps))} of {n(said.parishes)} parishes have no social response on "
                f"record. {n(said.quality.fresh)} were confirmed within the last year; "
                f"{n(said.quality.never_confirmed)} never were.",
            )
        )
        if said.population:
            rows = tuple(
                (str(one.year), n(one.count), self.status(one.status), one.source)
                for one in said.population
            )
            header = (t("Ano", "Year"), t("Residentes", "Residents"), t("Dados", "Data"),
                      t("Fonte", "Source"))  # fmt: skip
            caption = t("População residente", "Resident population")
            section.blocks.append(Table(caption, header, rows, frozenset({1})))
        section.blocks.append(self.map())
        return section

    def status(self, status: FigureStatus) -> str:
        return {
            FigureStatus.FINAL: self.t("definitivos", "final"),
            FigureStatus.PROVISIONAL: self.t("provisórios", "provisional"),
            FigureStatus.ESTIMATE: self.t("estimativa", "estimate"),
        }[status]

    def map(self) -> Chart:
        said = self.said
        return choropleth(
            {one.territory: one.value for one in said.rates if one.territory != AMP},
            title=self.t("Lugares por 1000 habitantes", "Places per 1,000 inhabitants"),
            width=450,
            unit=self.t("lugares por 1000", "places per 1,000"),
            decimals=1,
            chosen="" if said.territory == AMP else said.territory,
            places=[Place(*one) for one in said.located] if said.territory != AMP else (),
            language=self.language,
        )

    def offer(self) -> Section:
        said, t, n = self.said, self.t, self.n
        section = Section(t("Respostas sociais", "Social responses"))
        if not said.types:
            section.blocks.append(
                t("O inventário ainda não tem respostas sociais ativas aqui.",
                  "The inventory has no active social responses here yet.")
            )  # fmt: skip
            return section
        rows = [
            (
                one.name, n(one.entries), _of(n(one.capacity), one.capacity_known, one.entries),
                _of(n(one.served), one.served_known, one.entries), n(one.occupancy, 1),
                n(one.vacancies), n(one.waiting), n(one.rate, 1),
            )
            for one in said.types
        ]  # fmt: skip
        rows.append(
            (
                t("Total", "Total"), n(said.quality.entries), n(said.total("capacity")),
                n(said.total("served")), n(said.occupancy.value, 1), n(said.total("vacancies")),
                n(said.total("waiting")), "",
            )
        )  # fmt: skip
        header = (
            t("Resposta", "Type"), t("N.º", "No."), t("Capacidade", "Capacity"),
            t("Utentes", "Served"), t("Ocup. %", "Occup. %"), t("Vagas", "Vacancies"),
            t("Espera", "Waiting"), t("Por 1000", "Per 1,000"),
        )  # fmt: skip
        caption = t("O que há, por tipo", "What there is, by type")
        section.blocks.append(
            Table(caption, header, tuple(rows), frozenset(range(1, 8)), frozenset({len(rows) - 1}))
        )
        section.blocks.append(
            Note(
                t("«12 (3/4)»: soma de 3 das 4 respostas, as que o indicam. – não é conhecido. ",
                  "“12 (3/4)”: the sum of 3 of 4, those that state it. – is not known. ")
                + self.targets()
            )
        )  # fmt: skip
        largest = sorted(said.types, key=lambda one: -(one.capacity or 0))[:_MOST_BARS]
        if any(one.capacity for one in largest):
            section.blocks.append(
                bars(
                    [Bar(one.name, one.capacity, one.served) for one in largest],
                    title=t("Capacidade e utentes por tipo", "Capacity and people served by type"),
                    names=(t("Capacidade", "Capacity"), t("Utentes", "People served")),
                    language=self.language,
                )
            )
        each = [
            Line(name, tuple((point.year, point.value) for point in points))
            for name, points in (
                (t("Capacidade", "Capacity"), said.capacity_years),
                (t("Utentes", "People served"), said.served_years),
            )
            if len({point.year for point in points}) > 1
        ]
        if each:
            section.blocks.append(
                lines(
                    each, title=t("Ao longo dos anos", "Over the years"), language=self.language,
                    unit=t("último valor até ao fim do ano", "last value up to the year's end"),
                )
            )  # fmt: skip
        return section

    def targets(self) -> str:
        t = self.t
        found: dict[str, list[str]] = {}
        for one in self.said.types:
            if one.people is None:
                continue
            key = f"{one.ages.text(self.language)}, {one.people.source}, {one.people.year}"
            found.setdefault(key, []).append(one.name)
        if not found:
            return t("Não há população para calcular taxas.", "No population to compute rates.")
        said = "; ".join(found) if len(found) == 1 else "; ".join(
            f"{', '.join(names)}: {key}" for key, names in found.items()
        )  # fmt: skip
        return t("Por 1000: ", "Per 1,000: ") + said + "."

    def across(self) -> tuple[Section, ...]:
        said, t, n = self.said, self.t, self.n
        if not said.places:
            return ()
        rows = tuple(
            (one.name, n(one.entries), n(one.capacity), n(one.occupancy, 1), n(one.rate, 1),
             n(one.gaps))
            for one in said.places
        )  # fmt: skip
        header = (
            t("Município", "Municipality"), t("Respostas", "Entries"), t("Capacidade", "Capacity"),
            t("Ocup. %", "Occup. %"), t("Por 1000", "Per 1,000"),
            t("Freg. sem", "Parishes w/o"),
        )  # fmt: skip
        section = Section(t("Município a município", "Municipality by municipality"))
        caption = t("Os 17 municípios", "The 17 municipalities")
        section.blocks.append(Table(caption, header, rows, frozenset(range(1, 6))))
        year = next((one.year for one in said.rates if one.year), None)
        if year is not None:
            words = t("Por 1000 habitantes de {0}.", "Per 1,000 inhabitants of {0}.")
            section.blocks.append(Note(words.format(year)))
        section.blocks.append(
            bars(
                [Bar(one.name, one.rate) for one in said.places],
                title=t("Lugares por 1000 habitantes", "Places per 1,000 inhabitants"),
                decimals=1, language=self.language,
            )
        )  # fmt: skip
        return (section,)

    def gaps(self) -> Section:
        said, t = self.said, self.t
        section = Section(t("Onde não há resposta", "Where there is none"))
        names = {one.dicofre: one.name for one in load_parishes()}
        by: dict[str, list[str]] = {}
        for dico, parish in said.gaps:
            by.setdefault(dico, []).append(names[parish])
        if not by:
            section.blocks.append(
                t("Todas as freguesias têm alguma resposta registada.",
                  "Every parish has some social response on record.")
            )  # fmt: skip
        else:
            rows = tuple(
                (municipality_name(dico), str(len(each)), "; ".join(each))
                for dico, each in by.items()
            )
            header = (t("Município", "Municipality"), t("N.º", "No."),
                      t("Freguesias sem nenhuma resposta", "Parishes without any"))  # fmt: skip
            caption = t("Freguesias sem resposta registada", "Parishes without any on record")
            section.blocks.append(Table(caption, header, rows, frozenset({1})))
        missing = said.quality.without_parish
        words = t(
            "{0} respostas não indicam a freguesia e não contam aqui. Freguesias de 2013–2025.",
            "{0} social responses name no parish and do not count here. Parishes of 2013–2025.",
        )
        section.blocks.append(Note(words.format(missing)))
        return section

    def own(self) -> tuple[Section, ...]:
        said, t, n = self.said, self.t, self.n
        if not said.own:
            return ()
        section = Section(t("Outros indicadores", "Other indicators"))
        rows = tuple(
            (
                one.indicator.name(self.language), one.indicator.unit(self.language),
                n(one.here.value, 1), str(one.here.year or "–"), n(one.whole.value, 1),
                one.here.source or one.whole.source,
            )
            for one in said.own
        )  # fmt: skip
        header = (t("Indicador", "Indicator"), t("Unidade", "Unit"), said.name, t("Ano", "Year"),
                  "AMP", t("Fonte", "Source"))  # fmt: skip
        caption = t("Indicadores de outras fontes", "Indicators from other sources")
        section.blocks.append(Table(caption, header, rows, frozenset({2, 4})))
        for one in said.own:
            if len(one.points) > 1:
                line = Line(said.name, tuple((point.year, point.value) for point in one.points))
                section.blocks.append(
                    lines(
                        [line], title=one.indicator.name(self.language), decimals=1,
                        unit=one.indicator.unit(self.language), language=self.language,
                    )
                )  # fmt: skip
        return (section,)

    def basis(self) -> Section:
        said, t, n = self.said, self.t, self.n
        quality = said.quality
        section = Section(t("Em que assenta", "What it rests on"))
        rows = tuple(
            (label, n(count), n(count * 100 / quality.entries if quality.entries else None) + " %")
            for label, count in (
                (t("Indicam a capacidade", "State their capacity"), quality.with_capacity),
                (t("Indicam os utentes", "State people served"), quality.with_served),
                (t("Têm coordenadas", "Have coordinates"), quality.located),
                (t("Confirmadas no último ano", "Confirmed within a year"), quality.fresh),
                (t("Nunca confirmadas", "Never confirmed"), quality.never_confirmed),
            )
        )
        header = (t("Respostas sociais que…", "Social responses that…"), t("N.º", "No."), "%")
        caption = t("Qualidade do inventário", "Quality of the inventory")
        section.blocks.append(Table(caption, header, rows, frozenset({1, 2})))
        if said.sources:
            rows = tuple(
                (one.title or t("Sem fonte indicada", "No source stated"),
                 _days(one.first, one.last), n(one.count))
                for one in said.sources
            )  # fmt: skip
            header = (t("Fonte", "Source"), t("Data", "Date"), t("Respostas", "Entries"))
            caption = t("Fontes dos números", "Sources of the figures")
            section.blocks.append(Table(caption, header, rows, frozenset({2})))
        section.blocks.append(Note(attribution()))
        return section


def _of(text: str, known: int, entries: int) -> str:
    return text if known in (0, entries) else f"{text} ({known}/{entries})"


def _days(first: object, last: object) -> str:
    if first is None:
        return "–"
    return str(first) if first == last else f"{first} – {last}"
