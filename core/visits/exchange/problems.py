"""What can go wrong with files of other annotation programs."""

from __future__ import annotations

from core.problem import Language, Problem, Sentence

_WHY: dict[str, tuple[str, str]] = {
    "not-xml": ("não é XML que se consiga ler", "it is no XML that can be read"),
    "not-elan": ("não é um documento do ELAN", "it is no document of ELAN"),
    "doctype": ("traz um DOCTYPE, que não se aceita", "it brings a DOCTYPE, which is refused"),
    "not-boris": ("não é um projeto do BORIS", "it is no project of BORIS"),
    "not-json": ("não é JSON que se consiga ler", "it is no JSON that can be read"),
    "no-columns": (
        "faltam as colunas «Behavior» e «Time» ou «Start (s)»",
        "the columns “Behavior” and “Time” or “Start (s)” are missing",
    ),
    "empty": ("não tem nenhuma marca", "it holds no mark"),
    "kind": ("só se leem .eaf, .boris, .csv e .tsv", "only .eaf, .boris, .csv and .tsv are read"),
}


class MarksUnreadable(Problem):
    """A file of marks that cannot be used. Context: `name`, `why` as one of the words above."""

    code = "exchange.marks-unreadable"
    pt = Sentence(
        "«{name}» não pode ser importado: {why}.",
        "Nenhuma marca foi acrescentada nem alterada.",
        "Exporte de novo do ELAN (.eaf) ou do BORIS (.boris, ou eventos em CSV) e tente outra vez.",
    )
    en = Sentence(
        "“{name}” cannot be imported: {why}.",
        "No mark was added or changed.",
        "Export again from ELAN (.eaf) or BORIS (.boris, or events as CSV) and try once more.",
    )

    def sentence(self, language: Language) -> Sentence:
        """The three parts, with the reason in the same language."""
        pattern = self.pt if language == "pt" else self.en
        why = _WHY[str(self.context["why"])][language == "en"]
        return Sentence(
            pattern.happened.format(name=self.context["name"], why=why), pattern.kept, pattern.todo
        )


class MarksTooLarge(Problem):
    """A file larger than any list of marks. Context: `name`, `megabytes`."""

    code = "exchange.marks-too-large"
    pt = Sentence(
        "«{name}» é grande demais para ser uma lista de marcas (mais de {megabytes} MB).",
        "Nenhuma marca foi acrescentada nem alterada.",
        "Confirme a origem do ficheiro, ou exporte uma gravação de cada vez.",
    )
    en = Sentence(
        "“{name}” is too large to be a list of marks (more than {megabytes} MB).",
        "No mark was added or changed.",
        "Check where the file comes from, or export one recording at a time.",
    )


class SeveralRecordings(Problem):
    """A file speaks of several recordings: one must be named. Context: `name`, `names`."""

    code = "exchange.several-recordings"
    pt = Sentence(
        "«{name}» tem várias observações: {names}.",
        "Nenhuma marca foi acrescentada nem alterada.",
        "Diga qual delas é desta gravação.",
    )
    en = Sentence(
        "“{name}” holds several observations: {names}.",
        "No mark was added or changed.",
        "Say which of them belongs to this recording.",
    )
