"""Who may do what for a pact: one table, and nothing else decides it.

A role in an organisation is another matter (``organisations.rules``); who has both may not use the one on
what the other made (``inventories.lifecycle``).
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from klimapakt.pacts.enums import OfficeKind


class Permission(Enum):
    """Something that not everybody in a pact may do."""

    SEE_INVENTORIES = "see what organisations have submitted, to the last row"
    REVIEW_INVENTORIES = "ask about inventories, return and accept them"
    SEE_MEMBERS = "see the organisations of the pact and who acts for them"
    CHANGE_MEMBERS = "take organisations in, change what is known about them, invite their people"
    PREPARE_AGREEMENTS = "write and issue agreements"
    RELEASE_AGREEMENT_TEXTS = "release a text of agreements that somebody else wrote"
    COUNTERSIGN_AGREEMENTS = "sign agreements for the city"
    EDIT_TEXTS = "write the texts of the pact and prepare what is published"
    KEEP_OFFERS = "keep what is offered to members up to date"
    RELEASE_PUBLICATIONS = "release for the office what is published"
    SEE_OWN_FLOCK = "see the organisations of the own chamber, without their figures"
    SEE_SUMS = "see the sums of the pact before they are published"
    DRAFT_RULEBOOK = "draft and propose a version of the rulebook"
    ACTIVATE_RULEBOOK = "put a rulebook into force that somebody else drafted"
    GIVE_OFFICE_ROLES = "give and end roles in the pact office"
    ANSWER_ADVICE = "answer requests for advice that are addressed to the own house"
    RUN_OFFICE = "look after what runs in the background, and promise when the office answers"


_REVIEWING: Final = frozenset({OfficeKind.LEAD, OfficeKind.CASE_WORKER, OfficeKind.REVIEWER})
_WORKING: Final = frozenset({OfficeKind.LEAD, OfficeKind.CASE_WORKER})
_WRITING: Final = frozenset({OfficeKind.LEAD, OfficeKind.EDITOR})
_LEADING: Final = frozenset({OfficeKind.LEAD})

ACTING: Final = _REVIEWING | _WRITING | {OfficeKind.SIGNATORY}
"""Roles that see figures of many or decide in the city's name: they need a second factor."""

ALLOWED: Final[Mapping[Permission, frozenset[OfficeKind]]] = {
    Permission.SEE_INVENTORIES: _REVIEWING,
    Permission.REVIEW_INVENTORIES: _REVIEWING,
    Permission.SEE_MEMBERS: ACTING,
    Permission.CHANGE_MEMBERS: _WORKING,
    Permission.PREPARE_AGREEMENTS: _WORKING,
    Permission.RELEASE_AGREEMENT_TEXTS: _LEADING | {OfficeKind.SIGNATORY},
    Permission.COUNTERSIGN_AGREEMENTS: frozenset({OfficeKind.SIGNATORY}),
    Permission.EDIT_TEXTS: _WRITING,
    Permission.KEEP_OFFERS: _WORKING | _WRITING,
    Permission.RELEASE_PUBLICATIONS: _WRITING,
    Permission.SEE_OWN_FLOCK: frozenset({OfficeKind.CHAMBER_PARTNER}),
    Permission.SEE_SUMS: ACTING | {OfficeKind.LEADERSHIP},
    Permission.DRAFT_RULEBOOK: _WORKING,
    Permission.ACTIVATE_RULEBOOK: _LEADING,
    Permission.GIVE_OFFICE_ROLES: _LEADING,
    Permission.ANSWER_ADVICE: _WORKING | {OfficeKind.CHAMBER_PARTNER},
    Permission.RUN_OFFICE: _LEADING,
}
"""An adviser is in no set: a member lets one in by a mandate of its own, for a time."""


def may(kind: str | None, permission: Permission) -> bool:
    """Tell whether this role includes it; somebody without a role may nothing.

    >>> may("reviewer", Permission.REVIEW_INVENTORIES), may("editor", Permission.REVIEW_INVENTORIES)
    (True, False)
    >>> may(None, Permission.SEE_SUMS)
    False
    """
    return kind in ALLOWED[permission]


def kinds_with(permission: Permission) -> frozenset[OfficeKind]:
    """Return the roles that include it."""
    return ALLOWED[permission]


def works_in_office(kind: str | None) -> bool:
    """Tell whether there are pages of the pact office for this role.

    >>> works_in_office("lead"), works_in_office("leadership")
    (True, False)
    """
    return may(kind, Permission.SEE_MEMBERS)


def partner_page(kind: str | None) -> str:
    """Return where a role outside the office finds what is for it; nothing for all others.

    >>> partner_page("leadership"), partner_page("lead")
    ('office:sums', '')
    """
    if may(kind, Permission.SEE_OWN_FLOCK):
        return "office:flock"
    return "office:sums" if may(kind, Permission.SEE_SUMS) and not works_in_office(kind) else ""


def needs_second_factor(kind: str | None) -> bool:
    """Tell whether this role is only to be used by who proves twice who they are.

    >>> needs_second_factor("signatory"), needs_second_factor("leadership")
    (True, False)
    """
    return kind in ACTING
