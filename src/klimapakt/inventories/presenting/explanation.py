"""Why a number is what it is: everything a person needs to check one line by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from klimapakt.inventories.models import Activity
from klimapakt.inventories.presenting import words
from klimapakt.inventories.presenting.derivations import Derivation, derivation_of
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.factors import Edition, Factor
from klimapakt.methods.inventory import Line


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line with the row it comes from and the factor behind it.

    ``factor`` is None for a factor the company brought itself; ``siblings`` are the other lines of the same
    row.
    """

    line: Line
    row: Activity
    year: int
    edition: Edition
    factor: Factor | None
    siblings: tuple[tuple[str, Line], ...]

    @property
    def name(self) -> str:
        """Return what was consumed."""
        return words.row_name(self.row, self.edition)

    @property
    def place(self) -> str:
        """Return the scope, or where the line stands outside the scopes."""
        return words.scope_of(self.line)

    @property
    def part(self) -> str:
        """Return which part of the emissions this is."""
        return str(words.PARTS[self.line.part])

    @property
    def counts(self) -> str:
        """Return which totals the line is part of; empty outside the scopes."""
        return "" if self.line.scope is None else str(words.METHODS[self.line.method])

    @property
    def factor_name(self) -> str:
        """Return the factor's name, or where the company has it from."""
        return words.factor_name(self.factor) if self.factor else self.line.source

    @property
    def attribution(self) -> str:
        """Return the words the factor's licence asks for; empty for the company's own factor."""
        if self.factor is None:
            return ""
        source = self.factor.source
        return source.attribution_de if words.is_german() else source.attribution_en

    @property
    def licence(self) -> str:
        """Return the licence of the factor's source in words; empty for the company's own factor."""
        return gettext(self.factor.source.licence) if self.factor else ""

    @property
    def is_converted(self) -> bool:
        """Tell whether the amount of the line is another one than that of the row."""
        return self.line.unit != self.row.unit or self.line.amount != self.row.amount

    @property
    def period(self) -> str:
        """Return the time the amount is about."""
        return words.period_of(self.row, self.year)

    @property
    def derivation(self) -> Derivation | None:
        """Return how the amount was found; None when it was simply entered."""
        return derivation_of(self.row)

    @property
    def extras(self) -> Sequence[tuple[str, str]]:
        """Return the further details of the row with their names."""
        return [(str(words.EXTRAS.get(key, key)), str(value)) for key, value in self.row.extras.items()]


def explained(calculated: Calculated, line_id: str) -> Explanation | None:
    """Return the explanation of a line, or None when there is no such line."""
    line = next((line for line in calculated.result.lines if line.id == line_id), None)
    if line is None:
        return None
    edition = calculated.result.factors
    return Explanation(
        line=line,
        row=calculated.row_of[line.activity],
        year=calculated.inventory.year,
        edition=edition,
        factor=edition.factors.get(line.factor_id),
        siblings=tuple(
            (str(words.PARTS[other.part]), other)
            for other in calculated.result.lines
            if other.activity == line.activity and other.id != line.id
        ),
    )
