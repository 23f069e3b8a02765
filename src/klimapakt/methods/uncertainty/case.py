"""A case of lines with uncertainties, with or without a year before, and the answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.figures import ensure_room
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.uncertainty.propagation import (
    UncertainLine,
    spread_of,
    uncertainty_of_difference,
    uncertainty_of_sum,
)

CASE_KEYS: Final = ("lines", "previous")
LINE_KEYS: Final = ("id", "amount", "factor", "factor_id", "u_amount_percent", "u_factor_percent")
EVIDENCED_ABOVE: Final = 1.645
"""The one-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Line:
    """One product of amount and factor, exact, and the same with its uncertainties."""

    emissions: Fraction
    uncertain: UncertainLine


@dataclass(frozen=True, slots=True)
class Case:
    """The lines of a year, and of the year before where there is one."""

    lines: tuple[Line, ...]
    previous: tuple[Line, ...] | None


@dataclass(frozen=True, slots=True)
class Reduction:
    """What was emitted less than before, how sure that is; ``z`` is None where nothing is uncertain."""

    value: float
    u: float
    z: float | None

    @property
    def is_evidenced(self) -> bool:
        """Return whether it is more than noise (95 %, one-sided); a reduction known exactly is."""
        return self.value > 0 if self.z is None else self.z > EVIDENCED_ABOVE


@dataclass(frozen=True, slots=True)
class Answer:
    """The sum, its standard uncertainty, and the reduction where a year before was given."""

    total: float
    u: float
    percent: float | None
    reduction: Reduction | None

    def as_json(self) -> dict[str, object]:
        """Return the answer as the contract prints it."""
        found: dict[str, object] = {"total": self.total, "u": self.u, "percent": self.percent}
        if self.reduction is not None:
            reduction = self.reduction
            found["reduction"] = {
                "value": reduction.value,
                "u": reduction.u,
                "z": reduction.z,
                "evidenced": reduction.is_evidenced,
            }
        return found


def answer_to(case: Case) -> Answer:
    """Return the uncertainty of the sum of lines, and of the difference to the year before."""
    total = _sum(case.lines)
    found = uncertainty_of_sum(line.uncertain for line in case.lines)
    ensure_room(found.u, "lines")
    percent = 100 * found.u / total if total else None
    return Answer(float(total), found.u, percent, _reduction(case, total))


def _reduction(case: Case, total: Fraction) -> Reduction | None:
    if case.previous is None:
        return None
    spreads = (spread_of(line.uncertain for line in lines) for lines in (case.lines, case.previous))
    u = uncertainty_of_difference(*spreads).u
    ensure_room(u, "previous")
    value = float(_sum(case.previous) - total)
    return Reduction(value, u, value / u if u else None)


def _sum(lines: Sequence[Line]) -> Fraction:
    return sum((line.emissions for line in lines), Fraction(0))


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", CASE_KEYS, required=("lines",))
    previous = given.get("previous")
    return Case(_lines(given["lines"], "lines"), None if previous is None else _lines(previous, "previous"))


def _lines(raw: object, path: str) -> tuple[Line, ...]:
    found = []
    known: set[str] = set()
    for at, item in enumerate(reading.sequence(raw, path)):
        line = _line(item, f"{path}[{at}]")
        if line.uncertain.activity in known:
            template = gettext_noop("The id %(id)s stands twice. Each needs its own.")
            values = {"id": line.uncertain.activity}
            raise Refused(f"{path}[{at}].id", Message("duplicate_id", template, values))
        known.add(line.uncertain.activity)
        found.append(line)
    return tuple(found)


def _line(raw: object, path: str) -> Line:
    given = reading.mapping(raw, path, LINE_KEYS, required=LINE_KEYS)
    amount, factor, u_amount, u_factor = (
        reading.positive_or_zero(given[key], f"{path}.{key}")
        for key in ("amount", "factor", "u_amount_percent", "u_factor_percent")
    )
    emissions = Fraction(amount) * Fraction(factor)
    uncertain = UncertainLine(
        activity=reading.identifier(given["id"], f"{path}.id"),
        factor_id=reading.identifier(given["factor_id"], f"{path}.factor_id"),
        emissions=float(emissions),
        u_amount_percent=float(u_amount),
        u_factor_percent=float(u_factor),
    )
    return Line(emissions, uncertain)
