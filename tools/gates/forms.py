"""A form names the fields it takes.

``fields = "__all__"`` and ``exclude`` open every field that somebody adds to the model later; that is how
mass assignment begins.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.gates.complaints import Complaint, run
from tools.gates.sources import product

_FACTORIES = frozenset({"modelform_factory", "modelformset_factory", "inlineformset_factory"})


def check(root: Path) -> Iterator[Complaint]:
    """Yield every form that takes whatever the model has."""
    for source in product(root, ".py"):
        for node in ast.walk(source.tree):
            for line, sentence in _complaints_about(node):
                yield Complaint(source.name, line, sentence)


def _complaints_about(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.ClassDef):
        for statement in node.body:
            targets = [target.id for target in _targets(statement) if isinstance(target, ast.Name)]
            value = getattr(statement, "value", None)
            if "fields" in targets and _is_all(value):
                yield statement.lineno, "fields = '__all__' opens every future field; name the fields."
            if "exclude" in targets and node.name == "Meta":
                yield statement.lineno, "exclude opens every future field; name the fields that are taken."
    if isinstance(node, ast.Call) and _called(node) in _FACTORIES:
        for keyword in node.keywords:
            if keyword.arg == "exclude" or (keyword.arg == "fields" and _is_all(keyword.value)):
                yield keyword.value.lineno, "the factory takes every future field; name the fields."


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, ast.AnnAssign) else []


def _is_all(value: ast.AST | None) -> bool:
    if isinstance(value, ast.Name | ast.Attribute):
        return (value.id if isinstance(value, ast.Name) else value.attr) == "ALL_FIELDS"
    return isinstance(value, ast.Constant) and value.value == "__all__"


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


if __name__ == "__main__":
    run(check)
