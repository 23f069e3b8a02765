"""Reads about the rights of people."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from klimapakt.foundation.models import AuditHead
from klimapakt.foundation.personal_data import Ending, Table, declared
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Mandate, Organisation, Role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole, Pact
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.people.models import Person
from klimapakt.privacy import rules
from klimapakt.privacy.enums import ErasureState, Purpose
from klimapakt.privacy.models import Consent, ErasureRequest
from klimapakt.privacy.subject import rows


def open_request_of(person: Person) -> ErasureRequest | None:
    """Return what this person asked the office of the pact at hand; None when nothing waits."""
    return ErasureRequest.objects.filter(person=person, state=ErasureState.OPEN).first()


def open_requests() -> QuerySet[ErasureRequest]:
    """Return what waits for the office, the oldest first."""
    return ErasureRequest.objects.filter(state=ErasureState.OPEN).select_related("person", "pact")


def orphaned_by(person: Person) -> list[Organisation]:
    """Return the organisations in which nobody would decide without this person; called over all pacts."""
    others = Role.objects.filter(organisation=OuterRef("pk"), kind=RoleKind.MANAGEMENT).exclude(person=person)
    mine = Organisation.objects.filter(roles__person=person, roles__kind=RoleKind.MANAGEMENT)
    return list(mine.exclude(Exists(others)).distinct().order_by("name", "pk"))


def is_last_head(person: Person) -> bool:
    """Tell whether a pact office would have no head without this person; called over all pacts."""
    others = OfficeRole.objects.filter(pact=OuterRef("pact"), kind=OfficeKind.LEAD).exclude(person=person)
    mine = OfficeRole.objects.filter(person=person, kind=OfficeKind.LEAD)
    return mine.exclude(Exists(others)).exists()


def acts_elsewhere(person: Person, pact: Pact) -> bool:
    """Tell whether this person has a role in another pact of the installation."""
    # Asked in order to refuse; nothing about the other pact is told.
    with over_all_pacts():
        roles = Role.objects.filter(person=person).exclude(organisation__pact=pact).exists()
        advising = Mandate.objects.filter(adviser=person, ended_at__isnull=True)
        advises = advising.exclude(organisation__pact=pact).exists()
        return roles or advises or OfficeRole.objects.filter(person=person).exclude(pact=pact).exists()


def without_role_for_long(at: datetime) -> list[Person]:
    """Return the accounts that have had no role for so long that they go, the oldest first."""
    found = Person.objects.filter(without_role_since__lte=at - rules.GOES_AFTER)
    return list(found.order_by("without_role_since", "pk"))


def due(at: datetime) -> list[tuple[Table, int]]:
    """Return how many rows of which table are over at a moment, for the installation; most are none."""
    found = []
    # The operator asks; only numbers are told.
    with over_all_pacts():
        for table in declared().values():
            clock = table.clock
            if clock is not None and clock.due is not None and clock.ending is not Ending.ELSEWHERE:
                found.append((table, rows(table).filter(clock.due(at)).count()))
    return found


def consents_of(person: Person) -> QuerySet[Consent]:
    """Return what this person consented to in the pact at hand, also what was withdrawn."""
    return Consent.objects.filter(person=person).select_related("organisation")


def has_consented(person: Person, organisation: Organisation, purpose: Purpose) -> bool:
    """Tell whether a consent of this person counts now."""
    counting = Consent.objects.filter(withdrawn_at__isnull=True, purpose=purpose)
    return counting.filter(person=person, organisation=organisation).exists()


def contacts_for_chamber(organisation: Organisation) -> QuerySet[Role]:
    """Return the people of an organisation whom its chamber may see, because they said so."""
    said = Consent.objects.filter(
        person=OuterRef("person"),
        organisation=organisation,
        purpose=Purpose.CONTACT_FOR_CHAMBER,
        withdrawn_at__isnull=True,
    )
    acting = Role.objects.filter(Exists(said), organisation=organisation)
    return acting.select_related("person").order_by("person__name", "pk")


def shares_contact_log(organisation: Organisation) -> bool:
    """Tell whether the chamber may read what was written down about contacts, and add to it.

    Said by somebody who is management there; when they are no longer, somebody else has to say it.
    """
    managing = Role.objects.filter(
        person=OuterRef("person"), organisation=OuterRef("organisation"), kind=RoleKind.MANAGEMENT
    )
    said = Consent.objects.filter(
        Exists(managing),
        organisation=organisation,
        purpose=Purpose.LOG_FOR_CHAMBER,
        withdrawn_at__isnull=True,
        person__is_active=True,
    )
    return said.exists()


def chain_head() -> AuditHead:
    """Return what events about the installation as a whole are about."""
    return AuditHead.objects.get()
