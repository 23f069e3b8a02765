"""Whoever switches a gate off for a line says why, on that line.

``# noqa: X``, ``# type: ignore[x]`` and ``# pragma: no cover`` need the rule they switch off and words after
it.
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
        for line, comment in _comments(source.text):
            if _SWITCH.search(comment) and not _WORDS.search(_SWITCH.sub(" ", comment)):
                yield Complaint(
                    source.name, line, "switches a gate off without a reason; add it behind the code."
                )


def _comments(text: str) -> Iterator[tuple[int, str]]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    except (tokenize.TokenError, SyntaxError):
        return


if __name__ == "__main__":
    run(check)
