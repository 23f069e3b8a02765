"""What ``klimapakt calc recalculation`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.recalculation.engine import recalculate
from klimapakt.methods.recalculation.parse import read_case
from klimapakt.methods.recalculation.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return recalculate(read_case(case)).as_json()
