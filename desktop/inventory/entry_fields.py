"""The fields of each kind of record, in the order and words of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from desktop.inventory.entry_model import QT_TRANSLATE_NOOP

FieldKind = Literal["text", "long", "whole", "degrees", "date", "status", "list", "parish", "type"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field: its column, its words, and how it is edited."""

    name: str
    words: str
    kind: FieldKind = "text"

    def label(self) -> str:
        """The words on screen."""
        return QCoreApplication.translate("EntryFields", self.words)


def _f(name: str, words: str, kind: FieldKind = "text") -> FieldSpec:
    return FieldSpec(name, words, kind)


TITLES: dict[str, str] = {
    "social_response": QT_TRANSLATE_NOOP("EntryFields", "Resposta social"),
    "facility": QT_TRANSLATE_NOOP("EntryFields", "Equipamento"),
    "provider": QT_TRANSLATE_NOOP("EntryFields", "Entidade"),
    "bank_item": QT_TRANSLATE_NOOP("EntryFields", "Item de banco"),
    "offer": QT_TRANSLATE_NOOP("EntryFields", "Oferta"),
}

FIELDS: dict[str, tuple[FieldSpec, ...]] = {
    "social_response": (
        _f("type_id", QT_TRANSLATE_NOOP("EntryFields", "Tipo"), "type"),
        _f("name", QT_TRANSLATE_NOOP("EntryFields", "Nome próprio")),
        _f("status", QT_TRANSLATE_NOOP("EntryFields", "Estado"), "status"),
        _f("closed_on", QT_TRANSLATE_NOOP("EntryFields", "Encerrada em"), "date"),
        _f("agreement", QT_TRANSLATE_NOOP("EntryFields", "Acordo")),
        _f("agreement_places", QT_TRANSLATE_NOOP("EntryFields", "Lugares em acordo"), "whole"),
        _f("licence", QT_TRANSLATE_NOOP("EntryFields", "Licença")),
        _f("opening_hours", QT_TRANSLATE_NOOP("EntryFields", "Horário")),
        _f("contact", QT_TRANSLATE_NOOP("EntryFields", "Contacto")),
        _f("phone", QT_TRANSLATE_NOOP("EntryFields", "Telefone")),
        _f("email", QT_TRANSLATE_NOOP("EntryFields", "E-mail")),
        _f("fees", QT_TRANSLATE_NOOP("EntryFields", "Mensalidade")),
        _f("languages", QT_TRANSLATE_NOOP("EntryFields", "Línguas"), "list"),
        _f("territory", QT_TRANSLATE_NOOP("EntryFields", "Território (códigos)"), "list"),
        _f("code", QT_TRANSLATE_NOOP("EntryFields", "Código")),
        _f("note", QT_TRANSLATE_NOOP("EntryFields", "Observações"), "long"),
    ),
    "facility": (
        _f("name", QT_TRANSLATE_NOOP("EntryFields", "Nome")),
        _f("address", QT_TRANSLATE_NOOP("EntryFields", "Morada")),
        _f("postal_code", QT_TRANSLATE_NOOP("EntryFields", "Código postal")),
        _f("locality", QT_TRANSLATE_NOOP("EntryFields", "Localidade")),
        _f("parish", QT_TRANSLATE_NOOP("EntryFields", "Freguesia"), "parish"),
        _f("latitude", QT_TRANSLATE_NOOP("EntryFields", "Latitude"), "degrees"),
        _f("longitude", QT_TRANSLATE_NOOP("EntryFields", "Longitude"), "degrees"),
        _f("phone", QT_TRANSLATE_NOOP("EntryFields", "Telefone")),
        _f("email", QT_TRANSLATE_NOOP("EntryFields", "E-mail")),
        _f("website", QT_TRANSLATE_NOOP("EntryFields", "Sítio na internet")),
        _f("opening_hours", QT_TRANSLATE_NOOP("EntryFields", "Horário")),
        _f("accessibility", QT_TRANSLATE_NOOP("EntryFields", "Acessibilidade"), "list"),
        _f("status", QT_TRANSLATE_NOOP("EntryFields", "Estado"), "status"),
        _f("code", QT_TRANSLATE_NOOP("EntryFields", "Código")),
        _f("note", QT_TRANSLATE_NOOP("EntryFields", "Observações"), "long"),
    ),
    "provider": (
        _f("name", QT_TRANSLATE_NOOP("EntryFields", "Nome")),
        _f("nipc", QT_TRANSLATE_NOOP("EntryFields", "NIF")),
        _f("legal_nature", QT_TRANSLATE_NOOP("EntryFields", "Natureza jurídica")),
        _f("address", QT_TRANSLATE_NOOP("EntryFields", "Morada")),
        _f("postal_code", QT_TRANSLATE_NOOP("EntryFields", "Código postal")),
        _f("phone", QT_TRANSLATE_NOOP("EntryFields", "Telefone")),
        _f("email", QT_TRANSLATE_NOOP("EntryFields", "E-mail")),
        _f("website", QT_TRANSLATE_NOOP("EntryFields", "Sítio na internet")),
        _f("code", QT_TRANSLATE_NOOP("EntryFields", "Código")),
        _f("note", QT_TRANSLATE_NOOP("EntryFields", "Observações"), "long"),
    ),
    "bank_item": (
        _f("name", QT_TRANSLATE_NOOP("EntryFields", "Nome")),
        _f("stock", QT_TRANSLATE_NOOP("EntryFields", "Quantos há"), "whole"),
        _f("unit", QT_TRANSLATE_NOOP("EntryFields", "Unidade")),
        _f("class_code", QT_TRANSLATE_NOOP("EntryFields", "Classe ISO 9999")),
        _f("place", QT_TRANSLATE_NOOP("EntryFields", "Onde está")),
        _f("contact", QT_TRANSLATE_NOOP("EntryFields", "Contacto")),
        _f("best_before", QT_TRANSLATE_NOOP("EntryFields", "Validade"), "date"),
        _f("note", QT_TRANSLATE_NOOP("EntryFields", "Observações"), "long"),
    ),
    "offer": (
        _f("title", QT_TRANSLATE_NOOP("EntryFields", "Nome")),
        _f("description", QT_TRANSLATE_NOOP("EntryFields", "Descrição"), "long"),
        _f("places", QT_TRANSLATE_NOOP("EntryFields", "Lugares"), "whole"),
        _f("opens_on", QT_TRANSLATE_NOOP("EntryFields", "Abre em"), "date"),
        _f("closes_on", QT_TRANSLATE_NOOP("EntryFields", "Fecha em"), "date"),
        _f("contact", QT_TRANSLATE_NOOP("EntryFields", "Contacto")),
        _f("status", QT_TRANSLATE_NOOP("EntryFields", "Estado"), "status"),
    ),
}

