"""What can stand in the way of an exchange, said so that a person understands it."""

from __future__ import annotations

from core.problem import Problem, Sentence


class NoCentre(Problem):
    """The centre did not answer."""

    code = "sync.no-centre"
    pt = Sentence(
        happened="O centro não respondeu ({why}).",
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
        happened="Quem responde neste endereço não é o centro: a chave é outra.",
        kept="Nada foi enviado.",
        todo="Não use esta rede para sincronizar e avise quem administra o centro.",
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
        happened="O centro recusou o pedido ({why}).",
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
        happened="Este portátil ainda não pertence a nenhum centro.",
        kept="Os dados continuam só aqui.",
        todo="Peça um código e corra «terreno sync enrol ENDEREÇO CÓDIGO».",
    )
    en = Sentence(
        happened="This laptop belongs to no centre yet.",
        kept="The data stay here only.",
        todo="Ask for a code and run “terreno sync enrol ADDRESS CODE”.",
    )


class WasWiped(Problem):
    """The centre had this laptop reported as lost."""

    code = "sync.wiped"
    pt = Sentence(
        happened="Este portátil foi dado como perdido e os seus dados foram apagados.",
        kept="O que já tinha sido enviado está no centro.",
        todo="Fale com quem administra o centro.",
    )
    en = Sentence(
        happened="This laptop was reported lost, and its data were erased.",
        kept="What had been sent is at the centre.",
        todo="Talk to whoever runs the centre.",
    )
