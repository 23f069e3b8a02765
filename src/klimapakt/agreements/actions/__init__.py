"""Every write about agreements."""

from klimapakt.agreements.actions.issuing import Terms, issue_agreement, withdraw
from klimapakt.agreements.actions.signing import (
    Given,
    confirm_paper,
    countersign,
    enter_paper,
    sign_in_portal,
    take_signed_file,
)

__all__ = [
    "Given",
    "Terms",
    "confirm_paper",
    "countersign",
    "enter_paper",
    "issue_agreement",
    "sign_in_portal",
    "take_signed_file",
    "withdraw",
]
