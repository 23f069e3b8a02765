"""Choose the row of a series for a year, and say when it is not that year's own.

Source: factors.md 1.3 and the decisions of docs/methods/factors.md. There is never a silent neighbour.
"""

from dataclasses import dataclass
from typing import Literal

from klimapakt.methods.factors.model import Factor
from klimapakt.methods.messages import Message, gettext_noop


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen row; ``fit`` says whether it is the year's own, a provisional or a standing neighbour."""

    factor: Factor
    fit: Literal["own", "provisional", "other_year"]


class NoFactorForYear(LookupError):
    """No row of the series may be used for this year."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message


def choose(series: tuple[Factor, ...], year: int) -> Choice:
    """Return the row of the series that applies to the year.

    Yearly series: the year's own row; the year after the last published one takes the last, as provisional.
    Legal series: the row whose period holds the year. Standing series: the nearest row (the newer one when
    two are equally near). Raises NoFactorForYear otherwise.
    """
    if not series:
        raise NoFactorForYear(
            Message("no_factor", gettext_noop("This edition holds no factor for it."), {}),
        )
    kind = series[0].kind
    if kind == "standing":
        return _nearest(series, year)
    for factor in series:
        if factor.valid_from is not None and factor.valid_from <= year <= (factor.valid_to or year):
            return Choice(factor, "own")
    last = max(series, key=lambda factor: factor.valid_to or 0)
    if kind == "yearly" and last.valid_to is not None and year == last.valid_to + 1:
        return Choice(last, "provisional")
    raise NoFactorForYear(_no_year(series, year))


def _nearest(series: tuple[Factor, ...], year: int) -> Choice:
    def distance(factor: Factor) -> tuple[int, int]:
        if factor.valid_from is None or factor.valid_to is None:
            return (0, 0)
        gap = max(factor.valid_from - year, year - factor.valid_to, 0)
        return (gap, -factor.valid_to)

    factor = min(series, key=distance)
    return Choice(factor, "own" if distance(factor)[0] == 0 else "other_year")


def _no_year(series: tuple[Factor, ...], year: int) -> Message:
    years = ", ".join(_spans(series))
    return Message(
        "no_factor_for_year",
        gettext_noop("There is no factor for %(year)s. This edition holds: %(years)s."),
        {"year": year, "years": years},
    )


def _spans(series: tuple[Factor, ...]) -> list[str]:
    """Return the years of a series as spans without gaps, such as 1990-2025."""
    periods = sorted((f.valid_from, f.valid_to) for f in series if f.valid_from and f.valid_to)
    spans: list[list[int]] = []
    for start, end in periods:
        if spans and start <= spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    return [str(a) if a == b else f"{a}-{b}" for a, b in spans]
