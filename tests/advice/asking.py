"""Requests for advice as tests need them."""

from datetime import timedelta

from django.utils import timezone

from klimapakt.advice import actions
from klimapakt.advice.actions import Question
from klimapakt.advice.bundles import Consented, bundle_of, sha256_of
from klimapakt.advice.models import AdviceRequest, Appointment
from klimapakt.organisations.models import Organisation, Role
from klimapakt.people.models import Person

EVERYTHING = Consented(has_contact=True, has_profile=True)


def asked(
    organisation: Organisation,
    by: Person,
    *,
    addressee: str = "office",
    text: str = "Which heat pump?",
    consented: Consented = EVERYTHING,
) -> AdviceRequest:
    """Ask with what would be shown."""
    seen = sha256_of(bundle_of(organisation, consented, by))
    question = Question(addressee, "heat", text, consented, seen)
    return actions.ask(organisation=organisation, question=question, by=by)


def advice_of(organisation: Organisation, addressee: str = "office") -> AdviceRequest:
    """Return the request of an organisation to somebody, asked by one of its people."""
    found = AdviceRequest.objects.filter(organisation=organisation, addressee=addressee).first()
    role = Role.objects.filter(organisation=organisation).order_by("pk").first()
    assert role is not None
    return found or asked(organisation, role.person, addressee=addressee)


def appointment_of(organisation: Organisation) -> Appointment:
    """Return the appointment proposed about it."""
    request = advice_of(organisation)
    found = request.appointments.exclude(state="declined").first()
    return found or proposed(request, by=None)


def proposed(request: AdviceRequest, by: Person | None) -> Appointment:
    """Propose an appointment in a week."""
    begins_at = timezone.now() + timedelta(days=7)
    return actions.propose(request=request, begins_at=begins_at, minutes=45, place="Town hall, room 3", by=by)
