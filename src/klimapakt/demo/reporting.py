"""What the demo's reports need: promises of the office, and minutes that invented members took."""

from typing import Final

from klimapakt.duties import days
from klimapakt.people.models import Person
from klimapakt.reports import actions
from klimapakt.reports.enums import AnswerKind
from klimapakt.reports.models import AnswerPromise, StepMinutes
from klimapakt.reports.steps import in_order

_PROMISED: Final = {
    AnswerKind.JOINING: 5,
    AnswerKind.INVENTORY: 20,
    AnswerKind.MORE_TIME: 5,
    AnswerKind.SIGNATURE: 10,
}
_MEASURED: Final = 12


def load() -> None:
    """Promise and measure once."""
    if AnswerPromise.objects.exists() or StepMinutes.objects.exists():
        return
    ole = Person.objects.get(email="ole@musterstadt.example.org")
    for kind, working_days in _PROMISED.items():
        actions.promise(kind=kind, working_days=working_days, by=ole)
    for place, step in enumerate(in_order()):
        for number in range(_MEASURED):
            minutes = (place * 2 + number) % 5 + place % 2
            actions.count_minutes(step=step, minutes=minutes, today=days.today())
