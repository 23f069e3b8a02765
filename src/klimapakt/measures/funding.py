"""Grants and the order of the steps: what has to be approved before works begin. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Final

from klimapakt.measures.enums import GrantOrder, GrantState
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Grant
from klimapakt.methods.messages import Message, gettext_noop

_APPROVED: Final = (GrantState.GRANTED, GrantState.PAID)
_FIRST: Final = (GrantOrder.APPROVAL_FIRST, GrantOrder.REQUEST_FIRST)


def in_the_way(grants: Iterable[Grant]) -> list[Grant]:
    """Return the grants that would be lost if the works were ordered now."""
    return [one for one in grants if _is_lost_by_order(one)]


def ensure_may_order(grants: Iterable[Grant], reason: str) -> list[Grant]:
    """Return the grants an early order puts at risk; raise StepNeeds while nobody has said why."""
    waiting = in_the_way(grants)
    if waiting and not reason.strip():
        text = gettext_noop(
            "Not yet: “%(grant)s” is not approved, and whoever orders before usually loses the grant. Wait "
            "for the approval, or say why you order all the same."
        )
        raise StepNeeds(Message("order_too_early", text, {"grant": waiting[0].name}), "early_order_reason")
    return waiting


def conflicts(grants: Iterable[Grant]) -> list[tuple[Grant, Grant]]:
    """Return pairs of grants whose order of steps contradict each other: one wants the contract, one none."""
    living = [one for one in grants if one.state != GrantState.REFUSED]
    contract = [one for one in living if one.order == GrantOrder.CONTRACT_FIRST]
    return [(one, other) for one in contract for other in living if other.order in _FIRST]


def ensure_days(state: str, requested_on: date | None, decided_on: date | None, paid_on: date | None) -> None:
    """Raise StepNeeds for days in the wrong order, and for a state without its day."""
    needed = {
        GrantState.REQUESTED: ("requested_on", requested_on),
        GrantState.GRANTED: ("decided_on", decided_on),
        GrantState.REFUSED: ("decided_on", decided_on),
        GrantState.PAID: ("paid_on", paid_on),
    }
    name, day = needed.get(GrantState(state), ("", date.min))
    if day is None or (state == GrantState.PAID and decided_on is None):
        field = name if day is None else "decided_on"
        raise StepNeeds(Message("grant_day", gettext_noop("Please enter the day.")), field)
    days = [one for one in (requested_on, decided_on, paid_on) if one is not None]
    if days != sorted(days):
        text = gettext_noop("These days are in the wrong order: requested, then decided, then paid.")
        raise StepNeeds(Message("grant_days", text), "decided_on")


def mark_of(grant: Grant) -> str:
    """Return the mark of everything a grant says; it is another one as soon as anything is changed."""
    eur = "" if grant.amount_eur is None else f"{grant.amount_eur:.2f}"
    days = (grant.requested_on, grant.decided_on, grant.paid_on)
    words = (grant.name, grant.state, grant.order, grant.reference, grant.note)
    return hashlib.sha256(repr((words, eur, grant.is_de_minimis, *map(str, days))).encode()).hexdigest()


def is_approved(grant: Grant) -> bool:
    """Tell whether the grant is approved or paid."""
    return grant.state in _APPROVED


def ensure_removable(grant: Grant) -> None:
    """Raise StepNeeds for a grant that is approved or paid: others count on it."""
    if is_approved(grant):
        text = gettext_noop(
            "A grant that is approved or paid stays on record: the appraisal and the account of de-minimis "
            "aid rest on it. If that was entered by mistake, correct first how far it is."
        )
        raise StepNeeds(Message("grant_stays", text), "state")


def _is_lost_by_order(one: Grant) -> bool:
    if one.state == GrantState.REFUSED:
        return False
    if one.order == GrantOrder.APPROVAL_FIRST:
        return one.state not in _APPROVED
    return one.order == GrantOrder.REQUEST_FIRST and one.state == GrantState.INTENDED
