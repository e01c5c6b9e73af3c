"""Makes the check-list of each training route (`roteiro-*.xlsx`) and `index.json`.

    python -m resources.checklists.make_route_checklists

From the selection parameters of the plan (phase a of the routes): the criteria of social
innovation, those of the social networks, the consultation on measuring impact, and what the
route's axis and area add, one section for each operational response with its strategic actions.
Every section asks for facts, how they are known, and evidence; none asks for a judgement or a
score ("registo técnico e não um julgamento baseado em juízos de valor").
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from resources.checklists.workbooks import Row, write_workbook

HERE = Path(__file__).resolve().parent
SAMPLE, PLAN = HERE.parent / "sample", HERE.parent / "plan"
PT, EN = "Português (pt)", "English (en)"
VERSION = "2026112301"
COLUMNS = [
    "type",
    "name",
    *(f"{key}::{language}" for key in ("label", "hint") for language in (PT, EN)),
    "required",
    "relevant",
    "constraint",
    *(f"constraint_message::{language}" for language in (PT, EN)),
    "appearance",
    "default",
    "parameters",
    "grupo",
]
# What the parameters of each section are called in the plan (phase a, "Definição de parâmetros").
PARAMETERS = {
    "1": ("Critérios de inovação social", "Criteria of social innovation"),
    "2": ("Critérios de inovação social", "Criteria of social innovation"),
    "3": ("Auscultação sobre a medição do impacto", "Consultation on measuring impact"),
    "4": ("Critérios de inovação social: sustentabilidade", "Social innovation: sustainability"),
    "5": (
        "Critérios de inovação social: «semente para a sociedade civil»",
        "Social innovation: “seed for civil society”",
    ),
    "6": ("Critérios de inovação social", "Criteria of social innovation"),
    "7": ("Critérios das redes sociais", "Criteria of the social networks"),
}
LISTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "evidencias": (
        ("fotografia", "Fotografia", "Photograph"),
        ("video", "Vídeo", "Video"),
        ("documento", "Documento", "Document"),
    ),
}
# The lists of guiao-opcoes.csv that items with choices of their own use.
OFFERED = {"2.2": "fases", "3.4": "metodos", "6.3": "condicoes"}
Text = tuple[str, str]


class Survey:
    """The rows of one check-list."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.choices: list[Row] = []

    def add(self, kind: str, name: str, label: Text | None = None, **more: Any) -> None:
        """One row; `hint` and `message` are texts in both languages."""
        row: Row = {"type": kind, "name": name}
        for key, text in (
            ("label", label),
            ("hint", more.pop("hint", None)),
            ("constraint_message", more.pop("message", None)),
        ):
            if text is not None:
                row.update({f"{key}::{PT}": text[0], f"{key}::{EN}": text[1]})
        row.update(more)
        self.rows.append(row)

    def offer(self, name: str, choices: list[tuple[str, str, str]]) -> None:
        """A list of choices: (name, Portuguese, English)."""
        self.choices += [
            {"list_name": name, "name": key, f"label::{PT}": pt, f"label::{EN}": en}
            for key, pt, en in choices
        ]


def identification(survey: Survey, route: dict[str, Any], plan: dict[str, Any]) -> None:
    """Who, where and when."""
    survey.add("begin_group", "identificacao", ("Identificação", "Identification"), grupo="todos")
    survey.add(
        "note",
        "principio",
        (
            "**Registo técnico, não juízo de valor.** Registe factos, como os soube, e evidência.",
            "**A technical record, not a judgement.** Record facts, how you know, and evidence.",
        ),
    )
    survey.add(
        "date",
        "data_visita",
        ("Data da visita", "Date of the visit"),
        required="yes",
        default="today()",
        constraint=". <= today()",
        message=("A data não pode ser futura.", "The date cannot be in the future."),
    )
    survey.add(
        "text",
        "estudo_caso",
        ("Estudo de caso (iniciativa ou projeto)", "Case study (initiative or project)"),
        required="yes",
    )
    survey.add(
        "select_one municipios",
        "municipio_formador",
        ("Município-formador", "Host municipality"),
        required="yes",
        appearance="minimal",
    )
    survey.add(
        "select_multiple municipios",
        "municipios_formandos",
        ("Municípios-formandos presentes", "Trainee municipalities present"),
        appearance="minimal",
    )
    if len(route["respostas_operativas"]) > 1:
        survey.add(
            "select_multiple respostas",
            "respostas",
            (
                "Respostas Operativas a que o estudo de caso se refere",
                "Operational responses that the case study is about",
            ),
            required="yes",
        )
        names = operational_responses(plan)
        survey.offer(
            "respostas",
            [(key_of(code), names[code]["nome"], names[code]["nome"])
             for code in route["respostas_operativas"]],
        )  # fmt: skip
    survey.add("end_group", "identificacao")


