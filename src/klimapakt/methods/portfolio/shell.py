"""What ``klimapakt calc portfolio`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.portfolio.choosing import choose
from klimapakt.methods.portfolio.parse import read_case
from klimapakt.methods.portfolio.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return choose(read_case(case)).as_json()
