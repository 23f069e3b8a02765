"""What lets a file show that it is as it was made. Pure.

A seal is a hash without a key: it finds what broke or was changed by chance or in passing. Whoever recomputes
it leaves a file whose record has another hash than the one the platform shows; that hash is what to compare.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

BLANK: Final = "0" * 64
_MARK: Final = b"klimapakt-seal:"
_SEALED: Final = re.compile(re.escape(_MARK) + rb"([0-9a-f]{64})")
LENGTH_OF_CHECK: Final = 16
_MOST_SEALS: Final = 4  # a name may look like a seal; a file full of them is none of ours

KEYWORD: Final = f"{_MARK.decode()}{BLANK}"
"""The keyword a PDF is made with; ``seal_pdf`` fills it in wherever it stands."""


class NotSealable(ValueError):
    """The file does not hold the blank seal."""


def seal_pdf(made: bytes) -> bytes:
    """Return a PDF with its blank seal filled in: the hash of the file with the seal blank. Same length.

    >>> is_sealed(seal_pdf(b"a " + KEYWORD.encode() + b" b"))
    True
    """
    blank = KEYWORD.encode()
    if blank not in made:
        raise NotSealable
    return made.replace(blank, _MARK + hashlib.sha256(made).hexdigest().encode())


def is_sealed(file: bytes) -> bool:
    """Tell whether a PDF is byte for byte as it was made.

    >>> is_sealed(seal_pdf(b"a " + KEYWORD.encode()) + b"!"), is_sealed(b"something else")
    (False, False)
    """
    return any(_fits(seal, file) for seal in sorted(set(_SEALED.findall(file)))[:_MOST_SEALS])


def checks_of(rows: Sequence[Sequence[str]], record_sha256: str) -> list[str]:
    """Return the check of each row of a table: of its cells and of the check of the row after it.

    So a change is found in its row, and a row that is missing, added or moved breaks the check before it.

    >>> checks_of([["a", "1"], ["b", "2"]], "f00")
    ['c53a83081d939329', '5618bf90dcb3883f']
    """
    following, found = record_sha256, []
    for cells in reversed(rows):
        following = check_of(cells, following)
        found.append(following)
    return found[::-1]


def check_of(cells: Iterable[str], following: str) -> str:
    """Return the check of one row before the row with the check ``following``; the record ends the table."""
    return short_hash("\x1f".join([*cells, following]))


def short_hash(text: str) -> str:
    """Return the beginning of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH_OF_CHECK]


def broken_rows(rows: Sequence[Sequence[str]], checks: Sequence[str], record_sha256: str) -> Iterator[int]:
    """Yield the places of the rows whose check does not fit, counted from zero.

    >>> list(broken_rows([["a", "1"], ["b", "3"]], ["c53a83081d939329", "5618bf90dcb3883f"], "f00"))
    [1]
    """
    after = [*checks[1:], record_sha256]
    for place, (cells, check, following) in enumerate(zip(rows, checks, after, strict=True)):
        if check_of(cells, following) != check:
            yield place


def _fits(seal: bytes, file: bytes) -> bool:
    blank = file.replace(_MARK + seal, KEYWORD.encode())
    return hashlib.sha256(blank).hexdigest().encode() == seal
