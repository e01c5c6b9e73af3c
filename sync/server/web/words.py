"""The words of the page, in Portuguese and English, by a short name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.problem import Language

_PART = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,20})?\s*(?:;\s*q=([0-9.]{1,5}))?\s*")

WORDS: dict[str, tuple[str, str]] = {
    # Around every page.
    "centre": ("Terreno – central", "Terreno – centre"),
    "skip": ("Saltar para o conteúdo", "Skip to content"),
    "menu": ("Páginas", "Pages"),
    "log-out": ("Sair", "Log out"),
    "overview": ("Sincronização", "Sync"),
    "waiting": ("Por receber", "Waiting"),
    "conflicts": ("Conflitos", "Conflicts"),
    "storage": ("Espaço", "Storage"),
    "devices": ("Portáteis", "Laptops"),
    "codes": ("Códigos", "Codes"),
    "audit": ("Registo de ações", "Audit trail"),
    "as-of": ("Como estava às", "As it was at"),
    "everything": ("toda a área metropolitana", "the whole metropolitan area"),
    "back": ("Voltar", "Back"),
    "yes": ("sim", "yes"),
    "none": ("–", "–"),
    # Login.
    "log-in": ("Entrar", "Log in"),
    "login": ("Nome de entrada", "Login"),
    "password": ("Palavra-passe", "Password"),
    "log-in-lead": (
        "Para a equipa da AMP e os coordenadores dos municípios.",
        "For the AMP’s team and the coordinators of the municipalities.",
    ),
    "wrong-login": (
        (
            "Nome de entrada ou palavra-passe errados, ou demasiadas tentativas seguidas. "
            "Espere um minuto e tente de novo."
        ),
        "Wrong login or password, or too many attempts in a row. Wait a minute and try again.",
    ),
    "logged-out": ("Saiu.", "You are logged out."),
    "by-oidc": ("Entrar com a conta da organização", "Log in with your organisation’s account"),
    # Tables.
    "device": ("Portátil", "Laptop"),
    "organisation": ("Organização", "Organisation"),
    "role": ("Papel", "Role"),
    "last-contact": ("Último contacto", "Last contact"),
    "last-sent": ("Último envio", "Last sent"),
    "enrolled": ("Ligado em", "Enrolled"),
    "received": ("Recebidas", "Received"),
    "still-waiting": ("Por enviar", "Still to send"),
    "refused": ("Recusadas", "Refused"),
    "why": ("Motivo", "Reason"),
    "state": ("Estado", "State"),
    "never": ("nunca", "never"),
    "days-ago": ("há {n} dias", "{n} days ago"),
    "today": ("hoje", "today"),
    "yesterday": ("ontem", "yesterday"),
    # Overview.
    "overview-lead": (
        "Quem sincronizou e quando. Primeiro, os portáteis que não se ligam há mais de {n} dias.",
        "Who has synced, and when. First the laptops that have not come for more than {n} days.",
    ),
    "sum-active": ("Portáteis ativos", "Active laptops"),
    "sum-silent": ("Sem contacto há muito", "Long without contact"),
    "sum-waiting": ("Alterações por enviar", "Changes still to send"),
    "sum-refused": ("Alterações recusadas", "Changes refused"),
    "sum-conflicts": ("Conflitos abertos", "Open conflicts"),
    "no-devices": ("Ainda não há portáteis ligados.", "No laptop has been enrolled yet."),
    "state-fine": ("em dia", "fine"),
    "state-long": ("há muito tempo", "long ago"),
    "state-never": ("nunca sincronizou", "never synced"),
    "state-door": ("porta dos telemóveis", "door for phones"),
    "state-out": ("sem acesso", "no access"),
    "state-wipe": ("a apagar no próximo contacto", "to be wiped at its next contact"),
    "state-wiped": ("apagado", "wiped"),
    # Waiting.
    "waiting-lead": (
        (
            "O que os portáteis disseram que ainda têm por enviar, o que a central não aceitou, e "
            "o que está a meio."
        ),
        (
            "What laptops said they still have to send, what the centre did not take, and what is "
            "under way."
        ),
    ),
    "waiting-devices": ("Alterações", "Changes"),
    "waiting-uploads": ("Ficheiros a caminho", "Files under way"),
    "waiting-phones": ("Registos de telemóveis por tratar", "Phone records not taken yet"),
    "waiting-awaited": (
        "Alterações de que outras dependem e que ainda não chegaram: {n}.",
        "Changes that others depend on and that have not come yet: {n}.",
    ),
    "nothing-waits": ("Nada por receber.", "Nothing is waiting."),
    "of": ("de", "of"),
    "until": ("Espera até", "Kept until"),
    "form": ("Guião", "Check-list"),
    "at": ("Quando", "When"),
    "why-scope": (
        "o portátil não pode escrever nessa área",
        "this laptop may not write in that area",
    ),
    "why-device": ("escrito por outro portátil", "written by another laptop"),
    "why-name": ("nome que a central não aceita", "a name the centre does not take"),
    "why-size": ("grande demais", "too large"),
    "why-value": ("valor ilegível", "unreadable value"),
    "phone-waiting": ("à espera", "waiting"),
    "phone-incomplete": ("faltam anexos", "attachments are missing"),
    "phone-held": ("retido", "held"),
    # Conflicts.
    "conflicts-lead": (
        (
            "Campos com valores diferentes, escritos sem que um soubesse do outro. Decidem-se num "
            "portátil, em Conflitos; aqui não se mostram valores."
        ),
        (
            "Fields with different values, written without knowing of each other. They are decided "
            "on a laptop, under Conflicts; no values are shown here."
        ),
    ),
    "no-conflicts": ("Não há conflitos abertos.", "There are no open conflicts."),
    "more-conflicts": (
        "Mostram-se os {n} mais recentes.",
        "The {n} newest are shown.",
    ),
    "entity": ("O quê", "What"),
    "field": ("Campo", "Field"),
    "sides": ("Valores", "Values"),
    "by": ("Portáteis", "Laptops"),
    "deleted-or-kept": ("apagar ou manter", "delete or keep"),
    # Storage.
    "storage-lead": ("O que a central guarda.", "What the centre keeps."),
    "database-size": ("Base de dados", "Database"),
    "files-size": ("Ficheiros", "Files"),
    "free": ("Espaço livre para ficheiros", "Free space for files"),
    "reserve": ("Reserva que fica sempre livre", "Reserve that always stays free"),
    "scope": ("Área", "Area"),
    "changes": ("Alterações", "Changes"),
    "size": ("Tamanho", "Size"),
    "shared": ("Catálogos partilhados", "Shared catalogues"),
    "count": ("{n} ficheiros", "{n} files"),
    # Devices.
    "devices-lead": (
        "Um portátil perdido: retire-lhe o acesso e, se for preciso, apague-o.",
        "A lost laptop: take its access away and, if need be, wipe it.",
    ),
    "take-out": ("Retirar acesso…", "Take access away…"),
    "take-out-title": ("Retirar o acesso a «{name}»", "Take access away from “{name}”"),
    "revoke-lead": (
        (
            "Deixa de entrar no próximo pedido. O que ainda não enviou fica guardado nesse "
            "portátil. Para voltar a entrar precisa de um código novo."
        ),
        (
            "It is out at its next request. What it has not sent stays on it. To come in again it "
            "needs a new code."
        ),
    ),
    "revoke": ("Retirar acesso", "Take access away"),
    "wipe-title": ("Perdido ou roubado", "Lost or stolen"),
    "wipe-lead": (
        (
            "Além disso, apaga tudo o que está nesse portátil no seu próximo contacto. O que ainda "
            "não enviou perde-se: {n} alterações, segundo o que disse da última vez."
        ),
        (
            "Besides, everything on that laptop is erased at its next contact. What it has not "
            "sent is lost: {n} changes, by what it said last."
        ),
    ),
    "wipe-confirm": (
        "Compreendo que o que não foi enviado se perde para sempre.",
        "I understand that what was not sent is lost for ever.",
    ),
    "wipe": ("Retirar acesso e apagar", "Take access away and wipe"),
    "wipe-unconfirmed": (
        "Nada foi apagado: falta assinalar que compreende o que se perde.",
        "Nothing was wiped: tick that you understand what is lost.",
    ),
    "revoked-done": ("Sem acesso: «{name}».", "No access any more: “{name}”."),
    "wiped-done": (
        "Sem acesso e a apagar no próximo contacto: «{name}».",
        "No access any more, to be wiped at its next contact: “{name}”.",
    ),
    # Codes.
    "codes-lead": (
        "Um código deixa entrar um portátil, uma vez.",
        "A code lets one laptop in, once.",
    ),
    "make-code": ("Fazer um código", "Make a code"),
    "hours": ("Serve durante (horas)", "Good for (hours)"),
    "made-code": ("Código feito", "Code made"),
    "made-code-lead": (
        "Dê o endereço e o código à pessoa. Não volta a ser mostrado.",
        "Give the address and the code to the person. It is not shown again.",
    ),
    "address": ("Endereço", "Address"),
    "code": ("Código", "Code"),
    "open-codes": ("Códigos que ainda servem", "Codes that are still good"),
    "no-codes": ("Não há códigos por usar.", "There are no unused codes."),
    "begins": ("Começa por", "Begins with"),
    "made": ("Feito em", "Made"),
    "expires": ("Serve até", "Good until"),
    "attempts": ("Tentativas erradas", "Wrong attempts"),
    "void": ("Anular", "Void"),
    "voided": ("O código foi anulado.", "The code was voided."),
    "code-refused": (
        "Não foi feito nenhum código: esta organização ou papel não estão ao seu alcance.",
        "No code was made: this organisation or role is not yours to give.",
    ),
    # Audit.
    "audit-lead": (
        "Quem fez o quê a portáteis, códigos e pessoas. Nunca valores de registos.",
        "Who did what to laptops, codes and people. Never values of records.",
    ),
    "action": ("Ação", "Action"),
    "any": ("todas", "any"),
    "who": ("Portátil ou pessoa", "Laptop or person"),
    "since": ("Desde", "Since"),
    "till": ("Até", "Until"),
    "filter": ("Filtrar", "Filter"),
    "actor": ("Quem", "Who"),
    "subject": ("A quê", "To what"),
    "detail": ("Pormenor", "Detail"),
    "itself": ("a central", "the centre"),
    "command-line": ("linha de comandos", "command line"),
    "nothing-found": ("Nada corresponde.", "Nothing matches."),
    "newer": ("Mais recentes", "Newer"),
    "older": ("Mais antigas", "Older"),
    "action-bundle.made": ("pacote feito", "bundle made"),
    "action-bundle.taken": ("pacote recebido", "bundle taken in"),
    "action-centre.restored": ("cópia reposta", "backup restored"),
    "action-centre.set-up": ("central preparada", "centre set up"),
    "action-code.made": ("código feito", "code made"),
    "action-code.voided": ("código anulado", "code voided"),
    "action-collector.added": ("recolector acrescentado", "collector added"),
    "action-collector.revoked": ("recolector sem acesso", "collector revoked"),
    "action-device.enrolled": ("portátil ligado", "laptop enrolled"),
    "action-device.moved": ("portátil mudado de lugar", "laptop moved"),
    "action-device.revoked": ("portátil sem acesso", "laptop revoked"),
    "action-device.wipe": ("portátil por apagar", "laptop to be wiped"),
    "action-door.enrolled": ("porta dos telemóveis aberta", "door for phones opened"),
    "action-person.added": ("pessoa acrescentada", "person added"),
    "action-person.entered": ("entrou na página", "logged in"),
    "action-person.password": ("palavra-passe mudada", "password changed"),
    "action-person.paused": ("tentativas erradas a mais", "too many wrong attempts"),
    "action-person.revoked": ("pessoa sem acesso", "person revoked"),
    # What is in dispute.
    "entity-visit": ("visita", "visit"),
    "entity-answer": ("registo", "answer"),
    "entity-filling": ("preenchimento", "filling"),
    "entity-repeat_instance": ("repetição", "repeat"),
    "entity-facility": ("equipamento", "facility"),
    "entity-provider": ("entidade", "provider"),
    "entity-social_response": ("resposta social", "social response"),
    "entity-finding": ("constatação", "finding"),
    "entity-recommendation": ("recomendação", "recommendation"),
    "entity-evidence": ("evidência", "evidence"),
    "entity-mark": ("marca", "mark"),
    "entity-recording": ("gravação", "recording"),
    "entity-inventory_entry": ("entrada do inventário", "inventory entry"),
    # Refusals.
    "trouble": ("Não foi possível", "Not possible"),
    "not-kept": ("Nada foi alterado.", "Nothing was changed."),
    "no-forged": (
        "O pedido não veio desta página, ou a sessão acabou. Volte atrás e tente de novo.",
        "The request did not come from this page, or the session is over. Go back and try again.",
    ),
    "no-oidc": (
        "A conta da organização não se pôde confirmar. Tente de novo.",
        "Your organisation’s account could not be confirmed. Try again.",
    ),
    "no-unknown": (
        "A sua conta não tem acesso a esta página. Peça-o a quem administra a central.",
        "Your account has no access to this page. Ask whoever runs the centre.",
    ),
    "no-rate": ("Demasiados pedidos. Espere um minuto.", "Too many requests. Wait a minute."),
    "no-tls": ("Só por HTTPS.", "Only over HTTPS."),
    "no-gone": ("Não existe, ou não é para si.", "It does not exist, or is not for you."),
    "no-busy": (
        "A central está ocupada. Tente daqui a pouco.",
        "The centre is busy. Try again shortly.",
    ),
    "no-malformed": ("O pedido não se consegue ler.", "The request cannot be read."),
    # Roles.
    "role-technician": ("técnico", "technician"),
    "role-coordinator": ("coordenador municipal", "municipal coordinator"),
    "role-amp_team": ("equipa da AMP", "AMP team"),
    "role-administrator": ("administrador", "administrator"),
    "role-guest": ("convidado", "guest"),
}


def language_of(accepted: str) -> Language:
    """The first of Portuguese and English that `Accept-Language` asks for; else Portuguese."""
    asked: list[tuple[float, int, Language]] = []
    for place, part in enumerate(accepted[:400].split(",")):
        found = _PART.fullmatch(part)
        if found is None or found[1].lower() not in ("pt", "en"):
            continue
        try:
            weight = float(found[2] or 1)
        except ValueError:
            continue
        if weight > 0:
            asked.append((-weight, place, "pt" if found[1].lower() == "pt" else "en"))
    return min(asked)[2] if asked else "pt"


def word(name: str, language: Language, /, **given: object) -> str:
    """A text; `{name}` in it is filled in."""
    return WORDS[name][language == "en"].format(**given)
