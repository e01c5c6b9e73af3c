"""What can go wrong with people's records."""

from __future__ import annotations

from core.problem import Problem, Sentence


class UnknownTechnician(Problem):
    """No technician has this id in this store."""

    code = "people.unknown-technician"
    pt = Sentence(
        happened="O técnico indicado não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Escolha um técnico da lista ou acrescente-o primeiro.",
    )
    en = Sentence(
        happened="The technician does not exist on this device.",
        kept="Nothing was changed.",
        todo="Choose a technician from the list, or add the person first.",
    )


class UnknownConsent(Problem):
    """No consent has this id in this store."""

    code = "people.unknown-consent"
    pt = Sentence(
        happened="O consentimento indicado não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Atualize a visita e tente de novo.",
    )
    en = Sentence(
        happened="The consent does not exist on this device.",
        kept="Nothing was changed.",
        todo="Refresh the visit and try again.",
    )
