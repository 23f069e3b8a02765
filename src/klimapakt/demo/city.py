"""The organisations of the demo city with their people and inventories.

City, people and figures are invented. The tables in ``tables/`` are what such companies could upload; the
file that waits in the bakery's inventory of 2025 holds mistakes on purpose.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils import timezone

from klimapakt.demo.accounts import ACCOUNTS, MUSTERSTADT
from klimapakt.demo.people import person_of
from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import ReceivedFile, ReferenceFigures
from klimapakt.inventories.models import Inventory
from klimapakt.methods.intake import read_table
from klimapakt.organisations.actions import (
    OrganisationFacts,
    SiteFacts,
    change_site,
    create_organisation,
    give_role,
)
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class _City:
    """The people of the demo city by address, and its name."""

    name: str
    people: Mapping[str, Person]

    @property
    def office(self) -> Person:
        """Return who sets the city up."""
        return self.people["ada@musterstadt.example.org"]


def load() -> None:
    """Create what is missing of the demo city; nothing that exists is changed."""
    plan = json.loads(_text("city.json"))
    city = _City(plan["city"], _people())
    for described in plan["organisations"]:
        _load_organisation(described, city)


@transaction.atomic
def _load_organisation(described: Mapping[str, Any], city: _City) -> None:
    """Create an organisation with everything in it, or leave it as it is."""
    if Organisation.objects.filter(name=described["name"], city=city.name).exists():
        return
    facts = OrganisationFacts(
        described["name"], city.name, legal_form=described["legal_form"], sector=described["sector"]
    )
    organisation = create_organisation(facts=facts, by=city.office)
    for email, kind in described["roles"].items():
        give_role(organisation=organisation, person=city.people[email], kind=RoleKind(kind), by=city.office)
    by = city.people[next(iter(described["roles"]))]
    for year, figures in described["inventories"].items():
        inventory = actions.create_inventory(organisation=organisation, year=int(year), by=by)
        amounts = {name: Decimal(value) for name, value in figures.items()}
        if amounts:
            actions.set_reference_figures(inventory=inventory, figures=ReferenceFigures(**amounts), by=by)
        is_waiting = year in described["waiting"]
        _load_table(inventory, f"{described['key']}-{year}.csv", is_waiting=is_waiting, by=by)
    _describe_sites(organisation, described["sites"], by)


def _load_table(inventory: Inventory, name: str, *, is_waiting: bool, by: Person) -> None:
    content = _bytes(name)
    received = ReceivedFile(
        name=f"Verbrauch {inventory.year}.csv",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        numbers="auto",
        table=read_table(content, filename=name),
    )
    upload = actions.keep_upload(inventory=inventory, file=received, by=by).upload
    if not is_waiting:
        seal = queries.checked(upload, timezone.localdate()).seal()
        actions.take_over(upload=upload, seal=seal, by=by)


def _describe_sites(organisation: Organisation, sites: Mapping[str, Mapping[str, Any]], by: Person) -> None:
    for site in organisation.sites.all():
        known = sites.get(site.name)
        if known is not None:
            area = Decimal(known["area_m2"])
            facts = SiteFacts(
                name=site.name,
                address=known["address"],
                in_city=known.get("in_city", True),
                tenure=known["tenure"],
                area_m2=area,
            )
            change_site(site=site, facts=facts, by=by)


def _people() -> Mapping[str, Person]:
    return {account.email: person_of(account) for account in ACCOUNTS if account.host == MUSTERSTADT}


def _bytes(name: str) -> bytes:
    return files("klimapakt.demo").joinpath("tables", name).read_bytes()


def _text(name: str) -> str:
    return _bytes(name).decode()
