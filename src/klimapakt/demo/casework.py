"""What the office of the demo wrote down: contacts, tasks, and a view it uses."""

import json
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from klimapakt.casework import actions
from klimapakt.casework.actions import NewTask
from klimapakt.casework.enums import ContactKind
from klimapakt.casework.models import Contact, SavedView, Task
from klimapakt.memberships.models import Membership
from klimapakt.people.models import Person

_TABLE = Path(__file__).parent / "tables" / "casework.json"


def load() -> None:
    """Write down what is missing; what somebody wrote stays alone."""
    if Contact.objects.exists() or Task.objects.exists() or SavedView.objects.exists():
        return
    ole = Person.objects.get(email="ole@musterstadt.example.org")
    ada = Person.objects.get(email="ada@musterstadt.example.org")
    table = json.loads(_TABLE.read_text(encoding="utf-8"))
    today = timezone.localdate()
    for name, kind, days_ago, whom, text in table["contacts"]:
        member = _member(name)
        if member is not None:
            actions.note_contact(
                membership=member,
                kind=ContactKind(kind),
                on=today - timedelta(days=days_ago),
                with_whom=whom,
                text=text,
                by=ole,
            )
    for number, (name, title, in_days) in enumerate(table["tasks"]):
        owner = (ole, ada)[number % 2]
        task = NewTask(title, today + timedelta(days=in_days), owner)
        actions.write_task(task=task, membership=_member(name) if name else None, by=ada)
    actions.save_view(
        name="Lange nichts gehört",
        query="stage=members&silent=on&columns=stage&columns=owner&columns=contact&sort=contact",
        is_shared=True,
        by=ada,
    )


def _member(name: str) -> Membership | None:
    return Membership.objects.filter(organisation__name__startswith=name).first()
