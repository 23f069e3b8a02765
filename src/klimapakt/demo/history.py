"""What happened in the years before the demo begins: who came how, and which baselines were accepted.

Everything goes through the actions, on the day on which it happened. Organisations, people and figures are
invented; the amounts are round numbers of a plausible size for such a firm.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from klimapakt.demo.clock import as_of, workdays_after
from klimapakt.demo.entering import enter
from klimapakt.demo.versions import accept, submit
from klimapakt.inventories import actions as inventories
from klimapakt.inventories.models import Inventory
from klimapakt.memberships import actions
from klimapakt.memberships.actions import Days, Interest
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.queries import memberships_of
from klimapakt.organisations.actions import (
    OrganisationFacts,
    SiteFacts,
    change_organisation,
    create_organisation,
    create_site,
    give_role,
)
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

_ROWS: Final = (
    ("Heizung", "natural_gas", "kWh_Hs"),
    ("Strom", "electricity", "kWh"),
    ("Fahrzeuge", "diesel", "l"),
)
_ON_PAPER: Final = "Auf Papier, in der Akte der Geschäftsstelle"
_OLD_EDITION: Final = "2025.1"
_NEW_EDITION_FROM: Final = date(2026, 1, 1)
_TABLE: Final = json.loads(files("klimapakt.demo").joinpath("tables", "history.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Firm:
    """An organisation of the history, who manages it, and what it used in a year."""

    name: str
    domain: str
    person: str
    kind: str
    wz_code: str
    amounts: tuple[int, ...]

    @property
    def email(self) -> str:
        """Return the invented address of its management."""
        return f"leitung@{self.domain}.example.org"


EMAILS: Final = frozenset(
    f"leitung@{row[1]}.example.org" for row in (*_TABLE["joined"], *_TABLE["baselines"])
)
"""The people of the history; nobody signs in as one of them."""


def load_ways() -> None:
    """Let some ask and join as the platform has them do; before the pipeline, which imports the others."""
    office = Person.objects.get(email="ole@musterstadt.example.org")
    for name, person, email, days_ago, workdays in _TABLE["asked"]:
        if not Organisation.objects.filter(name=name).exists():
            _ask(Interest(name, pact_at_hand().city, "company", person, email), (days_ago, workdays), office)
    for row in _TABLE["joined"]:
        firm = _firm(row, row[10])
        if not Organisation.objects.filter(name=firm.name).exists():
            _join(firm, date.fromisoformat(row[5]), row[6], (date.fromisoformat(row[7]), office))


def load_baselines() -> None:
    """Let members hand in their first inventories, and another person accept them some working days later."""
    reviewer = Person.objects.get(email="ada@musterstadt.example.org")
    give_office_role(person=reviewer, kind=OfficeKind.REVIEWER, by=None)
    for row in _TABLE["joined"]:
        _baseline(_firm(row, row[10]), (date.fromisoformat(row[8]), row[9]), reviewer)
    for row in _TABLE["baselines"]:
        _baseline(_firm(row, row[7]), (date.fromisoformat(row[5]), row[6]), reviewer)


def _firm(row: list[Any], amounts: list[int]) -> _Firm:
    name, domain, person, kind, wz_code = (str(part) for part in row[:5])
    return _Firm(name, domain, person, kind, wz_code, tuple(amounts))


@transaction.atomic
def _ask(interest: Interest, when: tuple[int, int], office: Person) -> None:
    """Ask to join; the office knows the name already and says some working days later that it is the same."""
    days_ago, workdays = when
    known = create_organisation(facts=OrganisationFacts(interest.name, interest.city), by=office)
    asked = timezone.localdate() - timedelta(days=days_ago)
    asked = workdays_after(asked - timedelta(days=1), 1)
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"http://localhost/join/{token}/"

    with as_of(asked):
        actions.request_to_join(interest=interest, link=link)
        request = actions.confirm_request(token=tokens[0])
    with as_of(workdays_after(asked, workdays)):
        actions.take_in(request=request, organisation=known, by=office)


@transaction.atomic
def _join(firm: _Firm, asked: date, lasted: list[int], joined: tuple[date, Person]) -> None:
    """Walk through every stage; ``lasted`` is for how many working days each of them took."""
    joined_on, office = joined
    organisation = create_organisation(
        facts=OrganisationFacts(firm.name, pact_at_hand().city, kind=firm.kind, wz_code=firm.wz_code),
        by=office,
    )
    talk, issued, signed, active = lasted
    with as_of(asked):
        one = actions.begin(organisation=organisation, source=Source.FORM, by=office)
    day = workdays_after(asked, talk)
    with as_of(day):
        one = actions.move(membership=one, to=Stage.TALK, reason="", seen_revision=one.revision, by=office)
    for stage, workdays in ((Stage.ISSUED, issued), (Stage.SIGNED, signed), (Stage.ACTIVE, active)):
        day = workdays_after(day, workdays)
        with as_of(day):
            one = actions.by_agreement(
                membership=one, to=stage, reason=_ON_PAPER, days=_days(stage, day, joined_on), by=office
            )


def _days(stage: Stage, day: date, joined_on: date) -> Days:
    return Days(signed_on=day) if stage == Stage.SIGNED else Days(joined_on=joined_on)


@transaction.atomic
def _baseline(firm: _Firm, when: tuple[date, int], reviewer: Person) -> None:
    organisation = Organisation.objects.filter(name=firm.name).first()
    if organisation is None or not memberships_of(organisation).exists():
        return
    if organisation.inventories.exists() or organisation.roles.exists():
        return
    submitted, workdays = when
    with as_of(submitted):
        inventory = _filled(firm, organisation, submitted.year - 1)
    with as_of(workdays_after(submitted, workdays)):
        accept(inventory, by=reviewer)


def _filled(firm: _Firm, organisation: Organisation, year: int) -> Inventory:
    """Give the organisation its management and let it fill and hand in the inventory of a year."""
    manager = Person.objects.filter(email=firm.email).first()
    manager = manager or create_person(email=firm.email, name=firm.person, by=None)
    give_role(organisation=organisation, person=manager, kind=RoleKind.MANAGEMENT, by=None)
    facts = replace(OrganisationFacts.of(organisation), kind=firm.kind, wz_code=firm.wz_code)
    seen = organisation.revision
    change_organisation(organisation=organisation, facts=facts, seen_revision=seen, by=manager)
    site = create_site(organisation=organisation, facts=SiteFacts("Hauptsitz"), by=manager)
    inventory = inventories.create_inventory(organisation=organisation, year=year, by=manager)
    if timezone.localdate() < _NEW_EDITION_FROM:
        inventories.adopt_edition(inventory=inventory, name=_OLD_EDITION, by=manager)
    evidence = f"Jahresrechnung {year}"
    rows = [(*row[:2], str(used), row[2], evidence) for row, used in zip(_ROWS, firm.amounts, strict=True)]
    enter(inventory, site, rows, manager)
    return submit(inventory, by=manager)
