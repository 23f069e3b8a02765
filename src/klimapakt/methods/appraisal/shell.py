"""What ``klimapakt calc appraisal`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.appraisal.engine import appraise
from klimapakt.methods.appraisal.parse import read_case
from klimapakt.methods.appraisal.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return appraise(read_case(case)).as_json()
