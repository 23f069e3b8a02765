"""Screen texts are whole sentences that a translator can find and turn round.

Refused are texts the catalogue cannot hold (f-strings, ``.format`` and ``%`` inside gettext, pieces joined
with ``+``), placeholders without a name (word order differs between languages), and sentences put together
from translated pieces. In ``Message`` the values must be exactly those the sentence names. A variable passes:
its sentence is marked with ``gettext_noop`` where it stands, which this gate cannot follow.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.gates.complaints import Complaint, run
from tools.gates.sources import Source, product
from tools.messages import in_templates
from tools.messages.in_python import Marked, marked, text_of

_UNNAMED = re.compile(r"%[-+ #0]*\d*(?:\.\d+)?[sdifrgxe](?![a-z])|(?<!{){\d*}(?!})")
_NAMED = re.compile(r"%\((\w+)\)[-+ #0]*\d*(?:\.\d+)?[a-z]")
_NOT_LITERAL: dict[type[ast.AST | None], str] = {
    ast.JoinedStr: "an f-string is not in the catalogue; write %(name)s and fill it after gettext.",
    ast.BinOp: "the catalogue needs the whole sentence in one piece; fill it after gettext.",
    ast.Call: "the catalogue needs the sentence itself; fill it after gettext.",
    ast.IfExp: "each of the two sentences needs a gettext of its own.",
}


def check(root: Path) -> Iterator[Complaint]:
    """Yield every screen text that could not be translated well."""
    for source in product(root, ".py"):
        yield from _in_python(source)
    for source in product(root, ".html", ".txt"):
        if "/templates/" in source.name:
            yield from _in_template(source)


def _in_python(source: Source) -> Iterator[Complaint]:
    marks = list(marked(source.tree))
    for mark in marks:
        for sentence in _complaints_about(mark):
            yield Complaint(source.name, mark.call.lineno, sentence)
    for line in _joined(source.tree, {mark.call for mark in marks if mark.function != "Message"}):
        yield Complaint(source.name, line, "a sentence is put together from pieces; make it one sentence.")


def _in_template(source: Source) -> Iterator[Complaint]:
    for found in in_templates.sentences_in(source):
        for text in (found.msgid, found.plural or ""):
            for sentence in _complaints_about_text(text, in_template=True):
                yield Complaint(source.name, found.line, sentence)


def _complaints_about(mark: Marked) -> Iterator[str]:
    for name in ("msgid", "plural", "context"):
        node = mark.arguments.get(name)
        text = text_of(node)
        if text is not None:
            yield from _complaints_about_text(text) if name != "context" else ()
        elif type(node) in _NOT_LITERAL and not (mark.function == "Message" and isinstance(node, ast.Call)):
            yield _NOT_LITERAL[type(node)]
    if mark.function == "Message":
        yield from _complaints_about_params(mark)


def _complaints_about_text(text: str, *, in_template: bool = False) -> Iterator[str]:
    if _UNNAMED.search(text.replace("%%", "")):
        yield "a placeholder has no name; write %(name)s."
    if text != text.strip() and not in_template:
        yield "white space at the ends gets lost in translation; put it outside."
    for name in re.findall(r"%\(([^)]*)\)", text):
        if not name.isidentifier():
            yield f"%({name})s is not a plain name; give it one with 'with name=…'."


def _complaints_about_params(mark: Marked) -> Iterator[str]:
    template = text_of(_inside(mark.arguments.get("msgid")))
    params = mark.arguments.get("params")
    if template is None or (params is not None and not isinstance(params, ast.Dict)):
        return
    keys = params.keys if params is not None else []
    given = {text_of(key) for key in keys}
    named = set(_NAMED.findall(template))
    if None not in given and given != named:
        wrong = ", ".join(sorted(str(name) for name in given ^ named))
        yield f"the sentence and its values do not name the same: {wrong}."


def _inside(node: ast.expr | None) -> ast.expr | None:
    """Return what ``gettext_noop(…)`` marks, or the node itself."""
    is_marking = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "gettext_noop"
    return node.args[0] if is_marking and isinstance(node, ast.Call) and node.args else node


def _joined(tree: ast.Module, calls: set[ast.Call]) -> Iterator[int]:
    """Yield lines where a translated text is glued to other words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            if calls.intersection((node.left, node.right)):
                yield node.lineno
        elif isinstance(node, ast.JoinedStr):
            values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
            words = "".join(text_of(part) or "" for part in node.values)
            if calls.intersection(values) and re.search(r"[^\W\d_]", words):
                yield node.lineno


if __name__ == "__main__":
    run(check)
