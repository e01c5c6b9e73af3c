"""The end of a filling: what is still missing, and what is said once it is finalised."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from core.forms.states import Invalid
from core.problem import Sentence
from desktop.checklist.desk import Desk
from desktop.kit.widgets import Banner
from desktop.questions.markup import plain


def what_is_missing(desk: Desk) -> list[tuple[Invalid, str, str]]:
    """What keeps the filling open: each with the label of its question and what is wrong."""
    rows = []
    for one in desk.validate():
        state = desk.state(one.key)
        message = plain(one.message)
        if one.reason == "required" and not state.required_message:
            message = QCoreApplication.translate("ChecklistEnding", "Precisa de registo.")
        rows.append((one, plain(state.label) or state.ref, message))
    return rows


def say_finalised(banner: Banner, *, review: Callable[[], object]) -> None:
    """Say that it is done, and offer what comes next."""
    banner.say(
        Sentence(
            happened=QCoreApplication.translate("ChecklistEnding", "O guião está finalizado."),
            kept=QCoreApplication.translate(
                "ChecklistEnding", "Todos os registos estão guardados e já não mudam aqui."
            ),
            todo=QCoreApplication.translate(
                "ChecklistEnding",
                "A seguir: rever com a gravação, constatações e assinaturas.",
            ),
        ),
        kind="good",
    )
    banner.add_action(QCoreApplication.translate("ChecklistEnding", "Abrir a revisão"), review)


def changed_elsewhere() -> Sentence:
    """The filling is in another state now, but this window holds answers nobody else has."""
    return Sentence(
        happened=QCoreApplication.translate(
            "ChecklistEnding", "Este guião foi finalizado ou reaberto noutro lado."
        ),
        kept=QCoreApplication.translate(
            "ChecklistEnding", "Os registos que ainda não estão guardados continuam aqui."
        ),
        todo=QCoreApplication.translate(
            "ChecklistEnding",
            "Se foi finalizado, reabra-o na revisão; depois guarde outra vez.",
        ),
    )


def waits_for_a_file() -> Sentence:
    """Finalising waits until a photo or file is in the store."""
    return Sentence(
        happened=QCoreApplication.translate(
            "ChecklistEnding", "Ainda se está a guardar um ficheiro."
        ),
        kept="",
        todo=QCoreApplication.translate(
            "ChecklistEnding", "O guião finaliza assim que estiver guardado."
        ),
    )
