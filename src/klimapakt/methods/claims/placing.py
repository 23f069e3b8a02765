"""Findings in code points of the unchanged text."""

from klimapakt.methods.claims.context import Reading
from klimapakt.methods.claims.model import Finding, Verdict
from klimapakt.methods.messages import Message


def finding(
    reading: Reading,
    place: tuple[int, int],
    rule: str,
    verdict: Verdict,
    template: str,
    values: dict[str, object] | None = None,
) -> Finding:
    """Return a finding about a stretch of the plain text."""
    start, end = reading.view.span(*place)
    return Finding(start, end, rule, verdict, Message(f"claim_{verdict}", template, values or {}))