def facts(survey: Survey, name: str) -> None:
    """What ends every section: what was observed, how it is known, and the evidence."""
    survey.add(
        "text",
        f"{name}_observado",
        ("O que se observou", "What was observed"),
        hint=(
            "Descreva o que se viu e ouviu; não qualifique.",
            "Describe what was seen and heard; do not qualify.",
        ),
        appearance="multiline",
    )
    survey.add(
        "select_multiple fontes",
        f"{name}_fontes",
        ("Como se soube", "How this is known"),
    )
    survey.add(
        "select_multiple evidencias",
        f"{name}_evidencias",
        ("Evidência recolhida", "Evidence collected"),
    )
    for kind, choice, label in (
        ("image", "fotografia", ("Fotografia", "Photograph")),
        ("video", "video", ("Vídeo", "Video")),
        ("file", "documento", ("Documento", "Document")),
    ):
        survey.add(
            kind,
            f"{name}_{choice}",
            label,
            relevant=f"selected(${{{name}_evidencias}}, '{choice}')",
            **({"parameters": "max-pixels=2048"} if kind == "image" else {}),
        )


def parameters(survey: Survey, guide: dict[str, Any], english: dict[str, str]) -> None:
    """A section for each group of selection parameters that all routes share."""
    for section in guide["seccoes"]:
        code = section["codigo"]
        if code not in PARAMETERS:
            continue
        name = f"s{code}"
        survey.add(
            "begin_group",
            name,
            (section["nome"], english[f"s{code}"]),
            grupo=section["grupo"],
        )
        survey.add("note", f"{name}_parametro", PARAMETERS[code])
        for item in section["itens"]:
            question(survey, item, english)
        facts(survey, name)
        survey.add("end_group", name)


def question(survey: Survey, item: dict[str, Any], english: dict[str, str]) -> None:
    """One item of the guide as a question."""
    code = item["codigo"]
    name, label = f"q{code.replace('.', '_')}", (item["texto"], english[code])
    hint = (item["ajuda"], english[f"{code} hint"]) if f"{code} hint" in english else None
    more: dict[str, Any] = {"hint": hint} if hint and item.get("ajuda") else {}
    match item["tipo"]:
        case "sim_nao":
            survey.add("select_one sim_nao", name, label, appearance="horizontal", **more)
        case "opcao":
            survey.add(f"select_one {OFFERED[code]}", name, label, **more)
        case "multi":
            survey.add(f"select_multiple {OFFERED[code]}", name, label, **more)
        case "numero":
            survey.add(
                "decimal",
                name,
                label,
                constraint=". >= 0",
                message=("O valor não pode ser negativo.", "The value cannot be negative."),
                **more,
            )
        case "data":
            survey.add("date", name, label, **more)
        case "tabela":
            survey.add("begin_repeat", name, label)
            survey.add("text", f"{name}_que", ("O quê", "What"), **more)
            survey.add("text", f"{name}_valor", ("Valor, unidade e data", "Value, unit and date"))
            survey.add("text", f"{name}_fonte", ("Fonte", "Source"))
            survey.add("end_repeat", name)
        case _:
            survey.add("text", name, label, appearance="multiline", **more)


def own_sections(survey: Survey, route: dict[str, Any], plan: dict[str, Any]) -> None:
    """A section for each operational response of the route, with its strategic actions."""
    several = len(route["respostas_operativas"]) > 1
    for code in route["respostas_operativas"]:
        operational_response, name = operational_responses(plan)[code], f"ro_{key_of(code)}"
        title = operational_response["nome"]
        more = {"relevant": f"selected(${{respostas}}, '{key_of(code)}')"} if several else {}
        survey.add("begin_group", name, (title, title), grupo="A", **more)
        actions = operational_response["acoes_estrategicas"]
        if actions:
            survey.offer(
                f"acoes_{key_of(code)}",
                [(key_of(one["codigo"]), one["texto"], one["texto"]) for one in actions],
            )
            survey.add(
                f"select_multiple acoes_{key_of(code)}",
                f"{name}_acoes",
                (
                    "Ações Estratégicas do plano a que estes factos dizem respeito",
                    "Strategic actions of the plan that these facts are about",
                ),
            )
        survey.add(
            "text",
            f"{name}_atividades",
            ("Atividades e serviços em funcionamento", "Activities and services running"),
            hint=("O quê, para quem, com que frequência.", "What, for whom, how often."),
            appearance="multiline",
        )
        survey.add(
            "integer",
            f"{name}_pessoas",
            ("Pessoas abrangidas à data da visita", "People reached on the day of the visit"),
            constraint=". >= 0",
            message=("O valor não pode ser negativo.", "The value cannot be negative."),
        )
        facts(survey, name)
        survey.add("end_group", name)


