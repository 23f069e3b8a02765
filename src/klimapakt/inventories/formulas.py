"""Text that a spreadsheet would take for a formula gets an apostrophe on the way out and loses it coming in.

Pure. The two functions undo each other, so that an exported table can be corrected and loaded again without
gaining characters.
"""

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")  # noqa: RUF001  (full width on purpose)
_BEFORE: Final = ("\t", "\r", "\n")
_NUMERIC: Final = frozenset("0123456789.,")
_MARK: Final = "'"


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; signed numbers stay numbers.

    A text that looks guarded already gets one more mark, so that it comes back as it was.

    >>> guarded("=1+1"), guarded("-5,5"), guarded("Strom"), guarded("'=1+1")
    ("'=1+1", '-5,5', 'Strom', "''=1+1")
    """
    return f"{_MARK}{text}" if _is_suspicious(text) else text


def unguarded(text: str) -> str:
    """Return the text without the mark that ``guarded`` gave it.

    >>> unguarded("'=1+1"), unguarded("'s Gravenhage")
    ('=1+1', "'s Gravenhage")
    """
    return text[1:] if text.startswith(_MARK) and _is_suspicious(text[1:]) else text


def _is_suspicious(marked: str) -> bool:
    text = marked.lstrip(_MARK)
    is_number = text[:1] in {"-", "+"} and text[1:] != "" and set(text[1:]) <= _NUMERIC
    return not is_number and (text.startswith(_BEFORE) or text.lstrip().startswith(_STARTS))
