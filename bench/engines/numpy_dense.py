"""numpy by hand: a dense cube of company x year x cell, filled by bincount, one part of a key after another.

Companies, years and cells are known to be small whole numbers here, which no other engine is told.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from bench.groups import Groups
from bench.source import YEARS, Source

Column = npt.NDArray[Any]

_EXACT_BELOW = 2**53


class Cube(NamedTuple):
    """Sums by company, year and cell, flat; float64 holds them exactly, which ``run`` asserts."""

    sums: npt.NDArray[np.float64]
    cells: int


def run(source: Source) -> Cube:
    """Return the sums."""
    columns = _columns(source.activities, ["company", "year", "key", "quantity"])
    factors = _columns(source.factors, ["key", "cell", "numerator", "denominator", "mg_per_unit"])
    cells = int(factors["cell"].max()) + 1
    key, quantity = columns["key"], columns["quantity"].astype(np.float64)
    place = (columns["company"].astype(np.int64) * len(YEARS) + (columns["year"] - YEARS[0])) * cells
    cube = np.zeros(source.companies * len(YEARS) * cells)
    for part in _parts(factors):
        has_part = part["mg_per_unit"][key] > 0
        of, amount = key[has_part], quantity[has_part]
        milligrams = np.floor(
            amount * part["numerator"][of] / part["denominator"][of] * part["mg_per_unit"][of] + 0.5
        )
        where = place[has_part] + part["cell"].astype(np.int64)[of]
        cube += np.bincount(where, weights=milligrams, minlength=len(cube))
    if cube.max() >= _EXACT_BELOW:
        raise OverflowError("A sum is larger than float64 holds exactly.")
    return Cube(cube, cells)


def groups(result: Cube) -> Groups:
    """Return the sums as arrays."""
    (places,) = np.nonzero(result.sums)
    rest, cell = np.divmod(places, result.cells)
    company, year = np.divmod(rest, len(YEARS))
    return Groups(company, year + YEARS[0], cell, result.sums[places].astype(np.int64))


def _columns(path: Path, names: list[str]) -> dict[str, Column]:
    table = pq.read_table(path, columns=names)
    return {name: table.column(name).to_numpy() for name in names}


def _parts(factors: dict[str, Column]) -> Iterator[dict[str, Column]]:
    """Yield the first, second and third part of every key, each as columns that a key indexes.

    A key that has no such part has a factor of zero there.
    """
    keys = factors["key"]
    rank = np.arange(len(keys)) - np.searchsorted(keys, keys)
    for place in range(int(rank.max()) + 1):
        rows = np.flatnonzero(rank == place)
        part = {name: np.zeros(int(keys.max()) + 1, column.dtype) for name, column in factors.items()}
        for name, column in factors.items():
            part[name][keys[rows]] = column[rows]
        yield part
