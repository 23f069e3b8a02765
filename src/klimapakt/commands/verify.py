"""``klimapakt verify FILE …``: is a document what it says? Needs no database, no network and no account."""

import argparse
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from klimapakt.inventories.documents.checking import Unverifiable, Verdict, examine, recognised
from klimapakt.inventories.documents.limits import MAX_FILE_BYTES

_SOUND, _BROKEN, _CANNOT = 0, 1, 2
_ORDER = ("json", "workbook", "pdf", "table")
"""Tables come last, because they are compared with the records of the others."""


def run(arguments: Sequence[str]) -> int:
    """Return 0 when every file is sound, 1 when one is broken, 2 when one could not be looked at."""
    parser = argparse.ArgumentParser(
        prog="klimapakt verify",
        description="Compare documents of an inventory with the record they carry, calculate it again, and "
        "name what is broken. Status: 0 all sound, 1 something is broken, 2 something cannot be verified.",
    )
    parser.add_argument("file", nargs="+", help="report (PDF), workbook (XLSX), record (JSON) or table (CSV)")
    parser.add_argument(
        "--hash",
        metavar="SHA256",
        help="the hash that the platform shows; a document of another record is then broken",
    )
    options = parser.parse_args(list(arguments))
    _speak_utf8()
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    statuses: list[int] = []
    records: dict[str, Mapping[str, Any]] = {}
    for name, data in _in_order(options.file, statuses):
        statuses.append(_verified(name, data, records, options.hash))
    return _BROKEN if _BROKEN in statuses else max(statuses)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _in_order(names: Sequence[str], statuses: list[int]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that can be read, records before tables; what cannot be read is told."""
    read = []
    for name in names:
        try:
            data = _content(name)
            read.append((_ORDER.index(recognised(data)), name, data))
        except Unverifiable as problem:
            statuses.append(_told(name, str(problem)))
    for _place, name, data in sorted(read, key=lambda one: one[0]):
        yield name, data


def _content(name: str) -> bytes:
    """Return the bytes of a file, one more than allowed at most. Raises Unverifiable."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Unverifiable(f"The file cannot be read: {why}.") from error


def _verified(name: str, data: bytes, records: dict[str, Mapping[str, Any]], wanted: str | None) -> int:
    try:
        verdict = examine(data, records)
    except Unverifiable as problem:
        return _told(name, str(problem))
    if wanted and wanted.lower() != verdict.sha256:
        verdict.faults.append(f"The document is about another record than {wanted}.")
    if verdict.is_sound and verdict.content is not None:
        records[verdict.sha256] = verdict.content
    _print(name, verdict)
    if not verdict.is_sound:
        return _BROKEN
    return _SOUND if verdict.is_calculated else _CANNOT


def _told(name: str, problem: str) -> int:
    print(f"{name}: cannot be verified. {problem}", file=sys.stderr)
    return _CANNOT


def _print(name: str, verdict: Verdict) -> None:
    about = verdict.about()
    print(f"{name}: {verdict.kind}{f', {about}' if about else ''}")
    if verdict.sha256:
        print(f"  record   {verdict.sha256}")
    for sentence in verdict.holds:
        print(f"  holds    {sentence}")
    for sentence in verdict.unchecked:
        print(f"  note     {sentence}")
    for sentence in verdict.faults:
        print(f"  BROKEN   {sentence}")
    print(f"  {_word(verdict)}")


def _word(verdict: Verdict) -> str:
    if verdict.faults:
        return "broken"
    return "sound" if verdict.is_calculated else "cannot be verified here"
