"""What types, comparisons and columns are called for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.forms.authoring.conditions import Comparison
from core.forms.authoring.kinds import Kind


def QT_TRANSLATE_NOOP(_context: str, words: str) -> str:
    """Mark a string for translation without translating it yet."""
    return words


_KINDS: dict[str, tuple[str, str]] = {
    "text": (QT_TRANSLATE_NOOP("EditorWords", "Texto"), "edit"),
    "integer": (QT_TRANSLATE_NOOP("EditorWords", "Número inteiro"), "number"),
    "decimal": (QT_TRANSLATE_NOOP("EditorWords", "Número decimal"), "number"),
    "select_one": (QT_TRANSLATE_NOOP("EditorWords", "Escolha única"), "done"),
    "select_multiple": (QT_TRANSLATE_NOOP("EditorWords", "Escolha múltipla"), "check"),
    "rank": (QT_TRANSLATE_NOOP("EditorWords", "Ordenação"), "list"),
    "range": (QT_TRANSLATE_NOOP("EditorWords", "Escala"), "monitor"),
    "date": (QT_TRANSLATE_NOOP("EditorWords", "Data"), "calendar"),
    "time": (QT_TRANSLATE_NOOP("EditorWords", "Hora"), "clock"),
    "dateTime": (QT_TRANSLATE_NOOP("EditorWords", "Data e hora"), "calendar"),
    "note": (QT_TRANSLATE_NOOP("EditorWords", "Nota (só para ler)"), "info"),
    "image": (QT_TRANSLATE_NOOP("EditorWords", "Fotografia"), "photo"),
    "audio": (QT_TRANSLATE_NOOP("EditorWords", "Som"), "microphone"),
    "video": (QT_TRANSLATE_NOOP("EditorWords", "Vídeo"), "video"),
    "file": (QT_TRANSLATE_NOOP("EditorWords", "Ficheiro"), "file"),
    "geopoint": (QT_TRANSLATE_NOOP("EditorWords", "Coordenadas"), "location"),
    "geotrace": (QT_TRANSLATE_NOOP("EditorWords", "Percurso"), "routes"),
    "geoshape": (QT_TRANSLATE_NOOP("EditorWords", "Área no mapa"), "map"),
    "barcode": (QT_TRANSLATE_NOOP("EditorWords", "Código de barras"), "barcode"),
    "acknowledge": (QT_TRANSLATE_NOOP("EditorWords", "Confirmação"), "check"),
    "calculate": (QT_TRANSLATE_NOOP("EditorWords", "Cálculo"), "settings"),
    "hidden": (QT_TRANSLATE_NOOP("EditorWords", "Valor escondido"), "lock"),
}
_COMPARISONS: dict[Comparison, str] = {
    "is": QT_TRANSLATE_NOOP("EditorWords", "é"),
    "is-not": QT_TRANSLATE_NOOP("EditorWords", "não é"),
    "has": QT_TRANSLATE_NOOP("EditorWords", "inclui"),
    "has-not": QT_TRANSLATE_NOOP("EditorWords", "não inclui"),
    "more": QT_TRANSLATE_NOOP("EditorWords", "é mais do que"),
    "at-least": QT_TRANSLATE_NOOP("EditorWords", "é pelo menos"),
    "less": QT_TRANSLATE_NOOP("EditorWords", "é menos do que"),
    "at-most": QT_TRANSLATE_NOOP("EditorWords", "é no máximo"),
    "given": QT_TRANSLATE_NOOP("EditorWords", "está preenchida"),
    "empty": QT_TRANSLATE_NOOP("EditorWords", "está vazia"),
}
# What the menu of new questions offers beyond the types: (type, appearance).
PRESETS: dict[str, tuple[str, str, str]] = {
    "yes_no": (QT_TRANSLATE_NOOP("EditorWords", "Sim ou não"), "select_one", "horizontal"),
    "long_text": (QT_TRANSLATE_NOOP("EditorWords", "Texto longo"), "text", "multiline"),
    "signature": (QT_TRANSLATE_NOOP("EditorWords", "Assinatura"), "image", "signature"),
}
# What a question of a type begins with: a scale needs its ends, a photograph a sensible size.
PARAMETERS = {"range": "start=1 end=5 step=1", "image": "max-pixels=2048"}
MENU: tuple[tuple[str, ...], ...] = (
    ("text", "long_text", "integer", "decimal", "range"),
    ("yes_no", "select_one", "select_multiple", "rank"),
    ("date", "time", "dateTime"),
    ("image", "video", "audio", "file", "signature"),
    ("geopoint", "barcode", "acknowledge", "note", "calculate"),
)
_COLUMNS: dict[str, str] = {
    "name": QT_TRANSLATE_NOOP("EditorWords", "Nome nos dados"),
    "type": QT_TRANSLATE_NOOP("EditorWords", "Tipo, como está escrito"),
    "appearance": QT_TRANSLATE_NOOP("EditorWords", "Apresentação"),
    "default": QT_TRANSLATE_NOOP("EditorWords", "Valor inicial"),
    "calculation": QT_TRANSLATE_NOOP("EditorWords", "Cálculo"),
    "constraint": QT_TRANSLATE_NOOP("EditorWords", "Restrição"),
    "required": QT_TRANSLATE_NOOP("EditorWords", "Obrigatória (expressão)"),
    "readonly": QT_TRANSLATE_NOOP("EditorWords", "Só leitura"),
    "choice_filter": QT_TRANSLATE_NOOP("EditorWords", "Filtro das opções"),
    "parameters": QT_TRANSLATE_NOOP("EditorWords", "Parâmetros"),
    "repeat_count": QT_TRANSLATE_NOOP("EditorWords", "Número de repetições"),
    "trigger": QT_TRANSLATE_NOOP("EditorWords", "Recalcular quando muda"),
    "guidance_hint": QT_TRANSLATE_NOOP("EditorWords", "Orientação"),
    "required_message": QT_TRANSLATE_NOOP("EditorWords", "Mensagem se faltar"),
    "constraint_message": QT_TRANSLATE_NOOP("EditorWords", "Mensagem se não servir"),
}


def _tr(words: str) -> str:
    return QCoreApplication.translate("EditorWords", words)


def kind_words(kind: Kind) -> str:
    """«Escolha única»; a type without a word for people is shown as it is written."""
    if kind.role == "group":
        return QCoreApplication.translate("EditorWords", "Secção")
    if kind.role == "repeat":
        return QCoreApplication.translate("EditorWords", "Repetição")
    return name_words(kind.name)


def name_words(name: str) -> str:
    """The word of a type or preset."""
    if name in PRESETS:
        return _tr(PRESETS[name][0])
    return _tr(_KINDS[name][0]) if name in _KINDS else name


def kind_icon(kind: Kind) -> str:
    """The icon of a type."""
    if kind.role == "group":
        return "section"
    if kind.role == "repeat":
        return "sync"
    return name_icon(kind.name)


def name_icon(name: str) -> str:
    """The icon of a type or preset."""
    if name == "signature":
        return "signature"
    name = PRESETS[name][1] if name in PRESETS else name
    found = _KINDS[name][1] if name in _KINDS else "question"
    return "edit" if found == "number" else found


def comparison_words(comparison: Comparison) -> str:
    """«é pelo menos»."""
    return _tr(_COMPARISONS[comparison])


def column_words(key: str) -> str:
    """A column's name for people; the others as they are written."""
    return _tr(_COLUMNS[key]) if key in _COLUMNS else key
