"""Inventories of the demo in every state: submitted, returned with questions, accepted, being corrected.

Each story begins only with an inventory that has never been submitted, so that whoever plays with the demo
finds everything as they left it.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import ENTERED
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.records import record_of
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person

_BAKERY, _METALWORKS, _HOTEL = "sonnenkorn", "rheinbogen", "hotel-stadtpark"


def load() -> None:
    """Let the pact office review, and tell each story that has not been told."""
    ada, ole = person("ada@musterstadt"), person("ole@musterstadt")
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    give_office_role(person=ole, kind=OfficeKind.LEAD, by=None)
    _older_factors(_untold(_BAKERY, 2023), by=person("bruno@sonnenkorn"), reviewer=ada)
    _corrected(_untold(_METALWORKS, 2023), by=person("carla@rheinbogen"), reviewer=ole)
    _questioned(_untold(_HOTEL, 2023), by=person("emre@hotel-stadtpark"), reviewer=ada)
    waiting = _untold(_HOTEL, 2024)
    if waiting is not None:
        _in_the_middle(submit(waiting, by=person("emre@hotel-stadtpark")), reviewer=ada)


def _older_factors(inventory: Inventory | None, *, by: Person, reviewer: Person) -> None:
    """Accept an inventory that was calculated before the newest edition existed."""
    if inventory is not None:
        actions.adopt_edition(inventory=inventory, name="2025.1", by=by)
        accept(submit(inventory, by=by), by=reviewer)


def _corrected(inventory: Inventory | None, *, by: Person, reviewer: Person) -> None:
    """Accept an inventory and begin a correction with one changed and one new row."""
    if inventory is None:
        return
    accepted = accept(submit(inventory, by=by), by=reviewer)
    correction = actions.begin_correction(
        inventory=accepted,
        reason="Der Zähler der Halle 3 wurde vergessen, und der Diesel stand einmal zu viel in der Liste.",
        with_edition=accepted.edition,
        by=by,
    )
    diesel = queries.rows_of(correction).get(activity="diesel")
    actions.change_row(
        row=diesel,
        draft=replace(queries.draft_of_row(diesel), amount=Decimal("38420.5")),
        site=diesel.site,
        seen_revision=diesel.revision,
        by=by,
    )
    works = queries.rows_of(correction).filter(activity="electricity").first()
    hall = Draft(
        row_number=0,
        site="",
        label="Strom Halle 3",
        amount=Decimal(58600),
        unit="kWh",
        activity="electricity",
        period_start=date(2023, 1, 1),
        period_end=date(2023, 12, 31),
        quality="billed",
        evidence="Stromrechnung 2023-H3",
    )
    site = works.site if works else None
    actions.add_row(inventory=correction, draft=hall, site=site, origin=ENTERED, by=by)


def _questioned(inventory: Inventory | None, *, by: Person, reviewer: Person) -> None:
    """Return an inventory with two questions."""
    if inventory is None:
        return
    submitted = submit(inventory, by=by)
    heat = queries.rows_of(submitted).filter(activity="district_heat").first()
    actions.ask(
        inventory=submitted,
        text="Steht auf der Rechnung der Fernwärme wirklich MWh und nicht kWh? Der Wert ist recht hoch.",
        row_number=heat.number if heat else None,
        by=reviewer,
    )
    actions.ask(
        inventory=submitted,
        text="Haben Sie neben dem Shuttle noch andere Fahrzeuge, zum Beispiel für den Einkauf?",
        row_number=None,
        by=reviewer,
    )
    returned = actions.return_with_questions(inventory=submitted, by=reviewer)
    words = "Die Fragen lassen sich mit den beiden Rechnungen beantworten. Rufen Sie gern an."
    letter = queries.draft_letter(returned, words=words, writer=reviewer.name)
    actions.send_letter(inventory=returned, words=words, seen_sha256=letter.sha256, by=reviewer)


def _in_the_middle(inventory: Inventory, *, reviewer: Person) -> None:
    """Begin a review: three checks answered, a few rows looked at, a question noted."""
    answer_checks(inventory, by=reviewer, at_most=3)
    riskiest = [one.row.number for one in queries.rows_by_risk(queries.calculated(inventory))[:3]]
    actions.mark_rows(inventory=inventory, shown=riskiest, looked_at=riskiest[:2], by=reviewer)
    text = "Bitte fügen Sie die Rechnung zu dieser Zeile bei. Ein Foto aller Seiten genügt."
    actions.ask(inventory=inventory, text=text, row_number=riskiest[0], by=reviewer)


def submit(inventory: Inventory, *, by: Person) -> Inventory:
    """Submit an inventory as it stands."""
    found = Inventory.objects.get(pk=inventory.pk)
    return actions.submit(inventory=found, seen_revision=found.revision, by=by)


def accept(inventory: Inventory, *, by: Person) -> Inventory:
    """Accept an inventory as it was submitted, its checks answered."""
    answer_checks(inventory, by=by)
    record = record_of(queries.calculated(inventory), queries.evidence_for_record(inventory))
    return actions.accept(inventory=inventory, seen_sha256=record.sha256, by=by)


def answer_checks(inventory: Inventory, *, by: Person, at_most: int = 100) -> None:
    """Answer what the rulebook in force asks of a person, and what the program found not in order."""
    calculated = queries.calculated(inventory)
    review = queries.review_of(
        calculated, queries.evidence_for_record(inventory), queries.acceptances_of(calculated)
    )
    note = "Mit dem Mitglied besprochen; im nächsten Jahr genauer."
    open_ones = [one for one in review.asked if one.is_open][:at_most] if review else []
    answers = {one.item.key: ("yes", note if one.fact else "") for one in open_ones}
    actions.save_checks(inventory=inventory, answers=answers, by=by)


def _untold(company: str, year: int) -> Inventory | None:
    """Return the first version of a company's inventory when it has never been submitted."""
    found = Inventory.objects.filter(
        organisation__roles__person__email__endswith=f"@{company}.example.org",
        year=year,
        version=1,
        submitted_at__isnull=True,
    )
    return found.distinct().select_related("organisation").first()


def person(start: str) -> Person:
    """Return a person of the demo by the beginning of the address."""
    return Person.objects.get(email=f"{start}.example.org")
