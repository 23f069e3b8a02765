"""Lines of an inventory as rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from klimapakt.inventories.models import Activity
from klimapakt.inventories.presenting import words
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.factors import Edition
from klimapakt.methods.inventory import Line


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line with the row it comes from."""

    line: Line
    row: Activity
    edition: Edition

    @property
    def name(self) -> str:
        """Return what was consumed."""
        return words.row_name(self.row, self.edition)

    @property
    def part(self) -> str:
        """Return which part of the emissions this is."""
        return str(words.PARTS[self.line.part])

    @property
    def place(self) -> str:
        """Return the scope, or where the line stands outside the scopes."""
        return words.scope_of(self.line)


def largest(calculated: Calculated, count: int) -> list[ShownLine]:
    """Return the largest lines of the location-based total."""
    return [_shown(line, calculated) for line in calculated.once(_counting)[:count]]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines to list: of a scope ("1" to "3", "none"), of a site (its id), of one row (its number)."""

    scope: str = ""
    site: str = ""
    entry: str = ""

    @property
    def is_on(self) -> bool:
        """Tell whether any lines may be left out."""
        return bool(self.scope or self.site or self.entry)

    def lets_through(self, line: Line, row: Activity) -> bool:
        """Tell whether a line is to be listed."""
        scope = "none" if line.scope is None else str(line.scope)
        return (
            self.scope in {"", scope}
            and self.site in {"", str(row.site_id)}
            and self.entry in {"", line.activity}
        )


def filtered(calculated: Calculated, by: Filter) -> list[ShownLine]:
    """Return the lines that a filter lets through, the largest first."""
    row_of = calculated.row_of
    lines = [line for line in calculated.result.lines if by.lets_through(line, row_of[line.activity])]
    return [_shown(line, calculated) for line in _largest_first(lines)]


def _counting(calculated: Calculated) -> list[Line]:
    """Return the lines of the location-based total, the largest first."""
    lines = calculated.result.lines
    return _largest_first(line for line in lines if line.scope is not None and line.part != "market")


def _largest_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -line.co2e_mg)


def _shown(line: Line, calculated: Calculated) -> ShownLine:
    return ShownLine(line, calculated.row_of[line.activity], calculated.result.factors)
