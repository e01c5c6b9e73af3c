"""A report with something of everything, made of values: no store, no camera."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.reports.visit_report import (
    ReportAnswer,
    ReportConsent,
    ReportFinding,
    ReportMarker,
    ReportMoment,
    ReportPerson,
    ReportPicture,
    ReportRecommendation,
    ReportRecording,
    ReportSection,
    ReportSignature,
    VisitReport,
)

AT = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)


def a_picture(*, shade=120, suffix=".jpg", caption="Fotografia · 04:09"):
    import cv2
    import numpy as np

    pixels = np.full((360, 640, 3), shade, np.uint8)
    pixels[::24] = (90, 160, 60)
    white = (255, 255, 255)
    cv2.putText(pixels, f"imagem {shade}", (30, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, white, 4)
    data = cv2.imencode(suffix, pixels)[1].tobytes()
    return ReportPicture(data=data, suffix=suffix, caption=caption, alternative="Sala de convívio")


def an_answer(name="q1", *, label="Pergunta", shown="Sim", value="sim", **more):
    facts = {
        "key": f"/data/{name}",
        "label": label,
        "instance": "",
        "value": value,
        "shown": shown,
        "type": "string",
        "required": False,
        "calculated": False,
        "technician": "Marta Ferreira",
        "answered_at": AT,
        "moment": None,
    }
    return ReportAnswer(**(facts | more))


def a_report(*, language="pt", answers=None, **more):
    if answers is None:
        answers = (
            an_answer("nome", label="Designação da iniciativa", shown="Vizinhos do Bairro"),
            an_answer(
                "sala",
                label="A sala de convívio tem luz natural e espaço para cadeira de rodas?",
                shown="Sim, em parte",
                moment=ReportMoment(recording=1, moment_us=249_000_000),
                pictures=(a_picture(), a_picture(shade=60)),
            ),
            an_answer("pessoas", label="Pessoas servidas", shown="42", value="42", type="int"),
            an_answer("obs", label="Observações", shown="", value=""),
        )
    partners = tuple(
        an_answer(
            f"parceiro{{i{number}}}/{name}",
            label=label,
            shown=shown,
            value=shown,
            instance=f"Parceiro {number}",
        )
        for number in (1, 2)
        for name, label, shown in (
            ("nome", "Nome do parceiro", f"Junta n.º {number}"),
            ("papel", "O que faz", "Transporte das pessoas"),
        )
    )
    facts = {
        "language": language,
        "title": "Visita ao Centro de Dia",
        "subject": "Vizinhos que cuidam: apoio de proximidade a pessoas idosas isoladas",
        "summary": "Programa de proximidade que junta voluntários, a junta e o centro de saúde.",
        "provider": "Associação de Solidariedade de Arouca",
        "place": "Rua do Arco, 12, Arouca",
        "municipality": "Arouca",
        "planned_for": AT,
        "started_at": AT,
        "finished_at": AT.replace(hour=16),
        "state": "finalised",
        "notes": "",
        "form_id": "estudo_de_caso",
        "checklist": "Guião de observação de estudos de caso",
        "version": "2026.1",
        "digest": "ab" * 32,
        "generated_at": AT.replace(day=24),
        "team": (
            ReportPerson(name="Marta Ferreira", role="technician", municipality="Porto", group="A"),
            ReportPerson(name="Rui Sá", role="technician", municipality="Gondomar", group="B"),
        ),
        "consents": (
            ReportConsent(
                who="Helena Brito", purpose="visit", given_at=AT, until=None, withdrawn_at=None
            ),
        ),
        "sections": (
            ReportSection(key="/data/a", title="A iniciativa", group="A", answers=answers),
            ReportSection(key="/data/b", title="Parceiros", group="B", answers=partners),
        ),
        "findings": (
            ReportFinding(
                classification="irregularity",
                text="A saída de emergência está tapada por cadeiras.",
                question="As saídas estão livres?",
                shown="Não",
                recommendations=(
                    ReportRecommendation(
                        text="Retirar as cadeiras e marcar a saída no chão.",
                        who="Direção técnica",
                        due="15/12/2026",
                    ),
                ),
                pictures=(a_picture(shade=30),),
                moment=ReportMoment(recording=1, moment_us=301_500_000),
            ),
            ReportFinding(
                classification="good-practice",
                text="O diário de cada pessoa é escrito com ela.",
                question="",
                shown="",
            ),
        ),
        "signatures": (
            ReportSignature(
                name="Marta Ferreira",
                role="Técnica",
                party="team",
                signed_at=AT,
                still_holds=True,
                picture=a_picture(suffix=".png", shade=250, caption=""),
            ),
        ),
        "recordings": (
            ReportRecording(
                number=1,
                started_at=AT,
                duration_us=903_000_000,
                source="Câmara do portátil",
                sound=True,
                file="video/gravacao-1.mp4",
                markers=(
                    ReportMarker(start_us=12_000_000, end_us=None, text="Entrada"),
                    ReportMarker(start_us=60_000_000, end_us=95_000_000, text="Sala de convívio"),
                ),
            ),
        ),
    }
    return VisitReport(**(facts | more))


@pytest.fixture(scope="session")
def report():
    return a_report()
