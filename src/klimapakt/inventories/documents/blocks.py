"""What a report is made of: headings, sentences, facts, tables, pictures. Pure.

Blocks go to the typesetter as JSON, so no text can become markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from klimapakt.foundation.design.charts import Chart
from klimapakt.foundation.design.charts.chart import FONT, WIDE
from klimapakt.inventories.documents.letters import fitting, printable

Align = Literal["left", "right"]
Json = dict[str, object]
FAMILY = "Klimapakt Sans"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; chapters have level 1, their parts level 2."""

    text: str
    level: int = 1

    def as_json(self) -> Json:
        """Return the block as the typesetter reads it."""
        return {"kind": "heading", "level": self.level, "text": printable(self.text)}


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``is_small`` for what stands below a table."""

    text: str
    is_small: bool = False

    def as_json(self) -> Json:
        """Return the block as the typesetter reads it."""
        return {"kind": "small" if self.is_small else "text", "text": printable(self.text)}


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences as a list."""

    texts: Sequence[str]

    def as_json(self) -> Json:
        """Return the block as the typesetter reads it."""
        return {"kind": "points", "texts": [printable(text) for text in self.texts]}


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    rows: Sequence[tuple[str, str]]

    def as_json(self) -> Json:
        """Return the block as the typesetter reads it."""
        return {"kind": "facts", "rows": [[printable(name), printable(value)] for name, value in self.rows]}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``width`` as a share of what is left, 0 for as wide as its content."""

    title: str
    align: Align = "left"
    width: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption that says what it shows; ``sums`` are the places of rows in bold."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    sums: Sequence[int] = field(default=())
    is_dense: bool = False

    def as_json(self) -> Json:
        """Return the block as the typesetter reads it."""
        return {
            "kind": "table",
            "caption": printable(self.caption),
            "columns": [
                {"title": printable(column.title), "align": column.align, "width": column.width}
                for column in self.columns
            ],
            "rows": [[printable(cell) for cell in row] for row in self.rows],
            "sums": list(self.sums),
            "dense": self.is_dense,
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, drawn as on the pages, with the sentence that says what to see."""

    chart: Chart

    def as_json(self) -> Json:
        """Return the block as the typesetter reads it."""
        chart = self.chart
        said = "; ".join(f"{part.label}: {part.text}" for part in chart.parts)
        return {
            "kind": "picture",
            "svg": fitting(str(chart.svg(WIDE)).replace(FONT, FAMILY)),
            "alt": printable(f"{chart.title}. {chart.sentence} {said}"),
            "caption": printable(chart.sentence),
        }


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""

    def as_json(self) -> Json:
        """Return the block as the typesetter reads it."""
        return {"kind": "page"}


Block = Heading | Text | Points | Facts | Table | Picture | NewPage
