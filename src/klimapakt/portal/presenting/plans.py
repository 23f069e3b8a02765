"""Measures for a list: each with its state, its saving as it counts and its badge."""

from dataclasses import dataclass

from klimapakt.foundation.templatetags.format import amount
from klimapakt.inventories.presenting import words
from klimapakt.measures import queries
from klimapakt.measures.enums import MeasureState
from klimapakt.measures.models import Measure, Statement
from klimapakt.methods.factors import edition
from klimapakt.organisations.models import Organisation

BADGES = {
    MeasureState.IDEA: "neutral",
    MeasureState.PLANNED: "neutral",
    MeasureState.DECIDED: "info",
    MeasureState.IN_WORK: "info",
    MeasureState.IMPLEMENTED: "success",
    MeasureState.EVIDENCED: "success",
    MeasureState.VERIFIED: "success",
    MeasureState.POSTPONED: "warning",
    MeasureState.DROPPED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of a list with the statement that counts."""

    measure: Measure
    statement: Statement | None
    badge: str


def rows_of_list(measures: list[Measure]) -> list[Row]:
    """Return measures as they stand in a list."""
    newest = queries.newest_of(measures)
    return [Row(one, newest.get(one.pk), BADGES[MeasureState(one.state)]) for one in measures]


def lines_to_choose(organisation: Organisation, touches: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return the lines of the newest accepted inventory, as a list to choose from."""
    inventory = queries.newest_inventory(organisation)
    if inventory is None:
        return []
    factors = edition(inventory.edition)
    return [
        (str(row.number), f"{words.row_name(row, factors)}, {amount(row.amount, row.unit)}, {inventory.year}")
        for row in queries.lines_of(inventory)
        if not touches or row.activity in touches
    ]
