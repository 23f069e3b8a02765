"""From a bill of a meter to a row of an inventory: which part, by what weight, and how that is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klimapakt.inventories.derivations import derivation, plain, told_day
from klimapakt.inventories.drafts import Draft, storable
from klimapakt.inventories.enums import BillSplit, Quality
from klimapakt.inventories.models import Bill, Meter
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.billing import (
    BY_DAYS,
    Estimate,
    Span,
    Weighing,
    YearPart,
    degree_day_table,
    missing_months,
    split,
)
from klimapakt.methods.catalogue import Activity, activities
from klimapakt.methods.messages import Message, gettext_noop

_METERED = frozenset({"electricity", "own_generation", "fed_in", "district_heat", "fuel"})
_METERED_SIMPLE = frozenset({"water", "wastewater"})
_HEATING = frozenset({"stationary_combustion", "purchased_heat"})
_OWN_SOURCE = "own degree days"


class MeterChanged(NotPossible):
    """Somebody else changed the meter since it was looked at; ``current`` is how it is now."""

    def __init__(self, current: Meter | None) -> None:
        template = gettext_noop(
            "Somebody else has changed this meter in the meantime. Nothing was overwritten. "
            "Compare both versions and save again what is right."
        )
        super().__init__(Message("meter_changed", template))
        self.current = current


class BillChanged(NotPossible):
    """Somebody else changed or deleted the bill since; ``current`` is how it is now, None when deleted."""

    def __init__(self, current: Bill | None) -> None:
        template = gettext_noop(
            "Somebody else has changed this bill in the meantime. Nothing was overwritten. "
            "Compare both versions and save again what is right."
        )
        super().__init__(Message("bill_changed", template))
        self.current = current


@dataclass(frozen=True, slots=True)
class BillRow:
    """A row that a bill makes in the inventory of a year, and how its amount was found."""

    bill: Bill
    draft: Draft
    derivation: dict[str, object]


def billable() -> dict[str, Activity]:
    """Return the activities that meters count, in the order of the catalogue.

    >>> "electricity" in billable(), "hotel_night" in billable()
    (True, False)
    """
    return {
        slug: known
        for slug, known in activities().items()
        if known.rule in _METERED or slug in _METERED_SIMPLE
    }


def follows_degree_days(activity: str) -> bool:
    """Tell whether this can heat rooms, so that degree days make sense.

    >>> follows_degree_days("natural_gas"), follows_degree_days("water")
    (True, False)
    """
    known = activities().get(activity)
    return known is not None and (known.category in _HEATING or activity == "electricity")


def key_of(bill_pk: int) -> str:
    """Return what names a bill in the rows it made."""
    return f"bill-{bill_pk}"


def spans_of(bills: Iterable[Bill]) -> list[Span]:
    """Return bills as the methods know them."""
    return [Span(bill.pk, bill.period_start, bill.period_end, bill.amount) for bill in bills]


def weighing_of(meter: Meter, *periods: tuple[date, date]) -> Weighing:
    """Return what each day weighs; the member's own degree days count where all months are known."""
    if meter.split != BillSplit.DEGREE_DAYS:
        return BY_DAYS
    own = {month: Decimal(value) for month, value in meter.degree_days.items()}
    known = bool(own) and not any(missing_months(*period, own) for period in periods)
    return Weighing(meter.heating_share, own if known else None)


def row_of(bill: Bill, meter: Meter, year: int) -> BillRow | None:
    """Return the row a bill makes in the inventory of a year; None when it has nothing for it."""
    if not bill.amount or not bill.period_start.year <= year <= bill.period_end.year:
        return None
    weighing = weighing_of(meter, (bill.period_start, bill.period_end))
    parts = split(bill.amount, bill.period_start, bill.period_end, weighing)
    part = next(found for found in parts if found.year == year)
    if not weighing.heating_share or len(parts) == 1:
        draft = _draft(bill, meter, bill.amount, (bill.period_start, bill.period_end))
        return BillRow(bill, draft, _by_days(bill, meter, part))
    if not part.amount:
        return None
    draft = _draft(bill, meter, part.amount, (part.first, part.last))
    return BillRow(bill, draft, _by_degree_days(bill, meter, part, weighing))


