"""The import template: the columns that ``read_table`` reads, with examples, in German or English.

Its texts are data (``methods/data/template.json``); activities and units come from the catalogue.
"""

import csv
import importlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from klimapakt.methods.catalogue import activities
from klimapakt.methods.units import UNITS

Language = Literal["de", "en"]
TemplateKind = Literal["xlsx", "csv"]

_AMOUNT, _DATES = 2, (4, 5)


@dataclass(frozen=True, slots=True)
class TemplateTexts:
    """The texts of the template in one language."""

    language: Language
    raw: Mapping[str, Any]

    @property
    def headers(self) -> Sequence[str]:
        """Return the headings of the columns."""
        headers: Sequence[str] = self.raw["headers"]
        return headers

    def examples(self) -> list[list[str | Decimal | date]]:
        """Return the example rows with typed amounts and dates."""
        return [
            [_typed(index, cell) for index, cell in enumerate([*row, self.raw["example_note"]])]
            for row in self._rows
        ]

    def unit(self, name: str) -> str:
        """Return a unit as people of this language write it."""
        written: str = self.raw["units"].get(name, name.replace("_", " "))
        return written

    def units(self) -> list[str]:
        """Return every unit that some activity takes."""
        used = {unit for activity in activities().values() for unit in activity.units}
        return [self.unit(name) for name in UNITS if name in used]

    def activities(self) -> list[tuple[str, str]]:
        """Return every activity with the units that fit."""
        return [
            (
                activity.label_de if self.language == "de" else activity.label_en,
                ", ".join(self.unit(unit) for unit in activity.units),
            )
            for activity in activities().values()
        ]

    @property
    def _rows(self) -> Sequence[Sequence[str]]:
        rows: Sequence[Sequence[str]] = self.raw["examples"]
        return rows


def write_template(language: Language, kind: TemplateKind) -> bytes:
    """Return the import template as a file; the same call always returns the same bytes.

    >>> write_template("en", "csv").decode("utf-8-sig").splitlines()[0]
    'Site,Activity,Amount,Unit,From,To,Data quality,Evidence,Note'
    """
    texts = TemplateTexts(language, _texts()[language])
    if kind == "csv":
        return _as_csv(texts)
    # The writer for workbooks takes 0.1 s to load; whoever only reads tables must not wait for it.
    writer = importlib.import_module("klimapakt.methods.intake.template_workbook")  # noqa: TID251
    written: bytes = writer.as_workbook(texts)
    return written


def _as_csv(texts: TemplateTexts) -> bytes:
    form = texts.raw["csv"]
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, delimiter=form["delimiter"], lineterminator="\r\n")
    lines.writerow(texts.headers)
    for row in texts.examples():
        lines.writerow([_written(cell, form) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _written(cell: str | Decimal | date, form: Mapping[str, str]) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", form["decimal"])
    return cell if isinstance(cell, str) else cell.strftime(form["date"])


def _typed(index: int, cell: str) -> str | Decimal | date:
    if index == _AMOUNT:
        return Decimal(cell)
    return date.fromisoformat(cell) if index in _DATES else cell


@cache
def _texts() -> Mapping[str, Mapping[str, Any]]:
    text = files("klimapakt.methods").joinpath("data/template.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Any]] = json.loads(text)
    return found
