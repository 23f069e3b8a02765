"""The sums of every engine in one form, so that they can be compared number by number."""

import hashlib
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

Whole = npt.NDArray[np.integer]


class Groups(NamedTuple):
    """Milligrams by company, year and cell, in any order."""

    company: Whole
    year: Whole
    cell: Whole
    co2e_mg: Whole

    def digest(self) -> str:
        """Return a fingerprint of all sums; equal sums have equal fingerprints, whatever their order."""
        place = (self.company.astype(np.int64) << 32) + (self.year.astype(np.int64) << 16) + self.cell
        order = np.argsort(place)
        ordered = np.stack([place[order], self.co2e_mg.astype(np.int64)[order]])
        return hashlib.sha256(ordered.tobytes()).hexdigest()


def from_arrow(table: pa.Table) -> Groups:
    """Return the sums of an Arrow table."""
    return Groups(*(table.column(name).to_numpy() for name in Groups._fields))
