"""A measure with everything on one screen, and savings as they count; in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from klimapakt.inventories.enums import InventoryKind, InventoryStatus
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.queries import current_of, rows_of
from klimapakt.measures.enums import GrantState, MeasureState, ShareState
from klimapakt.measures.lifecycle import NOT_COUNTED, SAVING_OF
from klimapakt.measures.models import Grant, Measure, MeasureEvent, Proof, Share, Statement, Step
from klimapakt.measures.savings import Stated
from klimapakt.methods.savings.de_minimis import Account, account
from klimapakt.organisations.models import Organisation

Group = Literal["decided", "planned", "idea"]
_GROUPS: dict[str, Group] = {
    MeasureState.IDEA: "idea",
    MeasureState.PLANNED: "planned",
    MeasureState.DECIDED: "decided",
    MeasureState.IN_WORK: "decided",
    MeasureState.IMPLEMENTED: "decided",
    MeasureState.EVIDENCED: "decided",
    MeasureState.VERIFIED: "decided",
}


@dataclass(frozen=True, slots=True)
class ForecastSaving:
    """What a measure will save a year and from which year on; ``mg`` None when it is not quantified.

    ``mg`` is the part of its owner as if it stood alone; ``stated`` is what it saves together with others on
    its line, which ``carrier`` names.
    """

    measure: UUID
    title: str
    group: Group
    mg: int | None
    from_year: int | None
    stated: Stated
    carrier: str = ""


def of_pact(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Return those that count for the pact, each with its newest statement and the parts of others."""
    newest = Statement.objects.filter(measure=OuterRef("pk")).order_by("-number")
    shares = Share.objects.filter(state=ShareState.AGREED)
    return (
        measures.filter(is_before_pact=False)
        .annotate(newest_statement=Subquery(newest.values("pk")[:1]))
        .prefetch_related(Prefetch("shares", shares, to_attr="agreed_shares"))
    )


def newest_of(measures: Iterable[Measure]) -> dict[UUID, Statement]:
    """Return by measure the statement that counts."""
    listed = [one.newest_statement for one in measures if one.newest_statement]  # type: ignore[attr-defined]  # annotated
    return {one.measure_id: one for one in Statement.objects.filter(pk__in=listed)}


def stated_of(measures: Iterable[Measure]) -> list[Stated]:
    """Return the savings of measures as they count; those nobody works on are left out."""
    listed = [one for one in measures if one.state not in NOT_COUNTED]
    newest = newest_of(listed)
    return [_stated(one, newest.get(one.pk)) for one in listed]


def savings_for_forecast(organisation: Organisation) -> list[ForecastSaving]:
    """Return what the measures of a member will save a year, by group and beginning.

    Savings of the measures the member owns, less the parts of others, each by itself; together they are what
    ``savings.own_together`` makes of them. Measures that are done stand in the group "decided"
    as long as no accepted inventory is of their year or later; after that the inventory itself shows them.
    """
    known = accepted_of(organisation).order_by("-year").values_list("year", flat=True).first() or 0
    measures = list(of_pact(Measure.objects.filter(organisation=organisation)))
    newest = newest_of(measures)
    found = []
    for one in measures:
        group = _GROUPS.get(one.state)
        statement = newest.get(one.pk)
        year = statement.counts_from.year if statement and statement.counts_from else one.year
        is_done = SAVING_OF[one.state] not in (None, "planned")
        if group is not None and not (is_done and year is not None and year <= known):
            mg = None if statement is None or statement.mg is None else _own_part(one, statement.mg)
            stated = _stated(one, statement)
            found.append(ForecastSaving(one.pk, one.title, group, mg, year, stated, one.carrier))
    return found


def shared_with(organisation: Organisation) -> QuerySet[Share]:
    """Return the measures of others of which a member counts, or is asked to count, a part."""
    return Share.objects.filter(organisation=organisation).select_related("measure__organisation")


def accepted_of(organisation: Organisation) -> QuerySet[Inventory]:
    """Return the accepted inventories that count, calculated here, the newest first."""
    found = current_of(organisation).filter(status=InventoryStatus.ACCEPTED)
    return found.exclude(kind=InventoryKind.EXTERNAL)


def newest_inventory(organisation: Organisation) -> Inventory | None:
    """Return the newest accepted inventory, on whose lines measures are worked out."""
    return accepted_of(organisation).select_related("organisation").first()


def lines_of(inventory: Inventory) -> list[Activity]:
    """Return the rows of an inventory that a measure can touch."""
    return list(rows_of(inventory).exclude(activity="").select_related("site"))


def has_lost_line(measure: Measure, newest: Inventory | None) -> bool:
    """Tell whether a newer inventory does not have the line any more that the measure touches."""
    number = measure.row_number
    if newest is None or number is None or measure.inventory_id in (None, newest.pk):
        return False
    rows = Activity.objects.filter(inventory=newest, activity=measure.carrier)
    old = Activity.objects.filter(inventory=measure.inventory_id, number=number).first()
    if old is not None and old.site_id is not None:
        rows = rows.filter(Q(site=old.site_id) | Q(site__isnull=True))
    return not rows.exists()


def events_of(measure: Measure) -> QuerySet[MeasureEvent]:
    """Return what happened to a measure, oldest first."""
    return MeasureEvent.objects.filter(measure=measure).select_related("by")


def statements_of(measure: Measure) -> QuerySet[Statement]:
    """Return everything it was said to save, oldest first."""
    return Statement.objects.filter(measure=measure).select_related("by").order_by("number")


def steps_of(measure: Measure) -> QuerySet[Step]:
    """Return its steps, what is due first at the top."""
    return Step.objects.filter(measure=measure)


def proofs_of(measure: Measure) -> QuerySet[Proof]:
    """Return the files that show what it saves."""
    return Proof.objects.filter(measure=measure).select_related("file")


def grants_of(measure: Measure) -> QuerySet[Grant]:
    """Return its grants."""
    return Grant.objects.filter(measure=measure)


def shares_of(measure: Measure) -> QuerySet[Share]:
    """Return the parts of others."""
    return Share.objects.filter(measure=measure).select_related("organisation")


def de_minimis_of(organisation: Organisation, on: date) -> Account | None:
    """Return the member's account of small aid on a day; None where it has entered none with its measures."""
    granted = Grant.objects.filter(
        measure__organisation=organisation,
        is_de_minimis=True,
        state__in=(GrantState.GRANTED, GrantState.PAID),
        decided_on__isnull=False,
        amount_eur__isnull=False,
    )
    entered = [(day, eur) for day, eur in granted.values_list("decided_on", "amount_eur") if day and eur]
    return account(entered, on) if entered else None


def _stated(one: Measure, statement: Statement | None) -> Stated:
    shares: list[Share] = one.agreed_shares  # type: ignore[attr-defined]  # prefetched
    flow = (one.inventory_id, one.row_number) if one.inventory_id and one.row_number else None
    return Stated(
        measure=one.pk,
        state=statement.state if statement else str(SAVING_OF[one.state]),
        mg=statement.mg if statement else None,
        flow=flow,
        line_mg=one.line_mg,
        shares={str(share.organisation_id): share.part for share in shares},
    )


def _own_part(one: Measure, mg: int) -> int:
    shares: list[Share] = one.agreed_shares  # type: ignore[attr-defined]  # prefetched
    left = 1 - sum((share.part for share in shares), Decimal(0))
    return int(mg * left)
