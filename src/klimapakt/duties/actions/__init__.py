"""Every write about duties."""

from klimapakt.duties.actions.assigning import assign
from klimapakt.duties.actions.by_hand import begin_withdrawing, remind_chosen, withdraw_some
from klimapakt.duties.actions.calendars import make_calendar, note_read, revoke_calendar
from klimapakt.duties.actions.deciding import (
    Done,
    ask_for_more_time,
    confirm,
    explain,
    extend,
    fulfil,
    fulfil_many,
    grant,
    note_answer,
    refuse,
    take_back,
    waive,
)
from klimapakt.duties.actions.digesting import digest
from klimapakt.duties.actions.following import follow
from klimapakt.duties.actions.recomputing import Recomputed, recompute, recompute_many
from klimapakt.duties.actions.reminding import Night, remind

__all__ = [
    "Done",
    "Night",
    "Recomputed",
    "ask_for_more_time",
    "assign",
    "begin_withdrawing",
    "confirm",
    "digest",
    "explain",
    "extend",
    "follow",
    "fulfil",
    "fulfil_many",
    "grant",
    "make_calendar",
    "note_answer",
    "note_read",
    "recompute",
    "recompute_many",
    "refuse",
    "remind",
    "remind_chosen",
    "revoke_calendar",
    "take_back",
    "waive",
    "withdraw_some",
]
