"""The cases of many companies as two tables: quantities and factors.

Most activities are plain: a year, a full share, a unit that converts exactly. Their quantities are what the
company entered, and only their distinct keys are resolved. Everything else (periods, shares, contract
instruments, own factors, cubic metres of gas, amounts finer than thousandths) is first sliced by the engine
of the inventory, and its quantities are the amounts of the engine's own lines.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from klimapakt.methods.bulk.exact import quantity
from klimapakt.methods.bulk.table import FactorRow, FactorTable, query_of
from klimapakt.methods.factors import edition
from klimapakt.methods.inventory.boundary import consolidated_share
from klimapakt.methods.inventory.case import Case, Entry
from klimapakt.methods.inventory.context import Query
from klimapakt.methods.inventory.engine import calculate_case
from klimapakt.methods.inventory.resolve import Resolver

_ALL = Decimal(1)


class ActivityRow(NamedTuple):
    """One quantity of one company in the year of its inventory; ``key`` leads to its factors."""

    company: int
    year: int
    key: int
    quantity: float
    activity: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The activities of many companies and the factors that apply to them."""

    activities: tuple[ActivityRow, ...]
    factors: tuple[FactorRow, ...]


def portfolio(cases: Iterable[tuple[int, Case]]) -> Portfolio:
    """Return the tables for cases, each with the number of its company. Raises Refused as the loop does.

    >>> from klimapakt.methods.inventory.parse import read_case
    >>> case = read_case(
    ...     {
    ...         "year": 2024,
    ...         "activities": [{"id": "e", "activity": "electricity", "amount": 12.5, "unit": "MWh"}],
    ...     }
    ... )
    >>> portfolio([(7, case)]).activities
    (ActivityRow(company=7, year=2024, key=0, quantity=12500.0, activity='e'),)
    """
    work = _Work()
    for company, case in cases:
        work.add(company, case)
    return Portfolio(tuple(work.rows), tuple(work.table.rows))


class _Work:
    """The rows while they are being made; each distinct resolution is answered and added once."""

    def __init__(self) -> None:
        self.rows: list[ActivityRow] = []
        self.table = FactorTable()
        self._resolvers: dict[tuple[str | None, str], Resolver] = {}
        self._keys: dict[tuple[str | None, str, Query], int | None] = {}

    def add(self, company: int, case: Case) -> None:
        rest: list[Entry] = []
        for entry in case.entries:
            row = self._plain(company, case, entry)
            if row:
                self.rows.append(row)
            else:
                rest.append(entry)
        if rest:
            self._add_sliced(company, replace(case, entries=tuple(rest)))

    def _plain(self, company: int, case: Case, entry: Entry) -> ActivityRow | None:
        counted = quantity(entry.amount) if _is_plain(entry, case) else None
        if counted is None:
            return None
        key = self._key(case, entry)
        if key is None or counted > self.table.largest_quantity(key):
            return None
        return ActivityRow(company, case.year, key, counted, entry.id)

    def _add_sliced(self, company: int, case: Case) -> None:
        for line in calculate_case(case).lines:
            key = self.table.add_prepared(line.applied)
            self.rows.append(ActivityRow(company, case.year, key, float(line.amount), line.activity))

    def _key(self, case: Case, entry: Entry) -> int | None:
        """Return the key of a plain activity; None when its conversion is not provably exact."""
        query = query_of(entry, entry.year or case.year)
        name = (case.edition, case.region, query)
        if name not in self._keys:
            found = self._resolver(case).resolve(entry, query.unit, query.year)
            self._keys[name] = self.table.add_resolution(found)
        return self._keys[name]

    def _resolver(self, case: Case) -> Resolver:
        name = (case.edition, case.region)
        if name not in self._resolvers:
            self._resolvers[name] = Resolver(edition(case.edition), case.region)
        return self._resolvers[name]


def _is_plain(entry: Entry, case: Case) -> bool:
    is_whole_year = entry.year is not None or entry.period_start is None
    has_own_factor = entry.factor is not None or entry.supplier_kg_per_unit is not None
    has_instrument = entry.instrument is not None and entry.instrument.kind != "none"
    is_gas_volume = entry.activity == "natural_gas" and entry.unit == "m3"
    if not is_whole_year or has_own_factor or has_instrument or is_gas_volume:
        return False
    return consolidated_share(entry, case) == _ALL
