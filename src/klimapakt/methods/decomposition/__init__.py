"""Why emissions changed: a change of a sum of products, split among its factors without a rest (LMDI-I).

Described in ``docs/methods/decomposition.md``.
"""

from klimapakt.methods.decomposition.engine import Case, Decomposition, decompose
from klimapakt.methods.decomposition.parse import read_case

__all__ = ["Case", "Decomposition", "decompose", "read_case"]
