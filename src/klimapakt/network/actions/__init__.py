"""Every write about meetings."""

from klimapakt.network.actions.attending import note_attendance
from klimapakt.network.actions.clock import move_on, open_due, remind_due
from klimapakt.network.actions.deciding import approve, decline, prefer
from klimapakt.network.actions.meetings import MeetingFacts, change, create, move
from klimapakt.network.actions.registering import accept_offer, register, withdraw

__all__ = [
    "MeetingFacts",
    "accept_offer",
    "approve",
    "change",
    "create",
    "decline",
    "move",
    "move_on",
    "note_attendance",
    "open_due",
    "prefer",
    "register",
    "remind_due",
    "withdraw",
]
