"""What can be wrong with an expression, with the character where it shows."""

from __future__ import annotations

from core.problem import Problem, Sentence

_KEPT_PT = "O resto da lista de verificação não foi alterado."
_KEPT_EN = "The rest of the check-list was not changed."


class ExpressionProblem(Problem):
    """Something wrong in an expression. `position`: 0-based character in `source`."""

    code = "expression"

    def __init__(self, *, source: str, position: int, **context: object) -> None:
        shown = position + 1
        super().__init__(source=source, position=shown, **context)
        self.source = source
        self.position = position


class SyntaxWrong(ExpressionProblem):
    """The text is not an expression. `found`: what stands at the position."""

    code = "expression.syntax"
    pt = Sentence(
        happened="A expressão «{source}» não está bem escrita: «{found}» no carácter {position}.",
        kept=_KEPT_PT,
        todo="Verifique parênteses, aspas e operadores nesse ponto.",
    )
    en = Sentence(
        happened="The expression “{source}” is not well written: “{found}” "
        "at character {position}.",
        kept=_KEPT_EN,
        todo="Check brackets, quotes and operators there.",
    )


class FunctionUnknown(ExpressionProblem):
    """No function of that name. `name`, `similar` (a suggestion or "")."""

    code = "expression.function-unknown"
    pt = Sentence(
        happened="A função «{name}» não existe (carácter {position} de «{source}»).",
        kept=_KEPT_PT,
        todo="Corrija o nome da função. {similar}",
    )
    en = Sentence(
        happened="There is no function “{name}” (character {position} of “{source}”).",
        kept=_KEPT_EN,
        todo="Correct the function's name. {similar}",
    )


class ArgumentsWrong(ExpressionProblem):
    """Too few, too many, or the wrong kind of arguments. `name`, `expected`, `found`."""

    code = "expression.arguments"
    pt = Sentence(
        happened="A função «{name}» espera {expected} argumento(s) e tem {found} "
        "(carácter {position} de «{source}»).",
        kept=_KEPT_PT,
        todo="Corrija os argumentos da função.",
    )
    en = Sentence(
        happened="The function “{name}” expects {expected} argument(s) and has {found} "
        "(character {position} of “{source}”).",
        kept=_KEPT_EN,
        todo="Correct the function's arguments.",
    )


class NodesExpected(ExpressionProblem):
    """A path is needed and something else stands there. `name`: the function or operator."""

    code = "expression.nodes-expected"
    pt = Sentence(
        happened="«{name}» só aceita um caminho para perguntas "
        "(carácter {position} de «{source}»).",
        kept=_KEPT_PT,
        todo="Indique um caminho, por exemplo o nome de uma pergunta.",
    )
    en = Sentence(
        happened="“{name}” only accepts a path to questions (character {position} of “{source}”).",
        kept=_KEPT_EN,
        todo="Give a path, for example the name of a question.",
    )


class PrefixUnknown(ExpressionProblem):
    """A namespace prefix that the form does not declare. `name`."""

    code = "expression.prefix-unknown"
    pt = Sentence(
        happened="O prefixo «{name}» não está declarado (carácter {position} de «{source}»).",
        kept=_KEPT_PT,
        todo="Declare o prefixo ou retire-o.",
    )
    en = Sentence(
        happened="The prefix “{name}” is not declared (character {position} of “{source}”).",
        kept=_KEPT_EN,
        todo="Declare the prefix or take it out.",
    )


class InstanceUnknown(ExpressionProblem):
    """`instance(name)` of a list that the form does not have."""

    code = "expression.instance-unknown"
    pt = Sentence(
        happened="A lista «{name}» não existe (carácter {position} de «{source}»).",
        kept=_KEPT_PT,
        todo="Junte a lista à lista de verificação ou corrija o nome.",
    )
    en = Sentence(
        happened="There is no list “{name}” (character {position} of “{source}”).",
        kept=_KEPT_EN,
        todo="Add the list to the check-list or correct its name.",
    )


class ValueWrong(ExpressionProblem):
    """A value that the function cannot work with. `name`, `found`."""

    code = "expression.value"
    pt = Sentence(
        happened="«{name}» não aceita o valor «{found}» (carácter {position} de «{source}»).",
        kept=_KEPT_PT,
        todo="Corrija o valor ou a expressão.",
    )
    en = Sentence(
        happened="“{name}” does not accept the value “{found}” "
        "(character {position} of “{source}”).",
        kept=_KEPT_EN,
        todo="Correct the value or the expression.",
    )
