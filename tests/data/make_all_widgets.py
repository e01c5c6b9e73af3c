"""Writes all-widgets.xlsx and its media: every type and appearance of a question, in two languages.

python tests/data/make_all_widgets.py
"""

from __future__ import annotations

import io
import struct
import zlib
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
    row("text", "sitio", "Página na internet", appearance="url", default="https://www.amp.pt"),
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
    row("select_one municipio", "sede", "Município da sede", appearance="autocomplete"),
    row("select_one concorda", "lado", "Lado a lado", appearance="horizontal"),
    row("select_multiple atividades", "juntas", "Bem juntas", appearance="columns-pack"),
    row("select_one quadro", "quadro", "Como é o acesso?", appearance="columns-3"),
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
    row("range", "termometro", "Ruído na sala", appearance="vertical",
        parameters="start=0 end=100 step=10"),
    row("range", "lisa", "Luz na sala", appearance="no-ticks", parameters="start=0 end=100 step=5"),
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
    row("image", "assinatura", "Assinatura de quem recebeu",
        appearance="signature", parameters="max-pixels=1600"),
    row("image", "planta", "Desenhe a sala", appearance="draw", parameters="max-pixels=1600"),
    row("image", "anotada", "Assinale o que falta",
        appearance="annotate", parameters="max-pixels=1600"),
    row("geopoint", "lugar", "Coordenadas da entrada"),
    row("geopoint", "no_mapa", "A entrada no mapa", appearance="placement-map"),
    row("geotrace", "percurso", "Percurso acessível"),
    row("geoshape", "terreno", "Contorno do jardim"),
    row("hidden", "marca", default="amp"),
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
    ("quadro", "rampa", "Rampa"), ("quadro", "degraus", "Degraus"), ("quadro", "plano", "Plano"),
    ("atividades", "musica", "Música"), ("atividades", "horta", "Horta"),
    ("atividades", "jornal", "Leitura do jornal"), ("atividades", "passeio", "Passeios"),
    ("atividades", "aberta", "Tarde aberta à vizinhança"),
]  # fmt: skip


ENGLISH = {
    "Texto e números": "Text and numbers",
    "Estas perguntas são sobre o **edifício** e a *equipa*. Veja [o guia](https://www.amp.pt).":
        "These questions are about the **building** and the *team*. See [the guide](https://www.amp.pt).",
    "Nome da instituição": "Name of the institution",
    "Como está na placa da porta.": "As on the plate at the door.",
    "Se houver dois nomes, escreva o que está no acordo de cooperação.":
        "If there are two names, write the one in the cooperation agreement.",
    "O que observaram à chegada?": "What did you observe on arrival?",
    "Telefone": "Telephone", "Pessoas inscritas": "People enrolled",
    "Entre 0 e 500 pessoas.": "Between 0 and 500 people.",
    "Orçamento anual (€)": "Yearly budget (€)", "Salas de atividades": "Activity rooms",
    "Área útil (m²)": "Usable area (m²)", "Código do equipamento": "Code of the facility",
    "Página na internet": "Web page", "Área por pessoa": "Area per person",
    "Datas e horas": "Dates and times", "Data da visita": "Date of the visit",
    "Data do acordo": "Date of the agreement", "Mês de início": "Month of the start",
    "Ano de construção": "Year of construction", "Hora de abertura": "Opening time",
    "Reunião com a direção": "Meeting with the management",
    "Escolhas": "Choices", "Tem plano de atividades escrito?": "Is there a written activity plan?",
    "Porque não?": "Why not?", "É conhecido por todos?": "Does everyone know it?",
    "O espaço é acolhedor": "The place is welcoming", "Distrito": "District",
    "Município": "Municipality", "Que atividades há?": "Which activities are there?",
    "Quais são semanais?": "Which are weekly?", "Quais são novas?": "Which are new?",
    "Município da sede": "Municipality of the seat", "Lado a lado": "Side by side",
    "Bem juntas": "Close together", "Como é o acesso?": "What is the access like?",
    "Ordene por procura": "Order by demand",
    "Leu o consentimento em voz alta": "The consent was read aloud",
    "Ambiente da sala": "The room", "Na sala principal…": "In the main room…",
    "há boa luz natural": "there is good daylight",
    "o ruído não incomoda": "the noise does not disturb",
    "a temperatura é agradável durante todo o ano": "the temperature is pleasant all year round",
    "Escalas": "Scales", "Satisfação geral": "Overall satisfaction", "Nota": "Mark",
    "Ruído na sala": "Noise in the room", "Luz na sala": "Light in the room",
    "Quantas estrelas?": "How many stars?", "Escolha um número": "Choose a number",
    "Ficheiros e lugar": "Files and place", "Fotografia da entrada": "Photograph of the entrance",
    "Testemunho gravado": "Recorded testimony", "Vídeo da visita": "Video of the visit",
    "Regulamento interno": "House rules", "Assinatura de quem recebeu": "Signature of the host",
    "Desenhe a sala": "Draw the room", "Assinale o que falta": "Mark what is missing",
    "Coordenadas da entrada": "Coordinates of the entrance",
    "A entrada no mapa": "The entrance on the map", "Percurso acessível": "Accessible path",
    "Contorno do jardim": "Outline of the garden", "Sala": "Room", "Uso da sala": "Use of the room",
    "Lugares": "Seats",
    "Contaram ${total} lugares. Obrigado!":
        "You counted ${total} seats. Thank you!",
    "Sim": "Yes", "Não": "No",
    "Não se aplica, porque a instituição ainda não presta este serviço":
        "Does not apply, since the institution does not offer this service yet",
    "Discordo totalmente": "I fully disagree", "Discordo": "I disagree",
    "Nem concordo nem discordo": "Neither", "Concordo": "I agree",
    "Concordo totalmente": "I fully agree",
    "Rampa": "Ramp", "Degraus": "Steps", "Plano": "Level",
    "Música": "Music", "Horta": "Vegetable garden", "Leitura do jornal": "Reading the paper",
    "Passeios": "Outings", "Tarde aberta à vizinhança": "Afternoon open to the neighbours",
}  # fmt: skip
SAME = {"Porto", "Aveiro", "Gondomar", "Maia", "Matosinhos", "Santa Maria da Feira", "Espinho"}

