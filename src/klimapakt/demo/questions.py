"""A joinery that is in the middle of the guided questions; invented like everybody else in the demo city."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction

from klimapakt.inventories import actions
from klimapakt.inventories.actions import Given
from klimapakt.organisations.actions import (
    OrganisationFacts,
    SiteFacts,
    create_organisation,
    create_site,
    give_role,
)
from klimapakt.organisations.enums import RoleKind, Tenure
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

NAME: Final = "Tischlerei Eichblatt"
CITY: Final = "Musterstadt am Rhein"
MASTER: Final = "jonas@tischlerei-eichblatt.example.org"
YEAR: Final = 2025
_ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "staff": {"fte": "5.5", "area": "420"},
    "electricity": {
        "bought": "9150",
        "basis": "part_year",
        "period_start": f"{YEAR}-01-01",
        "period_end": f"{YEAR}-09-30",
    },
    "heat": {"choice": "landlord"},
    "vehicles": {"diesel": "3380", "petrol": "410"},
}


@transaction.atomic
def load() -> None:
    """Create the joinery with its first answers, or leave it as it is."""
    if Organisation.objects.filter(name=NAME, city=CITY).exists():
        return
    master = Person.objects.get(email=MASTER)
    facts = OrganisationFacts(
        NAME, CITY, legal_form="Einzelunternehmen", sector="31.09 Herstellung von Möbeln"
    )
    organisation = create_organisation(facts=facts, by=master)
    give_role(organisation=organisation, person=master, kind=RoleKind.MANAGEMENT, by=master)
    create_site(
        organisation=organisation,
        facts=SiteFacts("Werkstatt", address="Gerberweg 8", tenure=Tenure.RENTED),
        by=master,
    )
    inventory = actions.create_inventory(organisation=organisation, year=YEAR, by=master)
    run = actions.begin_questions(inventory=inventory, key="craft", by=master)
    for question, values in _ANSWERS.items():
        actions.save_answer(run=run, given=Given(question, values), by=master)
