"""Every write about the rights of people."""

from klimapakt.privacy.actions.chambers import note_for_chamber
from klimapakt.privacy.actions.clocks import forget_due, note_without_role
from klimapakt.privacy.actions.consents import give, withdraw
from klimapakt.privacy.actions.erasing import Erased, erase
from klimapakt.privacy.actions.requests import ask, carry_out, decline, take_back

__all__ = [
    "Erased",
    "ask",
    "carry_out",
    "decline",
    "erase",
    "forget_due",
    "give",
    "note_for_chamber",
    "note_without_role",
    "take_back",
    "withdraw",
]
