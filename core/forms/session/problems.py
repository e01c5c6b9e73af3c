"""What a filling refuses to do."""

from __future__ import annotations

from core.problem import Problem, Sentence


class NodeUnknown(Problem):
    """There is no such question, group or repeat instance now. `key`."""

    code = "forms.node-unknown"
    pt = Sentence(
        happened="Esta pergunta já não existe no preenchimento ({key}).",
        kept="Os outros registos estão guardados.",
        todo="Volte à lista de secções e escolha outra pergunta.",
    )
    en = Sentence(
        happened="This question is no longer in the filling ({key}).",
        kept="The other answers are kept.",
        todo="Go back to the outline and choose another question.",
    )


class RepeatFixed(Problem):
    """The form itself decides how many instances there are. `key`."""

    code = "forms.repeat-fixed"
    pt = Sentence(
        happened="O número de repetições é decidido pelo guião.",
        kept="Nada foi alterado.",
        todo="Mude a pergunta que diz quantas são.",
    )
    en = Sentence(
        happened="The check-list decides how many repetitions there are.",
        kept="Nothing was changed.",
        todo="Change the question that says how many there are.",
    )


class FillingFinalised(Problem):
    """The filling is finalised: nothing in it changes any more."""

    code = "forms.filling-finalised"
    pt = Sentence(
        happened="O preenchimento está finalizado e já não se altera.",
        kept="Todos os registos estão guardados.",
        todo="Se for preciso corrigir, faça um novo preenchimento.",
    )
    en = Sentence(
        happened="The filling is finalised and does not change any more.",
        kept="All answers are kept.",
        todo="If something must be corrected, make a new filling.",
    )


class NodeReadonly(Problem):
    """The question only shows its value. `key`."""

    code = "forms.read-only"
    pt = Sentence(
        happened="Esta pergunta só mostra o seu valor e não se responde ({key}).",
        kept="Nada foi alterado.",
        todo="Responda às perguntas de que o valor depende.",
    )
    en = Sentence(
        happened="This question only shows its value and takes no answer ({key}).",
        kept="Nothing was changed.",
        todo="Answer the questions that the value depends on.",
    )


class RankIncomplete(Problem):
    """An order of choices must name each of them once. `key`, `missing`."""

    code = "forms.rank-incomplete"
    pt = Sentence(
        happened="A ordem tem de ter todas as opções, cada uma uma vez (falha: {missing}).",
        kept="Nada foi alterado.",
        todo="Ordene todas as opções.",
    )
    en = Sentence(
        happened="The order must have all choices, each once (wrong: {missing}).",
        kept="Nothing was changed.",
        todo="Put all choices in order.",
    )
