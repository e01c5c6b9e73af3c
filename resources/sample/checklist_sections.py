"""The twelve sections of the sample check-list: types, conditions, repeats, checks."""

from __future__ import annotations

from resources.sample.checklist_guide import NOT_NEGATIVE, TODAY_OR_BEFORE, Guide


def survey(guide: Guide) -> None:
    """The twelve sections, in order."""
    for meta in ("start", "end", "today"):
        guide.add(meta, f"meta_{meta}")
    guide.add("hidden", "origem", default="roteiro-formativo")
    _identification(guide)
    _mission_and_innovation(guide)
    _impact(guide)
    _sustainability(guide)
    _involvement(guide)
    _growth_and_partners(guide)
    _organisation(guide)
    _spaces(guide)
    _transfer_and_consents(guide)


def _identification(g: Guide) -> None:
    g.section("0")
    g.add(
        "note",
        "principio",
        (
            (
                "**Registo técnico, não juízo de valor.** Cada registo é um facto com fonte e, "
                "sempre que possível, evidência."
            ),
            (
                "**A technical record, not a judgement.** Each answer is a fact with its source "
                "and, wherever possible, evidence."
            ),
        ),
    )
    g.add(
        "begin_group",
        "quando",
        ("Data e hora da visita", "Date and time of the visit"),
        appearance="field-list",
    )
    g.add(
        "date",
        "data_visita",
        ("Data da visita", "Date of the visit"),
        required=True,
        default="today()",
        **TODAY_OR_BEFORE,
    )
    g.add("time", "hora_inicio", ("Hora de início", "Start time"))
    g.add("end_group", "quando")
    g.ask("0.1", appearance="")
    g.add("begin_group", "onde", ("Território", "Territory"), appearance="field-list")
    g.ask("0.2", "select_one municipios", appearance="minimal")
    g.add(
        "select_one_from_file freguesias.csv",
        "freguesia",
        ("Freguesia", "Parish"),
        choice_filter="municipio = ${q0_2}",
        appearance="minimal",
        hint=(
            "Freguesias de 2013; a lista depende do município.",
            "Parishes of 2013; the list depends on the municipality.",
        ),
    )
    g.add(
        "geopoint",
        "local",
        ("Coordenadas do local", "Coordinates of the place"),
        hint=(
            "Latitude e longitude em graus, por exemplo 41.0739 -8.5812.",
            "Latitude and longitude in degrees, for example 41.0739 -8.5812.",
        ),
    )
    g.add("end_group", "onde")
    g.ask("0.3")
    g.add("begin_group", "pemas", g.label("0.4"), appearance="field-list")
    g.add(
        "select_one areas",
        "area",
        ("Área de Intervenção", "Area of intervention"),
        default="E1.A1",
        appearance="minimal",
    )
    g.add(
        "select_one ros",
        "q0_4",
        ("Resposta Operativa", "Operational response"),
        choice_filter="area = ${area}",
    )
    g.add("end_group", "pemas")
    g.ask("0.5", "select_multiple tipologias")
    g.ask("0.6", "date", **TODAY_OR_BEFORE)
    g.ask("0.7")
    g.add("begin_group", "pessoas", g.label("0.8"), appearance="field-list")
    g.add(
        "integer",
        "capacidade",
        ("Capacidade (pessoas)", "Capacity (people)"),
        hint=g.hint("0.8"),
        constraint=". > 0 and . <= 2000",
        message=("Indique um número entre 1 e 2000.", "Give a number from 1 to 2000."),
    )
    g.add(
        "integer",
        "beneficiarios",
        ("Frequência à data da visita (pessoas)", "Attendance on the day of the visit (people)"),
        **NOT_NEGATIVE,
    )
    g.add(
        "calculate",
        "ocupacao",
        calculation="if(${capacidade} > 0 and ${beneficiarios} >= 0, "
        "round(100 * ${beneficiarios} div ${capacidade}, 0), '')",
    )
    g.add(
        "note",
        "ocupacao_nota",
        ("Ocupação: ${ocupacao} %", "Occupancy: ${ocupacao} %"),
        relevant="${ocupacao} != ''",
    )
    g.add("end_group", "pessoas")
    g.end("0", sources=False)


