"""What can stand in the way of an HSDS file."""

from __future__ import annotations

from core.problem import Problem, Sentence


class UnreadableHsds(Problem):
    """No HSDS document, or a damaged one."""

    code = "inventory.unreadable-hsds"
    pt = Sentence(
        happened="«{name}» não é um ficheiro HSDS que o Terreno saiba ler ({detail}).",
        kept="Nada foi importado.",
        todo="Use JSON (HSDS 3.0 ou 3.1) ou uma pasta de ficheiros CSV.",
    )
    en = Sentence(
        happened="“{name}” is no HSDS file that Terreno can read ({detail}).",
        kept="Nothing was imported.",
        todo="Use JSON (HSDS 3.0 or 3.1) or a folder of CSV files.",
    )