def closing(survey: Survey) -> None:
    """What goes to the integration workshop, and the consents."""
    title = ("Para o workshop de integração", "For the integration workshop")
    survey.add("begin_group", "workshop", title, grupo="todos")
    for name, label in (
        ("ja_existe", ("O que já existe no meu município", "What exists in my municipality")),
        ("perguntas", ("Perguntas a levar ao workshop", "Questions to take to the workshop")),
        ("excertos", ("Excertos de vídeo a trabalhar", "Video excerpts to work on")),
    ):
        survey.add("text", name, label, appearance="multiline")
    survey.add(
        "select_one sim_nao",
        "consentimentos",
        (
            "As pessoas filmadas foram informadas e consentiram",
            "The people filmed were informed and consented",
        ),
        required="yes",
        appearance="horizontal",
    )
    survey.add("end_group", "workshop")


def operational_responses(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The operational responses of the plan by code."""
    areas = [area for axis in plan["eixos"] for area in axis["areas"]]
    return {ro["codigo"]: ro for area in areas for ro in area["respostas_operativas"]}


def key_of(code: str) -> str:
    """E1.A1.RO1 → e1_a1_ro1, as names of choices and questions may be."""
    return code.lower().replace(".", "_")


def area_name(plan: dict[str, Any], code: str) -> str:
    """The name of an area of intervention."""
    areas = [area for axis in plan["eixos"] for area in axis["areas"]]
    return str(next(area["nome"] for area in areas if area["codigo"] == code))


def checklist_of(
    route: dict[str, Any], plan: dict[str, Any]
) -> dict[str, tuple[list[str], list[Row]]]:
    """The sheets of a route's check-list."""
    guide = json.loads((SAMPLE / "guiao-estudo-de-caso.json").read_text(encoding="utf-8"))
    english = json.loads((SAMPLE / "guiao-estudo-de-caso.en.json").read_text(encoding="utf-8"))
    survey = Survey()
    identification(survey, route, plan)
    own_sections(survey, route, plan)
    parameters(survey, guide, english)
    closing(survey)
    for name, choices in LISTS.items():
        survey.offer(name, list(choices))
    for row in _csv(SAMPLE / "guiao-opcoes.csv"):
        if row["list_name"] in ("sim_nao", "fontes", *OFFERED.values()):
            survey.offer(row["list_name"], [(row["name"], row["pt"], row["en"])])
    for row in _csv(PLAN / "municipios.csv"):
        survey.offer("municipios", [(row["dico"], row["nome"], row["nome"])])
    settings = {
        "form_title": title_of(route, plan)[0],
        "form_id": f"AMP-ROTEIRO-{route['codigo']}",
        "version": VERSION,
        "default_language": PT,
        "instance_name": "concat(${estudo_caso}, ' – ', ${data_visita})",
    }
    return {
        "survey": (COLUMNS, survey.rows),
        "choices": (["list_name", "name", f"label::{PT}", f"label::{EN}"], survey.choices),
        "settings": (list(settings), [settings]),
    }


def title_of(route: dict[str, Any], plan: dict[str, Any]) -> Text:
    """What the check-list of a route is called."""
    area = area_name(plan, route["area"])
    if route["tipo"] == "tematico":
        theme = route["nome"].replace("–", "-").split(" - ", 1)[-1].replace("(MSM)", "").strip()
        return f"Roteiro temático: {theme}", f"Thematic route: {theme}"
    number = route["codigo"].removeprefix("RF")
    return f"Roteiro Formativo {number}: {area}", f"Training route {number}: {area}"


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main() -> None:
    """All routes of the plan."""
    plan = json.loads((PLAN / "plan.json").read_text(encoding="utf-8"))
    index = []
    for route in plan["roteiros"]:
        name = f"roteiro-{route['codigo'].lower()}.xlsx"
        write_workbook(HERE / name, checklist_of(route, plan))
        pt, en = title_of(route, plan)
        known = operational_responses(plan)
        names = [known[code]["nome"] for code in route["respostas_operativas"]]
        words = "; ".join(names)
        index.append(
            {"file": name, "title": {"pt": pt, "en": en}, "words": {"pt": words, "en": words}}
        )
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (HERE / "index.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
