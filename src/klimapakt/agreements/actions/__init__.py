"""Every write about agreements."""

from klimapakt.agreements.actions.issuing import Terms, issue_agreement, withdraw
from klimapakt.agreements.actions.renewing import Signing, ask_again, ask_next, begin_asking
from klimapakt.agreements.actions.signing import (
    Given,
    confirm_paper,
    countersign,
    enter_paper,
    sign_in_portal,
    take_signed_file,
)
from klimapakt.agreements.actions.texts import (
    LegalCheck,
    add_part,
    begin_text,
    change_part,
    give_up_text,
    move_part,
    note_legal_check,
    release_text,
    remove_part,
)

__all__ = [
    "Given",
    "LegalCheck",
    "Signing",
    "Terms",
    "add_part",
    "ask_again",
    "ask_next",
    "begin_asking",
    "begin_text",
    "change_part",
    "confirm_paper",
    "countersign",
    "enter_paper",
    "give_up_text",
    "issue_agreement",
    "move_part",
    "note_legal_check",
    "release_text",
    "remove_part",
    "sign_in_portal",
    "take_signed_file",
    "withdraw",
]
