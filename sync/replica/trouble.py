"""What can stand in the way of an exchange, said so that a person understands it."""

from __future__ import annotations

from core.problem import Problem, Sentence
from sync.protocol.endpoint import NoAnswer, Refused
from sync.replica.wire import WrongKey


class NoCentre(Problem):
    """The centre did not answer."""

    code = "sync.no-centre"
    pt = Sentence(
        happened="A central não respondeu ({why}).",
        kept="Tudo o que está por enviar continua guardado neste portátil.",
        todo="Verifique a rede e tente de novo.",
    )
    en = Sentence(
        happened="The centre did not answer ({why}).",
        kept="All that has still to be sent is kept on this laptop.",
        todo="Check the network and try again.",
    )


class WrongCentre(Problem):
    """Someone else answers at the centre's address."""

    code = "sync.wrong-centre"
    pt = Sentence(
        happened="Quem responde neste endereço não é a central: a chave é outra.",
        kept="Nada foi enviado.",
        todo="Não use esta rede para sincronizar e avise quem administra a central.",
    )
    en = Sentence(
        happened="Whoever answers at this address is not the centre: the key is another one.",
        kept="Nothing was sent.",
        todo="Do not exchange over this network, and tell whoever runs the centre.",
    )


class CentreRefuses(Problem):
    """The centre answered, and said no."""

    code = "sync.refused"
    pt = Sentence(
        happened="A central recusou o pedido ({why}).",
        kept="Nada se perdeu neste portátil.",
        todo="Se o código expirou ou já foi usado, peça outro; se não, avise quem o administra.",
    )
    en = Sentence(
        happened="The centre refused the request ({why}).",
        kept="Nothing was lost on this laptop.",
        todo="If the code expired or was used, ask for another; else tell whoever runs the centre.",
    )


class NotEnrolled(Problem):
    """This laptop belongs to no centre yet."""

    code = "sync.not-enrolled"
    pt = Sentence(
        happened="Este portátil ainda não está ligado a nenhuma central.",
        kept="Os dados continuam só aqui.",
        todo="Peça um código e ligue-o em Sincronização (ou «terreno sync enrol»).",
    )
    en = Sentence(
        happened="This laptop belongs to no centre yet.",
        kept="The data stay here only.",
        todo="Ask for a code and connect it under Sync (or “terreno sync enrol”).",
    )


class WasWiped(Problem):
    """The centre had this laptop reported as lost."""

    code = "sync.wiped"
    pt = Sentence(
        happened="Este portátil foi dado como perdido e os seus dados foram apagados.",
        kept="O que já tinha sido enviado está na central.",
        todo="Fale com quem administra a central.",
    )
    en = Sentence(
        happened="This laptop was reported lost, and its data were erased.",
        kept="What had been sent is at the centre.",
        todo="Talk to whoever runs the centre.",
    )


class CodeRefused(Problem):
    """The one-time code does not open (any more)."""

    code = "sync.code-refused"
    pt = Sentence(
        happened="O código não foi aceite: tem um engano, já foi usado ou passou do prazo.",
        kept="Este portátil ficou como estava.",
        todo="Confirme o código; se já foi usado, peça outro a quem administra a central.",
    )
    en = Sentence(
        happened="The code was not accepted: mistyped, used already, or out of date.",
        kept="This laptop is as it was.",
        todo="Check the code; if it was used, ask whoever runs the centre for another.",
    )


class TooManyTries(Problem):
    """The centre asks for patience."""

    code = "sync.too-many-tries"
    pt = Sentence(
        happened="A central recebeu pedidos a mais deste endereço e pede uns minutos.",
        kept="Tudo o que está por enviar continua guardado neste portátil.",
        todo="Espere cinco minutos e tente de novo.",
    )
    en = Sentence(
        happened="The centre had too many requests from this address and asks for some minutes.",
        kept="All that has still to be sent is kept on this laptop.",
        todo="Wait five minutes and try again.",
    )


class DeviceRevoked(Problem):
    """The centre does not let this laptop in any more."""

    code = "sync.device-revoked"
    pt = Sentence(
        happened="Este portátil deixou de ter entrada na central.",
        kept="Tudo o que tem continua guardado aqui, também o que está por enviar.",
        todo="Fale com quem administra a central; com um código novo volta a ligar-se.",
    )
    en = Sentence(
        happened="This laptop is not let into the centre any more.",
        kept="All that it has is kept here, also what has still to be sent.",
        todo="Talk to whoever runs the centre; with a new code it is connected again.",
    )


class OtherVersion(Problem):
    """Laptop and centre do not speak the same version."""

    code = "sync.other-version"
    pt = Sentence(
        happened="A central usa outra versão do Terreno e não se entende com esta.",
        kept="Tudo o que está por enviar continua guardado neste portátil.",
        todo="Atualize o Terreno neste portátil, ou peça que a central seja atualizada.",
    )
    en = Sentence(
        happened="The centre runs another version of Terreno and cannot talk to this one.",
        kept="All that has still to be sent is kept on this laptop.",
        todo="Update Terreno on this laptop, or ask for the centre to be updated.",
    )


class NotAnAddress(Problem):
    """What was typed as the centre's address is none."""

    code = "sync.not-an-address"
    pt = Sentence(
        happened="«{given}» não é o endereço de uma central.",
        kept="Este portátil ficou como estava.",
        todo="Copie o endereço tal como o recebeu; começa por https://",
    )
    en = Sentence(
        happened="“{given}” is not the address of a centre.",
        kept="This laptop is as it was.",
        todo="Copy the address as you were given it; it begins with https://",
    )


_BY_CODE: dict[str, type[Problem]] = {
    "code": CodeRefused,
    "rate": TooManyTries,
    "busy": TooManyTries,
    "revoked": DeviceRevoked,
    "gone": DeviceRevoked,
    "unauthorised": DeviceRevoked,
    "protocol": OtherVersion,
    "enrol": NotEnrolled,
}


def trouble_of(error: Exception) -> Exception:
    """What an exchange or an enrolment raised, as a person is told it; others as they are."""
    if isinstance(error, WrongKey):
        return WrongCentre()
    if isinstance(error, NoAnswer):
        return NoCentre(why=str(error))
    if isinstance(error, Refused):
        known = _BY_CODE.get(error.code)
        return known() if known is not None else CentreRefuses(why=error.code)
    return error
