"""What ``klimapakt calc uncertainty`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.uncertainty.case import answer_to, read_case
from klimapakt.methods.uncertainty.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return answer_to(read_case(case)).as_json()
