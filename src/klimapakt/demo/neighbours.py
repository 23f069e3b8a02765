"""The neighbouring city of the demo: an office of one, a works that has submitted, a theatre that begins.

City, people and figures are invented, like everything in the demo.
"""

from decimal import Decimal
from typing import Final

from django.db import transaction

from klimapakt.demo.accounts import ACCOUNTS, BEISPIELSTADT
from klimapakt.demo.entering import enter
from klimapakt.demo.people import person_of
from klimapakt.inventories import actions
from klimapakt.inventories.actions import ReferenceFigures
from klimapakt.inventories.models import Inventory
from klimapakt.organisations.actions import (
    OrganisationFacts,
    SiteFacts,
    create_organisation,
    create_site,
    give_role,
)
from klimapakt.organisations.enums import RoleKind, Tenure
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person

_CITY: Final = "Beispielstadt"
_WORKS, _THEATRE = "Färberei Mühlenbach GmbH", "Volkstheater Beispielstadt gGmbH"
_HEAD, _MANAGER, _DIRECTOR = (
    "greta@beispielstadt.example.org",
    "hakan@muehlenbach.example.org",
    "lena@volkstheater.example.org",
)
_YEAR: Final = 2025
_OF_WORKS: Final = (
    ("Dampfkessel", "natural_gas", "1840000", "kWh_Hs", "G-25-118"),
    ("Strom Färberei", "electricity", "612000", "kWh", "S-25-774"),
    ("Gabelstapler", "diesel", "2100", "l", "F-25-031"),
)
_OF_THEATRE: Final = (("Bühne und Saal", "electricity", "148000", "kWh", ""),)


def load() -> None:
    """Create what is missing; nothing that exists is changed."""
    people = {one.email: _person(one.email) for one in ACCOUNTS if one.host == BEISPIELSTADT}
    give_office_role(person=people[_HEAD], kind=OfficeKind.LEAD, by=None)
    _load_works(people[_MANAGER])
    _load_theatre(people[_DIRECTOR])


@transaction.atomic
def _load_works(by: Person) -> None:
    if Organisation.objects.filter(name=_WORKS).exists():
        return
    facts = OrganisationFacts(
        _WORKS, _CITY, legal_form="GmbH", sector="13.30 Veredlung von Textilien", wz_code="13.30"
    )
    organisation = create_organisation(facts=facts, by=None)
    give_role(organisation=organisation, person=by, kind=RoleKind.CLIMATE_CONTACT, by=None)
    site = create_site(
        organisation=organisation,
        facts=SiteFacts("Werk am Bach", address="Mühlenweg 4", tenure=Tenure.OWNED),
        by=by,
    )
    inventory = actions.create_inventory(organisation=organisation, year=_YEAR, by=by)
    figures = ReferenceFigures(turnover_eur=Decimal(11200000), fte=Decimal(84), area_m2=Decimal(9200))
    actions.set_reference_figures(inventory=inventory, figures=figures, by=by)
    enter(inventory, site, _OF_WORKS, by)
    found = Inventory.objects.get(pk=inventory.pk)
    actions.submit(inventory=found, seen_revision=found.revision, by=by)


@transaction.atomic
def _load_theatre(by: Person) -> None:
    if Organisation.objects.filter(name=_THEATRE).exists():
        return
    facts = OrganisationFacts(_THEATRE, _CITY, legal_form="gGmbH", sector="90.04 Kultureinrichtungen")
    organisation = create_organisation(facts=facts, by=None)
    give_role(organisation=organisation, person=by, kind=RoleKind.MANAGEMENT, by=None)
    site = create_site(
        organisation=organisation,
        facts=SiteFacts("Großes Haus", address="Theaterplatz 1", tenure=Tenure.RENTED),
        by=by,
    )
    inventory = actions.create_inventory(organisation=organisation, year=_YEAR, by=by)
    enter(inventory, site, _OF_THEATRE, by)


def _person(email: str) -> Person:
    account = next(one for one in ACCOUNTS if one.email == email)
    return person_of(account)
