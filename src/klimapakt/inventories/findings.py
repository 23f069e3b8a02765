"""What makes a finding the same finding, and which findings can be accepted with a reason.

An acceptance holds for what the finding said about the rows as they were: when an amount, a unit, a period or
what the row is about changes, the fingerprint is another one and the finding asks again.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from klimapakt.inventories.models import Activity
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.inventory import Finding, Totals
from klimapakt.methods.messages import Message, gettext_noop

LONGEST_REASON: Final = 1000


class ErrorStays(NotPossible):
    """Errors are mended and never accepted."""

    def __init__(self) -> None:
        template = gettext_noop("An error cannot be accepted. Please correct the row.")
        super().__init__(Message("error_stays", template))


class FindingGone(NotPossible):
    """The calculation does not find this any more, or finds something else."""

    def __init__(self) -> None:
        template = gettext_noop(
            "The figures have changed since you looked at this page, so nothing was accepted. "
            "Please look at the findings again."
        )
        super().__init__(Message("finding_gone", template))


class ReasonNeeded(NotPossible):
    """A finding is accepted with a reason or not at all."""

    def __init__(self) -> None:
        template = gettext_noop("Please say in a sentence why this is right as it is.")
        super().__init__(Message("acceptance_needs_reason", template))


def fingerprint_of(finding: Finding, row_of: Mapping[str, Activity], totals: Totals) -> str:
    """Return the hash of what a finding says, of the rows it is about, and of nothing else.

    A sentence about the whole inventory that names no figure stands for both ways of counting scope 2.
    """
    message = finding.message
    named = (finding.activity, message.params.get("other"))
    rows = [row_of[str(name)].fingerprint for name in named if str(name) in row_of]
    figures = () if rows or message.params else (totals.scope2_location_mg, totals.scope2_market_mg)
    said = [finding.rule, finding.activity, message.text(), rows, figures]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def ensure_acceptable(severity: str) -> None:
    """Raise ErrorStays for what has to be mended."""
    if severity == "error":
        raise ErrorStays


def ensure_reason(reason: str) -> None:
    """Raise ReasonNeeded for a reason without a word."""
    if not reason:
        raise ReasonNeeded
