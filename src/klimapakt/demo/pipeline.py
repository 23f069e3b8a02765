"""Who is on the way into the two pacts of the demo, in them or out again, and four agreements.

All organisations and people are invented.
"""

import json
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Final

from django.db import transaction
from django.utils import timezone

from klimapakt.agreements import actions as agreements
from klimapakt.agreements.actions import Given, Terms
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.texts import in_use
from klimapakt.agreements.wording import Signatory
from klimapakt.demo.accounts import ACCOUNTS
from klimapakt.demo.monitoring import PROMISE
from klimapakt.demo.people import person_of
from klimapakt.memberships import actions
from klimapakt.memberships.actions import Days
from klimapakt.memberships.enums import EndReason, Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.memberships.queries import memberships_of, open_membership_of
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import Chamber, RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person

Row = list[str | None]
_AGO: Final = {"interest": 9, "talk": 34, "letter_of_intent": 71, "dormant": 190, "in_delay": 48}
"""For how many days somebody has been in a stage; the place in the list adds some."""

_AGO_ENDED: Final = 120
_CITY_SIGNS: Final = Signatory(
    "Sigrid Lenz", "Beigeordnete für Klima und Wirtschaft", "Vollmacht vom 1. Juli 2025"
)
_CHAMBERS: Final = (Chamber.COMMERCE, Chamber.CRAFTS, Chamber.COMMERCE, Chamber.BOTH, Chamber.UNKNOWN)
_ADDRESS: Final = "Rathausplatz 1, 40200 Musterstadt am Rhein"
_NEXT: Final = {
    "interest": "Anrufen und zum Erstgespräch einladen",
    "talk": "Unterlagen zur Ausgangsbilanz schicken",
    "letter_of_intent": "Vereinbarung vorbereiten",
    "in_delay": "Nach der Ausgangsbilanz fragen",
}


def load(pact: str) -> None:
    """Create what is missing of one pact; nothing that exists is changed."""
    rows: list[Row] = json.loads(
        files("klimapakt.demo").joinpath("tables", "pipeline.json").read_text("utf-8")
    )[pact]
    office = Person.objects.filter(office_roles__pact=pact_at_hand()).order_by("email").first()
    for place, row in enumerate(rows):
        _load(place, row, office)


def load_promise() -> None:
    """Let the bakery sign what it promised when it joined; its monitoring is judged by it.

    Before the rest, which takes the bakery for a member that never signed here.
    """
    organisation = Organisation.objects.filter(name__startswith="Bäckerei Sonnenkorn").first()
    if organisation is None or memberships_of(organisation).exists() or not pact_at_hand().contact_email:
        return
    office, bruno = _office(), _person("bruno@sonnenkorn")
    agreed = _agreed(organisation, bruno, office, 2, promises=(PROMISE,))
    if agreed is not None:
        joined = Days(date(2022, 2, 14), date(2022, 3, 1), date(2022, 5, 5))
        membership = Membership.objects.get(pk=agreed.membership_id)
        actions.set_days(membership=membership, days=joined, seen_revision=membership.revision, by=office[0])


def load_agreements() -> None:
    """Issue three documents: one in force, one that the city has to sign, one that the member has to."""
    # Without an address of the office no agreement can be issued: its text names it.
    if Agreement.objects.count() > 1 or not pact_at_hand().contact_email:
        return
    office = _office()
    for name, email, steps in (
        ("Hotel am Stadtpark", "emre@hotel-stadtpark", 2),
        ("Elektro Funkenflug", "kim@funkenflug", 1),
        ("Tischlerei Eichblatt", "jonas@tischlerei-eichblatt", 0),
    ):
        organisation = Organisation.objects.filter(name__startswith=name).first()
        if organisation is not None:
            _agreed(organisation, _person(email), office, steps)


def _office() -> tuple[Person, Person]:
    """Return who prepares agreements and who signs them for the city."""
    signatory = _person("sigrid@musterstadt")
    give_office_role(person=signatory, kind=OfficeKind.SIGNATORY, by=None)
    return _person("ole@musterstadt"), signatory


@transaction.atomic
def _load(place: int, row: Row, office: Person | None) -> None:
    name, stage, joined_on, signed_on, ceremony_on = (*row, None)[:5]
    pact = pact_at_hand()
    organisation = Organisation.objects.filter(name=name).first()
    organisation = organisation or create_organisation(
        facts=OrganisationFacts(str(name), pact.city, chamber=_CHAMBERS[place % len(_CHAMBERS)]), by=None
    )
    if memberships_of(organisation).exists():
        return
    days = Days(_day(signed_on), _day(joined_on), _day(ceremony_on))
    was = Stage(str(stage))
    begun_as = (Stage.ACTIVE if joined_on else Stage.INTEREST) if was == Stage.ENDED else was
    one = actions.begin(
        organisation=organisation,
        source=Source.IMPORT if joined_on else Source.FORM,
        by=office,
        stage=begun_as,
        days=days,
        at=_began(place, was, days.joined_on),
    )
    if was == Stage.ENDED:
        actions.end(
            membership=one,
            end_reason=EndReason(str(row[5])),
            reason="Mitteilung der Geschäftsleitung",
            on=timezone.localdate() - timedelta(days=_AGO_ENDED),
            seen_revision=one.revision,
            by=office,
        )
    elif office is not None and was.value in _NEXT:
        _plan(place, one, office)


def _plan(place: int, one: Membership, office: Person) -> None:
    actions.plan(
        membership=one,
        owner=office,
        next_step=_NEXT[one.stage],
        next_step_on=timezone.localdate() + timedelta(days=place % 9 - 3),
        seen_revision=one.revision,
        by=office,
    )


def _began(place: int, stage: Stage, joined_on: date | None) -> datetime:
    ago = timezone.now() - timedelta(days=_AGO.get(stage.value, 30) + place)
    if stage != Stage.ACTIVE or joined_on is None:
        return ago
    return timezone.make_aware(datetime.combine(joined_on, time(9)))


def _agreed(
    organisation: Organisation,
    member: Person,
    office: tuple[Person, Person],
    steps: int,
    promises: tuple[str, ...] = (),
) -> Agreement | None:
    if organisation.roles.filter(kind=RoleKind.MANAGEMENT).count() == 0:
        give_role(organisation=organisation, person=member, kind=RoleKind.MANAGEMENT, by=None)
    preparing, signing = office
    membership = open_membership_of(organisation) or actions.begin(
        organisation=organisation, source=Source.OFFICE, by=preparing, stage=Stage.TALK
    )
    used = in_use("climate-agreement")
    if used is None:
        return None
    signatory = Signatory(member.name, "Geschäftsführung", "einzelvertretungsberechtigt")
    terms = Terms(
        joins_on=timezone.localdate(),
        member_address="Uferstraße 12, 40200 Musterstadt am Rhein",
        member_signatory=signatory,
        city_address=_ADDRESS,
        city_signatory=_CITY_SIGNS,
        office="Geschäftsstelle Klimapakt",
        measures=("Beleuchtung auf LED umstellen, bis Ende 2027",),
        special_terms=promises,
    )
    one = agreements.issue_agreement(membership=membership, template=used.template, terms=terms, by=preparing)
    if steps:
        given = Given(signatory, one.sha256, "Passwort")
        agreements.sign_in_portal(agreement=one, given=given, by=member)
    if steps > 1:
        agreements.countersign(agreement=one, given=Given(_CITY_SIGNS, one.sha256, "Passwort"), by=signing)
    return one


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _person(start: str) -> Person:
    account = next(one for one in ACCOUNTS if one.email.startswith(start))
    return person_of(account)
