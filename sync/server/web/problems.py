"""What can go wrong when people of the centre are added or changed."""

from __future__ import annotations

from core.problem import Problem, Sentence


class PersonRefused(Problem):
    """The login is taken or cannot be one, or the role does not go with the organisation."""

    code = "server.person-refused"
    pt = Sentence(
        happened="«{given}» não pode ser: nome repetido ou inválido, ou papel que não vai com a "
        "organização.",
        kept="Nada foi alterado.",
        todo="Nome: 3 a 80 letras pequenas, algarismos, ponto, hífen ou @. administrator e "
        "amp_team são da amp; coordinator é de um município (código DICO).",
    )
    en = Sentence(
        happened="“{given}” cannot be: a login that is taken or no login, or a role that does not "
        "go with the organisation.",
        kept="Nothing was changed.",
        todo="Login: 3 to 80 small letters, digits, dots, dashes or @. administrator and "
        "amp_team belong to amp; coordinator to a municipality (DICO code).",
    )


class NoSuchPerson(Problem):
    """Nobody has this login."""

    code = "server.no-such-person"
    pt = Sentence(
        happened="Ninguém entra na página com o nome «{given}».",
        kept="Nada foi alterado.",
        todo="Veja os nomes com «terreno server person list».",
    )
    en = Sentence(
        happened="Nobody logs in to the page as “{given}”.",
        kept="Nothing was changed.",
        todo="See the logins with “terreno server person list”.",
    )


class WeakPassword(Problem):
    """The password given is too short."""

    code = "server.weak-password"
    pt = Sentence(
        happened="A palavra-passe tem menos de {least} caracteres, ou mais de {most}.",
        kept="Nada foi alterado.",
        todo="Escolha outra, ou não dê nenhuma: é feita uma.",
    )
    en = Sentence(
        happened="The password has fewer than {least} characters, or more than {most}.",
        kept="Nothing was changed.",
        todo="Choose another, or give none: one is made.",
    )
