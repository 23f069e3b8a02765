"""Keeps of KERN's style sheet what our pages use: ``python -m tools.styles`` writes ``css/kern.css``.

The vendored sheet stays as it came. A rule is kept when every class of KERN's in one of its selectors stands
in a template, a module or a script of ours (``kern-alert--{{ kind }}`` keeps all kinds), a custom property
when a kept rule or a sheet of ours asks for it. The gate of the same name refuses a sheet that is not in
step.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

ROOT = Path(__file__).resolve().parent.parent
_HEAD = "/* Made by tools/styles.py from tools/vendor/kern/kern.min.css: KERN UX, EUPL-1.2. Do not edit. */\n"
_CLASS = re.compile(r"\.(kern-[\w-]+)")
_WORD = re.compile(r"kern-[\w-]*")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_OURS = ("*.html", "*.py", "*.js")
_PICTURE = "data:"


def source(root: Path = ROOT) -> Path:
    """Return where the vendored sheet is."""
    return root / "tools/vendor/kern/kern.min.css"


def target(root: Path = ROOT) -> Path:
    """Return where the sheet for our pages is."""
    return root / "src/klimapakt/config/static/css/kern.css"


def sheet(root: Path = ROOT) -> str:
    """Return KERN's style sheet without what our pages do not use."""
    words = _words(root)
    rules = tinycss2.parse_stylesheet(source(root).read_text(), skip_comments=True, skip_whitespace=True)
    kept = list(_kept(rules, words))
    own = "".join(
        path.read_text() for path in sorted(target(root).parent.glob("*.css")) if path != target(root)
    )
    return _HEAD + _without_unused_properties(kept, own)


def _words(root: Path) -> frozenset[str]:
    found: set[str] = set()
    for pattern in _OURS:
        for path in (root / "src").rglob(pattern):
            found.update(_WORD.findall(path.read_text()))
    return frozenset(found)


def _is_used(name: str, words: frozenset[str]) -> bool:
    """Tell whether a class is written somewhere, whole or up to the dash after which its kind follows."""
    return name in words or any(word.endswith("-") and name.startswith(word) for word in words)


def _is_wanted(selector: str, words: frozenset[str]) -> bool:
    """Tell whether a selector can match; what stands in brackets are choices and exceptions."""
    plain, before = selector, ""
    while plain != before:
        before, plain = plain, re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", plain)
    return all(_is_used(name, words) for name in _CLASS.findall(plain))


def _kept(rules: Iterable[Node], words: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            text = _rule(rule, words)
        elif isinstance(rule, AtRule) and rule.content is not None and rule.lower_at_keyword == "media":
            inner = "".join(_kept(tinycss2.parse_rule_list(rule.content, skip_whitespace=True), words))
            text = f"@media{tinycss2.serialize(rule.prelude)}{{{inner}}}\n" if inner else ""
        else:
            text = ""
        if text:
            yield text


def _rule(rule: QualifiedRule, words: frozenset[str]) -> str:
    selectors = [one.strip() for one in _split(tinycss2.serialize(rule.prelude))]
    used = [one for one in selectors if _is_wanted(one, words)]
    declarations = tinycss2.parse_declaration_list(rule.content, skip_whitespace=True)
    # Pictures inside the sheet are refused by our security policy; we draw our own.
    body = "".join(f"{text};" for text in (one.serialize() for one in declarations) if _PICTURE not in text)
    return f"{','.join(used)}{{{body}}}\n" if used and body else ""


def _split(selectors: str) -> list[str]:
    """Return the selectors of a list; commas inside brackets do not part them."""
    parts, depth = [""], 0
    for sign in selectors:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _without_unused_properties(kept: list[str], own: str) -> str:
    """Drop custom properties that nothing asks for, until nothing is left to drop."""
    text, before = "".join(kept), ""
    while text != before:
        before = text
        asked = set(_VARIABLE.findall(text)) | set(_VARIABLE.findall(own))
        text = "".join(_lighter(line, asked) for line in text.splitlines(keepends=True))
    return text


def _lighter(line: str, asked: set[str]) -> str:
    """Return one rule without the properties nobody asks for; nothing when none is left."""
    start = line.rfind("{")
    if "--" not in line[start:] or line.startswith("@"):
        return line
    body = line[start + 1 :].rstrip().removesuffix("}")
    declarations = tinycss2.parse_declaration_list(body, skip_whitespace=True)
    left = [one for one in declarations if not _is_unasked(one, asked)]
    if any(isinstance(one, ParseError) for one in left):
        return line
    return f"{line[:start]}{{{''.join(one.serialize() + ';' for one in left)}}}\n" if left else ""


def _is_unasked(declaration: Node, asked: set[str]) -> bool:
    return (
        isinstance(declaration, Declaration)
        and declaration.name.startswith("--")
        and declaration.name not in asked
    )


if __name__ == "__main__":
    target().write_text(sheet())
    print(f"{target().relative_to(ROOT)}: {target().stat().st_size} bytes")
