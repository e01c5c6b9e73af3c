"""What the Monitor shows for a question, read and drawn off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.monitor import Ages, Indicator, Measure, Point
    from core.monitor.charts import Chart, Palette
    from core.problem import Language
    from core.store import Work


@dataclass(frozen=True, slots=True)
class Question:
    """What was chosen: an indicator, a type ("" is all), the target population, the territory."""

    code: str
    type_id: str = ""
    ages: Ages | None = None
    year: int | None = None
    territory: str = "AMP"


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer: values, and the three pictures of them."""

    question: Question
    indicator: Indicator
    measures: tuple[Measure, ...]
    points: tuple[Point, ...]
    title: str
    map: Chart
    bars: Chart
    years: Chart | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked: the indicators; the types there are, with how many of each; the years."""

    indicators: tuple[Indicator, ...]
    types: tuple[tuple[str, str, int], ...]
    years: tuple[int, ...]


def read_choices(work: Work) -> Choices:
    """The indicators, and the types that there are by name."""
    from core.inventory import social_response_type
    from core.inventory.entries import tallies
    from core.monitor import indicators, known_years

    counts: dict[str, int] = {}
    for one in tallies(work):
        counts[one.type_id] = counts.get(one.type_id, 0) + one.entries
    types = [(one, social_response_type(one).name, many) for one, many in counts.items()]
    return Choices(
        indicators(work), tuple(sorted(types, key=lambda one: one[1])), known_years(work)
    )


def read_shown(
    work: Work, question: Question, *, on: date, palette: Palette, language: Language
) -> Shown:
    """Measure and draw."""
    from core.inventory import social_response_type
    from core.monitor import AMP, indicator, measure, series

    types = (question.type_id,) if question.type_id else ()
    asked = indicator(work, code=question.code)
    measures = measure(
        work, code=question.code, on=on, types=types, ages=question.ages, year=question.year
    )
    points = series(
        work, code=question.code, territory=question.territory, types=types, until=on.year
    )
    title = asked.name(language)
    if question.type_id:
        title += f" · {social_response_type(question.type_id).name}"
    chosen = "" if question.territory == AMP else question.territory
    drawn = draw(
        asked, measures, points, title=title, chosen=chosen, palette=palette, language=language
    )
    return Shown(question, asked, measures, points, title, *drawn)


def draw(
    asked: Indicator,
    measures: tuple[Measure, ...],
    points: tuple[Point, ...],
    *,
    title: str,
    chosen: str,
    palette: Palette,
    language: Language,
) -> tuple[Chart, Chart, Chart | None]:
    """Map, bars and years; the last only where there are two years or more."""
    from core.monitor import AMP
    from core.monitor.charts import Bar, Line, bars, choropleth, lines
    from core.plan import municipality_name

    values = {one.territory: one.value for one in measures if one.territory != AMP}
    unit, decimals = asked.unit(language), asked.decimals
    look = {"unit": unit, "decimals": decimals, "palette": palette, "language": language}
    name = "AMP" if not chosen else municipality_name(chosen)
    years = None
    if len(points) > 1:
        line = Line(name, tuple((one.year, one.value) for one in points))
        years = lines([line], title=f"{title} · {name}", **look)  # type: ignore[arg-type]
    rows = [
        Bar(municipality_name(dico), value, strong=dico == chosen) for dico, value in values.items()
    ]
    return (
        choropleth(values, title=title, chosen=chosen, **look),  # type: ignore[arg-type]
        bars(rows, title=title, **look),  # type: ignore[arg-type]
        years,
    )
