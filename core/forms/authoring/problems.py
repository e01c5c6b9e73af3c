"""What cannot be opened in the editor."""

from __future__ import annotations

from core.problem import Problem, Sentence


class NotAWorkbook(Problem):
    """A file that is no spreadsheet the editor can read."""

    code = "authoring.not-a-workbook"
    pt = Sentence(
        "«{name}» não é um livro que o editor possa abrir ({reason}).",
        "O ficheiro ficou como estava.",
        "Abra um XLSForm (.xlsx ou .xls). Um XForm (.xml) só se pode instalar, não editar.",
    )
    en = Sentence(
        "“{name}” is not a workbook that the editor can open ({reason}).",
        "The file is as it was.",
        "Open an XLSForm (.xlsx or .xls). An XForm (.xml) can be installed, not edited.",
    )


class NameNotAllowed(Problem):
    """A name that a form cannot have, or that is taken."""

    code = "authoring.name"
    pt = Sentence(
        "O nome «{name}» não pode ser usado{reason}.",
        "O nome anterior ficou.",
        "Use letras sem acento, algarismos e «_», a começar por uma letra, sem repetir outro nome.",
    )
    en = Sentence(
        "The name “{name}” cannot be used{reason}.",
        "The name before was kept.",
        "Use letters without accents, digits and “_”, starting with a letter, and no name twice.",
    )
