"""XPath 1.0 and OpenRosa expressions: compiled once to closures over `core.forms.tree`."""

from core.forms.expressions.compiler import KNOWN_FUNCTIONS
from core.forms.expressions.context import EvaluationContext, Handler, Hidden, Value
from core.forms.expressions.dependencies import PathUse
from core.forms.expressions.expression import Expression, compile_expression
from core.forms.expressions.problems import (
    ArgumentsWrong,
    ExpressionProblem,
    FunctionUnknown,
    InstanceUnknown,
    NodesExpected,
    PrefixUnknown,
    SyntaxWrong,
    ValueWrong,
)

__all__ = [
    "KNOWN_FUNCTIONS",
    "ArgumentsWrong",
    "EvaluationContext",
    "Expression",
    "ExpressionProblem",
    "FunctionUnknown",
    "Handler",
    "Hidden",
    "InstanceUnknown",
    "NodesExpected",
    "PathUse",
    "PrefixUnknown",
    "SyntaxWrong",
    "Value",
    "ValueWrong",
    "compile_expression",
]
