"""Pure decisions about the life of an inventory: which act is possible in which state, and whose it is.

Draft, submitted, returned with questions, submitted again, accepted; accepted is the end, and what is wrong
later becomes a new version. Source of the states: domain.md 3.2. Four eyes: whoever submits, acts for the
organisation or wrote a row never decides about the inventory (domain.md 3.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.messages import Message, gettext_noop

DRAFT, SUBMITTED = InventoryStatus.DRAFT, InventoryStatus.SUBMITTED
RETURNED, ACCEPTED = InventoryStatus.RETURNED, InventoryStatus.ACCEPTED


class Act(Enum):
    """What moves an inventory from one state into another."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    ACCEPT = "accept"


TRANSITIONS: Final[Mapping[tuple[str, Act], InventoryStatus]] = {
    (DRAFT, Act.SUBMIT): SUBMITTED,
    (RETURNED, Act.SUBMIT): SUBMITTED,
    (SUBMITTED, Act.WITHDRAW): DRAFT,
    (SUBMITTED, Act.RETURN): RETURNED,
    (SUBMITTED, Act.ACCEPT): ACCEPTED,
}
"""Every move there is; what is not here does not happen."""

OF_MEMBERS: Final = frozenset({Act.SUBMIT, Act.WITHDRAW})


class NotInThisState(NotPossible):
    """The inventory stands elsewhere by now, usually because somebody else was faster."""


class NotYours(NotPossible):
    """The act belongs to somebody else."""


class NotReady(NotPossible):
    """Something has to be mended before the inventory can be submitted."""


class Outdated(NotPossible):
    """The inventory changed between looking and deciding."""

    def __init__(self) -> None:
        template = gettext_noop(
            "The inventory has changed since you looked at this page. Nothing was done. "
            "Please look at it again and then decide."
        )
        super().__init__(Message("inventory_outdated", template))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is to an inventory."""

    may_edit: bool = False
    has_role: bool = False
    is_staff: bool = False
    is_submitter: bool = False
    wrote_rows: bool = False


def moved(status: str, act: Act) -> InventoryStatus:
    """Return the state after an act; raise NotInThisState when the act is not possible in this one.

    >>> moved("submitted", Act.ACCEPT)
    InventoryStatus.ACCEPTED
    """
    found = TRANSITIONS.get((status, act))
    if found is None:
        raise NotInThisState(WRONG_STATE[status])
    return found


def ensure_theirs(act: Act, who: Standing) -> None:
    """Raise NotYours unless the act belongs to this person."""
    if act in OF_MEMBERS:
        if not who.may_edit:
            raise NotYours(_MEMBERS_ONLY)
        return
    if not who.is_staff:
        raise NotYours(OFFICE_ONLY)
    if who.has_role:
        raise NotYours(_OWN_ORGANISATION)
    if who.is_submitter or who.wrote_rows:
        raise NotYours(_OWN_WORK)


def is_theirs(act: Act, who: Standing) -> bool:
    """Tell whether the act belongs to this person."""
    try:
        ensure_theirs(act, who)
    except NotYours:
        return False
    return True


def is_possible(status: str, act: Act) -> bool:
    """Tell whether the act is possible in this state."""
    return (status, act) in TRANSITIONS


def ensure_ready(*, has_figures: bool, errors: int) -> None:
    """Raise NotReady when there is nothing to submit or when the calculation found errors."""
    if not has_figures:
        raise NotReady(
            Message(
                "nothing_to_submit",
                gettext_noop("The inventory has no rows yet. Enter your consumption, then submit it."),
            )
        )
    if errors:
        template = gettext_noop(
            "Errors to mend before you can submit: %(count)s. They are listed on the page of the inventory."
        )
        raise NotReady(Message("errors_left", template, {"count": errors}))


def ensure_can_return(open_questions: int) -> None:
    """Raise NotReady when nobody would know what to answer."""
    if open_questions == 0:
        template = gettext_noop("Ask at least one question first, so that the organisation knows what to do.")
        raise NotReady(Message("no_question", template))


def ensure_can_accept(open_questions: int) -> None:
    """Raise NotReady while a question is neither answered nor settled."""
    if open_questions:
        template = gettext_noop("Questions without an outcome: %(count)s. Close them first.")
        raise NotReady(Message("questions_left", template, {"count": open_questions}))


WRONG_STATE: Final[Mapping[str, Message]] = {
    DRAFT: Message(
        "is_draft", gettext_noop("This inventory is a draft at the moment. It has not been submitted.")
    ),
    SUBMITTED: Message("is_submitted", gettext_noop("This inventory has already been submitted.")),
    RETURNED: Message(
        "is_returned",
        gettext_noop("This inventory is with the organisation, which answers questions. Nothing was done."),
    ),
    ACCEPTED: Message(
        "is_accepted",
        gettext_noop("This inventory has been accepted and does not change any more. Begin a correction."),
    ),
}
_MEMBERS_ONLY: Final = Message(
    "members_only", gettext_noop("Only people who enter data for the organisation can do this.")
)
OFFICE_ONLY: Final = Message(
    "office_only", gettext_noop("Only the pact office decides about a submitted inventory.")
)
_OWN_ORGANISATION: Final = Message(
    "own_organisation",
    gettext_noop(
        "You act for this organisation yourself. Somebody else in the pact office has to decide about it."
    ),
)
_OWN_WORK: Final = Message(
    "own_work",
    gettext_noop(
        "You submitted this inventory or entered some of it. "
        "Somebody else in the pact office has to decide about it."
    ),
)
