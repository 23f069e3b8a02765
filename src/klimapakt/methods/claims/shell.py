"""What ``klimapakt calc claim`` calls: the answer to a case, its schema and an example."""

from klimapakt.methods.claims.engine import judge
from klimapakt.methods.claims.parse import read_case
from klimapakt.methods.claims.rules import rules
from klimapakt.methods.claims.schema import example, schema

__all__ = ["answer", "example", "schema"]


def answer(case: object) -> dict[str, object]:
    """Return the contract's output for a case as read from JSON. Raises Refused."""
    found = judge(read_case(case))
    printed: dict[str, object] = {
        "verdict": found.verdict,
        "findings": [
            {
                "span": [one.start, one.end],
                "rule": one.rule,
                "message": one.message.text(),
                "source": rules()[one.rule].cited(),
            }
            for one in found.findings
        ],
    }
    return printed if found.suggestion is None else {**printed, "suggestion": found.suggestion}
