"""What can go wrong with collectors, said so that a person understands it."""

from __future__ import annotations

from core.problem import Problem, Sentence


class NoSuchMunicipality(Problem):
    """A collector belongs to one municipality. Context: `given`."""

    code = "openrosa.no-such-municipality"
    pt = Sentence(
        happened="«{given}» não é o código DICO de um município da área.",
        kept="Não foi criado nenhum recolector.",
        todo="Indique o código de quatro algarismos, por exemplo 1312 (Porto).",
    )
    en = Sentence(
        happened="“{given}” is not the DICO code of a municipality of the area.",
        kept="No collector was made.",
        todo="Give the code of four digits, 1312 (Porto) for example.",
    )


class LoginRefused(Problem):
    """The login cannot be used. Context: `given`."""

    code = "openrosa.login-refused"
    pt = Sentence(
        happened="O nome de entrada «{given}» não pode ser usado, ou já existe.",
        kept="Não foi criado nenhum recolector.",
        todo="Escolha outro: 3 a 40 letras sem acento, algarismos, ponto, traço ou sublinhado.",
    )
    en = Sentence(
        happened="The login “{given}” cannot be used, or exists already.",
        kept="No collector was made.",
        todo="Choose another: 3 to 40 plain letters, digits, points, dashes or underscores.",
    )


class PasswordTooShort(Problem):
    """A password that is guessed too soon. Context: `least`."""

    code = "openrosa.password-too-short"
    pt = Sentence(
        happened="A palavra-passe tem menos de {least} caracteres.",
        kept="Não foi criado nenhum recolector.",
        todo="Escolha uma maior, ou deixe que o programa faça uma.",
    )
    en = Sentence(
        happened="The password has fewer than {least} characters.",
        kept="No collector was made.",
        todo="Choose a longer one, or let the program make one.",
    )


class NoSuchCollector(Problem):
    """No collector has this login. Context: `given`."""

    code = "openrosa.no-such-collector"
    pt = Sentence(
        happened="Não há um recolector com o nome de entrada «{given}».",
        kept="Nada foi alterado.",
        todo="Veja os nomes com «terreno server collector list».",
    )
    en = Sentence(
        happened="There is no collector with the login “{given}”.",
        kept="Nothing was changed.",
        todo="See the logins with “terreno server collector list”.",
    )
