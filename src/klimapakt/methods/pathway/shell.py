"""What ``klimapakt calc pathway`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.pathway.engine import pathway
from klimapakt.methods.pathway.parse import read_case
from klimapakt.methods.pathway.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return pathway(read_case(case)).as_json()
