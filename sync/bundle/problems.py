"""What can be wrong with a bundle, said so that a person understands it."""

from __future__ import annotations

from core.problem import Problem, Sentence

_KEPT_PT = "Nada foi alterado aqui."
_KEPT_EN = "Nothing was changed here."


class NotABundle(Problem):
    """The file is something else."""

    code = "bundle.not-one"
    pt = Sentence(
        happened="«{file}» não é um ficheiro de troca do Terreno.", kept=_KEPT_PT,
        todo="Escolha o ficheiro que termina em .terreno-pen.",
    )  # fmt: skip
    en = Sentence(
        happened="“{file}” is not a bundle of Terreno.", kept=_KEPT_EN,
        todo="Choose the file that ends in .terreno-pen.",
    )  # fmt: skip


class BundleNewer(Problem):
    """A newer version made it."""

    code = "bundle.newer"
    pt = Sentence(
        happened="Este ficheiro foi feito por uma versão mais recente do Terreno.", kept=_KEPT_PT,
        todo="Atualize o Terreno aqui e receba-o de novo.",
    )  # fmt: skip
    en = Sentence(
        happened="This bundle was made by a newer version of Terreno.", kept=_KEPT_EN,
        todo="Update Terreno here and take it in again.",
    )  # fmt: skip


class BundleCut(Problem):
    """A part of it is missing."""

    code = "bundle.cut"
    pt = Sentence(
        happened="O ficheiro não está inteiro: há {here} de {whole} MB ({parts} partes esperadas).",
        kept=_KEPT_PT,
        todo="Copie para aqui todas as partes, ou peça que o ficheiro seja feito de novo.",
    )
    en = Sentence(
        happened="The bundle is not whole: {here} of {whole} MB are here ({parts} parts expected).",
        kept=_KEPT_EN,
        todo="Copy all its parts here, or ask for it to be made again.",
    )


class BundleDamaged(Problem):
    """Its content is not what was written."""

    code = "bundle.damaged"
    pt = Sentence(
        happened="O ficheiro está estragado ou foi mexido: o que contém não confere.",
        kept=_KEPT_PT,
        todo="Copie-o de novo da pen; se continuar assim, peça que seja feito de novo.",
    )
    en = Sentence(
        happened="The bundle is damaged or was tampered with: its content does not fit.",
        kept=_KEPT_EN,
        todo="Copy it from the stick again; if that does not help, ask for it to be made again.",
    )


class BundleForAnother(Problem):
    """It was made for somebody else."""

    code = "bundle.for-another"
    pt = Sentence(
        happened="Este ficheiro foi feito para {recipient}; só aí se pode abrir.", kept=_KEPT_PT,
        todo="Leve-o a quem se destina, ou peça um que seja para aqui.",
    )  # fmt: skip
    en = Sentence(
        happened="This bundle was made for {recipient}; it opens only there.", kept=_KEPT_EN,
        todo="Take it to where it belongs, or ask for one that is made for here.",
    )  # fmt: skip


class BundleForCentre(BundleForAnother):
    """It was made for the centre."""

    pt = Sentence(
        happened="Este ficheiro foi feito para a central; só ela o pode abrir.", kept=_KEPT_PT,
        todo="Leve-o a quem administra a central, ou peça um que seja para aqui.",
    )  # fmt: skip
    en = Sentence(
        happened="This bundle was made for the centre; only the centre can open it.",
        kept=_KEPT_EN,
        todo="Take it to whoever runs the centre, or ask for one that is made for here.",
    )


class SenderUnknown(Problem):
    """Nobody that the centre knows of made it."""

    code = "bundle.sender-unknown"
    pt = Sentence(
        happened="Quem fez este ficheiro não consta da lista da central que há aqui.",
        kept=_KEPT_PT,
        todo="Sincronize uma vez com a central, para ter a lista em dia, e receba-o de novo.",
    )
    en = Sentence(
        happened="Whoever made this bundle is not on the centre's list that is here.",
        kept=_KEPT_EN,
        todo="Exchange with the centre once, so that the list is up to date, and try again.",
    )


class SenderRevoked(Problem):
    """A laptop that was put out made it."""

    code = "bundle.sender-revoked"
    pt = Sentence(
        happened="O portátil «{sender}», que fez este ficheiro, já não pode entrar.",
        kept=_KEPT_PT,
        todo="Fale com quem administra a central.",
    )
    en = Sentence(
        happened="The laptop “{sender}”, which made this bundle, is not let in any more.",
        kept=_KEPT_EN,
        todo="Talk to whoever runs the centre.",
    )


class NotReady(Problem):
    """This laptop does not have the centre's list yet."""

    code = "bundle.not-ready"
    pt = Sentence(
        happened="Este portátil ainda não tem a lista da central, com as chaves de cada um.",
        kept=_KEPT_PT,
        todo="Ligue-o à central e sincronize uma vez; depois disso já não precisa de rede.",
    )
    en = Sentence(
        happened="This laptop does not have the centre's list yet, with everybody's keys.",
        kept=_KEPT_EN,
        todo="Connect it to the centre and exchange once; after that it needs no network.",
    )


class NoSuchRecipient(Problem):
    """Who is meant cannot be told, or cannot be written to."""

    code = "bundle.no-recipient"
    pt = Sentence(
        happened="Não se pode fazer um ficheiro para «{given}».", kept=_KEPT_PT,
        todo="Pode ser para: {known}.",
    )  # fmt: skip
    en = Sentence(
        happened="No bundle can be made for “{given}”.", kept=_KEPT_EN,
        todo="It can be for: {known}.",
    )  # fmt: skip


class BundleOfBefore(Problem):
    """The centre was restored since."""

    code = "bundle.of-before"
    pt = Sentence(
        happened="Este ficheiro é de antes de a central ter sido reposta de uma cópia.",
        kept=_KEPT_PT,
        todo="Peça à central um ficheiro feito agora.",
    )
    en = Sentence(
        happened="This bundle is from before the centre was restored from a backup.",
        kept=_KEPT_EN,
        todo="Ask the centre for one that is made now.",
    )


class DoesNotFit(Problem):
    """Its changes contradict what is here."""

    code = "bundle.does-not-fit"
    pt = Sentence(
        happened="O que este ficheiro traz não condiz com o que há aqui ({why}).", kept=_KEPT_PT,
        todo="Sincronize pela rede, que compara e repara; nada se perde.",
    )  # fmt: skip
    en = Sentence(
        happened="What this bundle brings does not agree with what is here ({why}).",
        kept=_KEPT_EN,
        todo="Exchange over the network, which compares and repairs; nothing is lost.",
    )


class NoRoomFor(Problem):
    """The stick is too small, even without files."""

    code = "bundle.no-room"
    pt = Sentence(
        happened="Não há espaço em {folder}: são precisos {needed} MB e há {free} MB.",
        kept="Nada foi escrito.",
        todo="Liberte espaço, ou escolha outra pen.",
    )
    en = Sentence(
        happened="There is no room in {folder}: {needed} MB are needed, {free} MB are free.",
        kept="Nothing was written.",
        todo="Make room, or choose another stick.",
    )
