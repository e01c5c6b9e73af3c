"""The words of the documents that leave the house, in Portuguese and English."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from core.problem import Language

_MONTHS: Final[dict[Language, str]] = {
    "pt": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    "en": "January February March April May June July August September October November December",
}

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "report": ("Relatório de visita", "Visit report"),
    "house": ("Área Metropolitana do Porto", "Porto Metropolitan Area"),
    "draft": ("Rascunho: preenchimento não finalizado", "Draft: filling not finalised"),
    "finalised": ("Finalizado", "Finalised"),
    "sent": ("Finalizado e enviado", "Finalised and sent"),
    "not_sealed_yet": ("Ainda não está guardada", "Not stored yet"),
    "visited": ("Visitado", "Visited"),
    "provider": ("Entidade", "Provider"),
    "place": ("Local", "Place"),
    "municipality": ("Município", "Municipality"),
    "date": ("Data da visita", "Date of the visit"),
    "time": ("Hora", "Time"),
    "checklist": ("Guião", "Check-list"),
    "version": ("versão", "version"),
    "state": ("Estado", "State"),
    "team": ("Equipa", "Team"),
    "name": ("Nome", "Name"),
    "role": ("Função", "Role"),
    "group": ("Grupo", "Group"),
    "identification": ("Identificação", "Identification"),
    "about": ("O que se visitou", "What was visited"),
    "notes": ("Notas da preparação", "Notes of the preparation"),
    "at_a_glance": ("Em resumo", "At a glance"),
    "section": ("Secção", "Section"),
    "answered": ("registos", "answers"),
    "questions": ("perguntas", "questions"),
    "of": ("de", "of"),
    "progress": ("Registos por secção", "Answers by section"),
    "answers": ("Registos", "Answers"),
    "question": ("Pergunta", "Question"),
    "answer": ("Registo", "Answer"),
    "value": ("Valor", "Value"),
    "field": ("Campo", "Field"),
    "no_answer": ("Sem registo", "No answer"),
    "required": ("obrigatória", "required"),
    "calculated": ("automático", "automatic"),
    "by": ("Técnico/a", "Technician"),
    "when": ("Registado em", "Recorded at"),
    "recording": ("Gravação", "Recording"),
    "recordings": ("Gravações", "Recordings"),
    "moment": ("Momento", "Moment"),
    "number": ("N.º", "No."),
    "start": ("Início", "Start"),
    "end": ("Fim", "End"),
    "duration": ("Duração", "Duration"),
    "source": ("Câmara", "Camera"),
    "sound": ("Som", "Sound"),
    "yes": ("Sim", "Yes"),
    "no": ("Não", "No"),
    "file": ("Ficheiro", "File"),
    "markers": ("Marcadores", "Markers"),
    "marker": ("Marcador", "Marker"),
    "findings": ("Constatações e recomendações", "Findings and recommendations"),
    "finding": ("Constatação", "Finding"),
    "classification": ("Classificação", "Classification"),
    "irregularity": ("Irregularidade", "Irregularity"),
    "recommendation": ("Recomendação", "Recommendation"),
    "good-practice": ("Boa prática", "Good practice"),
    "note": ("Nota", "Note"),
    "recommended": ("Recomenda-se", "Recommended"),
    "who": ("Quem", "Who"),
    "due": ("Até", "Until"),
    "led_by": ("A partir de", "From"),
    "no_findings": (
        "Não foram registadas constatações nesta visita.",
        "No findings were recorded in this visit.",
    ),
    "signatures": ("Assinaturas", "Signatures"),
    "party_team": ("Pela equipa", "For the team"),
    "party_institution": ("Pela instituição", "For the institution"),
    "signed": ("Assinado em", "Signed on"),
    "not_signed": ("Ainda não assinado.", "Not signed yet."),
    "changed_since": (
        "Os registos mudaram depois desta assinatura.",
        "The answers changed after this signature.",
    ),
    "consents": ("Consentimentos de gravação", "Consents to be recorded"),
    "purpose": ("Finalidade", "Purpose"),
    "purpose_visit": ("Trabalho da visita", "Work of the visit"),
    "purpose_training": ("Formação", "Training"),
    "purpose_publication": ("Divulgação pública", "Publication"),
    "given": ("Dado em", "Given on"),
    "until": ("Válido até", "Valid until"),
    "withdrawn": ("Retirado em", "Withdrawn on"),
    "no_consent": ("Não incluída: sem consentimento", "Left out: no consent"),
    "copy_out_of_date": (
        "Não incluída: a cópia desfocada não está feita",
        "Left out: the blurred copy is not made",
    ),
    "stays_behind": ("Não incluída: consentimento terminado", "Left out: consent ended"),
    "withheld": (
        "Não incluídos vídeo, som e fotografias, porque terminou o consentimento de",
        "Video, sound and photographs are left out, because the consent has ended of",
    ),
    "no_limit": ("sem limite", "no limit"),
    "pictures": ("Fotografias da visita", "Photographs of the visit"),
    "photo": ("Fotografia", "Photograph"),
    "still": ("Imagem da gravação", "Still of the recording"),
    "signature_of": ("Assinatura de", "Signature of"),
    "page": ("Página", "Page"),
    "made": ("Documento gerado pelo Terreno em", "Made by Terreno on"),
    "about_document": ("Sobre este documento", "About this document"),
    "form_digest": ("Impressão digital do guião (SHA-256)", "Digest of the check-list (SHA-256)"),
    "visit": ("Visita", "Visit"),
    "planned": ("Planeada para", "Planned for"),
    "started": ("Iniciada em", "Started at"),
    "finished": ("Terminada em", "Finished at"),
    "generated": ("Gerado em", "Generated at"),
    "instance": ("Repetição", "Repeat"),
    "photos_count": ("fotografias", "photographs"),
    "minutes": ("min de gravação", "min recorded"),
    "findings_count": ("constatações", "findings"),
    "moments_count": ("registos com momento", "answers with a moment"),
    "aside": ("Postos de parte", "Put aside"),
    "reason": ("Porquê", "Why"),
    "handled": ("Tratado em", "Dealt with at"),
    "handled_by": ("Tratado por", "Dealt with by"),
    "unnamed_section": ("Outras perguntas", "Other questions"),
    "technician": ("Técnico/a", "Technician"),
    "coordinator": ("Coordenação", "Coordinator"),
    "trainer": ("Formador/a", "Trainer"),
}


def word(name: str, language: Language) -> str:
    """One of the fixed words. Raises: KeyError for a name that no document uses."""
    return _WORDS[name][language == "en"]


def word_or(name: str, language: Language) -> str:
    """The word for a code that comes from data, or the code itself where there is none."""
    return word(name, language) if name in _WORDS else name


def all_words(language: Language) -> dict[str, str]:
    """Every word, by name, for the page template."""
    return {name: pair[language == "en"] for name, pair in _WORDS.items()}


def day_text(instant: datetime, language: Language) -> str:
    """The day in full: «23 de novembro de 2026», "23 November 2026"."""
    month = _MONTHS[language].split()[instant.month - 1]
    if language == "pt":
        return f"{instant.day} de {month} de {instant.year}"
    return f"{instant.day} {month} {instant.year}"


def instant_text(instant: datetime) -> str:
    """Day and hour in the short form both languages read: `23/11/2026 14:02`."""
    return instant.strftime("%d/%m/%Y %H:%M")
