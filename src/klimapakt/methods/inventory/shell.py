"""What ``klimapakt calc inventory`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.inventory.engine import calculate_case
from klimapakt.methods.inventory.parse import read_case
from klimapakt.methods.inventory.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return calculate_case(read_case(case)).as_json()
