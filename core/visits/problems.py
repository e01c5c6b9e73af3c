"""What can go wrong with visits and their fillings."""

from __future__ import annotations

from core.problem import Problem, Sentence


class UnknownVisit(Problem):
    """No visit has this id in this store."""

    code = "visits.unknown-visit"
    pt = Sentence(
        happened="A visita indicada não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Volte à lista de visitas e escolha-a de novo.",
    )
    en = Sentence(
        happened="The visit does not exist on this device.",
        kept="Nothing was changed.",
        todo="Go back to the list of visits and choose it again.",
    )


class UnknownFilling(Problem):
    """No filling has this id in this store."""

    code = "visits.unknown-filling"
    pt = Sentence(
        happened="O preenchimento indicado não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Abra a visita e comece ou retome o preenchimento a partir dela.",
    )
    en = Sentence(
        happened="The filling does not exist on this device.",
        kept="Nothing was changed.",
        todo="Open the visit and start or resume the filling from there.",
    )


class NoWorkbook(Problem):
    """An installed version that came as an XForm, so that there is no workbook to edit."""

    code = "visits.no-workbook"
    pt = Sentence(
        happened="«{title}» foi instalado a partir de um XForm, que não se pode editar.",
        kept="A versão instalada continua como está.",
        todo="Abra o livro (.xlsx ou .xls) de que o XForm foi feito, ou comece um guião novo.",
    )
    en = Sentence(
        happened="“{title}” was installed from an XForm, which cannot be edited.",
        kept="The installed version is as it was.",
        todo="Open the workbook (.xlsx or .xls) that the XForm was made from, or begin a new one.",
    )


class UnknownFinding(Problem):
    """No finding has this id in this store."""

    code = "visits.unknown-finding"
    pt = Sentence(
        happened="A constatação indicada não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Atualize a revisão da visita e tente de novo.",
    )
    en = Sentence(
        happened="The finding does not exist on this device.",
        kept="Nothing was changed.",
        todo="Refresh the review of the visit and try again.",
    )


class UnknownChecklist(Problem):
    """No check-list version has this id in this store."""

    code = "visits.unknown-checklist"
    pt = Sentence(
        happened="O guião indicado não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Instale o guião e tente de novo.",
    )
    en = Sentence(
        happened="The check-list does not exist on this device.",
        kept="Nothing was changed.",
        todo="Install the check-list and try again.",
    )


class VersionTaken(Problem):
    """Another content is already installed under this form id and version."""

    code = "visits.version-taken"
    pt = Sentence(
        happened="Já existe uma versão «{version}» do guião «{form_id}», com outro conteúdo.",
        kept="A versão já instalada e os preenchimentos feitos com ela não mudaram.",
        todo="Altere a coluna «version» da folha «settings» do ficheiro e instale-o de novo.",
    )
    en = Sentence(
        happened="A version “{version}” of the check-list “{form_id}” exists with other content.",
        kept="The installed version and what was filled in with it did not change.",
        todo="Change the version in the sheet “settings” (column “version”) and install it again.",
    )


class VersionIsImmutable(Problem):
    """A check-list version cannot change once it is installed."""

    code = "visits.version-immutable"
    pt = Sentence(
        happened="Uma versão instalada de um guião não pode ser alterada.",
        kept="A versão «{version}» ficou como estava.",
        todo="Instale as alterações como uma versão nova.",
    )
    en = Sentence(
        happened="An installed version of a check-list cannot be changed.",
        kept="Version “{version}” is as it was.",
        todo="Install the changes as a new version.",
    )


class NothingToVisit(Problem):
    """A visit needs a case study or a facility."""

    code = "visits.nothing-to-visit"
    pt = Sentence(
        happened="A visita não tem estudo de caso nem equipamento.",
        kept="Nada foi guardado.",
        todo="Escolha o que vai ser visitado.",
    )
    en = Sentence(
        happened="The visit has neither a case study nor a facility.",
        kept="Nothing was saved.",
        todo="Choose what is going to be visited.",
    )


