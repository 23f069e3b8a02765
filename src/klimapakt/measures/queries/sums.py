"""What measures of many members save by state, in a fixed number of queries that read only what is needed."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from klimapakt.measures.enums import ShareState
from klimapakt.measures.lifecycle import NOT_COUNTED, SAVING_OF
from klimapakt.measures.models import AMOUNTS, Measure, Share, Statement
from klimapakt.measures.savings import Stated, Total, totals, with_alone

_FACTS = (
    *("measure", "state", "mg"),
    *("measure__inventory", "measure__row_number", "measure__line_mg"),
)
_ON_NO_LINE = Q(inventory__isnull=True) | Q(row_number__isnull=True) | Q(line_mg__isnull=True)


def sums_of(measures: QuerySet[Measure], within: QuerySet[Measure] | None = None) -> tuple[Total, ...]:
    """Return the four totals of measures, beside each other.

    ``within`` are those with which they share lines; without it they are all there are. A measure's part of
    a line it shares does not depend on which of them are listed. What shares nothing with anybody is added up
    by the database, and so is how many say nothing: of thousands only the others are read one by one.
    """
    chosen = _counted(measures)
    stated = _stated(_sharing(chosen if within is None else _counted(within)))
    only = None if within is None else set(_sharing(chosen).values_list("pk", flat=True))
    alone, silent = _alone(chosen), _not_quantified(chosen)
    return tuple(
        with_alone(one, *alone.get(one.state, (0, 0)), silent[one.state]) for one in totals(stated, only)
    )


def counts_by_state(measures: QuerySet[Measure]) -> dict[str, int]:
    """Return how many measures stand in which state of the course."""
    found = measures.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(found)


def _counted(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    return measures.filter(is_before_pact=False).exclude(state__in=NOT_COUNTED).order_by()


def _sharing(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Return those on a line, where others may be too, or of which other members count a part."""
    return measures.filter(~_ON_NO_LINE | _is_shared())


def _is_shared() -> Q:
    return Q(Exists(Share.objects.filter(state=ShareState.AGREED, measure=OuterRef("pk"))))


def _alone(measures: QuerySet[Measure]) -> Mapping[str, tuple[int, int]]:
    """Return by state the milligrams of those that share nothing, and how many they are."""
    quantified = _quantified(measures.filter(_ON_NO_LINE & ~_is_shared()))
    found = quantified.values_list("state").annotate(Sum("mg"), Count("pk"))
    return {state: (mg, count) for state, mg, count in found}


def _not_quantified(measures: QuerySet[Measure]) -> Mapping[str, int]:
    """Return by state how many say nothing in milligrams, or nothing at all."""
    found: Counter[str] = Counter()
    empty = _newest(measures).filter(**{f"{name}__isnull": True for name in AMOUNTS})
    found.update(dict(empty.values_list("state").annotate(count=Count("pk"))))
    unsaid = measures.filter(~Exists(Statement.objects.filter(measure=OuterRef("pk"))))
    for state, count in counts_by_state(unsaid).items():
        found[str(SAVING_OF[state])] += count
    return found


def _stated(measures: QuerySet[Measure]) -> list[Stated]:
    """Return the savings that are quantified, each with its line and its parts."""
    shares = _shares(measures)
    nothing: Mapping[str, Decimal] = {}
    found = []
    for pk, state, mg, inventory, row, line_mg in _quantified(measures).values_list(*_FACTS):
        flow = (inventory, row) if inventory is not None and row is not None else None
        found.append(Stated(pk, state, mg, flow, line_mg, shares.get(pk, nothing)))
    return found


def _quantified(measures: QuerySet[Measure]) -> QuerySet[Statement]:
    """Return the statements that count and say milligrams, which stand in ``mg``."""
    return _newest(measures).annotate(mg=Coalesce(*AMOUNTS)).filter(mg__isnull=False)


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