FIGURE_WORDS: dict[str, str] = {
    "capacity": QT_TRANSLATE_NOOP("EntryFields", "Capacidade"),
    "served": QT_TRANSLATE_NOOP("EntryFields", "Utentes"),
    "vacancies": QT_TRANSLATE_NOOP("EntryFields", "Vagas"),
    "waiting": QT_TRANSLATE_NOOP("EntryFields", "Lista de espera"),
}


def kept_words(attributes: object, *, against: object = None) -> str:
    """What was kept of an office's own columns, in one line; only what is not in `against`."""
    told, known = kept_of(attributes), kept_of(against)
    return "; ".join(f"{title}: {told[title]}" for title in told if told[title] != known.get(title))


def kept_of(attributes: object) -> dict[str, object]:
    """Title → value of an office's own columns."""
    from core.inventory.workbooks.fields import IN_ATTRIBUTES

    found = attributes.get(IN_ATTRIBUTES) if isinstance(attributes, dict) else None
    return found or {}


def title_of(entity: str) -> str:
    """The heading of a record's part of the page."""
    return QCoreApplication.translate("EntryFields", TITLES[entity])


def figure_words(kind: str) -> str:
    """The name of a figure."""
    return QCoreApplication.translate("EntryFields", FIGURE_WORDS[kind])


def field_words(entity: str, name: str) -> str:
    """The words of a field, for the history; its column where it has none."""
    if name in FIGURE_WORDS:
        return figure_words(name)
    if name == "attributes":
        return QCoreApplication.translate("EntryFields", "Outros dados do ficheiro")
    for one in FIELDS.get(entity, ()):
        if one.name == name:
            return one.label()
    return name
