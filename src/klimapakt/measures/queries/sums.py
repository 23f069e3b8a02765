"""What measures of many members save by state, in a fixed number of queries that read only what is needed."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from klimapakt.measures.enums import ShareState
from klimapakt.measures.lifecycle import NOT_COUNTED, SAVING_OF
from klimapakt.measures.models import AMOUNTS, Measure, Share, Statement
from klimapakt.measures.savings import Stated, Total, totals

_FACTS = ("pk", "state", "inventory", "row_number", "line_mg")


def sums_of(measures: QuerySet[Measure], within: QuerySet[Measure] | None = None) -> tuple[Total, ...]:
    """Return the four totals of measures, beside each other.

    ``within`` are those with which they share lines; without it they are all there are. A measure's part of
    a line it shares does not depend on which of them are listed.
    """
    every = _counted(measures if within is None else within)
    stated = _stated(every)
    if within is None:
        return totals(stated)
    return totals(stated, set(_counted(measures).values_list("pk", flat=True)))


def counts_by_state(measures: QuerySet[Measure]) -> dict[str, int]:
    """Return how many measures stand in which state of the course."""
    found = measures.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(found)


def _counted(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    return measures.filter(is_before_pact=False).exclude(state__in=NOT_COUNTED).order_by()


def _stated(measures: QuerySet[Measure]) -> list[Stated]:
    newest, shares = _newest(measures), _shares(measures)
    nothing: Mapping[str, Decimal] = {}
    found = []
    for pk, state, inventory, row, line_mg in measures.values_list(*_FACTS):
        saving, mg = newest.get(pk, (str(SAVING_OF[state]), None))
        flow = (inventory, row) if inventory is not None and row is not None else None
        found.append(Stated(pk, saving, mg, flow, line_mg, shares.get(pk, nothing)))
    return found


def _newest(measures: QuerySet[Measure]) -> dict[UUID, tuple[str, int | None]]:
    """Return by measure the state and the milligrams of the statement that counts."""
    later = Statement.objects.filter(measure=OuterRef("measure"), number__gt=OuterRef("number"))
    newest = Statement.objects.filter(~Exists(later), measure__in=measures).order_by()
    return {
        measure: (state, next((mg for mg in amounts if mg is not None), None))
        for measure, state, *amounts in newest.values_list("measure", "state", *AMOUNTS)
    }


def _shares(measures: QuerySet[Measure]) -> Mapping[UUID, dict[str, Decimal]]:
    found: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    agreed = Share.objects.filter(state=ShareState.AGREED, measure__in=measures).order_by()
    for measure, organisation, part in agreed.values_list("measure", "organisation", "part"):
        found[measure][str(organisation)] = part
    return found
