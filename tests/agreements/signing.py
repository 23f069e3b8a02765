"""An office that issues, and agreements that both sides have signed, as several tests need them."""

from pathlib import Path

from django.conf import LazySettings
from django.utils import timezone

from klimapakt.agreements import actions, texts
from klimapakt.agreements.actions import Given, Terms
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.wording import Signatory
from klimapakt.memberships.actions import begin
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.queries import open_membership_of
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import adopt_preset, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.people.actions import create_person
from klimapakt.people.enums import Language
from klimapakt.people.models import Person
from tests.cast import PASSWORD

BRUNO = Signatory("Bruno Keller", "Geschäftsführer", "einzelvertretungsberechtigt")
SIGRID = Signatory("Sigrid Stadt", "Beigeordnete", "Vollmacht")


def office_of_the_pact(ada: Person, settings: LazySettings, folder: Path) -> None:
    """Let Ada work for an office that can issue and seal."""
    settings.KLIMA_DEMO_SEAL = folder / "seal"
    adopt_preset(preset="duesseldorf", by=None)
    Pact.objects.update(contact_email="office@city.example.org")
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)


def signatory_of_the_city() -> Person:
    """Return Sigrid, who signs for the city and releases texts; her pages are English."""
    person = create_person(
        email="sigrid@city.example.org",
        name="Sigrid Stadt",
        language=Language.ENGLISH,
        password=PASSWORD,
        by=None,
    )
    give_office_role(person=person, kind=OfficeKind.SIGNATORY, by=None)
    return person


def terms() -> Terms:
    """Return what a document of the bakery says."""
    return Terms(
        joins_on=timezone.localdate(),
        member_address="Kornstraße 7, 40213 Musterstadt",
        member_signatory=BRUNO,
        city_address="Marktplatz 1, 40213 Musterstadt",
        city_signatory=SIGRID,
        office="Geschäftsstelle Klimapakt",
    )


def signed_agreement(
    organisation: Organisation, member: Person, office: Person, city: Person, *, steps: int = 2
) -> Agreement:
    """Return the agreement of an organisation: issued, and with two steps in force."""
    membership = open_membership_of(organisation)
    membership = membership or begin(
        organisation=organisation, source=Source.OFFICE, by=None, stage=Stage.TALK
    )
    used = texts.in_use("climate-agreement")
    assert used
    one = actions.issue_agreement(membership=membership, template=used.template, terms=terms(), by=office)
    return both_sign(one, member, city) if steps == 2 else one


def both_sign(one: Agreement, member: Person, city: Person) -> Agreement:
    """Let both sides sign in the portal."""
    actions.sign_in_portal(agreement=one, given=Given(BRUNO, one.sha256), by=member)
    return actions.countersign(agreement=one, given=Given(SIGRID, one.sha256), by=city)
