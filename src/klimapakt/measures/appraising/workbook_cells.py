"""Writing cells of the workbook of an appraisal: text is always text, formulas carry the value they have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from klimapakt.inventories.formulas import guarded

LONGEST_TEXT: Final = 32_767
_TEXT: Final[Mapping[str, object]] = {"valign": "top", "text_wrap": True}
LOOKS: Final[Mapping[str, Mapping[str, object]]] = {
    "text": _TEXT,
    "quoted": {**_TEXT, "quote_prefix": True},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "muted": {"font_color": "#565a50"},
    "euro": {"num_format": "#,##0.00;[Red]-#,##0.00", "valign": "top"},
    "criterion": {"num_format": "#,##0.00;[Red]-#,##0.00", "bold": True, "font_size": 14},
    "percent": {"num_format": "0.00%", "valign": "top"},
    "number": {"num_format": "#,##0.############", "valign": "top"},
    "whole": {"num_format": "0", "valign": "top"},
    "years": {"num_format": "0.0", "valign": "top"},
    "factor": {"num_format": "0.000000", "valign": "top"},
    "entered": {"num_format": "#,##0.############", "bg_color": "#fdf0d5", "valign": "top"},
    "entered_percent": {"num_format": "0.00######%", "bg_color": "#fdf0d5", "valign": "top"},
}


def looks_of(book: Workbook) -> dict[str, Format]:
    """Return the formats of a workbook by their names."""
    return {name: book.add_format({"font_size": 11, **look}) for name, look in LOOKS.items()}


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet; rows are counted as the spreadsheet does, columns from zero."""

    sheet: Worksheet
    looks: Mapping[str, Format]

    def text(self, row: int, column: int, text: object, look: str = "text") -> None:
        """Write a text; one that looks like a formula is marked, so that it stays a text when typed over."""
        told = "".join(sign if sign.isprintable() else " " for sign in str(text))[:LONGEST_TEXT]
        if not told:
            return
        if look == "text" and guarded(told) != told:
            look = "quoted"
        self.sheet.write_string(row - 1, column, told, self.looks[look])

    def number(self, row: int, column: int, number: float, look: str = "number") -> None:
        """Write a number."""
        self.sheet.write_number(row - 1, column, number, self.looks[look])

    def formula(self, row: int, column: int, formula: str, value: float | str, look: str = "euro") -> None:
        """Write a formula, given without the equals sign, with the value it has."""
        self.sheet.write_formula(row - 1, column, f"={formula}", self.looks[look], value)

    def heading(self, row: int, texts: Sequence[str]) -> None:
        """Write headings side by side."""
        for column, text in enumerate(texts):
            self.text(row, column, text, "heading")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell or a column of cells on a sheet, as formulas name it."""

    sheet: str
    column: int
    first: int
    last: int = 0

    def __str__(self) -> str:
        letter = xl_col_to_name(self.column)
        name = self.sheet.replace("'", "''")
        if not self.last:
            return f"'{name}'!${letter}${self.first}"
        return f"'{name}'!${letter}${self.first}:${letter}${self.last}"
