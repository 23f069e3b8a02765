"""Every write about memberships."""

from klimapakt.memberships.actions.importing import ImportedMember, import_member
from klimapakt.memberships.actions.joining import (
    Interest,
    confirm_request,
    decline_request,
    request_to_join,
    take_in,
)
from klimapakt.memberships.actions.stages import (
    Days,
    begin,
    by_agreement,
    end,
    move,
    plan,
    set_days,
    succeed,
)
from klimapakt.memberships.actions.tiers import Agreed, set_tier

__all__ = [
    "Agreed",
    "Days",
    "ImportedMember",
    "Interest",
    "begin",
    "by_agreement",
    "confirm_request",
    "decline_request",
    "end",
    "import_member",
    "move",
    "plan",
    "request_to_join",
    "set_days",
    "set_tier",
    "succeed",
    "take_in",
]
