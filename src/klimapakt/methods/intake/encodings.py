"""From bytes to characters: UTF-8, UTF-16 with its mark, or Windows-1252 when that makes sense."""

import codecs
from itertools import pairwise

from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.messages import Message, gettext_noop

# What German and neighbouring tables hold beyond ASCII. Text of another code page becomes other characters.
_EXPECTED = frozenset(
    ""
    "ÄÖÜäöüßÀÁÂÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛÝàáâãåæçèéêëìíîïñòóôõøùúûýÿŠšŽžŒœ€§²³°µ·–—„“”\u201a‘’…•«»\u2039\u203a½¼¾±×÷®©™¹º†\u00a0\u00ad"
)
_QUOTES = frozenset("„“”\u201a‘…•–—†")


def decoded(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """Return the text and what must be said about its encoding. Raises IntakeRefused for any other."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _without_null(data.decode("utf-16")), ()
        return _mended(_without_null(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _unreadable(data) from None
    if not _makes_sense(text):
        raise _unreadable(data)
    template = gettext_noop(
        "The file is stored in an older character set (Windows-1252). Please check that umlauts and signs "
        "are right; “CSV UTF-8” avoids the question."
    )
    return text, (Message("encoding_windows", template),)


def _mended(text: str) -> tuple[str, tuple[Message, ...]]:
    """Undo a double encoding ("AktivitÃ¤t"), if the whole text allows it."""
    if "Ã" not in text:
        return text, ()
    try:
        mended = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text, ()
    template = gettext_noop(
        "The umlauts in this file were stored twice over; they were mended. Please check them."
    )
    return mended, (Message("encoding_mended", template),)


def _without_null(text: str) -> str:
    if "\x00" in text:
        template = gettext_noop(
            "This file is not a table: it holds bytes that no text has. Save the table as .xlsx or CSV and "
            "upload it again."
        )
        raise IntakeRefused(Message("file_is_binary", template))
    return text


def _makes_sense(text: str) -> bool:
    """Return whether the special characters are ones people use, with no quotation marks inside words."""
    special = {
        character
        for character in text
        if character > "\x7f" or (character < " " and character not in "\r\n\t")
    }
    if not special <= _EXPECTED:
        return False
    return not any(_is_inside_word(text, mark) for mark in special & _QUOTES)


def _is_inside_word(text: str, mark: str) -> bool:
    pieces = text.split(mark)
    inside = sum(
        1
        for before, after in pairwise(pieces)
        if before[-1:].isalpha() and after[:1].isalpha() and after[:1].islower()
    )
    return mark not in "‘’–—" and inside > 0


def _unreadable(data: bytes) -> IntakeRefused:
    """Return the refusal, naming the first row whose characters cannot be read."""
    try:
        data.decode("utf-8")
        position = 0
    except UnicodeDecodeError as error:
        position = error.start
    row = data.count(b"\n", 0, position) + 1
    template = gettext_noop(
        "The characters of this file cannot be read with certainty; the first doubtful one is in row "
        "%(row)s. Save the table as “CSV UTF-8” or as .xlsx and upload it again."
    )
    return IntakeRefused(Message("encoding_unknown", template, {"row": row}))
