"""What can stand in the way of a workbook as a whole; problems of a cell are values."""

from __future__ import annotations

from core.problem import Problem, Sentence


class UnreadableWorkbook(Problem):
    """Not a workbook, or a damaged one."""

    code = "inventory.unreadable-workbook"
    pt = Sentence(
        happened="Não foi possível ler «{name}»: o ficheiro está danificado ou não é uma folha "
        "de cálculo ({detail}).",
        kept="Nada foi importado.",
        todo="Abra-o no Excel ou no LibreOffice, guarde-o de novo como .xlsx e tente outra vez.",
    )
    en = Sentence(
        happened="“{name}” could not be read: it is damaged or no spreadsheet ({detail}).",
        kept="Nothing was imported.",
        todo="Open it in Excel or LibreOffice, save it again as .xlsx, and try once more.",
    )


class LockedWorkbook(Problem):
    """A workbook that needs a password to open."""

    code = "inventory.locked-workbook"
    pt = Sentence(
        happened="«{name}» está protegido por uma palavra-passe de abertura.",
        kept="Nada foi importado.",
        todo="Abra-o, retire a palavra-passe, guarde uma cópia e importe essa cópia.",
    )
    en = Sentence(
        happened="“{name}” needs a password to open.",
        kept="Nothing was imported.",
        todo="Open it, remove the password, save a copy, and import that copy.",
    )


class WorkbookTooLarge(Problem):
    """More than any office's inventory: refused before it fills the memory."""

    code = "inventory.workbook-too-large"
    pt = Sentence(
        happened="«{name}» desdobra-se em {size} MB: é grande demais para ser um inventário.",
        kept="Nada foi importado e nada foi descompactado.",
        todo="Confirme a origem do ficheiro. Se for mesmo um inventário, divida-o em partes.",
    )
    en = Sentence(
        happened="“{name}” unfolds to {size} MB: too large to be an inventory.",
        kept="Nothing was imported, nothing was unpacked.",
        todo="Check where the file comes from. If it really is an inventory, split it.",
    )


class UnknownWorkbookKind(Problem):
    """An extension that is not read."""

    code = "inventory.unknown-workbook-kind"
    pt = Sentence(
        happened="O Terreno não lê ficheiros «{suffix}» como inventário.",
        kept="Nada foi importado.",
        todo="Use .xlsx, .xlsm, .xls, .ods ou .csv.",
    )
    en = Sentence(
        happened="Terreno does not read “{suffix}” files as an inventory.",
        kept="Nothing was imported.",
        todo="Use .xlsx, .xlsm, .xls, .ods or .csv.",
    )


class NoTableFound(Problem):
    """No sheet has a row that looks like a header of an inventory."""

    code = "inventory.no-table-found"
    pt = Sentence(
        happened="Em «{name}» não se encontrou nenhuma tabela com cabeçalho reconhecível.",
        kept="Nada foi importado.",
        todo="Confirme que há uma linha com títulos como «Entidade», «Equipamento», «Resposta "
        "social» ou «Capacidade».",
    )
    en = Sentence(
        happened="No table with a recognisable header was found in “{name}”.",
        kept="Nothing was imported.",
        todo="Make sure there is a row of titles such as “Entidade”, “Equipamento”, “Resposta "
        "social” or “Capacidade”.",
    )


class PlanIsStale(Problem):
    """The inventory changed between the preview and the decision."""

    code = "inventory.plan-is-stale"
    pt = Sentence(
        happened="O inventário mudou desde que esta importação foi preparada.",
        kept="Nada foi importado.",
        todo="Prepare a importação de novo: as decisões de colunas ficam guardadas.",
    )
    en = Sentence(
        happened="The inventory has changed since this import was prepared.",
        kept="Nothing was imported.",
        todo="Prepare the import again: the decisions about columns are kept.",
    )


class ImportCancelled(Problem):
    """The person stopped it."""

    code = "inventory.import-cancelled"
    pt = Sentence(
        happened="A importação foi cancelada.",
        kept="Nada foi importado.",
        todo="Pode recomeçá-la quando quiser.",
    )
    en = Sentence(
        happened="The import was cancelled.",
        kept="Nothing was imported.",
        todo="You can start it again at any time.",
    )
