"""What can go wrong in the Monitor."""

from __future__ import annotations

from core.problem import Problem, Sentence


class NoSeriesFound(Problem):
    """No sheet of the workbook has the columns of population or of indicators."""

    code = "monitor.no-series"
    pt = Sentence(
        happened="«{name}» não tem colunas de população nem de indicadores.",
        kept="Nada foi alterado.",
        todo="Chame às colunas Concelho, Ano e População; ou Concelho, Ano, Indicador e Valor.",
    )
    en = Sentence(
        happened="“{name}” has no columns of population or indicators.",
        kept="Nothing was changed.",
        todo="Name the columns Territory, Year, Population; or Territory, Year, Indicator, Value.",
    )


class RowsRefused(Problem):
    """Some rows of a workbook of series cannot be read: all or nothing."""

    code = "monitor.rows-refused"
    pt = Sentence(
        happened="{count} linhas de «{name}» não se percebem. A primeira: linha {row}, {why_pt}.",
        kept="Nada foi importado.",
        todo="Corrija-as na folha de cálculo e importe de novo.",
    )
    en = Sentence(
        happened="{count} rows of “{name}” cannot be understood. The first: row {row}, {why_en}.",
        kept="Nothing was imported.",
        todo="Mend them in the spreadsheet and import it again.",
    )


class UnknownIndicator(Problem):
    """No indicator has this code."""

    code = "monitor.unknown-indicator"
    pt = Sentence(
        happened="Não há um indicador «{code}».",
        kept="Nada foi alterado.",
        todo="Escolha um da lista de indicadores.",
    )
    en = Sentence(
        happened="There is no indicator “{code}”.",
        kept="Nothing was changed.",
        todo="Choose one from the list of indicators.",
    )


class UnknownTerritory(Problem):
    """The code is of none of the 17 municipalities, nor AMP."""

    code = "monitor.unknown-territory"
    pt = Sentence(
        happened="«{code}» não é um dos 17 municípios nem a AMP.",
        kept="Nada foi alterado.",
        todo="Use o código de quatro algarismos (DICO) ou AMP.",
    )
    en = Sentence(
        happened="“{code}” is none of the 17 municipalities, nor AMP.",
        kept="Nothing was changed.",
        todo="Use the four-digit code (DICO), or AMP.",
    )
