"""Inventories on their way: submitted, returned and accepted, as tests need them."""

from klimapakt.inventories import actions, queries
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.records import record_of
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.actions import create_person
from klimapakt.people.enums import Language
from klimapakt.people.models import Person
from tests.cast import PASSWORD
from tests.inventories.tables import DIESEL, ELECTRICITY, GAS, taken_over


def filled(inventory: Inventory, by: Person) -> Inventory:
    """Return the inventory with three rows."""
    taken_over(inventory, by, ELECTRICITY, GAS, DIESEL)
    return fresh(inventory)


def submitted(inventory: Inventory, by: Person) -> Inventory:
    """Return the inventory as submitted; it gets rows when it has none."""
    found = fresh(inventory)
    if not found.activities.exists():
        found = filled(found, by)
    return fresh(actions.submit(inventory=found, seen_revision=found.revision, by=by))


def accepted(inventory: Inventory, by: Person, reviewer: Person) -> Inventory:
    """Return the inventory as accepted by the reviewer."""
    found = submitted(inventory, by)
    checked(found, reviewer)
    actions.accept(inventory=found, seen_sha256=seal_now(found), by=reviewer)
    return fresh(found)


def review_now(inventory: Inventory) -> queries.Review | None:
    """Return the review of an inventory as it stands."""
    calculated = queries.calculated(fresh(inventory))
    evidence = queries.evidence_for_record(inventory)
    return queries.review_of(calculated, evidence, queries.acceptances_of(calculated))


def checked(inventory: Inventory, by: Person) -> None:
    """Answer everything a rulebook in force asks about the inventory with yes."""
    review = review_now(inventory)
    answers = {one.item.key: ("yes", "") for one in review.asked if one.is_open} if review else {}
    actions.save_checks(inventory=inventory, answers=answers, by=by)


def seal_now(inventory: Inventory) -> str:
    """Return the hash of the record as it stands now."""
    found = fresh(inventory)
    return record_of(queries.calculated(found), queries.evidence_for_record(found)).sha256


def fresh(inventory: Inventory) -> Inventory:
    """Return the inventory as the database has it."""
    return Inventory.objects.select_related("organisation").get(pk=inventory.pk)


def staff(email: str = "ole@city.example.org", kind: OfficeKind = OfficeKind.REVIEWER) -> Person:
    """Return somebody who works in the pact office."""
    person = create_person(
        email=email, name="Ole Petersen", language=Language.ENGLISH, password=PASSWORD, by=None
    )
    give_office_role(person=person, kind=kind, by=None)
    return person
