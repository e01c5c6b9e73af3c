"""What can go wrong when a centre is set up or asked, said so that a person understands it."""

from __future__ import annotations

from core.problem import Problem, Sentence


class NotSetUp(Problem):
    """There is no centre in this folder."""

    code = "server.not-set-up"
    pt = Sentence(
        happened="Não há uma central pronta em «{folder}» ({why}).",
        kept="Nada foi alterado.",
        todo="Corra primeiro «terreno server init», ou indique a pasta em TERRENO_SERVER.",
    )
    en = Sentence(
        happened="There is no centre set up in “{folder}” ({why}).",
        kept="Nothing was changed.",
        todo="Run “terreno server init” first, or name the folder in TERRENO_SERVER.",
    )


class AlreadySetUp(Problem):
    """A centre stands here already."""

    code = "server.already-set-up"
    pt = Sentence(
        happened="Já há uma central em «{folder}».",
        kept="Ficou como estava.",
        todo="Use-o com «terreno server run», ou escolha outra pasta.",
    )
    en = Sentence(
        happened="There is a centre in “{folder}” already.",
        kept="It is as it was.",
        todo="Use it with “terreno server run”, or choose another folder.",
    )


class NoSuchOrganisation(Problem):
    """The organisation or role given does not exist."""

    code = "server.no-such-organisation"
    pt = Sentence(
        happened="«{given}» não é uma organização ou um papel que a central conheça.",
        kept="Não foi feito nenhum código.",
        todo="Organizações: amp, ou o código DICO do município. Papéis: {roles}.",
    )
    en = Sentence(
        happened="“{given}” is no organisation or role that the centre knows.",
        kept="No code was made.",
        todo="Organisations: amp, or the DICO code of a municipality. Roles: {roles}.",
    )


class NoSuchDevice(Problem):
    """No device, or more than one, is meant."""

    code = "server.no-such-device"
    pt = Sentence(
        happened="«{given}» não indica um só portátil.",
        kept="Nada foi alterado.",
        todo="Veja os identificadores com «terreno server device list».",
    )
    en = Sentence(
        happened="“{given}” does not name exactly one laptop.",
        kept="Nothing was changed.",
        todo="See the ids with “terreno server device list”.",
    )


class CopyFailed(Problem):
    """A backup or a restore did not work."""

    code = "server.copy-failed"
    pt = Sentence(
        happened="A cópia não pôde ser feita ou reposta: {why}.",
        kept="Os dados da central ficaram como estavam.",
        todo="Verifique o ficheiro, o espaço e as ferramentas do PostgreSQL, e tente de novo.",
    )
    en = Sentence(
        happened="The backup could not be made or put back: {why}.",
        kept="The centre's data are as they were.",
        todo="Check the file, the space and PostgreSQL's tools, and try again.",
    )