def _mission_and_innovation(g: Guide) -> None:
    g.section("1")
    g.ask("1.1")
    name = g.yes_no("1.2")
    g.add(
        "integer",
        f"{name}_ano",
        ("1.2 Ano do diagnóstico", "1.2 Year of the assessment"),
        relevant=f"${{{name}}} = 'sim'",
        constraint=". >= 1974 and . <= 2100",
        message=("Indique o ano com quatro algarismos.", "Give the year with four digits."),
    )
    g.ask("1.3")
    g.yes_no("1.4")
    g.end("1")
    g.section("2")
    g.ask("2.1")
    g.ask("2.2", "select_one fases")
    g.ask("2.3", relevant="${q2_2} != 'ideia'")
    g.ask("2.4")
    g.end("2")


def _impact(g: Guide) -> None:
    g.section("3")
    g.yes_no("3.1")
    g.ask("3.2")
    g.repeat("indicadores", g.label("3.3"))
    g.add("text", "indicador", ("Indicador", "Indicator"))
    g.add("text", "unidade", ("Unidade", "Unit"))
    g.add("decimal", "linha_base", ("Linha de base", "Baseline"))
    g.add("decimal", "ultimo_valor", ("Último valor", "Last value"))
    g.add(
        "date", "data_valor", ("Data do último valor", "Date of the last value"), **TODAY_OR_BEFORE
    )
    g.add("end_repeat", "indicadores")
    g.ask("3.4", "select_multiple metodos")
    g.yes_no("3.5")
    name = g.yes_no("3.6")
    g.add(
        "file",
        f"{name}_relatorio",
        ("3.6 Relatório", "3.6 Report"),
        hint=("PDF ou folha de cálculo.", "PDF or spreadsheet."),
        relevant=f"${{{name}}} = 'sim'",
    )
    g.ask("3.7")
    g.ask("3.8")
    g.end("3")


def _sustainability(g: Guide) -> None:
    g.section("4")
    g.repeat("financiamento", g.label("4.1"))
    g.add("text", "fonte", ("Fonte", "Source"))
    g.add("select_one financiadores", "tipo_fonte", ("Tipo", "Type"))
    g.add(
        "range",
        "peso",
        ("Peso no total (%)", "Share of the total (%)"),
        parameters="start=0 end=100 step=5",
    )
    g.add("end_repeat", "financiamento")
    g.add("begin_group", "custos", ("Custos", "Costs"), appearance="field-list")
    g.add(
        "decimal",
        "q4_2",
        ("4.2 Custo anual total (EUR)", "4.2 Total annual cost (EUR)"),
        **NOT_NEGATIVE,
    )
    g.add(
        "calculate",
        "q4_3",
        calculation="if(${q4_2} > 0 and ${beneficiarios} > 0, "
        "round(${q4_2} div ${beneficiarios}, 2), '')",
    )
    g.add(
        "note",
        "q4_3_nota",
        ("4.3 Custo por beneficiário: ${q4_3} EUR", "4.3 Cost per beneficiary: ${q4_3} EUR"),
        hint=(
            "Calculado com a frequência à data da visita.",
            "Calculated from the attendance on the day of the visit.",
        ),
        relevant="${q4_3} != ''",
    )
    g.add("end_group", "custos")
    g.ask("4.4")
    g.yes_no("4.5")
    g.repeat("equipa", g.label("4.6"))
    g.add("text", "funcao", ("Função", "Function"))
    g.add("select_one vinculos", "vinculo", ("Vínculo", "Contract"))
    g.add(
        "decimal",
        "horas",
        ("Horas por semana", "Hours per week"),
        constraint=". >= 0 and . <= 60",
        message=("Indique de 0 a 60 horas.", "Give 0 to 60 hours."),
    )
    g.add("end_repeat", "equipa")
    g.end("4")


def _involvement(g: Guide) -> None:
    g.section("5")
    g.ask("5.1")
    g.yes_no("5.2")
    g.ask("5.3")
    g.ask("5.4", "integer", **NOT_NEGATIVE)
    g.ask("5.5")
    g.ask("5.6", required=True)
    g.add(
        "audio",
        "testemunho",
        ("Testemunho gravado (opcional)", "Recorded testimony (optional)"),
        hint=("Só com o consentimento da pessoa.", "Only with the person's consent."),
    )
    g.end("5")


