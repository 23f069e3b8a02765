"""What measures of many members save by state, in a fixed number of queries that read only what is needed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from klimapakt.measures.enums import SavingState, ShareState
from klimapakt.measures.lifecycle import NOT_COUNTED, SAVING_OF
from klimapakt.measures.models import AMOUNTS, Measure, Share, Statement
from klimapakt.measures.savings import Stated, Total, totals, with_alone

_LINE = ("measure__inventory", "measure__row_number", "measure__line_mg")
_SAID = Coalesce(*AMOUNTS)
_SILENT = Q(**{f"{name}__isnull": True for name in AMOUNTS})


def sums_of(measures: QuerySet[Measure], within: QuerySet[Measure] | None = None) -> tuple[Total, ...]:
    """Return the four totals of measures, beside each other.

    ``within`` are those with which they share lines; without it they are all there are. A measure's part of
    a line it shares does not depend on which of them are listed. What shares nothing with anybody is added up
    by the database, and so is how many say nothing: of thousands only the others are read one by one.
    """
    chosen = _counted(measures)
    every = chosen if within is None else _counted(within)
    shares = _shares(every)
    shared = list(shares)
    stated = _stated(_sharing(every, shared), shares)
    only = None if within is None else set(_sharing(chosen, shared).values_list("pk", flat=True))
    added = _added_up(chosen, shared)
    return tuple(with_alone(one, *added[one.state]) for one in totals(stated, only))


def counts_by_state(measures: QuerySet[Measure]) -> dict[str, int]:
    """Return how many measures stand in which state of the course."""
    found = measures.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(found)


def _counted(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    return measures.filter(is_before_pact=False).exclude(state__in=NOT_COUNTED).order_by()


def _sharing(measures: QuerySet[Measure], shared: Collection[UUID]) -> QuerySet[Measure]:
    """Return those on a line, where others may be too, or of which other members count a part."""
    return measures.filter(~_on_no_line() | Q(pk__in=shared))


def _on_no_line(path: str = "") -> Q:
    names = ("inventory", "row_number", "line_mg")
    return reduce(or_, (Q(**{f"{path}{name}__isnull": True}) for name in names))


def _added_up(measures: QuerySet[Measure], shared: Collection[UUID]) -> Mapping[str, tuple[int, int, int]]:
    """Return by state the milligrams of those that share nothing, how many these are, how many say none."""
    found = {state.value: (0, 0, 0) for state in SavingState}
    alone = _on_no_line("measure__") & ~Q(measure__in=shared)
    counts = _newest(measures).values_list("state")
    for state, *numbers in counts.annotate(
        alone_mg=Sum(_SAID, filter=alone, default=0),
        alone=Count(_SAID, filter=alone),
        silent=Count("pk", filter=_SILENT),
    ):
        found[state] = (numbers[0], numbers[1], numbers[2])
    unsaid = measures.filter(~Exists(Statement.objects.filter(measure=OuterRef("pk"))))
    for state, count in counts_by_state(unsaid).items():
        mg, quantified, silent = found[str(SAVING_OF[state])]
        found[str(SAVING_OF[state])] = (mg, quantified, silent + count)
    return found


def _stated(measures: QuerySet[Measure], shares: Mapping[UUID, dict[str, Decimal]]) -> list[Stated]:
    """Return the savings that are quantified, each with its line and its parts."""
    nothing: Mapping[str, Decimal] = {}
    found = []
    quantified = _newest(measures).exclude(_SILENT).values_list("measure", "state", _SAID, *_LINE)
    for pk, state, mg, inventory, row, line_mg in quantified:
        flow = (inventory, row) if inventory is not None and row is not None else None
        found.append(Stated(pk, state, mg, flow, line_mg, shares.get(pk, nothing)))
    return found


def _newest(measures: QuerySet[Measure]) -> QuerySet[Statement]:
    """Return the statement that counts of each measure."""
    later = Statement.objects.filter(measure=OuterRef("measure"), number__gt=OuterRef("number"))
    return Statement.objects.filter(~Exists(later), measure__in=measures).order_by()


def _shares(measures: QuerySet[Measure]) -> Mapping[UUID, dict[str, Decimal]]:
    found: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    agreed = Share.objects.filter(state=ShareState.AGREED, measure__in=measures).order_by()
    for measure, organisation, part in agreed.values_list("measure", "organisation", "part"):
        found[measure][str(organisation)] = part
    return found
