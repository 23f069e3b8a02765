"""Sentences marked in Python: calls of Django's gettext functions, of ``gettext_noop``, and of ``Message``.

A call counts when its function was imported from ``django.utils.translation`` or
``klimapakt.methods.messages``, under whatever name. A function that merely has the same name does not.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.gates.sources import Source
from tools.messages.sentences import Sentence

_HOMES = frozenset({"django.utils.translation", "klimapakt.methods.messages"})
_ARGUMENTS: dict[str, tuple[str, ...]] = {
    "gettext": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
    "Message": ("code", "msgid", "params"),
}
_KEYWORDS = {"message": "msgid", "singular": "msgid", "template": "msgid"}


@dataclass(frozen=True, slots=True)
class Marked:
    """One call that marks a sentence; its arguments as they were written."""

    call: ast.Call
    function: str
    arguments: dict[str, ast.expr]

    def literal(self, name: str) -> str | None:
        """Return the argument as text, or None when it is absent or not a plain text."""
        return text_of(self.arguments.get(name))


def text_of(node: ast.AST | None) -> str | None:
    """Return a plain text literal, or None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def marked(tree: ast.Module) -> Iterator[Marked]:
    """Yield every call in this module that marks a sentence."""
    names = _names(tree)
    for node in ast.walk(tree):
        function = _function(node, names)
        if function is not None and isinstance(node, ast.Call):
            arguments = dict(zip(_ARGUMENTS[function], node.args, strict=False))
            for keyword in node.keywords:
                if keyword.arg is not None:
                    arguments[_KEYWORDS.get(keyword.arg, keyword.arg)] = keyword.value
            yield Marked(node, function, arguments)


def sentences_in(source: Source) -> Iterator[Sentence]:
    """Yield the sentences of one Python file; what is not a plain text is the business of the gate."""
    for mark in marked(source.tree):
        msgid = mark.literal("msgid")
        if msgid:
            yield Sentence(
                source.name, mark.call.lineno, msgid, mark.literal("plural"), mark.literal("context")
            )


def _names(tree: ast.Module) -> dict[str, str]:
    """Return the local names that stand for a marking function, with the function they stand for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in _HOMES:
            for alias in node.names:
                function = alias.name.removesuffix("_lazy").removesuffix("_noop")
                if function in _ARGUMENTS:
                    names[alias.asname or alias.name] = function
    return names


def _function(node: ast.AST, names: dict[str, str]) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Name):
        return names.get(node.func.id)
    if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "translation":
        function = node.func.attr.removesuffix("_lazy").removesuffix("_noop")
        return function if function in _ARGUMENTS else None
    return None
