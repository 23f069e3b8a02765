"""Every write of casework."""

from klimapakt.casework.actions.bulk import begin_bulk, begin_undo, stop_bulk, undo_some, work_on
from klimapakt.casework.actions.contacts import (
    Noted,
    note_contact,
    note_contact_of_chamber,
    strike_contact,
)
from klimapakt.casework.actions.tasks import NewTask, finish_task, reopen_task, write_task
from klimapakt.casework.actions.views import delete_view, save_view

__all__ = [
    "NewTask",
    "Noted",
    "begin_bulk",
    "begin_undo",
    "delete_view",
    "finish_task",
    "note_contact",
    "note_contact_of_chamber",
    "reopen_task",
    "save_view",
    "stop_bulk",
    "strike_contact",
    "undo_some",
    "work_on",
    "write_task",
]
