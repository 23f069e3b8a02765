"""What a workbook carries on its hidden sheet: record, places and digests of rows. Pure."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

SHEET: Final = "klimapakt"
SCHEMA: Final = "klimapakt-workbook/1"
_PIECE: Final = 30_000
_MOST_BYTES: Final = 256 * 1024 * 1024


class NotCarried(ValueError):
    """The hidden sheet does not hold what it should."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The record as text, the names of the sheets by their role, the digests by sheet and row."""

    record: str
    sheets: Mapping[str, str]
    digests: Mapping[str, Mapping[str, str]]


def packed(carried: Carried) -> Iterator[str]:
    """Yield pieces of text that fit into cells."""
    told = {"record": carried.record, "sheets": dict(carried.sheets), "digests": dict(carried.digests)}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    whole = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    for start in range(0, len(whole), _PIECE):
        yield whole[start : start + _PIECE]


def unpacked(pieces: Iterable[str]) -> Carried:
    """Return what was packed. Raises NotCarried.

    >>> unpacked(packed(Carried("{}", {"lines": "Zeilen"}, {}))).sheets
    {'lines': 'Zeilen'}
    """
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode("".join(pieces), validate=True), _MOST_BYTES)
        if not unpacker.eof or unpacker.unused_data:
            raise NotCarried
        told: Any = json.loads(data)
        record, parts = told["record"], (told["sheets"], told["digests"], *told["digests"].values())
        if not isinstance(record, str) or not all(isinstance(part, dict) for part in parts):
            raise NotCarried
        return Carried(record, told["sheets"], told["digests"])
    except (
        binascii.Error,
        zlib.error,
        ValueError,
        AttributeError,
        LookupError,
        TypeError,
        RecursionError,
    ) as error:
        raise NotCarried from error
