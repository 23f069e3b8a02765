"""What ``klimapakt calc weather`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.weather.engine import adjusted
from klimapakt.methods.weather.parse import read_case
from klimapakt.methods.weather.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    read = read_case(case)
    return adjusted(read.amount, read.heating_share, read.factor).as_json()