class FillingIsFinalised(Problem):
    """A finalised or sent filling takes no more answers."""

    code = "visits.filling-finalised"
    pt = Sentence(
        happened="Este preenchimento está finalizado e já não aceita registos.",
        kept="Tudo o que foi registado antes está guardado.",
        todo="Para corrigir, reabra o preenchimento na Revisão, antes de o assinar ou enviar.",
    )
    en = Sentence(
        happened="This filling is finalised and takes no more answers.",
        kept="Everything recorded before is saved.",
        todo="To correct it, reopen the filling in the review, before it is signed or sent.",
    )


class FillingIsNotFinalised(Problem):
    """Only a finalised filling can be signed or sent."""

    code = "visits.filling-not-finalised"
    pt = Sentence(
        happened="O preenchimento ainda é um rascunho.",
        kept="Todos os registos estão guardados.",
        todo="Finalize o preenchimento na Revisão e tente de novo.",
    )
    en = Sentence(
        happened="The filling is still a draft.",
        kept="All answers are saved.",
        todo="Finalise the filling in the review and try again.",
    )


class FillingIsSigned(Problem):
    """What was signed or sent cannot be reopened."""

    code = "visits.filling-signed"
    pt = Sentence(
        happened="O preenchimento já foi assinado ou enviado e não pode ser reaberto.",
        kept="O preenchimento e as assinaturas ficaram como estavam.",
        todo="Registe a correção como constatação, ou planeie uma visita nova.",
    )
    en = Sentence(
        happened="The filling has been signed or sent and cannot be reopened.",
        kept="The filling and the signatures are as they were.",
        todo="Record the correction as a finding, or plan a new visit.",
    )


class UnknownAside(Problem):
    """Nothing that was put aside has this id in this store."""

    code = "visits.unknown-aside"
    pt = Sentence(
        happened="O registo posto de parte já não existe neste dispositivo.",
        kept="Nada foi alterado.",
        todo="Volte a abrir a lista dos registos postos de parte.",
    )
    en = Sentence(
        happened="The answer that was put aside does not exist on this device.",
        kept="Nothing was changed.",
        todo="Open the list of what was put aside again.",
    )


class OnlyDraftsAreTakenOver(Problem):
    """What was finalised, sent or signed stays in the version it was made with."""

    code = "visits.only-drafts-taken-over"
    pt = Sentence(
        happened="O preenchimento está finalizado, assinado ou enviado; fica na versão em que foi"
        " feito.",
        kept="O preenchimento e as assinaturas ficaram como estavam.",
        todo="Se ainda não está assinado nem enviado, reabra-o na Revisão e tente de novo.",
    )
    en = Sentence(
        happened="The filling is finalised, signed or sent; it stays in the version it was made"
        " with.",
        kept="The filling and the signatures are as they were.",
        todo="If it is neither signed nor sent, reopen it in the review and try again.",
    )


class AnsweredMeanwhile(Problem):
    """The filling is no longer what the comparison was made of."""

    code = "visits.answered-meanwhile"
    pt = Sentence(
        happened="O preenchimento mudou depois de as versões serem comparadas.",
        kept="Ficou na versão em que estava, com todos os registos.",
        todo="Compare outra vez; a comparação já conta com o que mudou.",
    )
    en = Sentence(
        happened="The filling changed after the versions were compared.",
        kept="It is in the version it was in, with all its answers.",
        todo="Compare again; the comparison will count what changed.",
    )


class NotThisVersion(Problem):
    """The version is not one of the same check-list, or the filling is in it already."""

    code = "visits.not-this-version"
    pt = Sentence(
        happened="A versão escolhida não é outra versão do guião deste preenchimento.",
        kept="Nada foi alterado.",
        todo="Volte à visita e escolha uma versão do mesmo guião.",
    )
    en = Sentence(
        happened="The chosen version is not another version of this filling's check-list.",
        kept="Nothing was changed.",
        todo="Go back to the visit and choose a version of the same check-list.",
    )


class MoreWasAnswered(Problem):
    """Going back would leave behind what was given in the newer version."""

    code = "visits.more-was-answered"
    pt = Sentence(
        happened="Já foi registado algo na versão nova; voltar atrás deixá-lo-ia para trás.",
        kept="O preenchimento continua na versão nova, com todos os registos.",
        todo="O que ficou de parte pode ser posto à mão no lugar certo.",
    )
    en = Sentence(
        happened="Something was already recorded in the new version; going back would leave it"
        " behind.",
        kept="The filling stays in the new version, with all its answers.",
        todo="What was put aside can be put in its place by hand.",
    )
