"""The figures of such a pact: inventories like one that was made by hand, and measures in every state."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from bench.city import AT_ONCE, ONE_DAY, City, email_of, made, noon
from klimapakt.inventories import actions
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Activity, FrozenInventory, FrozenLine, Inventory
from klimapakt.inventories.queries import (
    acceptances_of,
    calculated,
    evidence_for_record,
    frozen_of,
    review_of,
)
from klimapakt.inventories.records import record_of
from klimapakt.inventories.sealed import sealed
from klimapakt.measures.enums import Field, MeasureState, SavingMethod
from klimapakt.measures.enums import Side as MeasureSide
from klimapakt.measures.lifecycle import SAVING_OF
from klimapakt.measures.models import Measure, MeasureEvent, Statement
from klimapakt.memberships.models import Membership
from klimapakt.people.models import Person
from klimapakt.targets.enums import Act, Coverage, Kind
from klimapakt.targets.models import Target, TargetVersion

_ROWS: Final = (("electricity", "kWh"), ("natural_gas", "kWh_Hs"), ("diesel", "l"), ("district_heat", "kWh"))
_MEASURES_EACH: Final = 5
_WAIT_YEARS: Final = 3
_COURSE: Final = (
    *(MeasureState.IDEA, MeasureState.PLANNED, MeasureState.DECIDED, MeasureState.IN_WORK),
    *(MeasureState.IMPLEMENTED, MeasureState.EVIDENCED, MeasureState.VERIFIED),
)
_MG_PER_TONNE: Final = 10**9


def inventories(city: City) -> dict[str, int]:
    """Everybody has the baseline and one every third year since, like one that was made by hand.

    All are accepted but for one of ten of the last years, which waits for the office.
    """
    author = Person.objects.get(email=email_of(0))
    pattern = _accepted_by_hand(city, author)
    record, lines = json.loads(frozen_of(pattern).document), list(pattern.frozen_lines.all())
    rows = list(Activity.objects.filter(inventory=pattern))
    found = list(_planned(city, pattern, author))
    made(found)
    made([_row_like(row, one) for one in found for row in rows])
    newest = city.today.year - _WAIT_YEARS
    accepted = [one for place, one in enumerate(found) if place % 10 or one.year < newest]
    made([_frozen(record, pattern, one) for one in accepted])
    made([_line_like(line, one, place) for place, one in enumerate(accepted) for line in lines])
    for one in accepted:
        one.status = InventoryStatus.ACCEPTED
        one.accepted_by = city.office
        one.accepted_at = one.submitted_at and one.submitted_at + timedelta(days=12)
    fields = ["status", "accepted_by", "accepted_at"]
    Inventory.objects.bulk_update(accepted, fields, batch_size=AT_ONCE)
    return {"inventories": len(found) + 1, "rows": (len(found) + 1) * len(rows)}


def _planned(city: City, pattern: Inventory, author: Person) -> Iterator[Inventory]:
    for one in city.memberships:
        if one.organisation_id == pattern.organisation_id:
            continue
        first = (one.joined_on or city.today).year - 1
        for year in range(first, city.today.year, 3):
            submitted = min(city.today, date(year + 1, 6, 1) + (one.joined_on or city.today).day * ONE_DAY)
            yield Inventory(
                organisation=one.organisation,
                year=year,
                edition=pattern.edition,
                status=InventoryStatus.SUBMITTED,
                submitted_at=noon(submitted),
                submitted_by=author,
                last_number=pattern.last_number,
            )


def _accepted_by_hand(city: City, author: Person) -> Inventory:
    """Make one with the actions that everybody uses, as the pattern of all others."""
    organisation = city.memberships[0].organisation
    inventory = actions.create_inventory(organisation=organisation, year=city.today.year - 1, by=author)
    for place, (activity, unit) in enumerate(_ROWS * 2, 1):
        draft = Draft(0, "", f"Zeile {place}", Decimal(10_000 * place), unit, activity)
        actions.add_row(inventory=inventory, draft=draft, site=None, by=author)
    inventory = actions.submit(
        inventory=inventory, seen_revision=Inventory.objects.get(pk=inventory.pk).revision, by=author
    )
    _check(inventory, city.office)
    return _accept(inventory, city.office)


def _check(inventory: Inventory, by: Person) -> None:
    from_now = calculated(inventory)
    review = review_of(from_now, evidence_for_record(inventory), acceptances_of(from_now))
    answers = {one.item.key: ("yes", "besprochen") for one in review.asked if one.is_open} if review else {}
    actions.save_checks(inventory=inventory, answers=answers, by=by)


def _accept(inventory: Inventory, by: Person) -> Inventory:
    sha256 = record_of(calculated(inventory), evidence_for_record(inventory)).sha256
    return actions.accept(inventory=inventory, seen_sha256=sha256, by=by)


def _row_like(row: Activity, inventory: Inventory) -> Activity:
    return Activity(
        inventory=inventory,
        number=row.number,
        label=row.label,
        activity=row.activity,
        amount=row.amount,
        unit=row.unit,
        quality=row.quality,
        origin=row.origin,
        fingerprint=row.fingerprint,
    )


def _frozen(record: dict[str, Any], pattern: Inventory, one: Inventory) -> FrozenInventory:
    organisation = {"id": str(one.organisation_id), "name": one.organisation.name, "city": "Stadt"}
    kept = sealed({**record, "inventory": str(one.pk), "organisation": organisation})
    like = pattern.frozen
    return FrozenInventory(
        inventory=one,
        document=kept.text,
        sha256=kept.sha256,
        edition=like.edition,
        edition_sha256=like.edition_sha256,
        frozen_at=like.frozen_at,
    )


def _line_like(line: FrozenLine, inventory: Inventory, place: int) -> FrozenLine:
    return FrozenLine(
        inventory=inventory,
        line_id=line.line_id,
        activity=line.activity,
        part=line.part,
        scope=line.scope,
        scope3_category=line.scope3_category,
        category=line.category,
        method=line.method,
        factor_id=line.factor_id,
        co2e_mg=line.co2e_mg * (1 + place % 19),
    )


def measures(city: City) -> dict[str, int]:
    """Five measures for each member in every state, each with its course and what it was said to save."""
    listed = [
        _measure(one, _MEASURES_EACH * place + number, city.today)
        for place, one in enumerate(city.memberships)
        for number in range(_MEASURES_EACH)
    ]
    made(listed)
    events, statements = [], []
    for place, one in enumerate(listed):
        way = _COURSE[: _COURSE.index(MeasureState(one.state)) + 1]
        events += [
            MeasureEvent(
                measure=one,
                at=noon(city.today - (20 - number) * 30 * ONE_DAY),
                side=MeasureSide.MEMBER,
                came_from=way[number - 1] if number else "",
                state=state,
                on=city.today - (20 - number) * 30 * ONE_DAY,
            )
            for number, state in enumerate(way)
        ]
        states = list(dict.fromkeys(SAVING_OF[state] for state in way))
        statements += [
            _statement(one, number, str(state), (1 + place % 40) * _MG_PER_TONNE, city.today)
            for number, state in enumerate(states, 1)
        ]
    counts = {"measure_events": len(made(events)), "statements": len(made(statements))}
    return {"measures": len(listed), **counts}


def _measure(one: Membership, place: int, today: date) -> Measure:
    fields = Field.values
    return Measure(
        organisation=one.organisation,
        title=f"Maßnahme {place % 97}",
        field=fields[place % len(fields)],
        state=_COURSE[place % len(_COURSE)],
        is_before_pact=False,
        year=today.year - 2 + place % 6,
    )


def _statement(one: Measure, number: int, state: str, mg: int, today: date) -> Statement:
    amount = {f"{state}_mg": mg}
    return Statement(
        measure=one,
        number=number,
        state=state,
        method=SavingMethod.ENGINEERING,
        at=noon(today),
        side=MeasureSide.OFFICE if state == "verified" else MeasureSide.MEMBER,
        counts_from=date(one.year or today.year, 7, 1),
        **amount,
    )


def targets(city: City) -> dict[str, int]:
    """Two of three members have promised something about their first year, in two forms."""
    coverages = Coverage.values
    found, versions = [], []
    first = {one.organisation_id: one for one in Inventory.objects.order_by("-year") if one.accepted_at}
    for place, member in enumerate(city.memberships):
        base = first.get(member.organisation_id)
        if base is None or place % 3 == 0:
            continue
        one = Target(
            organisation=member.organisation,
            kind=Kind.ABSOLUTE,
            coverage=coverages[place % len(coverages)],
            boundary=base.boundary,
        )
        found.append(one)
        versions.append(
            TargetVersion(
                target=one,
                number=1,
                act=Act.DECIDED,
                base_year=base.year,
                base_inventory=base,
                target_year=city.today.year + 4 + place % 6,
                percent=30 + place % 40,
                decided_by="Leitung",
                decided_on=city.today,
                at=noon(city.today),
            )
        )
    made(found)
    return {"targets": len(made(versions))}
