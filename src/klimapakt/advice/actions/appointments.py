"""What the member says to a proposed appointment."""

from django.db import transaction
from django.utils import timezone

from klimapakt.advice import letters, rules
from klimapakt.advice.actions.writing import locked, noted
from klimapakt.advice.enums import AppointmentState, EntryKind, RequestState
from klimapakt.advice.models import Appointment
from klimapakt.people.models import Person


@transaction.atomic
def accept_appointment(*, appointment: Appointment, by: Person) -> Appointment:
    """Accept it. Raises AppointmentOver when it was replaced or answered, RequestOver, TooLate."""
    one = _decided(appointment, AppointmentState.ACCEPTED)
    rules.ensure_to_come(one.begins_at, timezone.now())
    one.request.state = RequestState.APPOINTMENT
    one.request.save(update_fields=["state"])
    letters.to_adviser(noted(one.request, EntryKind.ACCEPTED, by))
    return one


@transaction.atomic
def decline_appointment(*, appointment: Appointment, text: str, by: Person) -> Appointment:
    """Decline it and say what would suit. Raises AppointmentOver, RequestOver."""
    one = _decided(appointment, AppointmentState.DECLINED)
    letters.to_adviser(noted(one.request, EntryKind.DECLINED, by, text))
    return one


def _decided(appointment: Appointment, state: AppointmentState) -> Appointment:
    request = locked(appointment.request)
    rules.ensure_going_on(request.state)
    one = Appointment.objects.get(pk=appointment.pk)
    rules.ensure_proposed(one.state)
    one.request, one.state, one.decided_at = request, state, timezone.now()
    one.save(update_fields=["state", "decided_at"])
    return one
