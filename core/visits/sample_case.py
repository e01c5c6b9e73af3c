"""The fictional people, places and answers of the sample case, as plain data."""

from __future__ import annotations

WORKBOOK = "sample/guiao-estudo-de-caso.xlsx"
PARISHES = "sample/freguesias.csv"
CLIP = "sample/visita-centro-de-dia.mp4"

CENTRO_DE_DIA = "2103"

# Which group has which section of the guião; the others are everybody's.
SECTIONS = {
    "/data/s1": "A",
    "/data/s2": "A",
    "/data/s4": "A",
    "/data/s5": "A",
    "/data/s3": "B",
    "/data/s6": "B",
    "/data/s7": "B",
    "/data/s8": "B",
    "/data/s9": "B",
}

TECHNICIANS = (
    ("Marta Reis Oliveira", "1306", "marta.oliveira@exemplo.invalid", "Técnica de ação social"),
    ("Tiago Bastos Leal", "0109", "tiago.leal@exemplo.invalid", "Técnico da Rede Social"),
)

# What the earlier, finished visit recorded, in the order it was given. `{}` stands for the first
# instance of the repeat before it.
EARLIER_ANSWERS: tuple[tuple[str, str], ...] = (
    ("/data/s0/quando/hora_inicio", "10:05:00.000+00:00"),
    ("/data/s0/q0_1", "Oficina da Memória"),
    ("/data/s0/onde/q0_2", "0109"),
    ("/data/s0/onde/freguesia", "010907"),
    ("/data/s0/q0_3", "Associação Moinho da Aldeia (IPSS)"),
    ("/data/s0/pemas/q0_4", "E1.A1.RO1"),
    ("/data/s0/q0_5", "2103"),
    ("/data/s0/q0_7", "Pessoas com 65 ou mais anos; inscrição na receção, sem lista de espera."),
    ("/data/s0/pessoas/capacidade", "40"),
    ("/data/s0/pessoas/beneficiarios", "34"),
    ("/data/s1/q1_1", "Isolamento de pessoas idosas que vivem sós na zona norte do concelho."),
    ("/data/s1/q1_2", "sim"),
    ("/data/s1/q1_2_ano", "2021"),
    ("/data/s1/q1_4", "sim"),
    ("/data/s1/s1_fontes", "documento tecnico"),
    ("/data/s2/q2_1", "As sessões são conduzidas por participantes, dois a dois, à vez."),
    ("/data/s2/q2_2", "implementada"),
    ("/data/s3/q3_1", "nao"),
    (
        "/data/s3/q3_1_obs",
        "Há um registo de presenças por sessão; não há modelo lógico escrito.",
    ),
    ("/data/s3/q3_4", "registo entrevista"),
    ("/data/s4/custos/q4_2", "18700"),
    ("/data/s4/q4_4", "Duas voluntárias às terças; sala cedida pela junta de freguesia."),
    ("/data/s5/q5_2", "sim"),
    ("/data/s5/q5_4", "2"),
    (
        "/data/s5/q5_6",
        (
            "A animadora senta-se ao nível dos participantes e espera cerca de dez segundos "
            "pela vez de cada um."
        ),
    ),
    ("/data/s6/q6_2", "nao"),
    ("/data/s6/q6_2_obs", "Existe um caderno de sessões manuscrito, sem cópia."),
    ("/data/s7/parceiros{}/parceiro", "Junta de Freguesia de Fiães"),
    ("/data/s7/parceiros{}/contributo", "Cedência da sala, às terças e quintas."),
    ("/data/s7/parceiros{}/entrevistado", "nao"),
    ("/data/s8/q8_1", "sim"),
    ("/data/s9/espacos{}/espaco", "Sala das sessões"),
    ("/data/s9/espacos{}/utilizacao", "Doze pessoas em mesas de quatro; quadro ao fundo."),
    ("/data/s9/q9_2", "observado"),
    ("/data/s9/q9_3", "observado"),
    ("/data/s9/q9_4", "nao_observado"),
    ("/data/s9/q9_4_obs", "Sem planta de emergência no corredor do piso 1."),
    ("/data/s10/q10_1", "Sala equivalente no centro comunitário."),
    ("/data/s10/q10_3", "Como se forma quem conduz as sessões?"),
    ("/data/s11/q11_1", "sim"),
    ("/data/s11/filmados/pessoas_filmadas", "3"),
    ("/data/s11/filmados/consentimentos", "3"),
    ("/data/s11/q11_3", "nao"),
)
