"""Contacts, tasks, views and work on many, as tests need them."""

from django.utils import timezone

from klimapakt.casework import actions
from klimapakt.casework.actions import NewTask
from klimapakt.casework.enums import BulkKind, ContactKind
from klimapakt.casework.models import BulkRun, Contact, SavedView, Task
from klimapakt.memberships.models import Membership
from klimapakt.people.models import Person


def a_contact(membership: Membership, by: Person, text: str = "They look for an installer.") -> Contact:
    return actions.note_contact(
        membership=membership,
        kind=ContactKind.CALL,
        on=timezone.localdate(),
        with_whom="Mina",
        text=text,
        by=by,
    )


def a_task(membership: Membership | None, by: Person, title: str = "Call them") -> Task:
    task = NewTask(title, timezone.localdate(), by)
    return actions.write_task(task=task, membership=membership, by=by)


def a_view(by: Person, name: str = "Silent") -> SavedView:
    return actions.save_view(name=name, query="stage=members&silent=on", is_shared=False, by=by)


def a_run(membership: Membership, by: Person) -> BulkRun:
    return actions.begin_bulk(
        kind=BulkKind.ASSIGN, given={"owner": str(by.pk)}, chosen=[membership.pk], by=by
    )
