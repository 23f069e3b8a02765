"""Resolution as a table: one row for each part of each distinct key, ready to be joined with quantities."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from klimapakt.methods.bulk.exact import AS_IT_IS, EXACT_BELOW, Ratio, exact_ratio
from klimapakt.methods.factors import Edition
from klimapakt.methods.inventory.case import Case, Entry
from klimapakt.methods.inventory.context import Query
from klimapakt.methods.inventory.parse import read_case
from klimapakt.methods.inventory.parts import Part, Resolution
from klimapakt.methods.inventory.resolve import Resolver
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

NONE = 0
"""Stands for "no scope" and "no category of scope 3": engines disagree about joining and grouping nulls."""

_ANY_YEAR = 2000  # a case has a year; every query has its own


class FactorRow(NamedTuple):
    """One factor for one key. Rows of one ``cell`` are summed together: location apart from market."""

    key: int
    cell: int
    part: str
    scope: int
    scope3_category: int
    category: str
    method: str
    factor_id: str
    numerator: float
    denominator: float
    mg_per_unit: float


class FactorTable:
    """Collects rows and numbers keys and cells in the order in which they come."""

    def __init__(self) -> None:
        self.rows: list[FactorRow] = []
        self._cells: dict[tuple[object, ...], int] = {}
        self._prepared: dict[tuple[object, ...], int] = {}
        self._largest: list[int] = []

    def add_resolution(self, resolution: Resolution) -> int | None:
        """Add the parts of a resolution; return their key, or None when a conversion is not provably exact.

        Their quantities are whole thousandths of the unit that was asked for.
        """
        ratios = [exact_ratio(part.conversion) for part in resolution.parts]
        exact = [ratio for ratio in ratios if ratio is not None]
        if len(exact) < len(ratios):
            return None
        return self._add(resolution.parts, exact)

    def add_prepared(self, part: Part) -> int:
        """Return the key of a part whose quantities are amounts in its own unit already."""
        name = (part.factor_id, part.mg_per_unit, *_cell_of(part))
        if name not in self._prepared:
            self._prepared[name] = self._add((part,), [AS_IT_IS])
        return self._prepared[name]

    def largest_quantity(self, key: int) -> int:
        """Return the largest quantity that every part of a key converts exactly."""
        return self._largest[key]

    def _add(self, parts: Iterable[Part], ratios: Sequence[Ratio]) -> int:
        key = len(self._largest)
        self._largest.append(min((ratio.largest for ratio in ratios), default=EXACT_BELOW - 1))
        for part, ratio in zip(parts, ratios, strict=True):
            names = _cell_of(part)
            cell = self._cells.setdefault(names, len(self._cells))
            self.rows.append(FactorRow(key, cell, *names, part.factor_id, *ratio, part.mg_per_unit))
        return key


def resolved_table(queries: Iterable[Query], edition: Edition, region: str) -> tuple[FactorRow, ...]:
    """Return the factors of distinct queries; the key of a query is its place, counting from zero.

    A query must be such as the contract allows. Raises Refused at ``queries[3].unit`` otherwise.

    >>> from klimapakt.methods.factors import edition
    >>> rows = resolved_table([Query("electricity", None, "MWh", 2024)], edition("2026.1"), "DE")
    >>> [(row.part, row.numerator, row.denominator, row.mg_per_unit) for row in rows]
    [('location', 1.0, 1.0, 361000.0), ('market', 1.0, 1.0, 725000.0), ('upstream', 1.0, 1.0, 53000.0)]
    """
    try:
        return tuple(_table(read_case(_contract(queries)), Resolver(edition, region)).rows)
    except Refused as error:
        raise Refused(error.path.replace("activities", "queries", 1), error.message) from error


def query_of(entry: Entry, year: int) -> Query:
    """Return the distinct key of an activity."""
    return Query(
        slug=entry.activity,
        factor_id=entry.factor_id,
        unit=entry.unit,
        year=year,
        purpose=entry.purpose,
        gas=entry.gas,
        cabin=entry.cabin,
        country=entry.country,
    )


def _contract(queries: Iterable[Query]) -> Mapping[str, object]:
    """Return queries as the activities of a case, so that they are read as strictly as a company's own."""
    activities: list[dict[str, object]] = []
    for place, query in enumerate(queries):
        stated = {name: value for name, value in query._asdict().items() if value is not None}
        slug = {"activity": stated.pop("slug")} if "slug" in stated else {}
        activities.append({"id": f"queries[{place}]", "amount": 0, **slug, **stated})
    return {"year": _ANY_YEAR, "activities": activities}


def _table(case: Case, resolver: Resolver) -> FactorTable:
    table = FactorTable()
    for entry in case.entries:
        resolution = resolver.resolve(entry, entry.unit, entry.year or case.year)
        if table.add_resolution(resolution) is None:
            raise Refused(f"{entry.path}.unit", _not_exact(entry.unit))
    return table


def _cell_of(part: Part) -> tuple[str, int, int, str, str]:
    return part.part, part.scope or NONE, part.scope3_category or NONE, part.category, part.method


def _not_exact(unit: str) -> Message:
    template = gettext_noop(
        "The conversion from %(unit)s cannot be made exactly for many lines at once. Calculate these "
        "activities one by one."
    )
    return Message("not_exact", template, {"unit": unit})
