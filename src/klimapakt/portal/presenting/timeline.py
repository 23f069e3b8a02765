"""The bills of a meter as a timeline, and its gaps and overlaps as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from klimapakt.foundation.design.charts import Part, Stretch, Timeline
from klimapakt.foundation.templatetags.format import amount, day
from klimapakt.inventories.billing import spans_of
from klimapakt.inventories.models import Bill, Meter
from klimapakt.inventories.presenting.derivations import sentence_of_derivation
from klimapakt.methods.billing import Gap, Overlap, gaps, overlaps


@dataclass(frozen=True, slots=True)
class ShownBill:
    """A bill with its number in the picture and, where it was not billed, how its amount was found."""

    number: int
    bill: Bill
    days: int
    found: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Days billed twice, and the two bills by their numbers in the picture."""

    overlap: Overlap
    first: ShownBill
    second: ShownBill

    @property
    def pair(self) -> tuple[ShownBill, ShownBill]:
        """Return both bills."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Series:
    """The bills of a meter, what is missing between them and what is there twice."""

    bills: tuple[ShownBill, ...]
    gaps: tuple[Gap, ...]
    overlaps: tuple[Shared, ...]

    @property
    def last_day(self) -> date | None:
        """Return the last day a bill covers."""
        return max((shown.bill.period_end for shown in self.bills), default=None)


def series_of(bills: Sequence[Bill]) -> Series:
    """Number the bills and find their gaps and overlaps."""
    shown = {
        bill.pk: ShownBill(
            number,
            bill,
            (bill.period_end - bill.period_start).days + 1,
            sentence_of_derivation(bill.derivation),
        )
        for number, bill in enumerate(bills, start=1)
    }
    spans = spans_of(bills)
    shared = (Shared(found, shown[found.keys[0]], shown[found.keys[1]]) for found in overlaps(spans))
    return Series(tuple(shown.values()), gaps(spans), tuple(shared))


def timeline_of(meter: Meter, series: Series) -> Timeline | None:
    """Return the picture; None without bills."""
    if not series.bills:
        return None
    parts = tuple(_part(shown, meter) for shown in series.bills)
    known = tuple(
        Stretch(
            shown.bill.period_start,
            shown.bill.period_end,
            "estimated" if shown.bill.is_estimated else "known",
            str(shown.number),
        )
        for shown in series.bills
    )
    missing = tuple(Stretch(gap.first, gap.last, "missing") for gap in series.gaps)
    twice = tuple(Stretch(one.overlap.first, one.overlap.last, "twice") for one in series.overlaps)
    return Timeline(
        key="timeline",
        title=gettext("Bills of the meter over the months"),
        sentence=_sentence(series),
        parts=parts,
        label_heading=gettext("Bill"),
        value_heading=gettext("Amount"),
        stretches=(*known, *missing, *twice),
    )


def _part(shown: ShownBill, meter: Meter) -> Part:
    bill = shown.bill
    values = {"number": shown.number, "start": day(bill.period_start), "end": day(bill.period_end)}
    label = gettext("No. %(number)s: %(start)s to %(end)s") % values
    note = gettext("estimated") if bill.is_estimated else ""
    return Part(label, shown.days, amount(bill.amount, meter.unit), note=note)


def _sentence(series: Series) -> str:
    """Say what there is to see: a filled bar is a bill, a dashed one a gap, a thin one days billed twice."""
    has_estimates = any(shown.bill.is_estimated for shown in series.bills)
    hollow = [gettext("Outlined: estimated.")] if has_estimates else []
    if not series.gaps and not series.overlaps:
        once = gettext("Filled: billed. Every day between the first and the last bill is billed once.")
        return " ".join([once, *hollow])
    missing = sum(gap.days for gap in series.gaps)
    twice = sum(one.overlap.days for one in series.overlaps)
    found = []
    if missing:
        found.append(
            ngettext("Dashed: %(days)s day without a bill.", "Dashed: %(days)s days without a bill.", missing)
            % {"days": missing}
        )
    if twice:
        found.append(
            ngettext(
                "Thin line below: %(days)s day billed twice.",
                "Thin line below: %(days)s days billed twice.",
                twice,
            )
            % {"days": twice}
        )
    return " ".join([gettext("Filled: billed."), *hollow, *found])
