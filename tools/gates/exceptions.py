"""Whoever switches a gate off for a line says why: behind it, or in a comment on the line above.

That goes for ``# noqa: X``, ``# type: ignore[x]`` and ``# pragma: no cover``. ``import-untyped`` is its own
reason: the library has no types.
"""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tools.gates.complaints import Complaint, run
from tools.gates.sources import sources

_SWITCH = re.compile(
    r"""\#\s*(?: noqa (?: :\s*[A-Z]+\d+ (?:[,\s]+[A-Z]+\d+)* )?
        | type:\s*ignore (?: \[[\w,\ -]+\] )?
        | pragma:\s*no\s+cover )""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = re.compile(r"[^\W\d_]{4,}")


def check(root: Path) -> Iterator[Complaint]:
    """Yield every switched-off gate without a reason."""
    for source in sources(root, ".py"):
        if source.is_migration:
            continue
        comments = dict(_comments(source.text))
        lines = source.text.splitlines()
        for line, comment in comments.items():
            above = comments.get(line - 1, "") if lines[line - 2].lstrip().startswith("#") else ""
            if _SWITCH.search(comment) and not (_says_why(comment) or _says_why(above)):
                yield Complaint(source.name, line, "switches a gate off without a reason; add it.")


def _says_why(comment: str) -> bool:
    return "ignore[import-untyped]" in comment or bool(_WORDS.search(_SWITCH.sub(" ", comment)))


def _comments(text: str) -> Iterator[tuple[int, str]]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    except (tokenize.TokenError, SyntaxError):
        return


if __name__ == "__main__":
    run(check)
