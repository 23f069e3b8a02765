"""Partners of the demo: a chamber's, an adviser with mandates, and the leadership of the city."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from klimapakt.casework.actions import Noted
from klimapakt.casework.enums import ContactKind
from klimapakt.memberships.queries import open_membership_of
from klimapakt.organisations.actions import Offer, accept_mandate, end_mandate, note_access, offer
from klimapakt.organisations.enums import AccessedPage, Chamber, MandatePart, RoleKind
from klimapakt.organisations.models import Mandate, Organisation, Role
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind, PartnerChamber
from klimapakt.people.models import Person
from klimapakt.privacy.actions import give, note_for_chamber
from klimapakt.privacy.consent_texts import newest
from klimapakt.privacy.enums import Purpose

PARTNER: Final = "ines@hwk-musterstadt.example.org"
ADVISER: Final = "rafael@energieberatung-sturm.example.org"
LEADER: Final = "helene@musterstadt.example.org"
_BAKERY: Final = "Bäckerei Sonnenkorn GmbH"
_PUMPS: Final = "Beratung zur Wärmerückgewinnung aus den Backöfen angeboten. Der Betrieb meldet sich."


def load() -> None:
    """Give roles, mandates and consents once; what somebody ended since stays ended."""
    people = {one.email: one for one in Person.objects.filter(email__in=(PARTNER, ADVISER, LEADER))}
    partner, leader = people[PARTNER], people[LEADER]
    give_office_role(person=partner, kind=OfficeKind.CHAMBER_PARTNER, chamber=PartnerChamber.CRAFTS, by=None)
    give_office_role(person=leader, kind=OfficeKind.LEADERSHIP, by=None)
    if Mandate.objects.exists():
        return
    _mandates(people[ADVISER])
    _shared(partner)


def _mandates(adviser: Person) -> None:
    everything = tuple(MandatePart)
    first = _mandate(_BAKERY, adviser, everything, "Ausgangsbilanz 2025 ausfüllen und Maßnahmen sammeln")
    _mandate("Tischlerei Eichblatt", adviser, everything[:1], "Zweiter Blick auf die Bilanz")
    over = _mandate("Hotel am Stadtpark", adviser, everything[:2], "Heizölrechnungen 2023 nachtragen")
    if first is not None:
        inventory = first.organisation.inventories.order_by("-year").first()
        thing = None if inventory is None else inventory.pk
        for page, is_change in ((AccessedPage.INVENTORY, False), (AccessedPage.ROWS, True)):
            note_access(mandates=[first], page=page, thing=thing, is_change=is_change, by=adviser)
    manager = None if over is None else _management(over.organisation)
    if over is not None and manager is not None:
        end_mandate(mandate=over, by=manager)


def _mandate(name: str, adviser: Person, parts: tuple[MandatePart, ...], purpose: str) -> Mandate | None:
    """Offer a mandate and accept it by its link, as people would."""
    member = Organisation.objects.filter(name__startswith=name).first()
    manager = None if member is None else _management(member)
    if member is None or manager is None:
        return None
    seen: list[str] = []

    def link(token: str) -> str:
        seen.append(token)
        return f"http://localhost/invitations/mandates/{token}/"

    last = timezone.localdate() + timedelta(days=300)
    offer(
        organisation=member,
        what=Offer(adviser.email, parts, purpose, last, "de"),
        link=link,
        by=manager,
    )
    return accept_mandate(token=seen[0], by=adviser)


def _shared(partner: Person) -> None:
    """Let the bakery share its contacts with the chamber, which has written one down."""
    bakery = Organisation.objects.filter(name=_BAKERY, chamber__in=(Chamber.CRAFTS, Chamber.BOTH)).first()
    membership = None if bakery is None else open_membership_of(bakery)
    manager = None if bakery is None else _management(bakery)
    if bakery is None or membership is None or manager is None:
        return
    for purpose in Purpose:
        give(organisation=bakery, purpose=purpose, seen_version=newest(purpose).version, by=manager)
    on = timezone.localdate() - timedelta(days=6)
    what = Noted(ContactKind.CALL, on, manager.name, _PUMPS)
    note_for_chamber(membership=membership, what=what, by=partner)


def _management(member: Organisation) -> Person | None:
    """Return who manages a member; None where nobody does, as without agreements."""
    found = Role.objects.filter(organisation=member, kind=RoleKind.MANAGEMENT).select_related("person")
    first = found.order_by("pk").first()
    return None if first is None else first.person