def _growth_and_partners(g: Guide) -> None:
    g.section("6")
    g.ask("6.1")
    g.yes_no("6.2")
    g.ask("6.3", "select_multiple condicoes")
    g.add(
        "rank condicoes",
        "condicoes_ordem",
        (
            (
                "Ordene as condições, da que a entidade considera mais difícil de assegurar para a "
                "mais fácil"
            ),
            (
                "Order the conditions, from the one the organisation finds hardest to "
                "secure to the easiest"
            ),
        ),
    )
    g.ask("6.4")
    g.ask("6.5", "decimal", **NOT_NEGATIVE)
    g.end("6")
    g.section("7")
    g.repeat("parceiros", g.label("7.1"))
    g.add("text", "parceiro", ("Parceiro", "Partner"), required=True)
    g.add("text", "contributo", ("Contributo", "Contribution"), appearance="multiline")
    g.add(
        "select_one sim_nao",
        "entrevistado",
        ("Foi entrevistado na visita?", "Interviewed during the visit?"),
    )
    g.add(
        "text",
        "entrevista",
        ("O que disse (factos)", "What they said (facts)"),
        relevant="${entrevistado} = 'sim'",
        appearance="multiline",
    )
    g.add("end_repeat", "parceiros")
    g.add("calculate", "parceiros_total", calculation="count(${parceiros})")
    g.yes_no("7.2")
    g.yes_no("7.3")
    g.ask("7.4")
    g.ask("7.5")
    g.end("7")


def _organisation(g: Guide) -> None:
    g.section("8")
    g.yes_no("8.1")
    g.yes_no("8.2")
    g.ask("8.3", appearance="", relevant="${q8_2} = 'sim'")
    g.ask("8.4")
    g.ask(
        "8.5",
        "select_multiple certificados",
        constraint="not(selected(., 'nenhuma') and count-selected(.) > 1)",
        message=(
            "«Nenhuma» não se combina com outras opções.",
            "“None” does not go with other choices.",
        ),
    )
    g.end("8")


def _spaces(g: Guide) -> None:
    g.section("9")
    g.repeat("espacos", g.label("9.1"))
    g.add(
        "text",
        "espaco",
        ("Espaço", "Space"),
        required=True,
        hint=(
            "Por exemplo: sala de convívio, refeitório.",
            "For example: living room, dining room.",
        ),
    )
    g.add("text", "utilizacao", ("Utilização observada", "Use observed"), appearance="multiline")
    g.add(
        "image",
        "foto",
        ("Fotografia", "Photo"),
        parameters="max-pixels=1920",
        hint=("Evite rostos identificáveis.", "Avoid faces that can be recognised."),
    )
    g.add("end_repeat", "espacos")
    for code in ("9.2", "9.3", "9.4"):
        g.yes_no(code, scale="observado", no="nao_observado")
    name = g.yes_no("9.5", scale="observado", no="nao_observado")
    g.add(
        "begin_group",
        "extintor",
        ("Etiqueta do extintor", "Label of the extinguisher"),
        appearance="field-list",
        relevant=f"${{{name}}} = 'observado'",
    )
    g.add("date", "extintor_validade", ("Próxima manutenção", "Next maintenance"))
    g.add("barcode", "extintor_codigo", ("Código da etiqueta", "Code on the label"))
    g.add("end_group", "extintor")
    g.yes_no("9.6", scale="observado", no="nao_observado")
    g.yes_no("9.7")
    g.end("9")


def _transfer_and_consents(g: Guide) -> None:
    g.section("10")
    for code in ("10.1", "10.2", "10.3", "10.4"):
        g.ask(code)
    g.end("10", sources=False)
    g.section("11")
    g.yes_no("11.1")
    g.add("begin_group", "filmados", g.label("11.2"), appearance="field-list")
    g.add(
        "integer",
        "pessoas_filmadas",
        ("Pessoas identificáveis filmadas", "Identifiable people filmed"),
        required=True,
        **NOT_NEGATIVE,
    )
    g.add(
        "integer",
        "consentimentos",
        ("Consentimentos recolhidos", "Consents collected"),
        required=True,
        constraint=". >= ${pessoas_filmadas}",
        message=(
            "Faltam consentimentos: não use imagens de quem não consentiu.",
            "Consents are missing: do not use images of those who did not consent.",
        ),
    )
    g.add("end_group", "filmados")
    g.ask("11.3", "select_one sim_nao")
    g.add(
        "acknowledge",
        "representantes",
        (
            "Confirmo que o representante legal consentiu.",
            "I confirm that the legal representative consented.",
        ),
        relevant="${q11_3} = 'sim'",
        required=True,
    )
    g.ask("11.4")
    g.add("time", "hora_fim", ("Hora de fim da visita", "End time of the visit"))
    g.end("11", sources=False)
