"""What rows, fields and reasons are called on screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

FieldWords = Callable[[str, str], str]
"""From a table's name and a column's to the words for it; the column itself if it has none."""


def QT_TRANSLATE_NOOP(_context: str, words: str) -> str:
    """Mark a string for translation without translating it yet."""
    return words


_ROWS: dict[str, str] = {
    "answer": QT_TRANSLATE_NOOP("SyncWords", "Registo do guião"),
    "aside_answer": QT_TRANSLATE_NOOP("SyncWords", "Registo posto de parte"),
    "attachment": QT_TRANSLATE_NOOP("SyncWords", "Ficheiro"),
    "bank_item": QT_TRANSLATE_NOOP("SyncWords", "Item de banco"),
    "case_study": QT_TRANSLATE_NOOP("SyncWords", "Estudo de caso"),
    "checklist": QT_TRANSLATE_NOOP("SyncWords", "Guião"),
    "checklist_media": QT_TRANSLATE_NOOP("SyncWords", "Ficheiro de um guião"),
    "checklist_version": QT_TRANSLATE_NOOP("SyncWords", "Versão de um guião"),
    "consent": QT_TRANSLATE_NOOP("SyncWords", "Consentimento"),
    "device": QT_TRANSLATE_NOOP("SyncWords", "Portátil"),
    "evidence": QT_TRANSLATE_NOOP("SyncWords", "Evidência"),
    "facility": QT_TRANSLATE_NOOP("SyncWords", "Equipamento"),
    "figure": QT_TRANSLATE_NOOP("SyncWords", "Número de uma resposta social"),
    "filling": QT_TRANSLATE_NOOP("SyncWords", "Preenchimento do guião"),
    "finding": QT_TRANSLATE_NOOP("SyncWords", "Constatação"),
    "inventory_import": QT_TRANSLATE_NOOP("SyncWords", "Importação"),
    "inventory_round": QT_TRANSLATE_NOOP("SyncWords", "Levantamento"),
    "inventory_source": QT_TRANSLATE_NOOP("SyncWords", "Fonte"),
    "loan": QT_TRANSLATE_NOOP("SyncWords", "Empréstimo"),
    "mark": QT_TRANSLATE_NOOP("SyncWords", "Marca numa gravação"),
    "marker": QT_TRANSLATE_NOOP("SyncWords", "Marcador numa gravação"),
    "offer": QT_TRANSLATE_NOOP("SyncWords", "Oferta"),
    "population_count": QT_TRANSLATE_NOOP("SyncWords", "População"),
    "provider": QT_TRANSLATE_NOOP("SyncWords", "Entidade"),
    "recommendation": QT_TRANSLATE_NOOP("SyncWords", "Recomendação"),
    "recording": QT_TRANSLATE_NOOP("SyncWords", "Gravação"),
    "repeat_instance": QT_TRANSLATE_NOOP("SyncWords", "Repetição do guião"),
    "round_entry": QT_TRANSLATE_NOOP("SyncWords", "Entrada de um levantamento"),
    "section_assignment": QT_TRANSLATE_NOOP("SyncWords", "Secção de um grupo"),
    "segment": QT_TRANSLATE_NOOP("SyncWords", "Troço de uma gravação"),
    "signature": QT_TRANSLATE_NOOP("SyncWords", "Assinatura"),
    "social_response": QT_TRANSLATE_NOOP("SyncWords", "Resposta social"),
    "technician": QT_TRANSLATE_NOOP("SyncWords", "Pessoa da equipa"),
    "visit": QT_TRANSLATE_NOOP("SyncWords", "Visita"),
    "visit_member": QT_TRANSLATE_NOOP("SyncWords", "Equipa da visita"),
}
_FIELDS: dict[str, str] = {
    "_deleted": QT_TRANSLATE_NOOP("SyncWords", "Apagar ou manter"),
    "case_study_id": QT_TRANSLATE_NOOP("SyncWords", "Estudo de caso"),
    "checklist_version_id": QT_TRANSLATE_NOOP("SyncWords", "Guião"),
    "classification": QT_TRANSLATE_NOOP("SyncWords", "Classificação"),
    "due": QT_TRANSLATE_NOOP("SyncWords", "Prazo"),
    "due_on": QT_TRANSLATE_NOOP("SyncWords", "Prazo"),
    "email": QT_TRANSLATE_NOOP("SyncWords", "E-mail"),
    "facility_id": QT_TRANSLATE_NOOP("SyncWords", "Equipamento"),
    "group": QT_TRANSLATE_NOOP("SyncWords", "Grupo"),
    "keep_until": QT_TRANSLATE_NOOP("SyncWords", "Guardar até"),
    "name": QT_TRANSLATE_NOOP("SyncWords", "Nome"),
    "note": QT_TRANSLATE_NOOP("SyncWords", "Observações"),
    "notes": QT_TRANSLATE_NOOP("SyncWords", "Notas"),
    "outcome": QT_TRANSLATE_NOOP("SyncWords", "Resultado"),
    "place": QT_TRANSLATE_NOOP("SyncWords", "Lugar"),
    "planned_for": QT_TRANSLATE_NOOP("SyncWords", "Dia e hora"),
    "provider_id": QT_TRANSLATE_NOOP("SyncWords", "Entidade"),
    "quantity": QT_TRANSLATE_NOOP("SyncWords", "Quantidade"),
    "removed": QT_TRANSLATE_NOOP("SyncWords", "Repetição removida"),
    "role": QT_TRANSLATE_NOOP("SyncWords", "Função"),
    "state": QT_TRANSLATE_NOOP("SyncWords", "Estado"),
    "status": QT_TRANSLATE_NOOP("SyncWords", "Estado"),
    "text": QT_TRANSLATE_NOOP("SyncWords", "Texto"),
    "title": QT_TRANSLATE_NOOP("SyncWords", "Título"),
    "value": QT_TRANSLATE_NOOP("SyncWords", "Valor"),
    "who": QT_TRANSLATE_NOOP("SyncWords", "Quem"),
    "withdrawn_at": QT_TRANSLATE_NOOP("SyncWords", "Retirado em"),
}
_STATES: dict[str, str] = {
    "active": QT_TRANSLATE_NOOP("SyncWords", "Ativa"),
    "closed": QT_TRANSLATE_NOOP("SyncWords", "Encerrada"),
    "done": QT_TRANSLATE_NOOP("SyncWords", "Feita"),
    "draft": QT_TRANSLATE_NOOP("SyncWords", "Rascunho"),
    "finalised": QT_TRANSLATE_NOOP("SyncWords", "Finalizado"),
    "planned": QT_TRANSLATE_NOOP("SyncWords", "Planeada"),
    "sent": QT_TRANSLATE_NOOP("SyncWords", "Enviado"),
    "suspended": QT_TRANSLATE_NOOP("SyncWords", "Suspensa"),
    "underway": QT_TRANSLATE_NOOP("SyncWords", "A decorrer"),
}
_WHY: dict[str, str] = {
    "cause": QT_TRANSLATE_NOOP("SyncWords", "Muda o que só outro município pode mudar."),
    "device": QT_TRANSLATE_NOOP("SyncWords", "Foi escrita noutro portátil."),
    "name": QT_TRANSLATE_NOOP("SyncWords", "A central não conhece este tipo de dados."),
    "scope": QT_TRANSLATE_NOOP(
        "SyncWords", "O seu papel não escreve aqui: é de outro município, ou partilhado por todos."
    ),
    "scope_lost": QT_TRANSLATE_NOOP(
        "SyncWords", "Deixou de ter acesso a este município antes de ser enviada."
    ),
    "size": QT_TRANSLATE_NOOP("SyncWords", "É grande demais."),
    "value": QT_TRANSLATE_NOOP("SyncWords", "A central não conseguiu ler o valor."),
    "consent_ended": QT_TRANSLATE_NOOP("SyncWords", "O consentimento terminou."),
    "copy_instead": QT_TRANSLATE_NOOP("SyncWords", "Segue a cópia desfocada em vez deste."),
    "copy_out_of_date": QT_TRANSLATE_NOOP(
        "SyncWords", "A cópia desfocada já não corresponde à gravação: faça-a de novo."
    ),
    "no_consent": QT_TRANSLATE_NOOP("SyncWords", "Ninguém deu consentimento para sair daqui."),
    "recording": QT_TRANSLATE_NOOP("SyncWords", "A gravação ainda está a decorrer."),
    "unspoken": QT_TRANSLATE_NOOP("SyncWords", "Nenhum registo fala deste ficheiro."),
    "incomplete": QT_TRANSLATE_NOOP("SyncWords", "Ainda falta uma parte, que vem a seguir."),
    "needed": QT_TRANSLATE_NOOP("SyncWords", "Foi apagada, mas outra ainda precisa dela."),
    "unknown": QT_TRANSLATE_NOOP("SyncWords", "Foi feita com uma versão mais nova do Terreno."),
    "unreadable": QT_TRANSLATE_NOOP("SyncWords", "Tem um valor que este Terreno não sabe ler."),
    "waits": QT_TRANSLATE_NOOP("SyncWords", "Espera por outra de que depende."),
}


def row_words(entity: str) -> str:
    """What kind of thing a row is."""
    return QCoreApplication.translate("SyncWords", _ROWS.get(entity, entity))


def field_words(entity: str, field: str, *, known: FieldWords) -> str:
    """What a field is called. `known`: words of those who show such rows; asked first."""
    if entity == "answer":
        return field  # its question is what has a name
    theirs = known(entity, field)
    if theirs != field:
        return theirs
    return QCoreApplication.translate("SyncWords", _FIELDS.get(field, field))


def value_words(field: str, shown: str) -> str:
    """A value in words; states are written as the window has them."""
    if field in ("state", "status"):
        return QCoreApplication.translate("SyncWords", _STATES.get(shown, shown))
    return shown


def why(code: str) -> str:
    """Why a change was not taken, or a row is not shown."""
    return QCoreApplication.translate("SyncWords", _WHY[code]) if code in _WHY else code
