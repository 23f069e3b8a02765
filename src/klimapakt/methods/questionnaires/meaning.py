"""What an answer means: the rows it writes, the reference figures it states, and how each amount was found.

Estimates come from the member's own figures only. An amount for some days of the year is extrapolated by
days; an amount of another year stands in for this year's. Both are marked, with the derivation beside them.
"""

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from math import prod
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.questionnaires.model import Choice, Field, Question, Row
from klimapakt.methods.reading import choice as one_of
from klimapakt.methods.reading import day, positive_or_zero
from klimapakt.methods.refusal import Refused

CHOICE: Final = "choice"
BASIS: Final = "basis"
PERIOD_START: Final = "period_start"
PERIOD_END: Final = "period_end"
FEWEST_DAYS: Final = 28
"""Fewer days say too little about a year; our convention."""

_GRAIN = Decimal("0.001")
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowToWrite:
    """One row of the inventory; ``derivation`` is empty where the amount stands on a bill of the year."""

    key: str
    activity: str
    amount: Decimal
    unit: str
    quality: str
    extras: Mapping[str, str]
    derivation: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer writes; a reference figure that was left open is None."""

    rows: tuple[RowToWrite, ...] = ()
    references: Mapping[str, Decimal | None] = field(default_factory=dict)
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class _Basis:
    """How the amounts of the answer were found, and by what the year is extrapolated."""

    name: str
    days: int = 0
    of: int = 0
    is_inside: bool = True
    start: date | None = None
    end: date | None = None


def meaning_of(question: Question, values: Values, year: int) -> Outcome:
    """Return what an answer writes. Raises Refused; its path names the field of the question.

    ``values`` maps the keys of the fields to decimal text, plus ``choice``, ``basis``, ``period_start`` and
    ``period_end`` where the question asks for them.

    >>> from klimapakt.methods.questionnaires import questionnaire
    >>> bills = {"bought": "3120", "basis": "part_year", "period_start": "2024-01-01"}
    >>> asked = questionnaire("office").question("electricity")
    >>> row = meaning_of(asked, {**bills, "period_end": "2024-03-31"}, 2024).rows[0]
    >>> row.amount, row.quality, row.derivation["days"], row.derivation["of"]
    (Decimal('12548.571'), 'calculated', 91, 366)
    """
    branch = _branch(question, values)
    fields, rows = (branch.fields, branch.rows) if branch else (question.fields, question.rows)
    amounts = dict(_amounts(fields, values))
    _ensure_something(fields, amounts)
    if branch is not None and branch.is_unknown:
        return Outcome(is_unknown=True)
    basis = _basis(question, values, year) if rows else _Basis("whole_year")
    written = (_row(row, amounts, values, basis) for row in rows if _is_given(row, amounts))
    references = {one.reference: amounts.get(one.key) for one in fields if one.reference}
    return Outcome(tuple(row for row in written if row.amount), references)


def _branch(question: Question, values: Values) -> Choice | None:
    if not question.choices:
        return None
    found = question.choice(values.get(CHOICE, ""))
    if found is None:
        template = gettext_noop("Choose the answer that fits best.")
        raise Refused(CHOICE, Message("choose", template, {}))
    return found


def _amounts(fields: Iterable[Field], values: Values) -> Iterator[tuple[str, Decimal]]:
    for one in fields:
        entered = values.get(one.key, "")
        if not entered and one.is_required:
            template = gettext_noop("A figure is missing here. Enter 0 if there was nothing.")
            raise Refused(one.key, Message("figure_missing", template, {}))
        if entered and one.options:
            one_of(entered, one.key, one.options)
        elif entered:
            yield one.key, _bounded(positive_or_zero(entered, one.key), one)


def _bounded(amount: Decimal, one: Field) -> Decimal:
    if one.reference and not amount:
        template = gettext_noop("Enter a number above zero, or leave the field empty.")
        raise Refused(one.key, Message("reference_zero", template, {}))
    least, most = one.least or Decimal(0), one.most
    if amount < least or (most is not None and amount > most):
        template = gettext_noop(
            "This number usually lies between %(least)s and %(most)s. Look at the bill again: "
            "two numbers are easily mixed up."
        )
        raise Refused(one.key, Message("out_of_band", template, {"least": least, "most": most}))
    return amount


def _ensure_something(fields: tuple[Field, ...], amounts: Mapping[str, Decimal]) -> None:
    """Of several voluntary fields one has to be filled, unless the branch answers without any."""
    if not fields or amounts or len(fields) == 1:
        return
    template = gettext_noop("Fill in at least one field. Enter 0 if there was nothing.")
    raise Refused(fields[0].key, Message("nothing_entered", template, {}))


def _is_given(row: Row, amounts: Mapping[str, Decimal]) -> bool:
    return all(key in amounts for key in row.amount)


def _basis(question: Question, values: Values, year: int) -> _Basis:
    name = values.get(BASIS) or "whole_year"
    if question.bases:
        one_of(name, BASIS, question.bases)
    if name != "part_year" or not question.bases:
        return _Basis(name if question.bases else "whole_year")
    start, end = _day(values, PERIOD_START), _day(values, PERIOD_END)
    days, of = (end - start).days + 1, 366 if isleap(year) else 365
    _ensure_possible(days, of)
    if start.year > year or end.year < year:
        template = gettext_noop("These days do not lie in %(year)s. Correct the dates.")
        raise Refused(PERIOD_START, Message("days_outside", template, {"year": year}))
    return _Basis(name, days, of, is_inside=start.year == end.year == year, start=start, end=end)


def _day(values: Values, key: str) -> date:
    if not values.get(key):
        template = gettext_noop("Which days does the amount cover? Enter the first and the last day.")
        raise Refused(key, Message("day_missing", template, {}))
    return day(values[key], key)


def _ensure_possible(days: int, of: int) -> None:
    if days < 1:
        template = gettext_noop("The last day lies before the first. Swap the two dates.")
        raise Refused(PERIOD_END, Message("days_reversed", template, {}))
    if days < FEWEST_DAYS:
        template = gettext_noop("%(days)s days say too little about a year. Use at least %(least)s days.")
        values = {"days": days, "least": FEWEST_DAYS}
        raise Refused(PERIOD_END, Message("too_few_days", template, values))
    if days > 2 * of:
        template = gettext_noop("The period is longer than two years. Correct the dates.")
        raise Refused(PERIOD_END, Message("too_many_days", template, {}))


def _row(row: Row, amounts: Mapping[str, Decimal], values: Values, basis: _Basis) -> RowToWrite:
    entered = prod((amounts[key] for key in row.amount), start=Decimal(1))
    amount, quality, derivation = entered, row.quality, _derivation_of_product(row, amounts)
    if basis.name == "part_year":
        amount = (entered * basis.of / basis.days).quantize(_GRAIN, rounding=ROUND_HALF_EVEN)
        quality = "calculated" if basis.is_inside else "estimated"
        derivation = {
            "rule": "by_days",
            "amount": str(entered),
            "days": basis.days,
            "of": basis.of,
            "from": f"{basis.start}",
            "to": f"{basis.end}",
        }
    elif basis.name != "whole_year":
        quality, derivation = "estimated", {"rule": basis.name}
    extras = {**row.extras, **{name: values[key] for name, key in row.extras_from.items() if values.get(key)}}
    return RowToWrite(row.key, row.activity, amount, row.unit, quality, extras, derivation)


def _derivation_of_product(row: Row, amounts: Mapping[str, Decimal]) -> dict[str, object]:
    if len(row.amount) > 1:
        return {"rule": "product", "of": [str(amounts[key]) for key in row.amount]}
    return {"rule": "billed_alike"} if row.quality == "calculated" else {}
