"""Inventories from CSV and XLSX in the import template, and inventories printed as CSV or as plain text."""

import argparse
import csv
import io
import json
from collections import Counter
from pathlib import PurePath

from klimapakt.foundation import confined
from klimapakt.methods.intake import IntakeRefused, Row, Table, message_from_json, read_table
from klimapakt.methods.inventory import Inventory, Line, calculate_case
from klimapakt.methods.inventory.parse import read_case
from klimapakt.methods.json_text import read_json
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

_SECONDS = 20.0
_MEMORY_MB = 512
_MG_PER_T = 1e9


def calculated(data: bytes, options: argparse.Namespace) -> str:
    """Return the inventory of a table (or of JSON) in the format that was asked for. Raises Refused."""
    looks_like_json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    case = read_json(data) if looks_like_json else case_of_table(_table(data, options), options)
    inventory = calculate_case(read_case(case))
    if options.format == "csv":
        return as_csv(inventory)
    if options.format == "table":
        return as_table(inventory)
    return json.dumps(inventory.as_json(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def case_of_table(table: Table, options: argparse.Namespace) -> dict[str, object]:
    """Return the case of a table. Raises Refused for the first row that is not accepted."""
    _ensure_accepted(table.rows)
    given = {name: getattr(options, name) for name in ("edition", "region") if getattr(options, name)}
    found = [dict(row.activity) for row in table.rows if row.activity is not None]
    return {"year": options.year or _only_year(found), **given, "activities": found}


def as_csv(inventory: Inventory) -> str:
    """Return the lines as CSV, each with its source, edition and attribution."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*inventory.lines[0].as_json()] if inventory.lines else ["id"])
    for line in inventory.lines:
        writer.writerow([_cell(value) for value in line.as_json().values()])
    writer.writerow([])
    writer.writerow(["edition", inventory.edition])
    writer.writerows(["attribution", words] for words in attributions(inventory))
    return out.getvalue()


def as_table(inventory: Inventory) -> str:
    """Return totals, lines and findings as plain text for reading."""
    totals = inventory.totals
    rows = [
        ("Scope 1", totals.scope1_mg),
        ("Scope 2, location-based", totals.scope2_location_mg),
        ("Scope 2, market-based", totals.scope2_market_mg),
        *((f"Scope 3, category {key}", value) for key, value in totals.scope3_mg.items() if value),
        ("Total, location-based", totals.location_based_mg),
        ("Total, market-based", totals.market_based_mg),
        ("Biogenic CO2, outside the scopes", totals.biogenic_co2_mg),
        *((f"Memo: {key}", value) for key, value in totals.memo_mg.items() if value),
    ]
    text = [f"{name:<34} {milligrams / _MG_PER_T:>16.3f} t CO2e" for name, milligrams in rows]
    text += ["", *(_line(line) for line in inventory.lines), ""]
    text += [f"{finding.severity}: {finding.message.text()}" for finding in inventory.findings]
    return "\n".join([f"Edition {inventory.edition}", *text, "", *attributions(inventory)]) + "\n"


def attributions(inventory: Inventory) -> list[str]:
    """Return the words that the licences of the sources used ask us to show, each once."""
    words = {source.cited(): source.attribution_en for source in inventory.factors.sources}
    used = dict.fromkeys(_publication(line) for line in inventory.lines)
    return [words[name] for name in used if name in words]


def _table(data: bytes, options: argparse.Namespace) -> Table:
    name = PurePath(options.file or "standard input").name
    try:
        if data[:2] != b"PK":
            return read_table(data, filename=name, numbers=options.numbers)
        return _confined(data, name, options.numbers)
    except IntakeRefused as error:
        raise Refused("", error.message) from error


def _confined(data: bytes, name: str, numbers: str) -> Table:
    """Read a workbook in a process of its own with limits on time and memory: it may be hostile."""
    try:
        finished = confined.run(
            "klimapakt.methods.intake.child",
            payload=data,
            arguments=(name, numbers),
            seconds=_SECONDS,
            memory_mb=_MEMORY_MB,
        )
    except confined.NotFinished as error:
        template = gettext_noop(
            "The workbook takes too long or needs too much memory to read. "
            "Copy the table alone into a new one."
        )
        raise Refused("", Message("file_too_costly", template)) from error
    answer = json.loads(finished.stdout)
    if "refused" in answer:
        raise Refused("", message_from_json(answer["refused"]))
    return Table.from_json(answer)


def _ensure_accepted(rows: tuple[Row, ...]) -> None:
    refused = [row for row in rows if row.activity is None]
    if not refused:
        return
    row = refused[0]
    note = next((note for note in row.notes if note.severity in ("error", "question")), None)
    path = f"row {row.number}" + (f", {note.column}" if note and note.column else "")
    message = note.message if note else Message("row_rejected", gettext_noop("This row could not be read."))
    if len(refused) > 1:
        template = gettext_noop("%(what)s %(count)s rows in all could not be read.")
        message = Message(message.code, template, {"what": message, "count": len(refused)})
    raise Refused(path, message)


def _only_year(found: list[dict[str, object]]) -> int:
    """Return the year that all rows share. Raises Refused when the table does not tell it."""
    years: Counter[int] = Counter()
    for activity in found:
        days = [str(activity[key]) for key in ("period_start", "period_end") if activity.get(key)]
        stated = [str(activity["year"])] if activity.get("year") else [day[:4] for day in days]
        years.update(int(year) for year in stated)
    if len(years) == 1:
        return next(iter(years))
    template = gettext_noop(
        "The table does not tell one reporting year (found: %(years)s). Add --year, such as --year 2024."
    )
    raise Refused(
        "year", Message("year_needed", template, {"years": ", ".join(map(str, sorted(years))) or "-"})
    )


def _publication(line: Line) -> str:
    return line.source.rpartition(" (")[0] or line.source


def _cell(value: object) -> object:
    """Return a value for CSV; a text that a spreadsheet would run as a formula gets a guard in front."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return "" if value is None else value


def _line(line: Line) -> str:
    amount = f"{float(line.amount):,.3f} {line.unit}"
    result = f"{line.co2e_mg / 1e6:,.3f} kg"
    product = f"{amount:>26} x {line.kg_per_unit} kg = {result}"
    return f"{line.activity:<24} {line.part:<10} {product}  [{line.factor_id}]"
