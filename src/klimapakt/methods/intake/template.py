"""The import template: the columns that ``read_table`` reads, with examples, in German or English.

Its texts are data (``methods/data/template.json``); activities and units come from the catalogue.
"""

import csv
import importlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from klimapakt.methods.catalogue import activities
from klimapakt.methods.intake.headers import meaning_of
from klimapakt.methods.inventory.case import QUALITIES
from klimapakt.methods.units import UNITS

Language = Literal["de", "en"]
TemplateKind = Literal["xlsx", "csv"]
Cell = str | Decimal | date

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

    def heading_of(self) -> Mapping[str, str]:
        """Return the heading of every field that a table may have a column for, in their usual order."""
        optional = [row[0] for row in self.raw["optional"]]
        found = {meaning_of(heading): heading for heading in (*self.headers, *optional)}
        return {**{field: heading for field, heading in found.items() if field}, "reason": self.raw["reason"]}

    def word(self, key: str) -> str:
        """Return the contract's word for a purpose, an instrument or a method as people write it."""
        written: str = self.raw["words"].get(key, key)
        return written

    def quality(self, key: str) -> str:
        """Return the word for a data quality."""
        words: Sequence[str] = self.raw["qualities"]
        return words[QUALITIES.index(key)] if key in QUALITIES else key

    def activity(self, slug: str) -> str:
        """Return the name of an activity."""
        known = activities()[slug]
        return known.label_de if self.language == "de" else known.label_en

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
    texts = texts_in(language)
    return written(texts, kind, texts.headers, texts.examples(), is_example=True)


def written(
    texts: TemplateTexts,
    kind: TemplateKind,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    is_example: bool = False,
) -> bytes:
    """Return a table in the shape of the template; examples are set in italics where the kind allows."""
    if kind == "csv":
        return as_csv(texts, headers, rows)
    # The writer for workbooks takes 0.1 s to load; whoever only reads tables must not wait for it.
    writer = importlib.import_module("klimapakt.methods.intake.template_workbook")  # noqa: TID251
    content: bytes = writer.as_workbook(texts, headers, rows, is_example=is_example)
    return content


def texts_in(language: Language) -> TemplateTexts:
    """Return the texts of the template in a language."""
    return TemplateTexts(language, _texts()[language])


def as_csv(texts: TemplateTexts, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV in the writing of the language, with the mark that Excel needs."""
    form = texts.raw["csv"]
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, delimiter=form["delimiter"], lineterminator="\r\n")
    lines.writerow(headers)
    for row in rows:
        lines.writerow([_written(cell, form) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _written(cell: Cell, form: Mapping[str, str]) -> str:
    if isinstance(cell, Decimal):
        return unmistakable(cell).replace(".", form["decimal"])
    if isinstance(cell, date):
        return cell.strftime(form["date"])
    return cell


def unmistakable(number: Decimal) -> str:
    """Return a number that has one meaning in any file: three decimals look like thousands, four do not.

    >>> unmistakable(Decimal("1.234")), unmistakable(Decimal("1234")), unmistakable(Decimal("0.5"))
    ('1.2340', '1234', '0.5')
    """
    text = f"{number:f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _typed(index: int, cell: str) -> str | Decimal | date:
    if index == _AMOUNT:
        return Decimal(cell)
    return date.fromisoformat(cell) if index in _DATES else cell


@cache
def _texts() -> Mapping[str, Mapping[str, Any]]:
    text = files("klimapakt.methods").joinpath("data/template.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Any]] = json.loads(text)
    return found
