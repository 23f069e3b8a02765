"""``klimapakt calc METHOD [FILE]``: every method from the shell, without database, network or clock.

The contract: JSON (for inventories also CSV and XLSX) in, one JSON object out and exit status 0, or exit
status 2 and ``{"error", "path", "message"}`` on standard error. With ``--lines``, one case per line and one
answer per line.
"""

import argparse
import io
import json
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module  # noqa: TID251  # methods are loaded when they are called
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO

from klimapakt.methods.json_text import read_json
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused

METHODS = {
    "inventory": "klimapakt.methods.inventory.shell",
    "duties": "klimapakt.methods.duties.shell",
    "appraisal": "klimapakt.methods.appraisal.shell",
    "portfolio": "klimapakt.methods.portfolio.shell",
    "pathway": "klimapakt.methods.pathway.shell",
    "decomposition": "klimapakt.methods.decomposition.shell",
    "uncertainty": "klimapakt.methods.uncertainty.shell",
    "weather": "klimapakt.methods.weather.shell",
    "recalculation": "klimapakt.methods.recalculation.shell",
    "claim": "klimapakt.methods.claims.shell",
    "funding": "klimapakt.methods.funding.shell",
}
_TABLES = "klimapakt.commands.calc_tables"
_FORMATS = ("json", "csv", "table")


@dataclass(frozen=True, slots=True)
class Method:
    """A method's three doors to the shell."""

    answer: Callable[[object], dict[str, object]]
    schema: Callable[[], dict[str, object]]
    example: Callable[[], dict[str, object]]


def run(arguments: Sequence[str]) -> int:
    """Calculate; return the exit status."""
    _write_utf8()
    try:
        return _dispatch(_parser().parse_intermixed_args(arguments))
    except Refused as error:
        print(json.dumps(error.as_json(), ensure_ascii=False), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader has gone (for example ``| head``); there is nobody left to tell.
        sys.stderr.close()
        return 0


def _write_utf8() -> None:
    """Write the same bytes whatever the locale of the shell says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")


class _Parser(argparse.ArgumentParser):
    """Refuses wrong options as the contract says: JSON on standard error, exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Refuse instead of printing the usage."""
        template = gettext_noop("The call is not right: %(why)s. klimapakt calc --help shows the options.")
        raise Refused("", Message("wrong_option", template, {"why": message}))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="klimapakt calc", description=__doc__)
    parser.add_argument("method", nargs="?", help="one of: " + ", ".join(METHODS))
    parser.add_argument("file", nargs="?", help="the input; standard input without it")
    parser.add_argument(
        "--lines", action="store_true", help="JSON Lines: one case per line in, one answer per line out"
    )
    parser.add_argument("--schema", metavar="METHOD", help="print the JSON Schema of the method's input")
    parser.add_argument("--example", metavar="METHOD", help="print a complete working input")
    parser.add_argument("--format", choices=_FORMATS, default="json", help="how to print an inventory")
    table = parser.add_argument_group("for CSV and XLSX in the import template (inventory only)")
    table.add_argument("--year", type=int, help="reporting year; needed when the table does not tell it")
    table.add_argument("--edition", help="factor edition; the newest without it")
    table.add_argument("--region", help="market of the electricity; DE without it")
    table.add_argument(
        "--numbers", choices=("auto", "de", "en"), default="auto", help="1.234,5 (de) or 1,234.5 (en)"
    )
    return parser


def _dispatch(options: argparse.Namespace) -> int:
    if options.schema or options.example:
        method = load(options.schema or options.example)
        _print(method.schema() if options.schema else method.example())
        return 0
    method = load(options.method)
    if options.lines:
        _ensure_no_table_options(options)
        with _opened(options.file) as stream:
            answer_lines(method, stream, sys.stdout)
        return 0
    with _opened(options.file) as stream:
        data = stream.read()
    if options.method == "inventory" and (options.format != "json" or _is_table(data, options.file)):
        tables = import_module(_TABLES)
        sys.stdout.write(tables.calculated(data, options))
        return 0
    _ensure_no_table_options(options)
    _print(method.answer(read_json(data)))
    return 0


def _ensure_no_table_options(options: argparse.Namespace) -> None:
    """Refuse options that JSON answers itself, so that none is believed to count."""
    given = [name for name in ("year", "edition", "region") if getattr(options, name) is not None]
    given += ["numbers"] if options.numbers != "auto" else []
    if given:
        template = gettext_noop("--%(name)s is for tables only; in JSON the case says it itself.")
        raise Refused("", Message("wrong_option", template, {"name": given[0]}))


def load(name: str | None) -> Method:
    """Return the method with this name. Raises Refused naming the nearest."""
    if name in METHODS:
        module = import_module(METHODS[name])
        return Method(module.answer, module.schema, module.example)
    close = nearest(name or "", list(METHODS)) or list(METHODS)
    template = gettext_noop("There is no method %(name)s. Nearest: %(nearest)s. Methods: %(known)s.")
    values = {"name": name or "-", "nearest": close[0], "known": ", ".join(METHODS)}
    raise Refused("", Message("unknown_method", template, values))


def answer_lines(method: Method, lines: Iterable[bytes], out: TextIO) -> None:
    """Answer JSON Lines one by one, in order, flushed per line; a refused line stops nothing."""
    for line in lines:
        out.write(
            json.dumps(_answer_line(method, line), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            + "\n"
        )
        out.flush()


def _answer_line(method: Method, line: bytes) -> dict[str, object]:
    named: dict[str, object] = {}
    try:
        case = read_json(line)
        if isinstance(case, dict) and "id" in case:
            named = {"id": _echoed(case["id"])}
            case = {key: value for key, value in case.items() if key != "id"}
        return {**named, **method.answer(case)}
    except Refused as error:
        return {**named, **error.as_json()}


def _echoed(value: object) -> object:
    """Return an id as it is printed again. Raises Refused for objects, lists and numbers that are no JSON."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal) and value.is_finite() and math.isfinite(float(value)):
        return float(value)
    template = gettext_noop("An id is a text, a number, true, false or null.")
    raise Refused("id", Message("not_an_id", template))


def _is_table(data: bytes, name: str | None) -> bool:
    """Return whether the input is a table: a workbook, a file named so, or lines that are not JSON."""
    if data[:2] == b"PK" or (name or "").lower().endswith((".csv", ".xlsx", ".tsv")):
        return True
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start not in b'{["' and b"\n" in data.strip()


def _opened(name: str | None) -> BinaryIO:
    if name in (None, "-"):
        return sys.stdin.buffer
    try:
        return Path(str(name)).open("rb")
    except OSError as error:
        template = gettext_noop("The file %(name)s cannot be read: %(why)s.")
        values = {"name": name, "why": error.strerror or type(error).__name__}
        raise Refused("", Message("file_not_readable", template, values)) from error


def _print(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    sys.stdout.flush()