def estimate_derivation(found: Estimate, meter: Meter) -> dict[str, object]:
    """Return how the estimate for days without a bill was found."""
    template = gettext_noop(
        "No bill covers these %(days)s days. Estimated from the bills before and after them: "
        "%(amount)s %(unit)s in %(known)s days."
    )
    values: dict[str, object] = {
        "days": found.days,
        "known": found.known_days,
        "amount": plain(found.known_amount),
        "unit": meter.unit,
    }
    formula = f"{plain(found.known_amount)} {meter.unit} × {found.days} / {found.known_days}"
    if meter.split == BillSplit.DEGREE_DAYS:
        formula += f" (degree days for {plain(meter.heating_share)})"
    bills = ", ".join(key_of(span.key) for span in found.neighbours)
    return derivation(Message("gap_estimated", template, values), formula=formula, source=bills)


def readings_derivation(old: Decimal, new: Decimal, unit: str) -> dict[str, object]:
    """Return how an amount follows from two readings."""
    template = gettext_noop("Difference of two readings: %(new)s minus %(old)s.")
    message = Message("two_readings", template, {"old": plain(old), "new": plain(new)})
    return {
        **derivation(message, formula=f"{plain(new)} - {plain(old)} {unit}", source="meter"),
        "readings": {"old": plain(old), "new": plain(new)},
    }


def _draft(bill: Bill, meter: Meter, amount: Decimal, period: tuple[date, date]) -> Draft:
    return Draft(
        row_number=0,
        site=meter.site.name if meter.site else "",
        label=meter.name,
        amount=storable(amount),
        unit=meter.unit,
        activity=meter.activity,
        period_start=period[0],
        period_end=period[1],
        quality=Quality.ESTIMATED if bill.is_estimated else Quality.BILLED,
        extras=dict(meter.extras),
        evidence=bill.reference,
        note=bill.note,
    )


def _by_days(bill: Bill, meter: Meter, part: YearPart) -> dict[str, object]:
    values = _of_bill(bill, meter)
    if part.first == bill.period_start and part.last == bill.period_end:
        template = gettext_noop("The whole bill of the meter %(meter)s from %(start)s to %(end)s.")
        return derivation(
            Message("bill_whole", template, values),
            formula=f"{plain(bill.amount)} {meter.unit}",
            source=bill.reference,
        )
    template = gettext_noop(
        "The bill of the meter %(meter)s from %(start)s to %(end)s; the days in %(year)s count."
    )
    days = (bill.period_end - bill.period_start).days + 1
    return derivation(
        Message("bill_by_days", template, {**values, "year": part.year}),
        formula=f"{plain(bill.amount)} {meter.unit} × {part.days} / {days}",
        source=bill.reference,
    )


def _by_degree_days(bill: Bill, meter: Meter, part: YearPart, weighing: Weighing) -> dict[str, object]:
    template = gettext_noop(
        "The part of %(year)s of the bill of the meter %(meter)s from %(start)s to %(end)s, by degree days."
    )
    percent = f"{float(part.share) * 100:.4f}"
    return {
        **derivation(
            Message("bill_by_degree_days", template, {**_of_bill(bill, meter), "year": part.year}),
            formula=f"{plain(bill.amount)} {meter.unit} × {percent} % = {plain(part.amount)} {meter.unit}",
            source=degree_day_table().origin if weighing.own is None else _OWN_SOURCE,
        ),
        "heating_share": plain(weighing.heating_share),
    }


def _of_bill(bill: Bill, meter: Meter) -> dict[str, object]:
    return {
        "meter": meter.name,
        "start": told_day(bill.period_start),
        "end": told_day(bill.period_end),
    }
