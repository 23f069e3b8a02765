"""When the base year has to be recalculated, and what it is then.

Described in ``docs/methods/recalculation.md``.
"""

from klimapakt.methods.recalculation.engine import Case, Change, Recalculation, recalculate
from klimapakt.methods.recalculation.parse import read_case

__all__ = ["Case", "Change", "Recalculation", "read_case", "recalculate"]
