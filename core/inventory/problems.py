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


class UnknownProvider(Problem):
    """No provider has this id in this store."""

    code = "inventory.unknown-provider"
    pt = Sentence(
        happened="A entidade indicada não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Escolha uma entidade da lista ou acrescente-a primeiro.",
    )
    en = Sentence(
        happened="The provider does not exist on this device.",
        kept="Nothing was changed.",
        todo="Choose a provider from the list, or add it first.",
    )


class UnknownSocialResponse(Problem):
    """No social response has this id in this store."""

    code = "inventory.unknown-social-response"
    pt = Sentence(
        happened="A resposta social indicada não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Escolha-a de novo na lista: pode ter sido juntada a outra.",
    )
    en = Sentence(
        happened="The social response does not exist on this device.",
        kept="Nothing was changed.",
        todo="Choose it in the list again: it may have been merged with another.",
    )


class UnknownRecord(Problem):
    """No row of this kind has this id in this store."""

    code = "inventory.unknown-record"
    pt = Sentence(
        happened="O registo indicado ({kind}) não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Atualize a lista e escolha de novo.",
    )
    en = Sentence(
        happened="The record ({kind}) does not exist on this device.",
        kept="Nothing was changed.",
        todo="Refresh the list and choose again.",
    )


class WrongNipc(Problem):
    """The check digit of a tax number does not fit."""

    code = "inventory.wrong-nipc"
    pt = Sentence(
        happened="O NIF «{nipc}» não é válido: o algarismo de controlo não bate certo.",
        kept="Nada foi alterado.",
        todo="Confirme os nove algarismos, ou deixe o NIF em branco.",
    )
    en = Sentence(
        happened="The tax number “{nipc}” is not valid: its check digit does not fit.",
        kept="Nothing was changed.",
        todo="Check the nine digits, or leave the number empty.",
    )


class WrongCoordinates(Problem):
    """Latitude and longitude are no place on Earth."""

    code = "inventory.wrong-coordinates"
    pt = Sentence(
        happened="As coordenadas {latitude}, {longitude} não são um lugar.",
        kept="Nada foi alterado.",
        todo="Use graus decimais (WGS 84): no Porto, latitude perto de 41 e longitude perto de −8.",
    )
    en = Sentence(
        happened="The coordinates {latitude}, {longitude} are no place.",
        kept="Nothing was changed.",
        todo="Use decimal degrees (WGS 84): in Porto latitude near 41, longitude near −8.",
    )


class WrongField(Problem):
    """A field that the record does not have, or a value that it does not take."""

    code = "inventory.wrong-field"
    pt = Sentence(
        happened="O campo «{field}» não aceita o valor «{value}».",
        kept="Nada foi alterado.",
        todo="Corrija o valor e tente de novo.",
    )
    en = Sentence(
        happened="The field “{field}” does not take the value “{value}”.",
        kept="Nothing was changed.",
        todo="Correct the value and try again.",
    )


class NegativeFigure(Problem):
    """Capacities and people are never fewer than none."""

    code = "inventory.negative-figure"
    pt = Sentence(
        happened="Um dos números é negativo.",
        kept="Nada foi alterado.",
        todo="Corrija o número; zero é permitido.",
    )
    en = Sentence(
        happened="One of the figures is negative.",
        kept="Nothing was changed.",
        todo="Correct the figure; zero is allowed.",
    )


class NotEnoughItems(Problem):
    """More is asked for than the bank has free."""

    code = "inventory.not-enough-items"
    pt = Sentence(
        happened="Pediu {asked}, mas só há {free} livre(s).",
        kept="Nada foi alterado.",
        todo="Reserve menos, ou registe primeiro uma devolução.",
    )
    en = Sentence(
        happened="You asked for {asked}, but only {free} are free.",
        kept="Nothing was changed.",
        todo="Reserve fewer, or record a return first.",
    )


class LoanIsOver(Problem):
    """A loan that was returned or cancelled takes no further step."""

    code = "inventory.loan-is-over"
    pt = Sentence(
        happened="Este empréstimo já terminou.",
        kept="Nada foi alterado.",
        todo="Faça um novo empréstimo.",
    )
    en = Sentence(
        happened="This loan is over.",
        kept="Nothing was changed.",
        todo="Make a new loan.",
    )


class AlreadyUndone(Problem):
    """An import or a merge that was taken back already."""

    code = "inventory.already-undone"
    pt = Sentence(
        happened="Isto já tinha sido desfeito.",
        kept="Nada foi alterado.",
        todo="Veja o histórico para saber quando e por quem.",
    )
    en = Sentence(
        happened="This has been undone already.",
        kept="Nothing was changed.",
        todo="The history tells when, and by whom.",
    )


class CannotMerge(Problem):
    """Two records that cannot become one."""

    code = "inventory.cannot-merge"
    pt = Sentence(
        happened="Estes dois registos não se podem juntar assim: algo aponta para o que sairia.",
        kept="Nada foi alterado.",
        todo="Fique com o outro: um equipamento que já foi visitado tem de ser o que permanece.",
    )
    en = Sentence(
        happened="These two records cannot be merged this way: something points to the second.",
        kept="Nothing was changed.",
        todo="Keep the other one: a facility that was visited must be the one that stays.",
    )