LANGUAGES = ("Português (pt)", "English (en)")
TEXTS = ("label", "hint", "guidance_hint", "constraint_message")
PICTURES = {
    "rampa": lambda x, y: y > 90 - x * 0.5,
    "degraus": lambda x, y: y > 90 - (x // 24) * 12,
    "plano": lambda x, y: y > 80,
}


def said(text: str, language: str) -> str:
    """A text in a language of the form."""
    if not text or language == LANGUAGES[0] or text in SAME:
        return text
    return ENGLISH[text]


def workbook() -> bytes:
    """The workbook as bytes."""
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    plain = [head for head in HEADS if head not in TEXTS]
    spoken = [(text, language) for text in TEXTS for language in LANGUAGES]
    survey.append([*plain, *(f"{text}::{language}" for text, language in spoken)])
    for one in SURVEY:
        survey.append(
            [one.get(head, "") for head in plain]
            + [said(one.get(text, ""), language) for text, language in spoken]
        )
    choices = book.create_sheet("choices")
    choices.append(
        [
            "list_name",
            "name",
            "distrito",
            *(f"label::{one}" for one in LANGUAGES),
            *(f"media::image::{one}" for one in LANGUAGES),
        ]
    )
    for kind, name, label, *more in CHOICES:
        picture = f"{name}.png" if kind == "quadro" else ""
        choices.append(
            [
                kind,
                name,
                *(more or [""]),
                *(said(label, one) for one in LANGUAGES),
                picture,
                picture,
            ]
        )
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "default_language"])
    settings.append(["Todas as perguntas", "todas_as_perguntas", "2026-11-23", LANGUAGES[0]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def picture(inside: object, *, width: int = 120, height: int = 100) -> bytes:
    """A drawing in two colours, as PNG."""
    rows = b"".join(
        b"\0" + bytes(60 if inside(x, y) else 235 for x in range(width))  # type: ignore[operator]
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    )  # fmt: skip


if __name__ == "__main__":
    here = Path(__file__).parent
    (here / "all-widgets.xlsx").write_bytes(workbook())
    (here / "all-widgets").mkdir(exist_ok=True)
    for name, inside in PICTURES.items():
        (here / "all-widgets" / f"{name}.png").write_bytes(picture(inside))
