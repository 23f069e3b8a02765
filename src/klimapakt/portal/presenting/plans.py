"""Measures for a list: each with its state, its saving as it counts and its badge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import amount, day, number
from klimapakt.inventories.models import Activity
from klimapakt.inventories.presenting import words
from klimapakt.measures import queries
from klimapakt.measures.estimating import asked_with
from klimapakt.measures.lifecycle import UNFINISHED
from klimapakt.measures.models import Measure, Statement
from klimapakt.measures.presenting import BADGES
from klimapakt.methods.factors import Edition, edition
from klimapakt.methods.library import library
from klimapakt.methods.messages import Message
from klimapakt.organisations.models import Organisation

KEPT: Final = "kept"
"""What stands in the form where a measure stays on its line of an older inventory."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of a list with the statement that counts."""

    measure: Measure
    statement: Statement | None
    badge: str
    is_late: bool


def rows_of_list(measures: list[Measure], today: date) -> list[Row]:
    """Return measures as they stand in a list."""
    newest = queries.newest_of(measures)
    return [Row(one, newest.get(one.pk), BADGES[one.state], is_late=is_late(one, today)) for one in measures]


def is_late(measure: Measure, today: date) -> bool:
    """Tell whether the planned finish has passed although the measure is not done."""
    finish = measure.planned_finish
    return measure.state in UNFINISHED and finish is not None and finish < today


def figures_asked(measure: Measure) -> frozenset[str]:
    """Return which figures are asked beside tonnes and energy: those of the formula it was taken from."""
    entry = library().entries.get(measure.library_key)
    return asked_with(entry.formula if entry else None)


def spoken(message: Message) -> str:
    """Say a message in the language of the page, with numbers and days as that language writes them."""
    return _in_figures(message).translated(_)


def lines_to_choose(
    organisation: Organisation, touches: tuple[str, ...] = (), *, with_amounts: bool = True
) -> list[tuple[str, str]]:
    """Return the lines of the newest accepted inventory, as a list to choose from.

    Without amounts they are for an adviser whose mandate includes measures but no inventories.
    """
    inventory = queries.newest_inventory(organisation)
    if inventory is None:
        return []
    factors = edition(inventory.edition)
    return [
        (str(row.number), ", ".join(_told(row, factors, inventory.year, with_amounts=with_amounts)))
        for row in queries.lines_of(inventory)
        if not touches or row.activity in touches
    ]


def line_kept(measure: Measure, organisation: Organisation) -> list[tuple[str, str]]:
    """Return the choice that leaves a measure on its line of an older inventory; none where it has none."""
    newest = queries.newest_inventory(organisation)
    older = measure.inventory
    if older is None or measure.row_number is None or (newest is not None and newest.pk == older.pk):
        return []
    words_of_it = _("As before: row %(number)s of the inventory %(year)s")
    return [(KEPT, words_of_it % {"number": measure.row_number, "year": older.year})]


def _told(row: Activity, factors: Edition, year: int, *, with_amounts: bool) -> Iterator[str]:
    yield words.row_name(row, factors)
    if row.site is not None:
        yield row.site.name
    if with_amounts:
        yield amount(row.amount, row.unit)
    yield str(year)


def _in_figures(message: Message) -> Message:
    return Message(
        message.code, message.template, {name: _written(value) for name, value in message.params.items()}
    )


def _written(value: object) -> object:
    if isinstance(value, Message):
        return _in_figures(value)
    if isinstance(value, Decimal):
        return number(value)
    return day(value) if isinstance(value, date) else value
