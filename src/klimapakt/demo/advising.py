"""Requests for advice of the demo: one waits at the office, one at the chamber with an appointment."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from klimapakt.advice import actions
from klimapakt.advice.actions import Question
from klimapakt.advice.bundles import Consented, bundle_of, sha256_of
from klimapakt.advice.models import AdviceRequest
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

_ASKED: Final = (
    ("bruno@sonnenkorn.example.org", "office", "mobility", "Wie laden wir nachts sechs Lieferwagen?"),
    ("bruno@sonnenkorn.example.org", "hwk", "heat", "Lohnt sich die Abwärme der Öfen für das Warmwasser?"),
)


def load() -> None:
    """Ask once."""
    if AdviceRequest.objects.exists():
        return
    ines = Person.objects.get(email="ines@hwk-musterstadt.example.org")
    for email, addressee, topic, text in _ASKED:
        by = Person.objects.get(email=email)
        organisation = Organisation.objects.get(roles__person=by)
        consented = Consented(has_contact=True, has_profile=True)
        seen = sha256_of(bundle_of(organisation, consented, by))
        question = Question(addressee, topic, text, consented, seen)
        one = actions.ask(organisation=organisation, question=question, by=by)
        if addressee == "hwk":
            begins_at = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=9)
            actions.propose(request=one, begins_at=begins_at, minutes=60, place="Backstube", by=ines)
