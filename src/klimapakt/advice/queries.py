"""Reads about advice; every list starts from who is asking."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from klimapakt.advice.enums import GOING_ON, Addressee, AppointmentState, EntryKind, RequestState
from klimapakt.advice.models import AdviceEntry, AdvicePromise, AdviceRequest, Appointment
from klimapakt.advice.rules import DAYS_UNLESS_SAID
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking
from klimapakt.organisations.queries import visible_to as organisations_of
from klimapakt.organisations.rules import READING
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole, Pact
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import chamber_of, is_allowed, rulebook_in_force, who_may
from klimapakt.people.models import Person

_WEEKDAYS = "weekdays"


def visible_to(person: Asking) -> QuerySet[AdviceRequest]:
    """Return the requests of the organisations whose figures this person may see by a role; no adviser's."""
    own = organisations_of(person).filter(roles__person=person.pk, roles__kind__in=READING)
    return _with_links().filter(organisation__in=own)


def requests_of(organisation: Organisation) -> QuerySet[AdviceRequest]:
    """Return the requests of an organisation, the newest first."""
    return _with_links().filter(organisation=organisation).order_by("-asked_at", "pk")


def addressed_to(person: Asking) -> QuerySet[AdviceRequest]:
    """Return the requests this person may answer: those of its chamber, or those of the pact office."""
    if not is_allowed(person, Permission.ANSWER_ADVICE):
        return AdviceRequest.objects.none()
    if is_allowed(person, Permission.SEE_OWN_FLOCK):
        return _with_links().filter(addressee=chamber_of(person) or "nobody")
    return _with_links().filter(addressee=Addressee.OFFICE)


def overdue(today: date) -> QuerySet[AdviceRequest]:
    """Return what nobody has answered by the promised day, whoever was asked; the oldest promise first."""
    return _with_links().filter(state=RequestState.OPEN, promised_by__lt=today)


def waiting() -> QuerySet[AdviceRequest]:
    """Return what the pact office has to answer, the oldest promise first."""
    return _with_links().filter(state=RequestState.OPEN, addressee=Addressee.OFFICE)


def elsewhere() -> QuerySet[AdviceRequest]:
    """Return what chambers have to answer, for the office to see that and not what was asked."""
    return _with_links().filter(state__in=GOING_ON).exclude(addressee=Addressee.OFFICE)


def counted(first: date, last: date) -> tuple[int, int]:
    """Return how many requests of a time have been answered, and how many of these by the promised day."""
    asked = AdviceRequest.objects.filter(asked_at__date__gte=first, asked_at__date__lte=last)
    answered = asked.filter(answered_at__isnull=False)
    return answered.count(), answered.filter(answered_at__date__lte=F("promised_by")).count()


def appointment(found: AdviceRequest) -> Appointment | None:
    """Return the appointment that waits or counts."""
    return Appointment.objects.filter(request=found).exclude(state=AppointmentState.DECLINED).first()


def log_of(found: AdviceRequest) -> QuerySet[AdviceEntry]:
    """Return what happened to a request, as it happened; the question stands beside it."""
    return AdviceEntry.objects.filter(request=found).exclude(kind=EntryKind.ASKED).select_related("by")


def appointment_visible_to(person: Asking, pk: UUID) -> Appointment | None:
    """Return an appointment about a request this person may see."""
    found = Appointment.objects.filter(request__in=visible_to(person), pk=pk)
    return found.select_related("request__organisation").first()


def people_at(addressee: str, pact: Pact) -> QuerySet[Person]:
    """Return who answers there, by name."""
    if addressee == Addressee.OFFICE:
        return who_may(Permission.ANSWER_ADVICE, pact).exclude(
            office_roles__pact=pact, office_roles__kind=OfficeKind.CHAMBER_PARTNER
        )
    partners = OfficeRole.objects.filter(
        pact=pact, kind=OfficeKind.CHAMBER_PARTNER, chamber=addressee, token_hash=""
    )
    return Person.objects.filter(is_active=True, pk__in=partners.values("person")).order_by("name", "pk")


def staffed(pact: Pact) -> Collection[Addressee]:
    """Return the addressees at which somebody answers; the pact office always counts."""
    chambers = (Addressee.COMMERCE, Addressee.CRAFTS)
    return {Addressee.OFFICE, *(one for one in chambers if people_at(one, pact).exists())}


def promised_days() -> int:
    """Return within how many working days requests are answered in the pact at hand."""
    found = AdvicePromise.objects.values_list("working_days", flat=True).first()
    return found or DAYS_UNLESS_SAID


def calendar() -> str:
    """Return the calendar of holidays that counts in the pact at hand."""
    rulebook = rulebook_in_force()
    return rulebook.working_days.value if rulebook else _WEEKDAYS


def _with_links() -> QuerySet[AdviceRequest]:
    return AdviceRequest.objects.select_related("organisation__pact", "asked_by", "measure")
