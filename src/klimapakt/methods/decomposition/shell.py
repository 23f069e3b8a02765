"""What ``klimapakt calc decomposition`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.decomposition.engine import decompose
from klimapakt.methods.decomposition.parse import read_case
from klimapakt.methods.decomposition.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return decompose(read_case(case)).as_json()
