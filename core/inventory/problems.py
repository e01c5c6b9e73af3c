"""What can go wrong with the inventory."""

from __future__ import annotations

from core.problem import Problem, Sentence


class UnknownFacility(Problem):
    """No facility has this id in this store."""

    code = "inventory.unknown-facility"
    pt = Sentence(
        happened="O equipamento indicado não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Escolha um equipamento da lista ou acrescente-o primeiro.",
    )
    en = Sentence(
        happened="The facility does not exist on this device.",
        kept="Nothing was changed.",
        todo="Choose a facility from the list, or add it first.",
    )


class UnknownCaseStudy(Problem):
    """No case study has this id in this store."""

    code = "inventory.unknown-case-study"
    pt = Sentence(
        happened="O estudo de caso indicado não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Escolha um estudo de caso da lista ou acrescente-o primeiro.",
    )
    en = Sentence(
        happened="The case study does not exist on this device.",
        kept="Nothing was changed.",
        todo="Choose a case study from the list, or add it first.",
    )
