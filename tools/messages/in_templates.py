"""Sentences marked in templates: ``translate``, ``blocktranslate`` and ``_("…")`` inside tags and filters.

Reads with Django's own lexer and writes the msgid the way Django's ``BlockTranslateNode`` will look it up:
variables as ``%(name)s``, a literal percent doubled, white space joined where the block is ``trimmed``.
"""

import re
from collections.abc import Iterator

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

from tools.gates.sources import Source
from tools.messages.sentences import Sentence

_INLINE = frozenset({"translate", "trans"})
_BLOCK = frozenset({"blocktranslate", "blocktrans"})
_MARKED_VALUE = re.compile(r"""(?<![\w.])_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")


def sentences_in(source: Source) -> Iterator[Sentence]:
    """Yield the sentences of one template."""
    tokens = iter(Lexer(source.text).tokenize())
    for token in tokens:
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        words = token.split_contents() if token.token_type is TokenType.BLOCK else []
        tag = words[0] if words else ""
        if tag == "comment":
            _skip(tokens, "endcomment")
            continue
        for double, single in _MARKED_VALUE.findall(token.contents):
            yield Sentence(source.name, token.lineno or 1, _looked_up(double or single))
        if tag in _INLINE:
            yield from _inline(source, token, words)
        elif tag in _BLOCK:
            yield _block(source, token, words, tokens)


def _skip(tokens: Iterator[Token], end: str) -> None:
    for token in tokens:
        if token.token_type is TokenType.BLOCK and token.contents.split()[0] == end:
            return


def _inline(source: Source, token: Token, words: list[str]) -> Iterator[Sentence]:
    literal = words[1] if len(words) > 1 else ""
    quoted = re.match(r"""(["'])(.*?)(?<!\\)\1""", literal, re.DOTALL)
    if quoted:
        yield Sentence(source.name, token.lineno or 1, _looked_up(quoted.group(2)), context=_context(words))


def _block(source: Source, opening: Token, words: list[str], tokens: Iterator[Token]) -> Sentence:
    """Read on to the end of the block; after it the iterator stands behind the block."""
    forms: list[list[str]] = [[]]
    for token in tokens:
        tag = token.contents.split()[0] if token.token_type is TokenType.BLOCK else ""
        if tag in {f"end{name}" for name in _BLOCK}:
            break
        if tag == "plural":
            forms.append([])
        elif token.token_type is TokenType.TEXT:
            forms[-1].append(token.contents.replace("%", "%%"))
        elif token.token_type is TokenType.VAR:
            forms[-1].append(f"%({token.contents.strip()})s")
    texts = ["".join(parts) for parts in forms]
    if "trimmed" in words:
        texts = [trim_whitespace(text) for text in texts]
    plural = texts[1] if len(texts) > 1 else None
    return Sentence(source.name, opening.lineno or 1, texts[0], plural, _context(words))


def _context(words: list[str]) -> str | None:
    if "context" not in words[:-1]:
        return None
    return _unescaped(words[words.index("context") + 1].strip("\"'"))


def _looked_up(text: str) -> str:
    """Return a literal as Django looks it up: with every percent sign doubled."""
    return _unescaped(text).replace("%", "%%")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
