"""Small aid (de-minimis): how much a company has been granted in any three years, and how much may follow."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files

from klimapakt.methods.texts import Text, text_of


@dataclass(frozen=True, slots=True)
class Limit:
    """How much is allowed in how many years, from when until when, and where that is written."""

    begins: date
    ends: date
    eur: Decimal
    years: int
    source: Text
    url: str


@dataclass(frozen=True, slots=True)
class Account:
    """What was granted in the years that count on a day, under which limit; ``left_eur`` is never below 0."""

    limit: Limit
    counted_from: date
    granted_eur: Decimal

    @property
    def left_eur(self) -> Decimal:
        """Return what may still be granted."""
        return max(Decimal(0), self.limit.eur - self.granted_eur)

    @property
    def is_exceeded(self) -> bool:
        """Return whether more was granted than the limit allows."""
        return self.granted_eur > self.limit.eur


@cache
def limits() -> tuple[Limit, ...]:
    """Return the limits, the oldest first."""
    text = files("klimapakt.methods").joinpath("data/de_minimis.json").read_text(encoding="utf-8")
    return tuple(
        Limit(
            date.fromisoformat(one["from"]),
            date.fromisoformat(one["until"]),
            Decimal(one["eur"]),
            int(one["years"]),
            text_of(one["source"], f"limits[{place}].source"),
            one["url"],
        )
        for place, one in enumerate(json.loads(text)["limits"])
    )


def account(grants: Iterable[tuple[date, Decimal]], on: date) -> Account | None:
    """Return the account on a day from the grants by day of approval; None when no limit is known then.

    The window slides: it ends on the day and begins three years before, without that day itself.

    >>> found = account(
    ...     [(date(2024, 3, 1), Decimal(120000)), (date(2023, 1, 5), Decimal(90000))], date(2026, 11, 26)
    ... )
    >>> found.granted_eur, found.left_eur
    (Decimal('120000'), Decimal('180000'))
    """
    limit = next((one for one in limits() if one.begins <= on <= one.ends), None)
    if limit is None:
        return None
    begins = _years_before(on, limit.years) + timedelta(days=1)
    counted = sum((eur for day, eur in grants if begins <= day <= on), Decimal(0))
    return Account(limit, begins, counted)


def _years_before(day: date, years: int) -> date:
    """Return the same day so many years before; the 28th where there is no 29th of February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
