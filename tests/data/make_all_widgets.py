"""Writes all-widgets.xlsx: a Portuguese check-list with every type and appearance of a question.

python tests/data/make_all_widgets.py
"""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook

HEADS = (
    "type", "name", "label", "hint", "guidance_hint", "appearance", "parameters", "required",
    "constraint", "constraint_message", "relevant", "readonly", "calculation", "choice_filter",
    "default",
)  # fmt: skip


def row(kind: str, name: str, label: str = "", **more: str) -> dict[str, str]:
    return {"type": kind, "name": name, "label": label, **more}


SURVEY = [
    row("begin group", "texto", "Texto e números"),
    row("note", "abertura", "Estas perguntas são sobre o **edifício** e a *equipa*. Veja [o guia](https://www.amp.pt)."),
    row("text", "nome", "Nome da instituição", hint="Como está na placa da porta.", required="yes",
        guidance_hint="Se houver dois nomes, escreva o que está no acordo de cooperação."),
    row("text", "obs", "O que observaram à chegada?", appearance="multiline"),
    row("text", "telefone", "Telefone", appearance="numbers"),
    row("integer", "pessoas", "Pessoas inscritas", constraint=". >= 0 and . <= 500",
        constraint_message="Entre 0 e 500 pessoas."),
    row("integer", "orcamento", "Orçamento anual (€)",
        appearance="thousands-sep", default="125000"),
    row("integer", "salas", "Salas de atividades", appearance="counter"),
    row("decimal", "area", "Área útil (m²)"),
    row("barcode", "codigo", "Código do equipamento"),
    row("calculate", "media", "", calculation="${area} div ${pessoas}"),
    row("text", "media_vista", "Área por pessoa", readonly="yes", calculation="round(${media}, 1)"),
    row("end group", ""),
    row("begin group", "datas", "Datas e horas"),
    row("date", "visita", "Data da visita"),
    row("date", "acordo", "Data do acordo", appearance="no-calendar"),
    row("date", "mes", "Mês de início", appearance="month-year"),
    row("date", "ano", "Ano de construção", appearance="year"),
    row("time", "abertura_h", "Hora de abertura"),
    row("dateTime", "reuniao", "Reunião com a direção"),
    row("end group", ""),
    row("begin group", "escolhas", "Escolhas"),
    row("select_one sn", "plano", "Tem plano de atividades escrito?"),
    row("text", "porque", "Porque não?", relevant="${plano} = 'nao'"),
    row("select_one sn", "rapida", "É conhecido por todos?", appearance="quick"),
    row("select_one concorda", "acolhedor", "O espaço é acolhedor", appearance="likert"),
    row("select_one distrito", "distrito", "Distrito", appearance="minimal"),
    row("select_one municipio", "municipio", "Município", choice_filter="distrito = ${distrito}"),
    row("select_multiple atividades", "atividades", "Que atividades há?"),
    row("select_multiple atividades", "dias", "Quais são semanais?", appearance="columns-2"),
    row("select_multiple atividades", "novas", "Quais são novas?", appearance="minimal"),
    row("rank atividades", "ordem", "Ordene por procura"),
    row("acknowledge", "consentimento", "Leu o consentimento em voz alta"),
    row("end group", ""),
    row("begin group", "ambiente", "Ambiente da sala", appearance="field-list"),
    row("select_one concorda", "cab", "Na sala principal…", appearance="label"),
    row("select_one concorda", "luz", "há boa luz natural", appearance="list-nolabel"),
    row("select_one concorda", "ruido", "o ruído não incomoda", appearance="list-nolabel"),
    row("select_one concorda", "frio", "a temperatura é agradável durante todo o ano",
        appearance="list-nolabel"),
    row("end group", ""),
    row("begin group", "escalas", "Escalas"),
    row("range", "satisfacao", "Satisfação geral", parameters="start=0 end=10 step=1"),
    row("range", "nota_dec", "Nota", parameters="start=1.5 end=5 step=0.5"),
    row("range", "estrelas", "Quantas estrelas?", appearance="rating",
        parameters="start=1 end=5 step=1"),
    row("range", "lista", "Escolha um número", appearance="picker",
        parameters="start=0 end=20 step=2"),
    row("end group", ""),
    row("begin group", "ficheiros", "Ficheiros e lugar"),
    row("image", "entrada", "Fotografia da entrada", parameters="max-pixels=1200"),
    row("audio", "testemunho", "Testemunho gravado"),
    row("video", "visita_v", "Vídeo da visita"),
    row("file", "regulamento", "Regulamento interno"),
    row("image", "assinatura", "Assinatura de quem recebeu", appearance="signature"),
    row("image", "planta", "Desenhe a sala", appearance="draw"),
    row("geopoint", "lugar", "Coordenadas da entrada"),
    row("geotrace", "percurso", "Percurso acessível"),
    row("end group", ""),
    row("begin repeat", "sala", "Sala"),
    row("text", "uso", "Uso da sala", required="yes"),
    row("integer", "lugares", "Lugares"),
    row("end repeat", ""),
    row("calculate", "total", "", calculation="sum(${lugares})"),
    row("note", "fim", "Contaram ${total} lugares. Obrigado!"),
]  # fmt: skip

CHOICES = [
    ("sn", "sim", "Sim"), ("sn", "nao", "Não"),
    ("sn", "nsa", "Não se aplica, porque a instituição ainda não presta este serviço"),
    ("concorda", "1", "Discordo totalmente"), ("concorda", "2", "Discordo"),
    ("concorda", "3", "Nem concordo nem discordo"), ("concorda", "4", "Concordo"),
    ("concorda", "5", "Concordo totalmente"),
    ("distrito", "13", "Porto"), ("distrito", "01", "Aveiro"),
    ("municipio", "1304", "Gondomar", "13"), ("municipio", "1306", "Maia", "13"),
    ("municipio", "1308", "Matosinhos", "13"), ("municipio", "0109", "Santa Maria da Feira", "01"),
    ("municipio", "0105", "Espinho", "01"),
    ("atividades", "musica", "Música"), ("atividades", "horta", "Horta"),
    ("atividades", "jornal", "Leitura do jornal"), ("atividades", "passeio", "Passeios"),
    ("atividades", "aberta", "Tarde aberta à vizinhança"),
]  # fmt: skip


def workbook() -> bytes:
    """The workbook as bytes."""
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(list(HEADS))
    for one in SURVEY:
        survey.append([one.get(head, "") for head in HEADS])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label", "distrito"])
    for choice in CHOICES:
        choices.append([*choice, *[""] * (4 - len(choice))])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "default_language"])
    settings.append(["Todas as perguntas", "todas_as_perguntas", "2026-03-01", "Português (pt)"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("all-widgets.xlsx").write_bytes(workbook())
