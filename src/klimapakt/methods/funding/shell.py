"""What ``klimapakt calc funding`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.funding.engine import funding
from klimapakt.methods.funding.parse import read_case
from klimapakt.methods.funding.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return {"offers": [one.as_json() for one in funding(read_case(case))]}
