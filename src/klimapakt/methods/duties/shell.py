"""What ``klimapakt calc duties`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.duties.engine import duties
from klimapakt.methods.duties.parse import read_case
from klimapakt.methods.duties.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    return {"duties": [duty.as_json() for duty in duties(read_case(case))]}
