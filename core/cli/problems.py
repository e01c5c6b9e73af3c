"""What can go wrong on the command line itself."""

from __future__ import annotations

from core.problem import Problem, Sentence


class NoPassphrase(Problem):
    """The store needs a passphrase and there is no window to ask for it."""

    code = "cli.no-passphrase"
    pt = Sentence(
        happened="Estes dados estão protegidos por uma palavra-passe e aqui não há quem a peça.",
        kept="Nada foi aberto nem alterado.",
        todo="Ponha a palavra-passe em TERRENO_PASSPHRASE, ou use --sample para o exemplo.",
    )
    en = Sentence(
        happened="These data are protected by a passphrase, and nobody can be asked for it here.",
        kept="Nothing was opened or changed.",
        todo="Put the passphrase in TERRENO_PASSPHRASE, or use --sample for the sample.",
    )


class NoSuchFile(Problem):
    """The file given is not there or cannot be read."""

    code = "cli.no-such-file"
    pt = Sentence(
        happened="O ficheiro «{path}» não pôde ser lido: {why}.",
        kept="Nada foi alterado.",
        todo="Verifique o nome e a pasta, e tente de novo.",
    )
    en = Sentence(
        happened="The file “{path}” could not be read: {why}.",
        kept="Nothing was changed.",
        todo="Check its name and folder, and try again.",
    )


class NoSuchVisit(Problem):
    """No visit, or more than one, is meant by what was written."""

    code = "cli.no-such-visit"
    pt = Sentence(
        happened="«{given}» não indica uma só visita.",
        kept="Nada foi escrito.",
        todo="Veja os identificadores com «visits list» e use o da visita, ou o seu começo.",
    )
    en = Sentence(
        happened="“{given}” does not name exactly one visit.",
        kept="Nothing was written.",
        todo="See the ids with “visits list” and use that of the visit, or its beginning.",
    )


class NoSuchBackup(Problem):
    """No backup has this name."""

    code = "cli.no-such-backup"
    pt = Sentence(
        happened="Não há cópia de segurança «{given}».",
        kept="Os dados ficaram como estavam.",
        todo="Veja as que existem com «store backups».",
    )
    en = Sentence(
        happened="There is no backup “{given}”.",
        kept="The data are as they were.",
        todo="See those that exist with “store backups”.",
    )
