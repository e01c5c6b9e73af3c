"""What can stand in the way of handing in, said so that a person understands it."""

from __future__ import annotations

from core.problem import Problem, Sentence

_KEPT_PT = "O registo continua guardado neste portátil, por enviar."
_KEPT_EN = "The filling is kept on this laptop, not sent."


class NoServer(Problem):
    """The server did not answer. Context: `why`."""

    code = "openrosa.no-server"
    pt = Sentence(
        happened="O servidor não respondeu ({why}).",
        kept="O que já tinha chegado lá não volta a ser enviado; o resto está guardado aqui.",
        todo="Verifique o endereço e a rede, e envie outra vez.",
    )
    en = Sentence(
        happened="The server did not answer ({why}).",
        kept="What had arrived there is not sent again; the rest is kept here.",
        todo="Check the address and the network, and send again.",
    )


class NotAnOpenRosaServer(Problem):
    """Whoever answers is something else. Context: `url`, `status`."""

    code = "openrosa.not-a-server"
    pt = Sentence(
        happened="«{url}» não é um servidor que receba registos (respondeu {status}).",
        kept=_KEPT_PT,
        todo="Confirme o endereço: no ODK Central é o do projeto ou o do utilizador da aplicação.",
    )
    en = Sentence(
        happened="“{url}” is no server that takes submissions (it answered {status}).",
        kept=_KEPT_EN,
        todo="Check the address: for ODK Central that of the project or of the app user.",
    )


class LoginNotTaken(Problem):
    """The server wants another login."""

    code = "openrosa.login"
    pt = Sentence(
        happened="O servidor não aceitou o nome de entrada e a palavra-passe.",
        kept=_KEPT_PT,
        todo="Corrija-os e envie outra vez. Pode ser preciso que lhe deem acesso a este guião.",
    )
    en = Sentence(
        happened="The server did not take the login and password.",
        kept=_KEPT_EN,
        todo="Correct them and send again. You may have to be given access to this check-list.",
    )


class PasswordInTheClear(Problem):
    """The server wants the password over a line that anybody may read."""

    code = "openrosa.password-in-the-clear"
    pt = Sentence(
        happened="O servidor pede a palavra-passe numa ligação que não é cifrada.",
        kept=_KEPT_PT + " A palavra-passe não foi enviada.",
        todo="Use o endereço que começa por https://.",
    )
    en = Sentence(
        happened="The server asks for the password over a line that is not encrypted.",
        kept=_KEPT_EN + " The password was not sent.",
        todo="Use the address that begins with https://.",
    )


class TooLargeForServer(Problem):
    """A file is larger than what the server takes. Context: `name`, `size`, `limit` (MB)."""

    code = "openrosa.too-large"
    pt = Sentence(
        happened="«{name}» tem {size} MB e este servidor aceita no máximo {limit} MB por envio.",
        kept=_KEPT_PT,
        todo="Peça a quem administra o servidor que aumente o limite, ou substitua o ficheiro.",
    )
    en = Sentence(
        happened="“{name}” has {size} MB and this server takes at most {limit} MB at a time.",
        kept=_KEPT_EN,
        todo="Ask whoever runs the server to raise the limit, or replace the file.",
    )


class OtherContentThere(Problem):
    """The server has this submission with other content (409)."""

    code = "openrosa.other-content"
    pt = Sentence(
        happened="O servidor já tem este registo com outro conteúdo, e recusou este.",
        kept="O registo deste portátil está como estava; o do servidor também.",
        todo="Compare os dois; se este é o certo, peça que apaguem o do servidor e envie de novo.",
    )
    en = Sentence(
        happened="The server has this filling with other content already, and refused this one.",
        kept="The one on this laptop is as it was, and so is the server's.",
        todo="Compare the two; if this is the right one, have the server's removed and send again.",
    )


class FormNotThere(Problem):
    """The server does not have the check-list (404). Context: `form_id`, `version`."""

    code = "openrosa.form-not-there"
    pt = Sentence(
        happened="O servidor não tem o guião «{form_id}» {version}, ou não o mostra a este acesso.",
        kept=_KEPT_PT,
        todo="Publique lá esse guião, nessa versão, e envie outra vez.",
    )
    en = Sentence(
        happened="The server lacks the check-list “{form_id}” {version}, or hides it from you.",
        kept=_KEPT_EN,
        todo="Publish that check-list there, in that version, and send again.",
    )


class NotTaken(Problem):
    """The server said no. Context: `status`, `said`."""

    code = "openrosa.not-taken"
    pt = Sentence(
        happened="O servidor não aceitou o registo ({status}): {said}",
        kept=_KEPT_PT,
        todo="Mostre esta mensagem a quem administra o servidor e envie outra vez depois.",
    )
    en = Sentence(
        happened="The server did not take the filling ({status}): {said}",
        kept=_KEPT_EN,
        todo="Show this message to whoever runs the server, and send again afterwards.",
    )


class NothingToSend(Problem):
    """No finalised filling is meant. Context: `given`."""

    code = "openrosa.nothing-to-send"
    pt = Sentence(
        happened="«{given}» não tem um guião finalizado por enviar.",
        kept="Nada foi alterado.",
        todo="Finalize o guião primeiro; veja as visitas com «terreno visits list».",
    )
    en = Sentence(
        happened="“{given}” has no finalised check-list that was not sent yet.",
        kept="Nothing was changed.",
        todo="Finalise the check-list first; see the visits with “terreno visits list”.",
    )
